"""A large meeting sends no more than a small one for the same keys, and starts with as few modules."""

import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.keys import HOME, PAGE_DOWN
from tests.support.large_meeting import make_meeting
from tests.support.program import TRACKER
from tests.support.pty_session import Condition, TerminalSession
from tests.support.screen import READY, active_is, box_is, cursor_at, cursor_of

_MOMENT = "2026-03-03T11:00"
_KEYS: dict[str, tuple[str, Condition]] = {
    "cursor move": ("j", cursor_at("1.2")),
    "back": ("k", cursor_at("1.1")),
    "tick": (" ", box_is("1.1", "x")),
    "panel switch": ("\t", active_is("3")),
    "and on": ("\t", active_is("1")),
    "to the agenda": ("2", active_is("2")),
    "page down": (PAGE_DOWN, lambda terminal: cursor_of(terminal) not in ("", "1.1")),
    "filter": ("/", "/words"),
    "filter keystroke": ("s", "/s"),
}
_LONGER_NUMBERS = 40
"""Bytes that counts of five digits may add, and bars that are another part full."""
_MOST_MODULES = 567
"""Of the whole program with its screen; Textual and what it stands on are two thirds of them."""
_MOST_COLLECTIONS = 0
_MANY_OBJECTS = 50_000
"""Fewer than Textual's modules alone are made of."""

_RUN = """
import atexit, gc, json, sys
from pathlib import Path
from tracker.__main__ import main
told = Path(sys.argv.pop())
def collections(): return sum(each["collections"] for each in gc.get_stats())
def tell(): told.write_text(json.dumps([sorted(sys.modules), collections() - before, gc.get_freeze_count()]))
atexit.register(tell)
before = collections()
main()
"""


class Started(NamedTuple):
    """What a screen had done when it was left at once."""

    modules: list[str]
    collections: int
    """How often Python looked for garbage."""
    frozen: int
    """Objects that it never looks at again."""


def bytes_of_keys(folder: Path, points: int) -> dict[str, int]:
    """Return the bytes that each key brings in a meeting of so many points."""
    make_meeting(folder / "meeting", points)
    command = (*TRACKER, "--db", str(folder / "meeting"), "--now", _MOMENT)
    with TerminalSession(command, folder) as running:
        running.wait_for(READY, quiet=0.5)
        for key in (HOME, "l", "l"):
            running.send(key)
        running.wait_for(cursor_at("1.1"), quiet=0.5)
        return {name: len(running.press(key, until=until)) for name, (key, until) in _KEYS.items()}


def test_a_key_sends_as_much_at_any_size(tmp_path: Path) -> None:
    costs = []
    # Hits are marked in every row in sight, so both have more of them than there are rows.
    for points in (200, 10_000):
        folder = tmp_path / str(points)
        folder.mkdir()
        costs.append(bytes_of_keys(folder, points))
    small, large = costs
    assert {name: cost for name, cost in large.items() if cost > small[name] + _LONGER_NUMBERS} == {}


def started(folder: Path, points: int) -> Started:
    """Open the screen of a meeting of so many points, and leave it."""
    make_meeting(folder / "meeting", points)
    told = folder / "told"
    command = (sys.executable, "-c", _RUN, "--db", str(folder / "meeting"), str(told))
    with TerminalSession(command, folder) as running:
        running.wait_for(READY, quiet=0.5)
        running.send("q")
        assert running.wait_exit() == 0
    return Started(*json.loads(told.read_text()))


def test_the_screen_starts_with_few_modules(tmp_path: Path) -> None:
    assert len(started(tmp_path, 20).modules) <= _MOST_MODULES


@pytest.mark.parametrize("points", [20, 10_000])
def test_the_screen_starts_without_looking_for_garbage(tmp_path: Path, points: int) -> None:
    has = started(tmp_path, points)
    assert has.collections <= _MOST_COLLECTIONS
    assert has.frozen > _MANY_OBJECTS
