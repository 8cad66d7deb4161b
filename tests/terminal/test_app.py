"""A small app in a real pseudo-terminal: the same screen as with Textual's own driver, for far fewer bytes."""

import re
import signal
import termios
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.keys import DOWN, ESCAPE, PAGE_DOWN, SHIFT_TAB, UP, click, pasted
from tests.support.processes import is_stopped
from tests.support.pty_session import TerminalSession
from tests.terminal.running import LONG, demo

KEYS = (DOWN, DOWN, PAGE_DOWN, "\t", DOWN, "\t", "f", "и", "日", SHIFT_TAB, UP)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[TerminalSession]:
    """Start the demo app with the diffing driver."""
    with demo("diff", tmp_path) as running:
        yield running


def settled(session: TerminalSession) -> str:
    session.until_quiet(LONG)
    return session.terminal.text


@pytest.mark.parametrize("driver", ["plain", "diff", "basic"])
def test_the_screen_is_the_same_as_with_the_stock_driver(driver: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        both = []
        for kind in ("stock", driver):
            folder = tmp_path / kind
            folder.mkdir()
            both.append(stack.enter_context(demo(kind, folder)))
        stock, ours = both

        def same(_: object) -> bool:
            return not stock.read(0.05) and ours.terminal.cells == stock.terminal.cells

        ours.wait_for(same)
        for number, key in enumerate(KEYS, 1):
            for running in both:
                running.send(key)
                running.wait_for(f"{number} keys")
            ours.wait_for(same)
        for columns, lines in ((100, 30), (61, 17), (80, 24)):
            for running in both:
                running.resize(columns, lines)
                running.wait_for(f"resized to {columns}x{lines}")
            ours.wait_for(same)


def test_start_and_moves_are_light(session: TerminalSession) -> None:
    assert len(session.received) <= 4000
    session.send(DOWN)
    # Two rows of 34 bytes in other styles, the count of keys, and the cursor.
    assert len(session.until_quiet(LONG)) <= 128
    before = len(session.received)
    session.send("b")
    session.wait_for(lambda _: session.terminal.bells == 1)
    assert session.received[before:] == b"\r\x1b[m2\x1b[2C\a"  # the count of keys, the cursor, and the bell


def test_an_idle_app_sends_nothing(session: TerminalSession) -> None:
    session.until_quiet(LONG)
    assert session.until_quiet(LONG) == b""


def modes(session: TerminalSession, final: str) -> set[int]:
    """Return the private modes that were set (h) or reset (l)."""
    found = re.findall(r"\x1b\[\?([\d;]+)" + final, session.received.decode())
    return {int(number) for numbers in found for number in numbers.split(";")} - {7, 25}


@pytest.mark.parametrize("driver", ["plain", "diff"])
def test_no_mode_that_reports_movement_or_focus(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        assert modes(session, "h") == {1000, 1006, 1049, 2004}
        session.send("q")
        assert session.wait_exit() == 0
        assert modes(session, "l") >= modes(session, "h")
        assert session.received.count(b"\x1b[>5u") == session.received.count(b"\x1b[<u") == 1
        assert session.attributes == session.attributes_before


def test_a_click_reaches_the_app(session: TerminalSession) -> None:
    session.send(click(3, 6))
    session.wait_for(lambda _: any(session.terminal.cells[y][2].bold for y in (4, 5)))


def test_frames_are_synchronised_only_once_the_terminal_says_it_can(session: TerminalSession) -> None:
    assert b"\x1b[?2026h" not in session.received
    session.send("\x1b[?2026;2$y")
    session.send(DOWN)
    session.wait_for(lambda _: session.received.endswith(b"\x1b[?2026l"))
    frames = session.received.count(b"\x1b[?2026h")
    assert frames == session.received.count(b"\x1b[?2026l") >= 1
    assert b"\x1b[?2026h\x1b[?2026l" not in session.received


def test_what_is_typed_badly_does_not_end_the_app(session: TerminalSession) -> None:
    session.send(b"\xff\xe9\x1b[99999999999u\x1b[B")
    session.send("b")
    session.wait_for(lambda _: session.terminal.bells == 1)


def test_escape_alone_is_a_key(session: TerminalSession) -> None:
    session.send("?")
    session.wait_for("помощь")
    session.send(ESCAPE)
    session.wait_for(lambda _: "помощь" not in session.terminal.text)


def test_paste_comes_as_one(session: TerminalSession) -> None:
    session.send(pasted("two words"))
    session.wait_for("pasted two words")


def test_clipboard_and_unknown_sequences_reach_the_terminal(session: TerminalSession) -> None:
    session.send("c")
    session.wait_for(lambda _: b"\x1b]52;c;Y29waWVk\x07" in session.received)
    session.terminal.feed("\x1b[5;5Hrubbish from elsewhere")
    session.send("r")
    session.wait_for(lambda _: (99,) in session.terminal.unread)
    session.wait_for(lambda _: "elsewhere" not in session.terminal.text)


def test_repaint_mends_a_disturbed_terminal(session: TerminalSession) -> None:
    before = settled(session).splitlines()
    session.terminal.feed("\x1b[3;9r\x1b[5;5H\x1b[4hwall: the server goes down\n\n")
    assert "server goes down" in session.terminal.text
    session.send("l")
    session.wait_for("repainted")
    assert session.terminal.text.splitlines()[1:] == before[1:]
    assert session.terminal.margins is None


def test_plain_repaint_paints_everything(tmp_path: Path) -> None:
    with demo("plain", tmp_path) as session:
        session.terminal.feed("\x1b[5;5Hwall: the server goes down")
        session.send("l")
        session.wait_for("repainted")
        session.wait_for(lambda _: "goes down" not in session.terminal.text)


def test_ascii_terminals_get_ascii(tmp_path: Path) -> None:
    with demo("ascii", tmp_path, env={"LANG": "C", "PYTHONUTF8": "0"}) as session:
        session.send(DOWN)
        session.until_quiet(LONG)
        assert session.received.isascii()
        assert "+- agenda -----" in session.terminal.text


@pytest.mark.parametrize("driver", ["plain", "diff"])
def test_stop_and_continue(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        before = settled(session).splitlines()[1:]
        session.kill(signal.SIGTSTP)
        session.wait_for(lambda _: is_stopped(session.pid))
        assert session.attributes == session.attributes_before
        session.wait_for(lambda _: session.received.endswith(b"\x1b[?1049l\x1b[?7;25h"))
        session.terminal.feed("\x1b[2J\x1b[H$ what the shell shows meanwhile")
        session.kill(signal.SIGCONT)
        session.wait_for("point 0")
        assert "shell" not in session.terminal.text
        session.wait_for(lambda _: session.terminal.text.splitlines()[1:] == before)
        session.send(DOWN)
        session.wait_for("1 keys pressed")


def test_a_stop_without_warning_is_mended(session: TerminalSession) -> None:
    before = settled(session).splitlines()[1:]
    session.kill(signal.SIGSTOP)
    session.wait_for(lambda _: is_stopped(session.pid))
    session.terminal.feed("\x1b[2J\x1b[H$ what the shell shows meanwhile")
    termios.tcsetattr(session.master, termios.TCSANOW, session.attributes_before)
    session.kill(signal.SIGCONT)
    session.wait_for(lambda _: session.terminal.text.splitlines()[1:] == before)
    session.send(DOWN)
    session.wait_for("1 keys pressed")


def test_a_storm_of_resizes_ends_right(session: TerminalSession) -> None:
    before = settled(session)
    for step in range(40):
        session.resize(81 + step % 17, 25 + step % 5)
    session.resize(80, 24)
    session.until_quiet(LONG)
    session.wait_for(lambda _: session.terminal.text.splitlines()[1:] == before.splitlines()[1:])


def test_size_comes_from_the_terminal_not_the_environment(tmp_path: Path) -> None:
    with demo("diff", tmp_path, env={"COLUMNS": "40", "LINES": "10"}) as session:
        session.wait_for("80x24")
        session.resize(90, 20)
        session.wait_for("resized to 90x20")


def test_what_is_drawn_has_an_end_whatever_size_the_far_end_names(session: TerminalSession) -> None:
    """Over SSH the client names the size, up to 4 billion columns; every cell would take memory on the server."""
    session.tell_size(60_000, 60_000)
    session.wait_for(lambda _: "1000x500" in session.terminal.text)


def test_a_size_that_is_typed_counts_for_nothing(session: TerminalSession) -> None:
    session.send("\x1b[?2048;1$y\x1b[48;5000;5000;0;0t")
    session.send("b")
    session.wait_for(lambda _: session.terminal.bells == 1)
    session.until_quiet(LONG)
    assert "80x24" in session.terminal.text
    assert modes(session, "h") == {1000, 1006, 1049, 2004}, "nor does it turn on what the answer offers"
