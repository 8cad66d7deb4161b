"""What the store works with, in one object, so that a test can give it other tools; and when the file is written.

``meeting.json`` is written anew by each change while it is small. A large one would cost far more than the change
itself, so changes are left in the journal until they amount to a share of the file: over time each byte of a change
then costs a fixed number of bytes written, whatever the size of the meeting. In a quiet moment, and when a program lets
go of the meeting, the file catches up (``MeetingStore.settle()``).
"""

from collections.abc import Callable
from typing import NamedTuple

from tracker.store.format.engine import Engine
from tracker.store.format.migrations import MIGRATIONS, SCHEMA, Migration
from tracker.store.io.folder import STATE_LIMIT
from tracker.store.io.oscalls import OsCalls

_SHARE = 16
_GROWTH = 2
"""A byte of a change makes no more than so many bytes of the file: most of its row's fields stand in it."""


def _tinydb() -> Engine:
    """Load TinyDB, which takes longer than reading a meeting that is in order: that needs none."""
    from tracker.store.format.tinydb_engine import TinyDbEngine

    return TinyDbEngine()


class StoreConfig(NamedTuple):
    """The operating system, the schema that this program writes, and how long it waits for the lock."""

    calls: OsCalls = OsCalls()
    schema: int = SCHEMA
    """Number of the schema that this program reads and writes."""
    migrations: tuple[Migration, ...] = MIGRATIONS
    engine: Callable[[], Engine] = _tinydb
    """Gives the document database; called for what is out of the ordinary, and for writing."""
    lock_wait: float = 5.0
    """Seconds at most to wait for someone else's change to be done."""
    small_file: int = 2**18
    """Bytes of ``meeting.json`` up to which each change writes it anew."""
    journal_limit: int = 2**23
    """Bytes of ``journal.jsonl`` from which on it is kept under another name and a new one begun."""
    journal_files: int = 4
    """It is kept only once it is as long as so many ``meeting.json``: a new one begins with the whole state."""

    def is_due(self, behind: int, size: int) -> bool:
        """Say whether a file of ``size`` bytes must not stay ``behind`` so many bytes of the journal.

        It is due too where it might have grown beyond what a meeting may have, so that it is measured.
        """
        return size <= self.small_file or behind * _SHARE >= size or size + behind * _GROWTH > STATE_LIMIT
