"""What ends, stops or disturbs the program from outside: signals, a dropped line, a terminal that stops reading."""

import fcntl
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.processes import processes_of_session
from tests.support.pty_session import TerminalSession
from tests.support.screen import assert_restored, box_is, shown_as_ticked, start, ticked_on_disk, ticking
from tests.wire.colleagues import point_ids

_ALL_ROWS = (120, 40)
"""A size at which every talking point is in sight."""

_BOUND = 3.0
"""Seconds. The promise is 1, what is usual a tenth of it; a loaded machine must not fail the test."""

WAYS: dict[str, Callable[[TerminalSession], None]] = {
    "SIGHUP": lambda running: running.kill(signal.SIGHUP),
    "SIGTERM": lambda running: running.kill(signal.SIGTERM),
    "line dropped": lambda running: running.hang_up(),
}


class Ending(NamedTuple):
    """How one run of the program came to its end."""

    acknowledged: set[str]
    """Numbers of the points that were shown as ticked."""
    code: int
    seconds: float
    """From the signal to the end of the process."""


def end_while_ticking(folder: Path, way: str, after: int) -> Ending:
    """Press all the keys at once, and end the program once ``after`` ticks are shown."""
    with start(folder, size=_ALL_ROWS) as running:
        seen: set[str] = set()

        def enough(_: object) -> bool:
            seen.update(shown_as_ticked(running.terminal.rows))
            return len(seen) >= after

        running.press(ticking(running), until=enough, quiet=0)
        begun = time.monotonic()
        WAYS[way](running)
        code = running.wait_exit()
        seconds = time.monotonic() - begun
        seen |= shown_as_ticked(running.terminal.cleared)
        assert processes_of_session(running.pid) == []
        if way != "line dropped":
            assert_restored(running)
    return Ending(seen, code, seconds)


def check_endings(folder: Path, way: str, times: int) -> None:
    """End the program again and again, each time one tick later, and look for each tick that was shown."""
    ids = point_ids()
    endings: list[Ending] = []
    for number in range(times):
        run = folder / str(number)
        run.mkdir()
        ending = end_while_ticking(run, way, after=number % len(ids))
        endings.append(ending)
        lost = {ids[shown] for shown in ending.acknowledged} - (ticked_on_disk(run) if ending.acknowledged else set())
        assert lost == set()
    seconds = sorted(ending.seconds for ending in endings)
    print(f"{way}: {times} times, exit after {seconds[0]:.2f} to {seconds[-1]:.2f} s,", end=" ")
    print(f"median {statistics.median(seconds):.2f} s, {sum(len(e.acknowledged) for e in endings)} ticks shown, 0 lost")
    assert {ending.code for ending in endings} == {0}
    assert seconds[-1] < _BOUND


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_lost(tmp_path: Path, way: str) -> None:
    check_endings(tmp_path, way, 3)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_lost_in_a_hundred_times(tmp_path: Path, way: str) -> None:
    check_endings(tmp_path, way, 100)


@pytest.mark.parametrize("way", WAYS)
def test_ended_while_a_change_waits_for_its_turn(tmp_path: Path, way: str) -> None:
    """Somebody else holds the lock: what isn't on disk is not shown as ticked, and the end doesn't wait for it."""
    with start(tmp_path, size=_ALL_ROWS) as running:
        running.press("j ", until=box_is("1.1", "x"))
        with (tmp_path / "meeting" / "lock").open("r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            running.press("j j ", until="saving")
            assert shown_as_ticked(running.terminal.rows) == {"1.1"}
            begun = time.monotonic()
            WAYS[way](running)
            code = running.wait_exit()
            print(f"{way}: exit after {time.monotonic() - begun:.2f} s while a change waited")
        assert code == 0
        assert time.monotonic() - begun < _BOUND
        assert processes_of_session(running.pid) == []
    assert ticked_on_disk(tmp_path) == {"offshore.1"}


def test_line_dropped_while_idle(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.hang_up()
        assert running.wait_exit() == 0
        assert processes_of_session(running.pid) == []
