"""What the store asks of a document database: to read a ``meeting.json``, and to hold its documents between changes.

TinyDB is one (``tinydb_engine``), and another can take its place in ``StoreConfig``. All make the same file, byte for
byte, so a folder that was written through one is read through any; locks, files and the journal are none of their
business. ``tests/store/test_engines.py`` runs over every one.
"""

from typing import NamedTuple, Protocol

from tracker.domain.model.state import State
from tracker.store.format.migrations import Tables
from tracker.store.format.state_file import DocIds, Meta, Touched


class Contents(NamedTuple):
    """What a good ``meeting.json`` holds."""

    meta: Meta
    tables: Tables
    doc_ids: DocIds


class Documents(Protocol):
    """The documents of one meeting, from one change to the next."""

    def update(self, state: State, touched: Touched) -> None:
        """Insert, replace or remove the ``touched`` rows, so that they are as in ``state``.

        A new row gets the number after the highest that its table had before the update; the others keep theirs.
        """

    def bytes_with(self, meta: Meta) -> bytes:
        """Return the bytes of the file, checksum and all."""


class Engine(Protocol):
    """A document database."""

    def read(self, raw: bytes) -> Contents:
        """Return what the bytes of a file hold, every text cleaned.

        Raises:
            OutsideEditError: they are JSON, but another program's.
            UnreadableError: they are damaged, or not laid out as a meeting.
        """

    def hold(self, state: State, known: DocIds) -> Documents:
        """Return documents of the rows of ``state`` under the numbers that are ``known``, the others under new ones."""
