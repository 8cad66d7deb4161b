"""Ways to leave: SIGTERM, SIGHUP, a dropped line, and each of them while an editor has the terminal."""

import signal
import termios
from pathlib import Path

import pytest

from tests.terminal.session import Session, demo

RESTORED = b"\x1b[?1049l\x1b[?7;25h"
DRIVERS = pytest.mark.parametrize("driver", ["plain", "diff"])


def has_children(session: Session) -> bool:
    """Say whether any process of the session is left."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session.process.pid and fields[0] != "Z":
                return True
    return False


@DRIVERS
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_and_restores_the_terminal(driver: str, number: int, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        session.process.send_signal(number)
        assert session.until_ended() == 0
        assert (tmp_path / "unmounted").exists()
        assert session.received.endswith(RESTORED)
        assert session.received.count(b"\x1b[<u") == 1
        assert termios.tcgetattr(session.master)[:4] == session.before[:4]


@DRIVERS
@pytest.mark.parametrize("ignores_hangup", [False, True])
def test_a_dropped_line_ends_the_app(driver: str, ignores_hangup: bool, tmp_path: Path) -> None:
    with demo(driver, tmp_path, ignores_hangup=ignores_hangup) as session:
        session.hang_up()
        assert session.until_ended() == 0
        assert (tmp_path / "unmounted").exists()


@DRIVERS
def test_a_line_that_drops_while_much_is_painted_ends_the_app(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path, ignores_hangup=True) as session:
        session.press("f")
        session.until_text("frame 2")
        session.hang_up()
        assert session.until_ended() == 0
        assert (tmp_path / "unmounted").exists()


@DRIVERS
def test_leaving_does_not_wait_for_a_stalled_terminal(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        session.press("f")
        session.until((tmp_path / "flooded").exists, reading=False)
        session.process.send_signal(signal.SIGTERM)
        session.until(lambda: session.process.poll() is not None, reading=False)
        assert session.process.returncode == 0
        assert (tmp_path / "unmounted").exists()
        assert termios.tcgetattr(session.master)[:4] == session.before[:4]
        session.until_ended()
        assert session.received.endswith(RESTORED)


def test_an_editor_gets_the_terminal_and_gives_it_back(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        before = session.terminal.text().splitlines()[1:]
        session.press("e")
        session.until((tmp_path / "editing").exists)
        session.until(lambda: b"\x1b[<u" in session.received)
        assert termios.tcgetattr(session.master)[3] == session.before[3]
        session.press("done\r")
        session.until_text("edited 0")
        session.until(lambda: session.terminal.text().splitlines()[1:] == before)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_even_an_editor_that_ignores_it(number: int, tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.press("e")
        session.until((tmp_path / "editing").exists)
        session.process.send_signal(number)
        assert session.until_ended() == 0
        assert (tmp_path / "unmounted").exists()
        assert session.received.endswith(RESTORED)
        assert termios.tcgetattr(session.master)[:4] == session.before[:4]
        assert not has_children(session)


@pytest.mark.parametrize("ignores_hangup", [False, True])
def test_a_line_that_drops_while_an_editor_is_open_leaves_nobody(ignores_hangup: bool, tmp_path: Path) -> None:
    with demo("diff", tmp_path, ignores_hangup=ignores_hangup) as session:
        session.press("e")
        session.until((tmp_path / "editing").exists)
        session.hang_up()
        assert session.until_ended() == 0
        assert (tmp_path / "unmounted").exists()
        assert not has_children(session)


def test_keys_that_interrupt_belong_to_the_editor(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.press("e")
        session.until((tmp_path / "editing").exists)
        session.press("\x03")
        session.until_text("edited")
        session.until_text("point 0")
        session.press("q")
        assert session.until_ended() == 0


def test_a_program_that_cannot_be_started_leaves_the_app_running(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.press("n")
        session.until_text("not started")
        session.press("\x1b[B")
        session.until_text("2 keys pressed")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_app_that_hangs_is_ended_and_the_terminal_restored(number: int, tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.press("z")
        session.until((tmp_path / "hanging").exists)
        session.process.send_signal(number)
        assert session.until_ended() == 1
        assert session.received.endswith(RESTORED)
        assert termios.tcgetattr(session.master)[:4] == session.before[:4]
