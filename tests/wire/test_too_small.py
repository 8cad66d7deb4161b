"""A window too small to show anything: a word, and no key or click does what nobody sees."""

from pathlib import Path

import pytest

from tests.support.keys import ESCAPE, F2, PALETTE, click, pasted
from tests.support.pty_session import TerminalSession
from tests.support.screen import assert_restored, behind, start

_ENOUGH = (80, 24)
_TYPED = f" u j\r{click(5, 2)}x{F2}y{pasted('pasted')}+"
"""Keys that tick, take back, choose, save, write and open, a click and a paste."""


def shrink_and_type(running: TerminalSession, size: tuple[int, int]) -> None:
    """Make the window too small, type into it, and make it as large again as it was."""
    word = f"Too small: {size[0]}x{size[1]}."
    shown = word if len(word) <= size[0] else f"{word[: size[0] - 1]}…"
    running.resize(*size)
    running.wait_for(lambda terminal: terminal.rows[0].rstrip() == shown)
    running.press(_TYPED, until=lambda terminal: not terminal.shows_cursor)
    running.resize(*_ENOUGH)


@pytest.mark.parametrize("size", [(39, 24), (80, 9)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_key_does_anything_but_quit(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path) as running:
        before = running.terminal.text
        shrink_and_type(running, size)
        running.wait_for(lambda terminal: terminal.text == before)
        assert not (tmp_path / "meeting").exists()
        running.resize(*size)
        running.press("q", until=lambda terminal: not terminal.is_alternate)
        assert running.wait_exit() == 0
        assert_restored(running)


@pytest.mark.parametrize("driver", ["diff", "plain"])
def test_an_open_form_keeps_what_was_typed_and_saves_nothing(tmp_path: Path, driver: str) -> None:
    with start(tmp_path, "--driver", driver) as running:
        running.press("n", until=behind(" "))
        running.press("hel", until=behind("hel"))
        for size in ((1, 1), (12, 40)):
            shrink_and_type(running, size)
            running.wait_for(behind("hel"))
        running.press("lo", until=behind("hello"))
        assert not (tmp_path / "meeting").exists()
        running.resize(20, 5)
        running.wait_for("Ctrl+Q quits.")
        running.send("\x11")
        assert running.wait_exit() == 0
        assert_restored(running)
    with start(tmp_path) as running:
        running.press("n", until=behind("hello"))


def test_what_is_open_stays_as_it_is(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        closed = running.terminal.text
        for keys in ("s", "?", "m", "/", PALETTE, "X"):
            running.press(keys, until=lambda terminal: terminal.text != closed)
            opened = running.terminal.text
            shrink_and_type(running, (20, 5))
            running.wait_for(lambda terminal, opened=opened: terminal.text == opened)  # type: ignore[misc]
            running.press(ESCAPE, until=lambda terminal: terminal.text == closed)
        assert not (tmp_path / "meeting").exists()
