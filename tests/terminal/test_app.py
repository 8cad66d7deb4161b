"""A small app in a real pseudo-terminal: the same screen as with Textual's own driver, for far fewer bytes."""

import os
import re
import signal
import termios
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.session import Session, demo

KEYS = ("\x1b[B", "\x1b[B", "\x1b[6~", "\t", "\x1b[B", "\t", "f", "и", "日", "\x1b[Z", "\x1b[A")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Start the demo app with the diffing driver."""
    with demo("diff", tmp_path) as running:
        yield running


def settled(session: Session) -> str:
    session.until_quiet()
    return session.terminal.text()


@pytest.mark.parametrize("driver", ["plain", "diff", "basic"])
def test_the_screen_is_the_same_as_with_the_stock_driver(driver: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        both = []
        for kind in ("stock", driver):
            folder = tmp_path / kind
            folder.mkdir()
            both.append(stack.enter_context(demo(kind, folder)))
        stock, ours = both

        def same() -> bool:
            return not stock.read() and ours.terminal.cells() == stock.terminal.cells()

        ours.until(same)
        for number, key in enumerate(KEYS, 1):
            for running in both:
                running.press(key)
                running.until_text(f"{number} keys")
            ours.until(same)
        for columns, lines in ((100, 30), (61, 17), (80, 24)):
            for running in both:
                running.resize(columns, lines)
                running.until_text(f"resized to {columns}x{lines}")
            ours.until(same)


def test_start_and_moves_are_light(session: Session) -> None:
    assert len(session.received) <= 4000
    session.press("\x1b[B")
    assert session.until_quiet() <= 128  # two rows of 34 bytes in other styles, the count of keys, and the cursor
    before = len(session.received)
    session.press("b")
    session.until(lambda: session.terminal.bells == 1)
    assert session.received[before:] == b"\r\x1b[m2\x1b[2C\a"  # the count of keys, the cursor, and the bell


def test_an_idle_app_sends_nothing(session: Session) -> None:
    session.until_quiet()
    assert session.until_quiet() == 0


def modes(session: Session, final: str) -> set[int]:
    """Return the private modes that were set (h) or reset (l)."""
    found = re.findall(r"\x1b\[\?([\d;]+)" + final, session.received.decode())
    return {int(number) for numbers in found for number in numbers.split(";")} - {7, 25}


@pytest.mark.parametrize("driver", ["plain", "diff"])
def test_no_mode_that_reports_movement_or_focus(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        assert modes(session, "h") == {1000, 1006, 1049, 2004}
        session.press("q")
        assert session.until_ended() == 0
        assert modes(session, "l") >= modes(session, "h")
        assert session.received.count(b"\x1b[>5u") == session.received.count(b"\x1b[<u") == 1
        assert termios.tcgetattr(session.master)[:4] == session.before[:4]


def test_a_click_reaches_the_app(session: Session) -> None:
    session.press("\x1b[<0;3;6M\x1b[<0;3;6m")
    session.until(lambda: session.terminal.buffer[4][2].bold or session.terminal.buffer[5][2].bold)


def test_frames_are_synchronised_only_once_the_terminal_says_it_can(session: Session) -> None:
    assert b"\x1b[?2026h" not in session.received
    session.press("\x1b[?2026;2$y")
    session.press("\x1b[B")
    session.until(lambda: session.received.endswith(b"\x1b[?2026l"))
    frames = session.received.count(b"\x1b[?2026h")
    assert frames == session.received.count(b"\x1b[?2026l") >= 1
    assert b"\x1b[?2026h\x1b[?2026l" not in session.received


def test_what_is_typed_badly_does_not_end_the_app(session: Session) -> None:
    os.write(session.master, b"\xff\xe9\x1b[99999999999u\x1b[B")
    session.press("b")
    session.until(lambda: session.terminal.bells == 1)


def test_escape_alone_is_a_key(session: Session) -> None:
    session.press("?")
    session.until_text("помощь")
    session.press("\x1b")
    session.until(lambda: "помощь" not in session.terminal.text())


def test_paste_comes_as_one(session: Session) -> None:
    session.press("\x1b[200~two words\x1b[201~")
    session.until_text("pasted two words")


def test_clipboard_and_unknown_sequences_reach_the_terminal(session: Session) -> None:
    session.press("c")
    session.until(lambda: b"\x1b]52;c;Y29waWVk\x07" in session.received)
    session.terminal.feed("\x1b[5;5Hrubbish from elsewhere")
    session.press("r")
    session.until(lambda: (99,) in session.terminal.unread)
    session.until(lambda: "elsewhere" not in session.terminal.text())


def test_repaint_mends_a_disturbed_terminal(session: Session) -> None:
    before = settled(session).splitlines()
    session.terminal.feed("\x1b[3;9r\x1b[5;5H\x1b[4hwall: the server goes down\n\n")
    assert "server goes down" in session.terminal.text()
    session.press("l")
    session.until_text("repainted")
    assert session.terminal.text().splitlines()[1:] == before[1:]
    assert session.terminal.margins is None


def test_plain_repaint_paints_everything(tmp_path: Path) -> None:
    with demo("plain", tmp_path) as session:
        session.terminal.feed("\x1b[5;5Hwall: the server goes down")
        session.press("l")
        session.until_text("repainted")
        session.until(lambda: "goes down" not in session.terminal.text())


def test_ascii_terminals_get_ascii(tmp_path: Path) -> None:
    with demo("ascii", tmp_path, environment={"LANG": "C", "PYTHONUTF8": "0"}) as session:
        session.press("\x1b[B")
        session.until_quiet()
        assert session.received.isascii()
        assert "+- agenda -----" in session.terminal.text()


@pytest.mark.parametrize("driver", ["plain", "diff"])
def test_stop_and_continue(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        before = settled(session).splitlines()[1:]
        session.process.send_signal(signal.SIGTSTP)
        session.until(lambda: session.status("State") == "T")
        assert termios.tcgetattr(session.master)[:4] == session.before[:4]
        session.until(lambda: session.received.endswith(b"\x1b[?1049l\x1b[?7;25h"))
        session.terminal.feed("\x1b[2J\x1b[H$ what the shell shows meanwhile")
        session.process.send_signal(signal.SIGCONT)
        session.until_text("point 0")
        assert "shell" not in session.terminal.text()
        session.until(lambda: session.terminal.text().splitlines()[1:] == before)
        session.press("\x1b[B")
        session.until_text("1 keys pressed")


def test_a_stop_without_warning_is_mended(session: Session) -> None:
    before = settled(session).splitlines()[1:]
    session.process.send_signal(signal.SIGSTOP)
    session.until(lambda: session.status("State") == "T")
    session.terminal.feed("\x1b[2J\x1b[H$ what the shell shows meanwhile")
    termios.tcsetattr(session.master, termios.TCSANOW, session.before)
    session.process.send_signal(signal.SIGCONT)
    session.until(lambda: session.terminal.text().splitlines()[1:] == before)
    session.press("\x1b[B")
    session.until_text("1 keys pressed")


def test_a_storm_of_resizes_ends_right(session: Session) -> None:
    before = settled(session)
    for step in range(40):
        session.resize(81 + step % 17, 25 + step % 5)
    session.resize(80, 24)
    session.until_quiet()
    session.until(lambda: session.terminal.text().splitlines()[1:] == before.splitlines()[1:])


def test_size_comes_from_the_terminal_not_the_environment(tmp_path: Path) -> None:
    with demo("diff", tmp_path, environment={"COLUMNS": "40", "LINES": "10"}) as session:
        session.until_text("80x24")
        session.resize(90, 20)
        session.until_text("resized to 90x20")


def test_what_is_drawn_has_an_end_whatever_size_the_far_end_names(session: Session) -> None:
    """Over SSH the client names the size, up to 4 billion columns; every cell would take memory on the server."""
    session._set_size(60_000, 60_000)
    session.until(lambda: "1000x500" in session.terminal.text())


def test_a_size_that_is_typed_counts_for_nothing(session: Session) -> None:
    session.press("\x1b[?2048;1$y\x1b[48;5000;5000;0;0t")
    session.press("b")
    session.until(lambda: session.terminal.bells == 1)
    session.until_quiet()
    assert "80x24" in session.terminal.text()
    assert modes(session, "h") == {1000, 1006, 1049, 2004}, "nor does it turn on what the answer offers"
