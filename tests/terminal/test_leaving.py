"""Ways to leave: SIGTERM, SIGHUP, a dropped line, and each of them while an editor has the terminal."""

import signal
from pathlib import Path

import pytest

from tests.support.keys import DOWN
from tests.support.processes import processes_of_session, wait_until
from tests.terminal.running import demo

RESTORED = b"\x1b[?1049l\x1b[?7;25h"
DRIVERS = pytest.mark.parametrize("driver", ["plain", "diff"])


@DRIVERS
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_and_restores_the_terminal(driver: str, number: signal.Signals, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        session.kill(number)
        assert session.wait_exit() == 0
        assert (tmp_path / "unmounted").exists()
        assert session.received.endswith(RESTORED)
        assert session.received.count(b"\x1b[<u") == 1
        assert session.attributes == session.attributes_before


@DRIVERS
@pytest.mark.parametrize("ignores_hangup", [False, True])
def test_a_dropped_line_ends_the_app(driver: str, ignores_hangup: bool, tmp_path: Path) -> None:
    with demo(driver, tmp_path, ignores_hangup=ignores_hangup) as session:
        session.hang_up()
        assert session.wait_exit() == 0
        assert (tmp_path / "unmounted").exists()


@DRIVERS
def test_a_line_that_drops_while_much_is_painted_ends_the_app(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path, ignores_hangup=True) as session:
        session.send("f")
        session.wait_for("frame 2", quiet=None)
        session.hang_up()
        assert session.wait_exit() == 0
        assert (tmp_path / "unmounted").exists()


@DRIVERS
def test_leaving_does_not_wait_for_a_stalled_terminal(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        session.send("f")
        wait_until((tmp_path / "flooded").exists, "the end of the flood")
        session.kill(signal.SIGTERM)
        wait_until(lambda: not session.is_running, "the end of the app")
        assert (tmp_path / "unmounted").exists()
        assert session.attributes == session.attributes_before
        assert session.wait_exit() == 0
        assert session.received.endswith(RESTORED)


def test_an_editor_gets_the_terminal_and_gives_it_back(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        before = session.terminal.text.splitlines()[1:]
        session.send("e")
        session.wait_for(lambda _: (tmp_path / "editing").exists())
        session.wait_for(lambda _: b"\x1b[<u" in session.received)
        assert session.attributes[3] == session.attributes_before[3]
        session.send("done\r")
        session.wait_for("edited 0")
        session.wait_for(lambda _: session.terminal.text.splitlines()[1:] == before)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_even_an_editor_that_ignores_it(number: signal.Signals, tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.send("e")
        session.wait_for(lambda _: (tmp_path / "editing").exists())
        session.kill(number)
        assert session.wait_exit() == 0
        assert (tmp_path / "unmounted").exists()
        assert session.received.endswith(RESTORED)
        assert session.attributes == session.attributes_before
        assert processes_of_session(session.pid) == []


@pytest.mark.parametrize("ignores_hangup", [False, True])
def test_a_line_that_drops_while_an_editor_is_open_leaves_nobody(ignores_hangup: bool, tmp_path: Path) -> None:
    with demo("diff", tmp_path, ignores_hangup=ignores_hangup) as session:
        session.send("e")
        session.wait_for(lambda _: (tmp_path / "editing").exists())
        session.hang_up()
        assert session.wait_exit() == 0
        assert (tmp_path / "unmounted").exists()
        assert processes_of_session(session.pid) == []


def test_keys_that_interrupt_belong_to_the_editor(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.send("e")
        session.wait_for(lambda _: (tmp_path / "editing").exists())
        session.send("\x03")
        session.wait_for("edited")
        session.wait_for("point 0")
        session.send("q")
        assert session.wait_exit() == 0


def test_a_program_that_cannot_be_started_leaves_the_app_running(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.send("n")
        session.wait_for("not started")
        session.send(DOWN)
        session.wait_for("2 keys pressed")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_app_that_hangs_is_ended_and_the_terminal_restored(number: signal.Signals, tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.send("z")
        session.wait_for(lambda _: (tmp_path / "hanging").exists())
        session.kill(number)
        assert session.wait_exit() == 1
        assert session.received.endswith(RESTORED)
        assert session.attributes == session.attributes_before
