"""Bringing a meeting folder in order, with the lock held: what is damaged is kept aside, never overwritten."""

import contextlib
import errno
import os

from tracker.domain.model.changes import Change, document_of
from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.errors import DamagedError
from tracker.store.format.encoding import seal_of
from tracker.store.format.journal import ADOPT, START, Journal, Position, opened_journal, sealed_record
from tracker.store.format.rotation import kept_journals, kept_name
from tracker.store.io.folder import BACKUP, DAMAGED, JOURNAL, STAGE, STATE, STATE_LIMIT, Folder
from tracker.store.loading import Loaded
from tracker.store.lockfile import Lock


def adoption(state: State, about: Entry) -> Entry:
    """Return a history entry like ``about`` that holds the whole of ``state``."""
    changes = tuple(
        Change(table=table, id=row_id, before=None, after=document_of(row))
        for table, rows in state.tables.items()
        for row_id, row in rows.items()
    )
    return Entry(seq=state.seq, op=about.op, at=about.at, actor=about.actor, edit=ADOPT, changes=changes)


def put_bad_aside(folder: Folder, loaded: Loaded) -> tuple[str, ...]:
    """Give bad state files another name and return a sentence about each."""
    kept = tuple(f"The bad {name} is kept as {folder.keep_aside(name)}." for name in loaded.bad)
    if kept:
        folder.sync()
    return kept


def end_journal(lock: Lock, position: Position, *, keep: bool) -> tuple[str, ...]:
    """Cut the journal after ``position``; what stood there is kept aside if it may have been more than a left-over.

    Raises:
        DamagedError: it is too much to be kept aside by itself.
        OSError: it can't be cut.
    """
    folder = lock.folder
    with opened_journal(folder, os.O_RDWR) as journal:
        if journal is None or journal.size <= position.end:
            return ()
        size = journal.size - position.end
        if size > STATE_LIMIT:
            raise DamagedError(
                f"{folder.path / JOURNAL} ends in {size:,} bytes that the tracker didn't write.",
                f"Keep a copy of it, then cut it: truncate --size={position.end} {folder.path / JOURNAL}",
            )
        tail = journal.read(size, position.end)
        told: tuple[str, ...] = ()
        if keep or not _is_left_over(tail, lock.mark.refused):
            kept = folder.free_name(JOURNAL + DAMAGED)
            folder.write_new(kept, [tail])
            told = (f"The unreadable end of {JOURNAL} is kept as {kept}.",)
        journal.cut(position.end)
        return told


def append_whole_state(lock: Lock, state: State, about: Entry, schema: int, position: Position) -> Position:
    """Put a record of the whole state at the journal's end, or into a new journal; return where it ends."""
    with opened_journal(lock.folder, os.O_RDWR) as journal:
        if journal is None:
            line, end = sealed_record(adoption(state, about), schema, START)
            lock.folder.write_new(JOURNAL, [line])
            lock.promise(end)
        else:
            line, end = sealed_record(adoption(state, about), schema, position)
            lock.append(journal, line, position, end)
    return end


def begin_anew(lock: Lock, state: State, about: Entry, schema: int, position: Position) -> Position:
    """Keep the journal, which ends at ``position``, and begin a new one with the whole state; return where it ends.

    Killed in between, or with the power cut, the old journal is in its place or the new one is, and both are whole.

    Raises:
        OSError: something could not be written; the journal in place is a whole one.
    """
    folder = lock.folder
    line, end = sealed_record(adoption(state, about), schema, position._replace(end=0))
    with opened_journal(folder) as journal:
        if journal is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), JOURNAL)
        _discard_copies(folder, journal, position.end)
        if folder.stat(name := kept_name(position)):
            folder.keep_aside(name)
        folder.write_new(name, journal.blocks(0, position.end))
    folder.write_fresh(JOURNAL, [line])
    # What was promised of the old one means nothing in the new one.
    lock.forget()
    folder.put_in_place(JOURNAL)
    folder.sync()
    return end


def clear_stage(folder: Folder) -> None:
    """Take away what an interrupted restore left. Needs the lock.

    Raises:
        OSError: it can't be taken away.
    """
    with contextlib.suppress(FileNotFoundError), Folder(folder.path / STAGE, folder.calls, folder) as stage:
        for name in stage.calls.names(stage.descriptor):
            stage.calls.unlink(name, stage.descriptor)
        folder.calls.rmdir(STAGE, folder.descriptor)


def switch(lock: Lock) -> None:
    """Let the staged files take their places; the old journal must be able to rebuild the old meeting by itself.

    It does that until the new one is in its place, in one step. The new one can rebuild the rest.
    """
    folder = lock.folder
    lock.forget()
    # The backup is older than the state: it must not be what is left.
    for name in (BACKUP, STATE):
        with contextlib.suppress(FileNotFoundError):
            folder.calls.unlink(name, folder.descriptor)
            folder.sync()
    folder.calls.rename(f"{STAGE}/{JOURNAL}", JOURNAL, folder.descriptor)
    folder.sync()
    # A backup of a folder whose state was damaged has nothing more.
    with contextlib.suppress(FileNotFoundError):
        folder.calls.rename(f"{STAGE}/{STATE}", STATE, folder.descriptor)
        folder.sync()
    clear_stage(folder)


def _discard_copies(folder: Folder, journal: Journal, end: int) -> None:
    """Take away what a kill left of an earlier try to keep the journal: the same bytes, as far as they go.

    A damaged kept journal may begin otherwise, or with nothing that can be read: it is no copy.
    """
    for name in kept_journals(folder):
        with opened_journal(folder, name=name) as kept:
            is_copy = kept is not None and kept.size <= end and _begins_with(journal, kept)
        if is_copy:
            folder.discard(name)


def _begins_with(journal: Journal, other: Journal) -> bool:
    """Say whether a journal begins with every byte of another one."""
    size = other.size
    return all(ours == theirs for ours, theirs in zip(journal.blocks(0, size), other.blocks(0, size), strict=True))


def _is_left_over(tail: bytes, refused: str) -> bool:
    """Say whether bytes are one record that a kill left half written, or the one that was refused."""
    if b"\n" in tail:
        return bool(refused) and tail.count(b"\n") == 1 and tail.endswith(seal_of(refused))
    return tail.startswith(b'{"v":')
