"""Operating systems that count, fail, die, or forget: put in the place of the real one to break a commit on purpose."""

import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.store.io.folder import JOURNAL
from tracker.store.io.oscalls import OsCalls

NEVER_COUNTED = frozenset(("boot_id", "mounts", "may_write", "is_read_only"))
"""Calls that only ask the system about itself."""


class Unsynced(OsCalls):
    """Skips fsync where no power is cut, which makes a test that opens a folder thousands of times quicker."""

    def fsync(self, descriptor: int) -> None:
        return None


class Watched(Unsynced):
    """Tells ``step()`` about each call before and after it is made."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.total = 0
        self.armed = True

    def step(self, name: str, make: Callable[[], Any], arguments: tuple[Any, ...]) -> Any:
        """Make the call."""
        return make()

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        if name in NEVER_COUNTED or not hasattr(OsCalls, name):
            return method

        def watched(*arguments: Any) -> Any:
            if not self.armed:
                return method(*arguments)
            self.counts[name] = self.counts.get(name, 0) + 1
            self.total += 1
            return self.step(name, lambda: method(*arguments), arguments)

        return watched


class Failing(Watched):
    """Lets call number ``at`` fail, or that one and all after it; closing a file closes it all the same."""

    def __init__(self, at: int, error: int, *, forever: bool) -> None:
        super().__init__()
        self.at, self.error, self.forever = at, error, forever

    def step(self, name: str, make: Callable[[], Any], arguments: tuple[Any, ...]) -> Any:
        if self.total != self.at and not (self.forever and self.total > self.at):
            return make()
        if name == "close":
            make()
        raise OSError(self.error, os.strerror(self.error))


class ShortWriting(Failing):
    """Lets the write at call number ``at`` take only half of what it is given; forever: and all later ones fail."""

    def step(self, name: str, make: Callable[[], Any], arguments: tuple[Any, ...]) -> Any:
        if name == "pwrite" and self.total == self.at:
            descriptor, data, offset = arguments
            return os.pwrite(descriptor, data[: max(1, len(data) // 2)], offset)
        if name == "pwrite" and self.forever and self.total > self.at:
            raise OSError(self.error, os.strerror(self.error))
        return make()


class Dying(Watched):
    """Kills its own process before, after, or in the middle of call number ``at``."""

    def __init__(self, at: int, moment: str) -> None:
        super().__init__()
        self.at, self.moment = at, moment

    def step(self, name: str, make: Callable[[], Any], arguments: tuple[Any, ...]) -> Any:
        if self.total != self.at:
            return make()
        if self.moment == "middle" and name == "pwrite":
            descriptor, data, offset = arguments
            os.pwrite(descriptor, data[: len(data) // 2], offset)
        elif self.moment == "after":
            with contextlib.suppress(OSError):
                make()
        os.kill(os.getpid(), signal.SIGKILL)


class Rebooted(OsCalls):
    """The same machine after it was switched off and on."""

    def boot_id(self) -> str:
        return "another boot"


class UnsyncedRebooted(Unsynced, Rebooted):
    """Both."""


class WithoutLock(OsCalls):
    """Mutant: everyone gets the lock at once."""

    def flock(self, descriptor: int) -> None:
        return None


class WithoutJournal(OsCalls):
    """Mutant: what goes to the journal after its first record goes nowhere, though it is said to be written."""

    def pwrite(self, descriptor: int, data: memoryview, offset: int) -> int:
        if Path(os.readlink(f"/proc/self/fd/{descriptor}")).name == JOURNAL:
            return len(data)
        return super().pwrite(descriptor, data, offset)


def in_child(work: Callable[[], None]) -> int:
    """Run ``work`` in a forked child and return its wait status."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # the child must never go on as a second test run
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]
