"""The lock of a meeting folder, and what its file says: who has it, and which record of the journal isn't saved.

The lock is the kernel's (flock), so it goes with the process that holds it and is never broken by age. It is held on
the file and on the folder itself: whoever takes the file away and makes another doesn't get in while someone writes.

The file's text is a help, never the measure of what was saved: it isn't synced, a copy of it may be older or newer than
the journal beside it, and a disk that was lost may bring an old one back. So it cuts nothing off by its place. It
names single records by their checksums: one that was refused, which holds for ever and wherever the file lies, and one
that is just being written, which holds for this journal, in this folder, on this mount and in this boot, and only if
that was said before the journal was written to last. It is written to two places in turn, so a write that fails
halfway leaves the one before it.
"""

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from stat import S_IMODE

import msgspec

from tracker.clock import Clock
from tracker.errors import BusyError, StoreError, ViewOnlyError
from tracker.store.format.encoding import is_sealed, seal
from tracker.store.format.journal import Journal, Position
from tracker.store.io.folder import JOURNAL, LOCK, Folder, Identity
from tracker.text import clean

_SLOT = 1024
_NAME_LIMIT = 64
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.008
_LONGEST_QUEUEING = 1.0
"""Seconds after which the queue is passed over, since a stopped process may be at its head."""
_UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


class LockInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What the lock file says."""

    turn: int = 0
    """Counts how often it was written; the higher of the two places counts."""
    holder: str = ""
    """Name of the person who took the lock last."""
    pid: int = 0
    host: str = ""
    boot: str = ""
    """Which run of the machine this was written in."""
    position: Position | None = None
    """How far the journal was promised when this was written; None before the first change of this boot."""
    writing: str = ""
    """Checksum of the record that is being written after ``position``: not saved as long as this says so."""
    place: str = ""
    """Which journal that is about, and on which mount."""
    refused: str = ""
    """Checksum of the last record that could neither be saved nor taken back."""
    files: dict[str, Identity] = {}
    """The state and backup files as the tracker left them."""
    written: int = 0
    """Byte of the journal up to which the state file holds everything."""


class Lock:
    """The lock, held."""

    def __init__(self, folder: Folder, descriptor: int) -> None:
        """Hold the lock of ``folder`` through the open file ``descriptor``."""
        self.folder = folder
        self.mark = _settled(folder, _read(folder, descriptor))
        """What the lock file said when the lock was taken, then what was written to it since."""
        self._descriptor = descriptor

    def write(self, mark: LockInfo) -> None:
        """Replace the text of the lock file.

        Raises:
            OSError: it can't be written.
        """
        mark = msgspec.structs.replace(mark, turn=self.mark.turn + 1, boot=self.folder.calls.boot_id())
        self.folder.write_at(self._descriptor, _line(mark), mark.turn % 2 * _SLOT)
        self.mark = mark

    def append(self, journal: Journal, line: bytes, before: Position, after: Position) -> None:
        """Put ``line`` after ``before``, where the journal ends, sync it, and say that it counts.

        The lock file names the record before it is written, so nobody takes it for saved until it is synced, nor ever
        if that fails.

        Raises:
            OSError: it isn't saved, and is taken back, or named as refused where the system doesn't let that be done.
        """
        self.announce(journal, before, after.head)
        try:
            journal.append(line, before.end)
            self.promise(after)
        except OSError:
            if not journal.take_back(before.end):
                self.refuse(after.head)
            raise

    def announce(self, journal: Journal, before: Position, head: str) -> None:
        """Say that the record ``head`` is going to be written to the end of ``journal``, which is ``before``.

        Raises:
            OSError: it can't be said, or someone took the lock away or wrote to the journal meanwhile.
        """
        facts = journal.facts
        if facts.st_size > before.end or not _is_in_place(self.folder, self._descriptor):
            raise OSError(errno.ESTALE, "the lock was taken away, or something else wrote to the journal")
        place = _place(self.folder, facts)
        self.write(msgspec.structs.replace(self.mark, position=before, writing=head, place=place))

    def promise(self, position: Position) -> None:
        """Say that everything up to ``position`` is saved.

        Raises:
            OSError: it can't be said.
        """
        self.write(msgspec.structs.replace(self.mark, position=position, writing="", place=""))

    def refuse(self, head: str) -> None:
        """Let the record ``head``, which couldn't be taken back, never count, if the system lets that be written."""
        with contextlib.suppress(OSError):
            self.write(msgspec.structs.replace(self.mark, refused=head, writing="", place=""))
            self.folder.calls.fsync(self._descriptor)

    def forget(self) -> None:
        """Promise nothing of the journal any more: it is going to be replaced."""
        self.write(msgspec.structs.replace(self.mark, position=None, files={}, written=0, writing="", place=""))


def read_mark(folder: Folder) -> LockInfo:
    """Return what the lock file says, without the lock; an empty mark where that can't be known."""
    try:
        with folder.opened(LOCK) as descriptor:
            return _read(folder, descriptor)
    except (OSError, StoreError):
        return LockInfo()


@contextlib.contextmanager
def locked(folder: Folder, name: str, clock: Clock, longest_wait: float) -> Iterator[Lock]:
    """Hold the lock of ``folder`` for the person ``name``.

    Raises:
        BusyError: someone else held it for ``longest_wait`` seconds; names them.
        ViewOnlyError: the file system has no locks.
        StoreError: something that isn't a lock file was planted in its place.
        OSError: the lock file can't be opened or written.
    """
    descriptor = _take(folder, clock, longest_wait)
    try:
        lock = Lock(folder, descriptor)
        host = os.uname().nodename[:_NAME_LIMIT]
        lock.write(msgspec.structs.replace(lock.mark, holder=name[:_NAME_LIMIT], pid=os.getpid(), host=host))
        yield lock
    finally:
        _let_go(folder, folder.descriptor)
        folder.close(descriptor)


def _take(folder: Folder, clock: Clock, longest_wait: float) -> int:
    """Return the open lock file once this process has the lock.

    Whoever waits first queues: of all that wait only one tries for the lock, so a process that changes one thing after
    the other can't take it again and again before the others.
    """
    started, waited, has_turn = clock.monotonic(), 0.0, False
    descriptor = _open(folder)
    try:
        while True:
            has_turn = has_turn or _try_turn(folder, descriptor)
            if (has_turn or waited > _LONGEST_QUEUEING) and _try(folder, descriptor):
                break
            # The pauses are counted too: a clock that stands still must not make this wait forever.
            if waited >= longest_wait or clock.monotonic() - started >= longest_wait:
                raise _busy(read_mark(folder), longest_wait)
            waited += _pause(_SHORTEST_PAUSE if has_turn else _LONGEST_PAUSE)
            if not _is_in_place(folder, descriptor):
                # Whoever waits for the lock of a file that was taken away waits for nothing.
                folder.close(descriptor)
                descriptor, has_turn = _open(folder), False
    except BaseException:
        folder.close(descriptor)
        raise
    if has_turn:
        with contextlib.suppress(OSError):
            folder.calls.unqueue(descriptor)
    return descriptor


def _pause(longest: float) -> float:
    """Wait for a moment of no one's choosing, so that those who wait don't all come back at once; return its length."""
    from random import uniform

    pause = uniform(_SHORTEST_PAUSE, longest)
    time.sleep(pause)
    return pause


def _busy(holder: LockInfo, longest_wait: float) -> BusyError:
    name, host = clean(holder.holder) or "someone", clean(holder.host)
    process = f" (process {holder.pid} on {host})" if holder.pid else ""
    return BusyError(
        f"The meeting is busy: {name}{process} is changing it "
        f"and has not finished for {longest_wait:g} s. Your change was not made.",
        "Try again. If it goes on, that process is stopped or stuck: let it go on (fg) or end it.",
    )


def _try_turn(folder: Folder, descriptor: int) -> bool:
    """Say whether it is this process's turn to wait for the lock; where there is no such lock it always is."""
    try:
        folder.calls.queue(descriptor)
    except (BlockingIOError, PermissionError):
        # Some systems give EACCES for a lock that someone else has (fcntl(2)).
        return False
    except OSError:
        return True
    return True


def _try(folder: Folder, descriptor: int) -> bool:
    """Say whether this process got the lock: of the file, while it is in its place, and of the folder."""
    if not _lock(folder, descriptor):
        return False
    if _lock_folder(folder):
        facts = folder.calls.fstat(descriptor)
        if _has_place(folder, facts):
            _set_mode(folder, descriptor, facts)
            return True
        _let_go(folder, folder.descriptor)
    _let_go(folder, descriptor)
    return False


def _lock_folder(folder: Folder) -> bool:
    """Lock the folder itself; where folders have no locks, the file's must do."""
    try:
        folder.calls.flock(folder.descriptor)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _let_go(folder: Folder, descriptor: int) -> None:
    with contextlib.suppress(OSError):
        folder.calls.unlock(descriptor)


def _open(folder: Folder) -> int:
    """Open the lock file, or make it."""
    for _ in range(3):
        with contextlib.suppress(FileNotFoundError):
            return folder.open_file(LOCK, os.O_RDWR)
        with contextlib.suppress(FileExistsError):
            return folder.create(LOCK)
    raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), LOCK)


def _lock(folder: Folder, descriptor: int) -> bool:
    try:
        folder.calls.flock(descriptor)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in _UNSUPPORTED:
            raise ViewOnlyError(
                f"View only: the file system of {folder.path} has no locks.", "Keep the meeting on a local disk."
            ) from error
        raise
    return True


def _is_in_place(folder: Folder, descriptor: int) -> bool:
    return _has_place(folder, folder.calls.fstat(descriptor))


def _has_place(folder: Folder, facts: os.stat_result) -> bool:
    there = folder.stat(LOCK)
    return there is not None and there.st_ino == facts.st_ino


def _set_mode(folder: Folder, descriptor: int, facts: os.stat_result) -> None:
    """Give one's own lock file the mode that it lacks where its making was broken off: others must lock it too."""
    if S_IMODE(facts.st_mode) != folder.file_mode and facts.st_uid == os.geteuid():
        with contextlib.suppress(OSError):
            folder.calls.fchmod(descriptor, folder.file_mode)


def _line(mark: LockInfo) -> bytes:
    """Return the text of one place; a name that doesn't fit into it is left out."""
    line, _ = seal(msgspec.to_builtins(mark))
    if len(line) > _SLOT:
        line, _ = seal(msgspec.to_builtins(msgspec.structs.replace(mark, holder="", host="")))
    return line.rjust(_SLOT)


def _place(folder: Folder, journal: os.stat_result) -> str:
    """Return which journal a mark is about: another file, folder or mount has another."""
    mount = folder.calls.mount(folder.descriptor)
    return f"{folder.facts.st_dev}:{mount}:{folder.facts.st_ino}:{journal.st_ino}"


def _read(folder: Folder, descriptor: int) -> LockInfo:
    """Return what an open lock file says that holds here and now; of an earlier boot, who held it and was refused."""
    text = folder.read_at(descriptor, 2 * _SLOT, 0)
    mark = max(_mark(text[:_SLOT]), _mark(text[_SLOT:]), key=lambda mark: mark.turn)
    if not mark.boot or mark.boot != folder.calls.boot_id():
        return LockInfo(turn=mark.turn, holder=mark.holder, pid=mark.pid, host=mark.host, refused=mark.refused)
    if mark.writing and not _is_about_this(folder, descriptor, mark):
        return msgspec.structs.replace(mark, writing="", place="")
    return mark


def _is_about_this(folder: Folder, descriptor: int, mark: LockInfo) -> bool:
    """Say whether the record that ``mark`` says is being written can be one of the journal that lies here.

    A lock file that was put beside a newer journal was changed after it (no program can set that time), unless the
    whole disk was lost and came back: then it is another mount.
    """
    journal = folder.stat(JOURNAL)
    if journal is None or _place(folder, journal) != mark.place:
        return False
    return folder.calls.fstat(descriptor).st_ctime_ns <= journal.st_ctime_ns


def _settled(folder: Folder, mark: LockInfo) -> LockInfo:
    """Return what is known under the lock: what nobody writes any more, though it stands there, was never saved."""
    if not mark.writing:
        return mark
    with contextlib.suppress(FileNotFoundError), folder.opened(JOURNAL) as descriptor:
        journal = Journal(folder, descriptor)
        if journal.ends_with(mark.writing, journal.size):
            mark = msgspec.structs.replace(mark, refused=mark.writing)
    return msgspec.structs.replace(mark, writing="", place="")


def _mark(text: bytes) -> LockInfo:
    """Return what one of the two places says; nothing where it was never written, or only halfway."""
    line = text.lstrip(b" ")
    if not is_sealed(line):
        return LockInfo()
    try:
        return msgspec.json.decode(line, type=LockInfo)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return LockInfo()
