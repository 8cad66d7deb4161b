"""Every call to the system fails, once and for good, with every error a disk or a policy gives: refused in words."""

import contextlib
import errno
import os
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.people import BORIS
from tests.support.shims import Failing, ShortWriting, in_child
from tests.support.store import check_sound, opened, plainly_ticked, tick, ticked
from tracker.errors import TrackerError
from tracker.store.config import StoreConfig
from tracker.store.meeting_store import MeetingStore

QUICK, SLOW = (errno.ENOSPC,), (errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EINTR)
ERRORS = [
    *(pytest.param(error, id=errno.errorcode[error]) for error in QUICK),
    *(pytest.param(error, id=errno.errorcode[error], marks=pytest.mark.long) for error in SLOW),
]


class Said:
    """What a store answered: which points it acknowledged and which it refused."""

    def __init__(self) -> None:
        self.saved: set[str] = set()
        self.refused: set[str] = set()

    def ask(self, store: MeetingStore, number: int) -> None:
        """Tick a point; a refusal in words is as good an answer, anything else is not."""
        try:
            receipt = store.transact(tick(number))
        except TrackerError:
            self.refused.add(f"psm.{number}")
        else:
            assert receipt.entry is not None
            assert receipt.snapshot.state.talking_points[f"psm.{number}"].done
            self.saved.add(f"psm.{number}")


def _every_call(folder: Path, make: Callable[[int], Failing]) -> Iterator[tuple[Failing, Said]]:
    """Let call 1 of a commit fail, then call 2, to the end; yield each once the fault is over."""
    at, calls = 0, None
    opened(folder, points=400).transact(tick(1))
    while calls is None or calls.total >= at:
        at += 1
        calls, said = make(at), Said()
        calls.armed = False
        store = opened(folder, config=StoreConfig(calls=calls))
        open_files = os.listdir("/proc/self/fd")
        calls.armed = True
        said.ask(store, 3 * at)
        said.ask(store, 3 * at + 1)
        calls.armed = False
        assert os.listdir("/proc/self/fd") == open_files, "a file was left open"
        # The same store goes on, without a restart.
        store.transact(tick(3 * at + 2))
        yield calls, said
    assert at > 80


def _check(folder: Path, said: Said) -> None:
    there = plainly_ticked(folder)
    assert said.saved <= there, "an acknowledged change is lost"
    assert not said.refused & there, "a refused change appeared"
    assert ticked(opened(folder, actor=BORIS)) == there


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("forever", [False, True], ids=["once", "for good"])
def test_a_failing_call(tmp_path: Path, error: int, forever: bool) -> None:
    refused = 0
    for calls, said in _every_call(tmp_path, lambda at: Failing(at, error, forever=forever)):
        refused += len(said.refused)
        _check(tmp_path, said)
        assert calls.total
    assert refused > 20, "hardly anything was refused"
    check_sound(tmp_path)


@pytest.mark.parametrize("forever", [False, True], ids=["once", "then none"])
def test_a_short_write(tmp_path: Path, forever: bool) -> None:
    for _, said in _every_call(tmp_path, lambda at: ShortWriting(at, errno.ENOSPC, forever=forever)):
        _check(tmp_path, said)
        assert forever or not said.refused, "a short write is no error"
    check_sound(tmp_path)


@pytest.mark.parametrize("error", ERRORS)
def test_a_failing_call_in_a_process_that_then_ends(tmp_path: Path, error: int) -> None:
    """What a process could not take back is not believed by the next one."""
    opened(tmp_path, points=100).transact(tick(1))
    for at in range(1, 50):
        calls, said = Failing(at, error, forever=True), Said()
        calls.armed = False
        store = opened(tmp_path, config=StoreConfig(calls=calls))
        calls.armed = True
        said.ask(store, 1 + at)
        reader = opened(tmp_path, actor=BORIS, create=False)
        assert (f"psm.{1 + at}" in ticked(reader)) is (f"psm.{1 + at}" in said.saved)
        opened(tmp_path).transact(tick(99, done=at % 2 == 0))
        _check(tmp_path, said)


@pytest.mark.parametrize("error", ERRORS)
def test_a_failing_call_at_opening(tmp_path: Path, error: int) -> None:
    opened(tmp_path / "meeting").transact(tick(1))
    (tmp_path / "meeting" / "meeting.json").write_text("")
    for at in range(1, 40):
        with contextlib.suppress(TrackerError):
            store = opened(
                tmp_path / "meeting", create=False, config=StoreConfig(calls=Failing(at, error, forever=True))
            )
            assert ticked(store) == {"psm.1"}
    assert ticked(opened(tmp_path / "meeting")) == {"psm.1"}
    assert sorted(path.name for path in (tmp_path / "meeting").glob("*damaged*")) == ["meeting.json.damaged-1"]


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    """The system's own limit (RLIMIT_FSIZE, EFBIG) is a full disk too."""
    folder = tmp_path / "meeting"
    opened(folder, points=300)
    report = tmp_path / "report"

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = (folder / "journal.jsonl").stat().st_size + 20_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        store, said = opened(folder, create=False), Said()
        for number in range(1, 300):
            said.ask(store, number)
        report.write_text(f"{' '.join(said.saved)}\n{' '.join(said.refused)}")

    assert in_child(fill) == 0
    saved, refused = (set(line.split()) for line in report.read_text().split("\n"))
    assert saved
    assert refused
    assert ticked(opened(folder)) == saved
    opened(folder).transact(tick(300))
    check_sound(folder)
