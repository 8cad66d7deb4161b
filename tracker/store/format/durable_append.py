"""Putting a record into the journal so that it counts: at once for everybody, and for good."""

from tracker.store.format.journal import Journal, Position
from tracker.store.io.lockfile import Lock


def promise(lock: Lock, journal: Journal, line: bytes, before: Position, after: Position) -> None:
    """Put ``line`` after ``before``, where the journal ends, sync it, and say that it counts.

    The lock file names the record before it is written, so nobody takes it for saved until it is synced, nor ever if
    that fails.

    Raises:
        OSError: it isn't saved, and is taken back, or named as refused where the system doesn't let it be taken back.
    """
    lock.announce(journal, before, after.head)
    try:
        journal.append(line, before.end)
        lock.promise(after)
    except OSError:
        if not journal.take_back(before.end):
            lock.refuse(after.head)
        raise
