"""The terminal's own cursor, asked after each key: what is read aloud and in braille, and where input methods open."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.keys import DOWN, ESCAPE, LEFT, PALETTE, REPAINT, UP
from tests.support.multiplexers import in_screen, in_tmux, over_ssh
from tests.support.pty_session import Condition, TerminalSession
from tests.support.screen import area_of, behind, start
from tests.support.vt import Terminal


def _named(name: str, holds: Callable[[Terminal], bool]) -> Condition:
    def condition(terminal: Terminal) -> bool:
        return holds(terminal)

    condition.__name__ = f"the cursor {name}"
    return condition


def _at(terminal: Terminal, width: int = 1) -> str:
    """Return what is shown from the cursor on."""
    x, y = terminal.cursor
    return terminal.rows[y][x : x + width]


def on_row(text: str) -> Condition:
    """Return the condition that the cursor is on the sign of a row with a text."""

    def holds(terminal: Terminal) -> bool:
        return not terminal.shows_cursor and _at(terminal, 2) == "> " and text in terminal.rows[terminal.cursor[1]]

    return _named(f"on the sign of a row {text!r}", holds)


def on_first_line(key: str) -> Condition:
    """Return the condition that the cursor is at the beginning of the first line in a frame."""

    def holds(terminal: Terminal) -> bool:
        area = area_of(terminal, key)
        return not terminal.shows_cursor and terminal.cursor == (area.left + 1, area.top + 1)

    return _named(f"on the first line of {key}", holds)


def _in_a_frame(terminal: Terminal) -> bool:
    x, y = terminal.cursor
    return terminal.rows[y - 1][x - 1] == "╭" and terminal.rows[y][x - 1] in "│╭"


ON_A_CHOICE = _named(
    "on the sign of a choice",
    lambda terminal: _at(terminal, 2) == "> " and "[ ] 1" not in terminal.rows[terminal.cursor[1]],
)
ON_A_PICK = _named(
    "on what is chosen",
    lambda terminal: not terminal.shows_cursor and "< > or Space" in terminal.rows[terminal.cursor[1]],
)
IN_A_READER = _named("on a first line", lambda terminal: not terminal.shows_cursor and _in_a_frame(terminal))
ON_THE_LAST_LINE = _named(
    "at the last line", lambda terminal: not terminal.shows_cursor and terminal.cursor == (0, len(terminal.rows) - 1)
)
AT_THE_TOP = _named("at the top", lambda terminal: not terminal.shows_cursor and terminal.cursor == (0, 0))


ON_A_ROW = on_row("[ ] 1 Gazprom")
OPENED = (
    *(("?", IN_A_READER), ("i", IN_A_READER), ("H", IN_A_READER), ("p", IN_A_READER), ("c", AT_THE_TOP)),
    *(("s", ON_A_CHOICE), ("m", ON_A_CHOICE), ("X", ON_A_CHOICE), ("b", ON_A_CHOICE), ("J", ON_THE_LAST_LINE)),
    *((PALETTE, behind("  ")), ("T", behind("  "))),
)
"""What opens over the panels, by its keys, with where the cursor is then; each is left by Escape."""


def walk(running: TerminalSession, also: Callable[[Terminal], bool] = lambda _: True) -> None:
    """Go through the panels, a form and a line that filters; after each key something more comes to hold."""

    def press(keys: str, until: Condition) -> None:
        running.press(keys, until=until, quiet=0)
        running.wait_for(also)

    press("", until=on_row("[ ] 1 Offshore"))
    press("j", until=ON_A_ROW)
    press("\t", until=on_first_line("3"))
    press("j", until=on_first_line("3"))
    press("1", until=on_row("Intensive"))
    press("2", until=ON_A_ROW)
    press("n", until=behind(" "))
    press("zq", until=behind("zq"))
    press(LEFT, until=behind("z"))
    press(REPAINT, until=behind("z"))
    press("\rx", until=behind(" x"))
    press(UP, until=behind("z"))
    press("\t", until=ON_A_PICK)
    press(" ", until=behind("/"))
    press(DOWN, until=ON_A_CHOICE)
    press(ESCAPE, until=ON_A_PICK)
    press(ESCAPE, until=ON_A_ROW)
    press("/", until=behind("/"))
    press("of", until=behind("/of"))
    press(ESCAPE, until=ON_A_ROW)


@pytest.mark.parametrize("driver", ["diff", "plain"])
def test_each_screen_has_the_cursor_where_the_person_is(tmp_path: Path, driver: str) -> None:
    with start(tmp_path, "--driver", driver) as running:
        walk(running)
        for keys, condition in OPENED:
            running.press(keys, until=condition, quiet=0)
            running.press(ESCAPE, until=ON_A_ROW, quiet=0)
        running.press(PALETTE, until=behind("  "), quiet=0)
        running.press("ti", until=behind("ti"), quiet=0)
        running.press(DOWN, until=_named("in the list", lambda terminal: not terminal.shows_cursor), quiet=0)
        running.press("m", until=behind("tim"), quiet=0)


@pytest.mark.tmux
def test_tmux_has_it_there_too(tmp_path: Path) -> None:
    with in_tmux(tmp_path) as tmux:

        def is_the_same(terminal: Terminal) -> bool:
            x, y, shown = tmux.server.run("display-message", "-p", "#{cursor_x},#{cursor_y},#{cursor_flag}").split(",")
            return ((int(x), int(y)), shown == "1") == (terminal.cursor, terminal.shows_cursor)

        walk(tmux.session, is_the_same)


@pytest.mark.screen
def test_gnu_screen_has_it_there_too(tmp_path: Path) -> None:
    with in_screen(tmp_path) as session:
        walk(session)


@pytest.mark.sshd
@pytest.mark.long
@pytest.mark.parametrize("through_screen", [False, pytest.param(True, marks=pytest.mark.screen)])
def test_it_is_there_over_ssh(tmp_path: Path, through_screen: bool) -> None:
    with over_ssh(tmp_path, through_screen=through_screen) as session:
        walk(session)
