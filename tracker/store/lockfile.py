"""The lock of a meeting folder, and what its file says: who has it, and how far the journal is promised.

The lock is the kernel's (flock), so it goes with the process that holds it and is never broken by age; the file is
never deleted. Its text is not synced and only believed while the machine runs on: within one boot it tells readers,
who take no lock, how far the journal holds changes that were acknowledged, and the next writer, what was not. It is
written to two places in turn, so a write that fails halfway leaves the one before it.
"""

import contextlib
import errno
import os
import time
from collections.abc import Iterator

import msgspec

from tracker.clock import Clock
from tracker.errors import BusyError, StoreError, ViewOnlyError
from tracker.store.encoding import is_sealed, seal
from tracker.store.folder import LOCK, Folder, Identity
from tracker.store.journal import Position
from tracker.text import clean

_SLOT = 1024
_NAME_LIMIT = 64
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.0005, 0.008
_LONGEST_QUEUEING = 1.0
"""Seconds after which the queue is passed over, since a stopped process may be at its head."""
_UNSUPPORTED = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
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
    """How far the journal is promised; None before the first change of this boot."""
    files: dict[str, Identity] = {}
    """The state and backup files as the tracker left them."""
    written: int = 0
    """Byte of the journal up to which the state file holds everything."""


class Lock:
    """The lock, held."""

    def __init__(self, folder: Folder, descriptor: int) -> None:
        """Hold the lock of ``folder`` through the open file ``descriptor``."""
        self.folder = folder
        self.mark = _read(folder, descriptor)
        """What the lock file said when the lock was taken, then what was written to it since."""
        self._descriptor = descriptor

    def write(self, mark: Mark) -> None:
        """Replace the text of the lock file.

        Raises:
            OSError: it can't be written.
        """
        mark = msgspec.structs.replace(mark, turn=self.mark.turn + 1, boot=self.folder.calls.boot_id())
        line, _ = seal(msgspec.to_builtins(mark))
        self.folder.write_at(self._descriptor, line.rjust(_SLOT), mark.turn % 2 * _SLOT)
        self.mark = mark

    def forget(self) -> None:
        """Promise nothing of the journal any more: it is going to be replaced."""
        self.write(msgspec.structs.replace(self.mark, position=None, files={}, written=0))


def read_mark(folder: Folder) -> Mark:
    """Return what the lock file says, without the lock; an empty mark where that can't be known."""
    try:
        with folder.opened(LOCK) as descriptor:
            return _read(folder, descriptor)
    except (OSError, StoreError):
        return Mark()


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
        folder.close(descriptor)


def _take(folder: Folder, clock: Clock, longest_wait: float) -> int:
    """Return the open lock file once this process has the lock.

    Whoever waits first queues for the lock of the folder itself: of all that wait only one tries for the real lock, so
    a process that changes one thing after the other can't take it again and again before the others.
    """
    started, waited, has_turn = clock.monotonic(), 0.0, False
    try:
        while True:
            has_turn = has_turn or _try_turn(folder)
            if has_turn or waited > _LONGEST_QUEUEING:
                descriptor = _try(folder)
                if descriptor is not None:
                    return descriptor
            # The pauses are counted too: a clock that stands still must not make this wait forever.
            if waited >= longest_wait or clock.monotonic() - started >= longest_wait:
                raise _busy(read_mark(folder), longest_wait)
            waited += _pause(_SHORTEST_PAUSE if has_turn else _LONGEST_PAUSE)
    finally:
        if has_turn:
            with contextlib.suppress(OSError):
                folder.calls.unlock(folder.descriptor)


def _pause(longest: float) -> float:
    """Wait for a moment of no one's choosing, so that those who wait don't all come back at once; return its length."""
    from random import uniform

    pause = uniform(_SHORTEST_PAUSE, longest)
    time.sleep(pause)
    return pause


def _busy(holder: Mark, longest_wait: float) -> BusyError:
    name, host = clean(holder.holder) or "someone", clean(holder.host)
    return BusyError(
        f"The meeting is busy: {name} (process {holder.pid} on {host}) is changing it "
        f"and has not finished for {longest_wait:g} s. Your change was not made.",
        "Try again. If it goes on, that process is stopped or stuck: let it go on (fg) or end it.",
    )


def _try_turn(folder: Folder) -> bool:
    """Say whether it is this process's turn to wait for the lock; where folders have no locks it always is."""
    try:
        folder.calls.flock(folder.descriptor)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _try(folder: Folder) -> int | None:
    """Return the open lock file if this process got the lock."""
    descriptor = _open(folder)
    try:
        # Whoever got the lock of a file that someone deleted meanwhile has nothing.
        if _lock(folder, descriptor) and _is_in_place(folder, descriptor):
            return descriptor
    except BaseException:
        folder.close(descriptor)
        raise
    folder.close(descriptor)
    return None


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
    facts = folder.stat(LOCK)
    return facts is not None and facts.st_ino == folder.calls.fstat(descriptor).st_ino


def _read(folder: Folder, descriptor: int) -> Mark:
    """Return what an open lock file says; only the last holder's name counts of what an earlier boot left."""
    text = folder.read_at(descriptor, 2 * _SLOT, 0)
    mark = max(_mark(text[:_SLOT]), _mark(text[_SLOT:]), key=lambda mark: mark.turn)
    if mark.boot and mark.boot == folder.calls.boot_id():
        return mark
    return Mark(turn=mark.turn, holder=mark.holder, pid=mark.pid, host=mark.host)


def _mark(text: bytes) -> Mark:
    """Return what one of the two places says; nothing where it was never written, or only halfway."""
    line = text.lstrip(b" ")
    if not is_sealed(line):
        return Mark()
    try:
        return msgspec.json.decode(line, type=Mark)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Mark()
