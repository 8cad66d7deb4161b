"""The terminal's own cursor, asked after each key: what is read aloud and in braille, and where input methods open."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal_session import Condition, TerminalSession
from tests.wire.screen import area_of, start
from tests.wire.terminal import Terminal

_LEFT, _DOWN, _UP, _ESCAPE, _PALETTE, _REPAINT = "\x1b[D", "\x1b[B", "\x1b[A", "\x1b", "\x10", "\x0c"


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
IN_A_READER = _named("on a first line", lambda terminal: not terminal.shows_cursor and _in_a_frame(terminal))
ON_THE_LAST_LINE = _named(
    "at the last line", lambda terminal: not terminal.shows_cursor and terminal.cursor == (0, len(terminal.rows) - 1)
)
AT_THE_TOP = _named("at the top", lambda terminal: not terminal.shows_cursor and terminal.cursor == (0, 0))


def behind(text: str) -> Condition:
    """Return the condition that the cursor is shown behind a text that was typed."""

    def holds(terminal: Terminal) -> bool:
        x, y = terminal.cursor
        return terminal.shows_cursor and terminal.rows[y][:x].endswith(text)

    return _named(f"behind {text!r}", holds)


ON_A_ROW = on_row("[ ] 1 Gazprom")
OPENED = (
    *(("?", IN_A_READER), ("i", IN_A_READER), ("H", IN_A_READER), ("p", IN_A_READER), ("c", AT_THE_TOP)),
    *(("s", ON_A_CHOICE), ("m", ON_A_CHOICE), ("X", ON_A_CHOICE), ("b", ON_A_CHOICE), ("J", ON_THE_LAST_LINE)),
    *((_PALETTE, behind("  ")), ("T", behind("  "))),
)
"""What opens over the panels, by its keys, with where the cursor is then; each is left by Escape."""


def walk(running: TerminalSession) -> None:
    """Go through the panels, a form and a line that filters."""
    press = running.press
    press("", until=on_row("[ ] 1 Offshore"), quiet=0)
    press("j", until=ON_A_ROW, quiet=0)
    press("\t", until=on_first_line("3"), quiet=0)
    press("j", until=on_first_line("3"), quiet=0)
    press("1", until=on_row("Intensive"), quiet=0)
    press("2", until=ON_A_ROW, quiet=0)
    press("n", until=behind(" "), quiet=0)
    press("zq", until=behind("zq"), quiet=0)
    press(_LEFT, until=behind("z"), quiet=0)
    press(_REPAINT, until=behind("z"), quiet=0)
    press("\t", until=_named("on a choice", lambda terminal: not terminal.shows_cursor), quiet=0)
    press(" ", until=ON_A_CHOICE, quiet=0)
    press(_ESCAPE, until=_named("on the choice", lambda terminal: not terminal.shows_cursor), quiet=0)
    press(_ESCAPE, until=ON_A_ROW, quiet=0)
    press("/", until=behind("/"), quiet=0)
    press("of", until=behind("/of"), quiet=0)
    press(_ESCAPE, until=ON_A_ROW, quiet=0)


@pytest.mark.parametrize("driver", ["diff", "plain"])
def test_each_screen_has_the_cursor_where_the_person_is(tmp_path: Path, driver: str) -> None:
    with start(tmp_path, "--driver", driver) as running:
        walk(running)
        for keys, condition in OPENED:
            running.press(keys, until=condition, quiet=0)
            running.press(_ESCAPE, until=ON_A_ROW, quiet=0)
