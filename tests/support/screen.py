"""What the tracker shows, read off a terminal as a person reads it: panels, rows, boxes, the status."""

import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tinydb import TinyDB

from tests.support.program import TRACKER
from tests.support.pty_session import Condition, TerminalSession
from tests.support.vt import Area, Terminal

READY = "Space tick"
"""Stands in the line of keys at any width: the last thing that is drawn."""

MOMENT = "2025-11-26T10:42:00"
"""The second day of the meeting; a minute until the clocks go on."""

_MOUSE_AND_PASTE = {9, *range(1000, 1007), 1015, 1016, 2004}
_TOP = r"[╭+][─-][─▸*-]{key} [^╭]*?[╮+](?=[╭+]|\s*$)"
_ROW = re.compile(r"^(?P<cursor>[> ])[ •*](?P<fold>[▸▾+-]| ) {1,3}\[(?P<box>.)\] (?P<number>\S+) (?P<text>.*)$")


class Row(NamedTuple):
    """One row of the agenda."""

    number: str
    """``3`` for an item, ``3.2`` for a point."""
    box: str
    """What stands between the brackets."""
    has_cursor: bool
    text: str


def area_of(terminal: Terminal, key: str) -> Area:
    """Return where the panel is that ``key`` jumps to, its frame included."""
    rows = terminal.rows
    for top, row in enumerate(rows):
        if found := re.search(_TOP.format(key=key), row):
            left = found.start()
            bottom = next(y for y in range(top + 1, len(rows)) if rows[y][left] in "╰+")
            return Area(left, top, found.end() - 1, bottom)
    raise AssertionError(f"no panel {key} in\n{terminal.text}")


def agenda_of(rows: Iterable[str]) -> list[Row]:
    """Return the rows of the agenda that are in sight, read from the rows of the screen."""
    found: list[Row] = []
    item = ""
    for row in rows:
        for part in re.split(r"[│|]", row):
            if match := _ROW.match(part):
                is_point = match["fold"] == " "
                item = item if is_point else match["number"]
                number = f"{item}.{match['number']}" if is_point else item
                found.append(Row(number, match["box"], match["cursor"] == ">", match["text"].rstrip()))
    return found


def cursor_of(terminal: Terminal) -> str:
    """Return the number of the agenda row under the cursor; empty if none has it."""
    return next((row.number for row in agenda_of(terminal.rows) if row.has_cursor), "")


def is_saved(rows: list[str]) -> bool:
    """Say whether the status line tells that everything shown is on disk, and no row waits."""
    return rows[0].rstrip().endswith(" saved") and "saving" not in "".join(rows)


def shown_as_ticked(rows: list[str]) -> set[str]:
    """Return the points that are shown as ticked and not as still being saved."""
    return {row.number for row in agenda_of(rows) if row.box == "x" and "." in row.number and "saving" not in row.text}


def ticking(running: TerminalSession) -> str:
    """Return the keys that tick every point, from the first row of the agenda on."""
    return "".join(" j" if "." in row.number else "j" for row in agenda_of(running.terminal.rows))


def cursor_at(number: str) -> Condition:
    """Return the condition that the cursor is on an agenda row and the detail panel shows what it is about."""

    def condition(terminal: Terminal) -> bool:
        subject = f"{'Point' if '.' in number else 'Item'} {number} "
        return cursor_of(terminal) == number and re.search(rf"[─▸*-]3 {subject}", terminal.text) is not None

    condition.__name__ = f"cursor at {number}"
    return condition


def box_is(number: str, box: str) -> Condition:
    """Return the condition that a point or item is shown with a box, saved."""

    def condition(terminal: Terminal) -> bool:
        rows = terminal.rows
        return is_saved(rows) and any(row.number == number and row.box == box for row in agenda_of(rows))

    condition.__name__ = f"[{box}] {number}, saved"
    return condition


def active_is(key: str) -> Condition:
    """Return the condition that the panel that ``key`` jumps to takes the keys."""

    def condition(terminal: Terminal) -> bool:
        return re.search(rf"[▸*]{key} ", terminal.text) is not None

    condition.__name__ = f"panel {key} active"
    return condition


def gone(words: str) -> Condition:
    """Return the condition that some words are shown no more."""

    def condition(terminal: Terminal) -> bool:
        return words not in terminal.text

    condition.__name__ = f"no {words!r}"
    return condition


def tick_and_watch(number: str, here: TerminalSession, there: TerminalSession) -> float:
    """Tick the point under the cursor on one screen; return the seconds until another screen shows it.

    Raises:
        AssertionError: it never shows it.
    """
    here.press(" ", until=box_is(number, "x"), quiet=0)
    begun = time.monotonic()
    there.wait_for(box_is(number, "x"))
    return time.monotonic() - begun


def assert_restored(running: TerminalSession) -> None:
    """Check that the terminal is as a shell left it."""
    assert not running.terminal.is_alternate
    assert {7, 25} <= running.terminal.modes
    assert not running.terminal.modes & _MOUSE_AND_PASTE
    assert running.terminal.keyboard_levels == 0
    assert running.attributes == running.attributes_before


def without_times(text: str) -> str:
    """Return the text of a screen with every time of day blanked out."""
    return re.sub(r"\b\d\d:\d\d\b", "--:--", text)


def start(folder: Path, *options: str, **session: object) -> TerminalSession:
    """Start the tracker on the meeting in ``folder / "meeting"``, and wait until all is drawn.

    Args:
        folder: an existing folder; the meeting and the home folder lie in it.
        options: of the tracker, beside those that name the folder and the moment.
        session: arguments of ``TerminalSession``.
    """
    running = launch(folder, *options, **session)
    try:
        running.wait_for(READY, quiet=0.5)
    except BaseException:
        running.close()
        raise
    return running


def launch(folder: Path, *options: str, **session: object) -> TerminalSession:
    """Start the tracker as ``start()`` does, and wait for nothing."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    command = [*TRACKER, "--db", str(folder / "meeting"), "--now", MOMENT, *options]
    return TerminalSession(command, home, **session)  # type: ignore[arg-type]


def ticked_on_disk(folder: Path) -> set[str]:
    """Return the ids of the points that are ticked in ``folder / "meeting"``, read with nothing but TinyDB."""
    with TinyDB(folder / "meeting" / "meeting.json", access_mode="r") as database:
        return {row["id"] for row in database.table("talking_points") if row["done"]}


def behind(text: str) -> Condition:
    """Return the condition that the cursor is shown behind a text that was typed."""

    def holds(terminal: Terminal) -> bool:
        x, y = terminal.cursor
        return terminal.shows_cursor and terminal.rows[y][:x].endswith(text)

    holds.__name__ = f"behind {text!r}"
    return holds
