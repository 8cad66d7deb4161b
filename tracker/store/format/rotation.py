"""Journals that were kept when a new one was begun: the history goes on through all of them.

A journal that has grown long is copied to ``journal-<number of its last change>-<start of its checksum>.jsonl``, and a
new one takes its place whose first record holds the whole state and the checksum of the old one's last record. So the
chain goes through all files, the newest one alone can rebuild the meeting, and reading it doesn't take longer with
every year. A kept journal is never written again. What is named by no later journal is left over, say from before a
restore, and not part of the record.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.store.format.journal import START, Journal, Position, opened_journal
from tracker.store.io.folder import JOURNAL, KEPT_JOURNAL, Folder

_ENDING = ".jsonl"
_DIGITS = 16
"""Of the checksum, in a name: enough to be never the same twice."""


class Segment(NamedTuple):
    """One file of the record, open."""

    name: str
    journal: Journal
    end: int
    """Byte up to which it counts."""

    @property
    def before(self) -> Position:
        """What its first record follows, with the byte 0: ``START`` where the record begins with it."""
        return self.journal.follows()


def kept_name(position: Position) -> str:
    """Return the name of the kept journal that ends with the record of ``position``."""
    return f"{KEPT_JOURNAL}{position.seq:06d}-{position.head[:_DIGITS]}{_ENDING}"


def newest_first(journal: Journal, end: int) -> Iterator[Segment]:
    """Yield the journal up to the byte ``end`` and those that were kept before it; each is open until the next.

    Where one is missing, doesn't end as the later one says, or was yielded already, the last that is yielded follows
    something else than ``START``. Kept ones are looked for only when they are asked for.

    Raises:
        StoreError: something else was planted in the place of one.
        OSError: one can't be read.
    """
    yield Segment(JOURNAL, journal, end)
    before, names = journal.follows(), set[str]()
    while before != START and kept_name(before) not in names:
        names.add(name := kept_name(before))
        with opened_journal(journal.folder, name=name) as older:
            if older is None or not older.has(before._replace(end=older.size)):
                return
            yield Segment(name, older, older.size)
            before = older.follows()


def oldest_first(journal: Journal, end: int) -> Iterator[Segment]:
    """Yield the same in the order in which they were written.

    Raises:
        StoreError: something else was planted in the place of one.
        OSError: one can't be read.
    """
    _, *kept = [segment.name for segment in newest_first(journal, end)]
    for name in reversed(kept):
        with opened_journal(journal.folder, name=name) as older:
            if older is not None:
                yield Segment(name, older, older.size)
    yield Segment(JOURNAL, journal, end)


def kept_journals(folder: Folder) -> list[str]:
    """Return the names of all journals that were kept, also of those that are no part of the record."""
    names = folder.calls.names(folder.descriptor)
    return sorted(name for name in names if name.startswith(KEPT_JOURNAL) and name.endswith(_ENDING))
