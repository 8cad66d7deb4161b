"""Inside tmux: the screen outlives the terminal it is shown in, and takes the size of the next one."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import processes_with, wait_until
from tests.support.program import TRACKER
from tests.support.pty_session import Condition
from tests.support.screen import MOMENT, READY, box_is, cursor_at, start, ticked_on_disk, without_times
from tests.support.tmux import Tmux

pytestmark = pytest.mark.tmux

_DETACH = "\x02d"


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path)
    yield server
    server.stop()


def test_detach_attach_and_resize(tmp_path: Path, tmux: Tmux) -> None:
    command = shlex.join([*TRACKER, "--db", str(tmp_path / "meeting"), "--now", MOMENT])
    with tmux.client("new-session", command, size=(80, 24)) as first:
        first.wait_for(READY, quiet=0.5)
        first.press("j", until=cursor_at("1.1"))
        first.press(" ", until=box_is("1.1", "x"))
        first.send(_DETACH)
        assert first.wait_exit() == 0
    assert len(processes_with("tracker", str(tmp_path / "meeting"))) == 1
    with tmux.client("attach-session", size=(120, 40)) as second:
        second.wait_for(box_is("1.1", "x"), quiet=0.5)
        second.press("g", until=cursor_at("1"))
        for size in ((120, 40), (100, 30), (59, 20), (80, 24)):
            second.resize(*size)
            second.wait_for(same_as_fresh(tmp_path, size), quiet=0.3)
        second.press("j", until=cursor_at("1.1"))
        second.press(" ", until=box_is("1.1", " "))
    assert ticked_on_disk(tmp_path) == set()


def same_as_fresh(folder: Path, size: tuple[int, int]) -> Condition:
    """Return the condition that the same is shown as by a start outside tmux."""
    with start(folder, size=size) as running:
        expected = without_times(running.terminal.text)
    return lambda terminal: without_times(terminal.text) == expected


def test_server_killed(tmp_path: Path, tmux: Tmux) -> None:
    command = shlex.join([*TRACKER, "--db", str(tmp_path / "meeting"), "--now", MOMENT])
    with tmux.client("new-session", command, size=(80, 24)) as client:
        client.wait_for(READY, quiet=0.5)
        client.press("j", until=cursor_at("1.1"))
        client.press(" ", until=box_is("1.1", "x"))
        tmux.stop()
        wait_until(lambda: not processes_with("tracker", str(tmp_path / "meeting")), "the end of the tracker")
    assert ticked_on_disk(tmp_path) == {"offshore.1"}
