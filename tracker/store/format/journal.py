"""The journal: every change of a meeting, one sealed line each, only ever appended to.

Each line carries the checksum of the line before it (``prev``) and its own (``sum``): a chain in which no line can be
changed, taken out or moved unseen. Order is by ``seq``, never by time. A record with the edit ``adopt`` holds the whole
state as inserted rows: the first line is one, so the journal alone can rebuild everything, and so is the record that
the store appends when it had to mend something or to bring the rows to a newer schema.
"""

import contextlib
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from tracker.domain.model.bounds import MOST_CHANGES, is_within
from tracker.domain.model.history import Entry
from tracker.domain.model.state import TABLES
from tracker.store.format.encoding import SEAL_LENGTH, UnreadableError, is_sealed, seal, seal_of, unseal
from tracker.store.io.folder import JOURNAL, STATE_LIMIT, Folder
from tracker.text import clean_data

ADOPT = "adopt"
"""The edit of a record that holds the whole state."""

LISTED = 5
"""Most damaged lines that are named."""

_ENVELOPE = frozenset(("v", "prev", "sum"))
_KINDS = {"v": int, "prev": str, "sum": str, "seq": int, "op": str, "at": str, "edit": str, "actor": dict}
_KINDS |= {"changes": list}
_BLOCK = 2**16
_READ_AHEAD = 2**20
_LONGEST_BLOCK = 2**24
_LINE_LIMIT = 2 * STATE_LIMIT

Body = dict[str, Any]
"""A record as plain data, with its envelope: ``v`` (schema), ``prev`` and ``sum``."""


class Position(NamedTuple):
    """A place in the journal: just after a record."""

    end: int
    """Byte offset after its line feed."""
    seq: int
    """Sequence number of the record; -1 before the first."""
    head: str
    """Checksum of the record."""


START = Position(0, -1, "0" * 64)
"""Before the first record."""


class Record(NamedTuple):
    """A record that fits its checksum and the record before it."""

    body: Body
    position: Position
    """Where it ends."""

    @property
    def schema(self) -> int:
        """Number of the schema that its rows are of."""
        number: int = self.body["v"]
        return number

    @property
    def adopts(self) -> bool:
        """Say whether it holds the whole state."""
        return bool(self.body["edit"] == ADOPT)


class BrokenChainError(Exception):
    """A line that is damaged, cut off or out of its place. Never reaches a person."""

    def __init__(self, before: Position) -> None:
        """Keep where the last good record ends."""
        super().__init__(f"the journal breaks at byte {before.end}")
        self.before = before


class Chain(NamedTuple):
    """One journal from end to end."""

    records: int
    """Number of good ones."""
    bad_lines: tuple[int, ...]
    """Numbers, from 1 on, of the first lines that are damaged or don't follow the line before."""
    rebuilds: bool
    """The records from the newest whole state on are all good."""


class Journal:
    """An open journal file."""

    def __init__(self, folder: Folder, descriptor: int) -> None:
        """Read and write the journal through the open file ``descriptor``."""
        self.folder = folder
        """Where it lies."""
        self._descriptor = descriptor

    @property
    def facts(self) -> os.stat_result:
        """What the system says of the file."""
        return self.folder.calls.fstat(self._descriptor)

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return self.facts.st_size

    def read(self, size: int, offset: int) -> bytes:
        """Return ``size`` bytes from ``offset`` on; fewer where the journal ends."""
        return self.folder.read_at(self._descriptor, size, offset)

    def has(self, position: Position) -> bool:
        """Say whether a record with this checksum ends just there."""
        if position == START:
            return True
        return self.ends_with(position.head, position.end)

    def ends_with(self, head: str, end: int) -> bool:
        """Say whether a line with the checksum ``head`` ends just at the byte ``end``."""
        return self.read(SEAL_LENGTH, max(0, end - SEAL_LENGTH)) == seal_of(head)

    def follows(self) -> Position:
        """Return what its first record follows, with the byte 0: ``START``, or the end of the one kept before it."""
        with contextlib.suppress(UnreadableError, KeyError, StopIteration):
            body = body_of(next(self.lines(0, self.size)))
            if body["prev"] != START.head:
                return Position(0, body["seq"], body["prev"])
        return START

    def records(self, after: Position, limit: int) -> Iterator[Record]:
        """Yield the records from ``after`` to the byte ``limit``, oldest first.

        Raises:
            BrokenChainError: a line isn't whole, isn't as it was written, or doesn't follow the one before.
        """
        for line in self.lines(after.end, limit):
            record = record_of(line, after)
            after = record.position
            yield record

    def backwards(self, end: int) -> Iterator[tuple[int, bytes]]:
        """Yield the lines before the byte ``end`` with their offsets, newest first, unchecked."""
        held, start, block = list[bytes](), end, _BLOCK
        while start > 0:
            size = min(block, start)
            start -= size
            part = self.read(size, start)
            # A line that goes on before this block is put together once: it may be as long as the file.
            held.append(part)
            block = _BLOCK
            if b"\n" not in part:
                block = min(size * 2, _LONGEST_BLOCK)
                continue
            first, *lines = _split(_joined(held))
            for line in reversed(lines):
                end -= len(line)
                yield end, line
            held = [first]
        if held and (first_line := _joined(held)):
            yield 0, first_line

    def last_good(self, end: int) -> Position:
        """Return where the newest record before ``end`` ends that is as it was written; ``START`` if there is none."""
        for offset, line in self.backwards(end):
            with contextlib.suppress(UnreadableError, KeyError):
                if is_sealed(line):
                    body = body_of(line)
                    return Position(offset + len(line), body["seq"], body["sum"])
        return START

    def find(self, position: Position) -> Position | None:
        """Return where the record of ``position`` stands in this file; None where it doesn't.

        It stands elsewhere when the journal was put together anew.
        """
        if self.has(position):
            return position
        before = self.follows()
        if (position.seq, position.head) == (before.seq, before.head):
            return before
        wanted = seal_of(position.head)
        for offset, line in self.backwards(self.size):
            if line.endswith(wanted) and is_sealed(line):
                return position._replace(end=offset + len(line))
        return None

    def last_adopted(self, end: int) -> Position | None:
        """Return where the newest record begins that holds the whole state; None where there is none."""
        for offset, line in self.backwards(end):
            if b'"edit":"adopt"' in line and is_sealed(line):
                with contextlib.suppress(UnreadableError):
                    body = body_of(line)
                    if body["edit"] == ADOPT:
                        return Position(offset, body["seq"] - 1, body["prev"])
        return None

    def append(self, line: bytes, at: int) -> None:
        """Put a sealed line at the byte ``at``, where the journal ends, and sync it.

        Raises:
            OSError: it can't be written; part of it may be there.
        """
        self.folder.write_at(self._descriptor, line, at)
        self.folder.calls.fsync(self._descriptor)

    def take_back(self, end: int) -> bool:
        """Cut off what wasn't promised; say whether the system let it."""
        try:
            self.cut(end)
        except OSError:
            return False
        return True

    def cut(self, end: int) -> None:
        """Cut the journal at the byte ``end`` and sync it."""
        self.folder.calls.ftruncate(self._descriptor, end)
        self.folder.calls.fsync(self._descriptor)

    def blocks(self, start: int, limit: int) -> Iterator[bytes]:
        """Yield the bytes from ``start`` to ``limit``, block by block."""
        while start < limit and (part := self.read(min(_READ_AHEAD, limit - start), start)):
            start += len(part)
            yield part

    def lines(self, start: int, limit: int) -> Iterator[bytes]:
        """Yield the lines from ``start`` to ``limit``; the last one may lack its line feed."""
        held, length = list[bytes](), 0
        for part in self.blocks(start, limit):
            if length > _LINE_LIMIT:
                break
            held.append(part)
            length += len(part)
            if b"\n" in part:
                *lines, rest = b"".join(held).split(b"\n")
                for line in lines:
                    yield line + b"\n"
                held, length = [rest], len(rest)
        if length:
            yield b"".join(held)


@contextlib.contextmanager
def opened_journal(folder: Folder, flags: int = os.O_RDONLY, name: str = JOURNAL) -> Iterator[Journal | None]:
    """Open the journal, or the kept one of that ``name``; None where there is none.

    Raises:
        StoreError: something else was planted in its place.
        OSError: it can't be opened.
    """
    try:
        descriptor = folder.open_file(name, flags)
    except FileNotFoundError:
        yield None
        return
    try:
        yield Journal(folder, descriptor)
    finally:
        folder.close(descriptor)


def body_of(line: bytes) -> Body:
    """Return a record as plain data. Its envelope is as it must be; what it changes was not looked at.

    Raises:
        UnreadableError: the line isn't as it was written, or holds no record: who can write the file can seal anything.
    """
    body = unseal(line)
    if any(type(body.get(name)) is not kind for name, kind in _KINDS.items()) or not 0 <= body["seq"] <= MOST_CHANGES:
        raise UnreadableError("no record of a change")
    return body


def record_of(line: bytes, after: Position) -> Record:
    """Return the record of a line that stands just after ``after``.

    Raises:
        BrokenChainError: the line isn't whole, isn't as it was written, or doesn't follow the one before.
    """
    try:
        body = body_of(line)
    except UnreadableError as error:
        raise BrokenChainError(after) from error
    if not _follows(body, after):
        raise BrokenChainError(after)
    return Record(body, Position(after.end + len(line), body["seq"], body["sum"]))


def sealed_record(entry: Entry, schema: int, before: Position) -> tuple[bytes, Position]:
    """Return the journal line of ``entry`` and where it ends when it is put after ``before``.

    Raises:
        ValueError: the entry holds a number or a text that JSON can't.
    """
    line, head = seal({"v": schema, "prev": before.head, **msgspec.to_builtins(entry)})
    return line, Position(before.end + len(line), entry.seq, head)


def entry_of(body: Body) -> Entry:
    """Return the history entry of a record, its texts cleaned.

    Raises:
        UnreadableError: the record isn't one that this program writes.
    """
    try:
        entry = msgspec.convert(clean_data({name: body[name] for name in body.keys() - _ENVELOPE}), Entry)
    except (msgspec.ValidationError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    if entry.at.tzinfo is None or not is_within(entry.at):
        raise UnreadableError("a moment that can't be")
    if not all(change.table in TABLES for change in entry.changes):
        raise UnreadableError("a table that there isn't")
    return entry


def walk(journal: Journal, limit: int, before: Position) -> Chain:
    """Check every line of a journal up to the byte ``limit``, of which the first follows ``before``."""
    position: Position | None = before
    offset, good, bad, rebuilds = 0, 0, [], False
    for number, line in enumerate(journal.lines(0, limit), 1):
        offset += len(line)
        try:
            body = body_of(line)
            here = Position(offset, body["seq"], body["sum"])
            # After a damaged line nothing tells what should follow, so the next one is only asked for its own seal.
            adopts = body["edit"] == ADOPT if position is None else record_of(line, position).adopts
            rebuilds = rebuilds or adopts
            good += 1
            position = here
        except BrokenChainError:
            bad.append(number)
            position, rebuilds = here, body["edit"] == ADOPT
        except (UnreadableError, KeyError):
            bad.append(number)
            position, rebuilds = None, False
        # A file full of other lines must not fill the memory with their numbers.
        del bad[LISTED + 1 :]
    return Chain(good, tuple(bad), rebuilds)


def _follows(body: Body, before: Position) -> bool:
    """Say whether a record goes after ``before``; one that holds the whole state may leave numbers out."""
    numbers = isinstance(body.get("seq"), int) and isinstance(body.get("v"), int)
    if not numbers or body.get("prev") != before.head:
        return False
    return body["seq"] == before.seq + 1 or (body.get("edit") == ADOPT and body["seq"] >= before.seq)


def _joined(parts: list[bytes]) -> bytes:
    """Return in one what was read from the end to the start, and empty the list: both would fill the memory."""
    parts.reverse()
    whole = b"".join(parts)
    parts.clear()
    return whole


def _split(text: bytes) -> list[bytes]:
    *lines, rest = text.split(b"\n")
    return [line + b"\n" for line in lines] + ([rest] if rest else [])
