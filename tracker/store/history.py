"""Reading the journal backwards: the history as people see it, and what was done last."""

import contextlib
from collections.abc import Iterator
from itertools import islice

from tracker.domain.model.history import Entry
from tracker.store.format.encoding import UnreadableError, encode
from tracker.store.format.journal import ADOPT, Journal, Position, Record, body_of, entry_of
from tracker.store.format.rotation import newest_first

_RECENT = 500


def lines_before(journal: Journal, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield the lines before the byte ``end``, newest first, unchecked, then those of the journals kept before.

    Each comes with its offset in its own file.
    """
    for segment in newest_first(journal, end):
        yield from segment.journal.backwards(segment.end)


def records_before(journal: Journal, end: int, marks: tuple[bytes, ...] = ()) -> Iterator[Record]:
    """Yield the good records before the byte ``end`` whose line holds one of ``marks`` (or any), newest first."""
    for offset, line in lines_before(journal, end):
        if marks and not any(mark in line for mark in marks):
            continue
        with contextlib.suppress(UnreadableError):
            body = body_of(line)
            yield Record(body, Position(offset + len(line), body["seq"], body["sum"]))


def entries_before(
    journal: Journal, end: int, marks: tuple[bytes, ...] = (), schema: int | None = None
) -> Iterator[Entry]:
    """Yield history entries newest first; records that only hold the whole state are no change of anyone's.

    Args:
        journal: the open journal.
        end: byte to start before.
        marks: only records that hold one of these bytes; empty for all.
        schema: stop at the first record of another schema, whose fields may not be those of today.
    """
    for record in records_before(journal, end, marks):
        if schema is not None and record.schema != schema:
            return
        if not record.adopts:
            with contextlib.suppress(UnreadableError):
                yield entry_of(record.body)


def entries_after(journal: Journal, position: Position, seq: int) -> tuple[Entry, ...]:
    """Return the entries after change number ``seq`` and up to ``position``, oldest first."""
    found: list[Entry] = []
    for entry in entries_before(journal, position.end):
        if entry.seq <= seq:
            break
        found.append(entry)
    return tuple(reversed(found))


def entry_of_op(journal: Journal, position: Position, op: str) -> Entry | None:
    """Return the entry of the edit named ``op`` if it is among the newest 500."""
    mark = b'"op":%s' % encode(op)
    for _, line in islice(lines_before(journal, position.end), _RECENT):
        if mark not in line:
            continue
        with contextlib.suppress(UnreadableError):
            entry = entry_of(body_of(line))
            if entry.op == op and entry.edit != ADOPT:
                return entry
    return None


def row_mark(row_id: str) -> bytes:
    """Return the bytes that every record holds that touches the row."""
    return b'"id":%s' % encode(row_id)


def name_mark(name: str) -> bytes:
    """Return the bytes that every record holds that is of the person ``name``."""
    return b'"name":%s' % encode(name)
