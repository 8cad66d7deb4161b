"""The real thing: an OpenSSH server on this machine, and officials at the far end of lines that drop."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.multiplexers import tracker_at_far_end
from tests.support.processes import processes_with, wait_until
from tests.support.pty_session import TerminalSession
from tests.support.screen import (
    READY,
    box_is,
    cursor_at,
    cursor_of,
    shown_as_ticked,
    tick_and_watch,
    ticked_on_disk,
    ticking,
)
from tests.support.sshd import USER_KEY, Server, serving_this_user
from tests.wire.colleagues import point_ids

pytestmark = [pytest.mark.sshd, pytest.mark.long]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server that lets this user in and runs what is asked for."""
    with serving_this_user(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def connect(server: Server, folder: Path, size: tuple[int, int] = (80, 24)) -> TerminalSession:
    """Open the tracker over SSH, in a terminal, and wait until all is drawn."""
    client = TerminalSession([*server.command("-tt", key=USER_KEY), tracker_at_far_end(folder)], folder, size=size)
    try:
        client.wait_for(READY, quiet=0.5)
    except BaseException:
        client.close()
        raise
    return client


def served(folder: Path) -> list[int]:
    """Return the trackers that the server runs for the meeting in a folder."""
    return processes_with("tracker", str(folder / "meeting"))


def test_dropped_line(server: Server, tmp_path: Path) -> None:
    with connect(server, tmp_path) as client:
        client.press("j", until=cursor_at("1.1"))
        client.press(" ", until=box_is("1.1", "x"))
        assert len(served(tmp_path)) == 1
        client.kill(signal.SIGKILL)
        seconds = wait_until(lambda: served(tmp_path) == [], "the end of the tracker without a line")
        print(f"gone {seconds:.2f} s after the line dropped")
    assert ticked_on_disk(tmp_path) == {"offshore.1"}
    with connect(server, tmp_path) as second:
        second.press("j", until=box_is("1.1", "x"))


@pytest.mark.parametrize("after", [1, 5, 9])
def test_line_dropped_while_ticking(server: Server, tmp_path: Path, after: int) -> None:
    ids = point_ids()
    with connect(server, tmp_path, size=(120, 40)) as client:
        client.send(ticking(client))
        client.wait_for(lambda terminal: len(shown_as_ticked(terminal.rows)) >= after)
        client.kill(signal.SIGKILL)
        wait_until(lambda: served(tmp_path) == [], "the end of the tracker without a line")
        client.wait_exit()
        shown = {ids[number] for number in shown_as_ticked(client.terminal.rows)}
    assert len(shown) >= after
    assert shown - ticked_on_disk(tmp_path) == set()


def test_two_connections_see_each_other(server: Server, tmp_path: Path) -> None:
    with connect(server, tmp_path) as anna, connect(server, tmp_path, size=(120, 40)) as boris:
        anna.press("j", until=cursor_at("1.1"))
        boris.press("jj", until=cursor_at("1.2"))
        print(f"1.1 seen by boris after {tick_and_watch('1.1', anna, boris):.2f} s")
        print(f"1.2 seen by anna after {tick_and_watch('1.2', boris, anna):.2f} s")
        assert (cursor_of(anna.terminal), cursor_of(boris.terminal)) == ("1.1", "1.2")
    assert ticked_on_disk(tmp_path) == {"offshore.1", "offshore.2"}


def test_status_without_a_terminal(server: Server, tmp_path: Path) -> None:
    done = subprocess.run(
        [*server.command(key=USER_KEY), tracker_at_far_end(tmp_path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "Agenda" in done.stdout
    assert "[ ] 3.2" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_terminal_at_the_near_end_is_restored(server: Server, tmp_path: Path) -> None:
    with connect(server, tmp_path) as client:
        client.send("q")
        assert client.wait_exit() == 0
        assert not client.terminal.is_alternate
        assert client.attributes == client.attributes_before
        assert served(tmp_path) == []


def test_the_interpreter_under_test_is_the_one_that_is_served(server: Server, tmp_path: Path) -> None:
    with connect(server, tmp_path):
        (pid,) = served(tmp_path)
        assert Path(f"/proc/{pid}/exe").resolve() == Path(sys.executable).resolve()
