"""What is measured on the screen: the tracker with each meeting, bare Textual, and peers with as much in them."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.bench.timing import QUIET
from tests.support.keys import DOWN, ESCAPE, HOME, PAGE_DOWN, PAGE_UP, UP
from tests.support.large_meeting import Size
from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession

BARE = "bare Textual"
_BARE_APP = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("ready to be seen")
Bare().run()
"""
_PAGES = (PAGE_DOWN, PAGE_UP)
_TO_FIRST_POINT = ("2", HOME, "l", "l")
"""Goes to the agenda, unfolds the first item where it is folded, as in a long agenda, and goes to its first point."""
_PAUSES_OF_DOOIT = 0.6
"""With thousands of todos it is silent for long in the middle of a reaction."""
_LONGEST_PEER = 10_000
"""Todos at most that the peers are given: dooit takes a minute to show more."""


class Subject(NamedTuple):
    """One program with something in it."""

    label: str
    command: tuple[str, ...]
    home: Path
    ready: str
    """Is on the screen once it can be used."""
    keys: Mapping[str, tuple[str, ...]] = {}
    """What is pressed in turn, by the name of what is measured; nothing where only the start is measured."""
    to_list: tuple[str, ...] = ()
    """Leads to the list to move in."""
    filter: str = ""
    """What is looked for, letter by letter."""
    meeting: Path | None = None
    """The folder that others change too."""
    quiet: float = QUIET
    """Seconds without a byte that end a reaction."""
    clock: int | None = None
    """Row of a clock that runs by itself and is no reaction, counted from the last (-1)."""


def tracker(size: Size, folder: Path, home: Path) -> Subject:
    """Return the tracker with a meeting; all its keys where there is no history, which no key looks at."""
    keys = {"cursor move": ("j", "k"), "tick": (" ",), "page down": _PAGES, "panel switch": ("\t",)}
    command = (*TRACKER, "--db", str(folder), "--now", "2026-03-03T11:00")
    if size.changes:
        return Subject(f"tracker {size}", command, home, "Space tick")
    return Subject(f"tracker {size}", command, home, "Space tick", keys, _TO_FIRST_POINT, "point 7", folder)


def beside(sizes: list[int], place: Path, *, peers: bool) -> Iterator[Subject]:
    """Yield bare Textual and its own trees, with ``peers`` also dooit and calcurse where they are installed."""
    yield Subject(BARE, (sys.executable, "-c", _BARE_APP), _home(place, "bare"), "ready to be seen")
    for points in sizes:
        yield _trees(points, _home(place, f"trees-{points}"))
    for points in sizes if peers else ():
        if shutil.which("dooit") and points <= _LONGEST_PEER:
            yield _dooit(points, _home(place, f"dooit-{points}"))
        if shutil.which("calcurse") and points <= _LONGEST_PEER:
            yield _calcurse(points, _home(place, f"calcurse-{points}"))


def _home(place: Path, name: str) -> Path:
    home = place / "homes" / name
    home.mkdir(parents=True)
    return home


def _trees(points: int, home: Path) -> Subject:
    keys = {"cursor move": (DOWN, UP), "page down": _PAGES, "panel switch": ("\t",)}
    command = (sys.executable, "-m", "tests.bench.stock_trees", str(points))
    return Subject(f"Textual trees {points:,}", command, home, "Agenda", keys, ("\t", DOWN))


def _calcurse(points: int, home: Path) -> Subject:
    (home / ".calcurse").mkdir()
    todos = "".join(f"[5] {_todo(number)}\n" for number in range(points))
    (home / ".calcurse" / "todo").write_text(todos, encoding="utf-8")
    keys = {"cursor move": ("j", "k"), "tick": ("!",)}
    return Subject(f"calcurse {points:,}", ("calcurse",), home, "TODO", keys, ("\t", "\t"), clock=-3)


def _dooit(points: int, home: Path) -> Subject:
    """Let dooit make its database and a workspace, and put the todos into it."""
    with TerminalSession(("dooit",), home, cwd=home) as session:
        session.wait_for("NORMAL", quiet=0.4)
        for typed in ("a", "Agenda", "\r", ESCAPE):
            session.send(typed)
            session.read(2)
            session.read_for(0.4)
    with closing(sqlite3.connect(home / ".local" / "share" / "dooit" / "dooit.db")) as database, database:
        database.executemany(
            "INSERT INTO todo (order_index, description, effort, urgency, pending, parent_workspace_id)"
            " SELECT ?, ?, 0, 1, 1, id FROM workspace WHERE NOT is_root",
            ((number, _todo(number)) for number in range(points)),
        )
    keys = {"cursor move": ("j", "k"), "tick": ("c",)}
    to_list = ("j", "\t", "j")
    return Subject(f"dooit {points:,}", ("dooit",), home, "NORMAL", keys, to_list, quiet=_PAUSES_OF_DOOIT, clock=-1)


def _todo(number: int) -> str:
    return f"Point {number}: what is to be said and asked for"
