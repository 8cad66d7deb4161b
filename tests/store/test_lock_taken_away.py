"""The lock file is deleted while a writer is stopped in its work: nobody else gets in, and nobody is written over."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.people import BORIS
from tests.support.shims import Unsynced, Watched
from tests.support.store import check_sound, opened, tick, ticked
from tracker.errors import BusyError, TrackerError
from tracker.store.config import StoreConfig
from tracker.store.io.folder import LOCK

_POINTS = 60


class _Stopping(Watched):
    """Stops its own process before call number ``at``, until someone lets it go on."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def step(self, name: str, make: Callable[[], Any], arguments: tuple[Any, ...]) -> Any:
        if self.total == self.at:
            os.kill(os.getpid(), signal.SIGSTOP)
        return make()


def _tick_stopped(folder: Path, said: Path, at: int) -> int:
    """Tick point 2 in a child that stops at a call; return its number once it is stopped, or 0 where it ended."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            calls = _Stopping(at)
            calls.armed = False
            store = opened(folder, create=False, config=StoreConfig(calls=calls, small_file=0))
            calls.armed = True
            store.transact(tick(2))
            said.write_text("saved")
            code = 0
        except TrackerError:
            said.write_text("refused")
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, os.WUNTRACED)
    return child if os.WIFSTOPPED(status) else 0


@pytest.mark.parametrize("wait", [0.0, pytest.param(1.2, marks=pytest.mark.long)], ids=["at once", "past the queue"])
def test_a_lock_file_deleted_under_a_stopped_writer(tmp_path: Path, wait: float) -> None:
    at, refusals = 0, set[str]()
    while True:
        at += 1
        folder, said = tmp_path / f"at{at}", tmp_path / f"at{at}.said"
        opened(folder, points=_POINTS, config=StoreConfig(calls=Unsynced(), small_file=0)).transact(tick(1))
        child = _tick_stopped(folder, said, at)
        if not child:
            break
        (folder / LOCK).unlink(missing_ok=True)
        wanted = {"psm.1"}
        other = StoreConfig(calls=Unsynced(), small_file=0, lock_wait=wait)
        store = opened(folder, actor=BORIS, create=False, config=other)
        try:
            store.transact(tick(3))
            wanted.add("psm.3")
        except BusyError as error:
            refusals.add(error.message)
        os.kill(child, signal.SIGCONT)
        assert os.waitpid(child, 0)[1] == 0
        wanted |= {"psm.2"} if said.read_text() == "saved" else set()
        assert ticked(opened(folder)) == wanted, f"stopped at call {at}"
        opened(folder).transact(tick(6))
        assert ticked(opened(folder)) == wanted | {"psm.6"}
        check_sound(folder)
    assert len(refusals) == 1
    assert "someone is changing it" in refusals.pop(), "who it is stood in the file that is gone"
    assert at > 15
