"""The programs that are measured: how to start each with the same meeting in it, and which keys do what."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.support.keys import DOWN, ESCAPE, UP
from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession
from tests.support.samples import shipped_programme

MOMENT = "2025-11-26T10:42:30"
"""What the tracker takes for now: half a minute after which its clocks go on once."""


class Keys(NamedTuple):
    """What to press."""

    down: str
    up: str
    panel: str
    help_open: str
    help_close: str
    tick: str = ""
    """Empty where the program has nothing to tick."""
    to_list: tuple[str, ...] = ()
    """Leads from the start to the list to move in."""
    to_tick: tuple[str, ...] = ()
    """Leads from the first row of that list to something to tick."""
    moves: int = 8
    """How many rows to go down, and up again."""


class Program(NamedTuple):
    """One program to measure."""

    name: str
    command: tuple[str, ...]
    ready: str
    """What is on the screen once it has started."""
    keys: Keys
    prepare: Callable[[Path], None] = lambda _: None
    """Fills the home folder that it gets."""
    missing: str = ""
    """Why it is left out; empty if it is there."""


def programs() -> Iterator[Program]:
    """Yield every program, those that aren't installed with the reason why they are left out."""
    yield _tracker("tracker")
    yield _tracker("tracker --driver plain", "--driver", "plain")
    yield _calcurse()
    yield _dooit()
    keys = Keys(down=DOWN, up=UP, panel="\t", help_open="?", help_close=ESCAPE, to_list=("\t",))
    yield Program("two stock Textual trees", (sys.executable, "-m", "tests.bench.stock_trees"), "Agenda", keys)


def _tracker(name: str, *options: str) -> Program:
    keys = Keys(down="j", up="k", panel="\t", help_open="?", help_close=ESCAPE, tick=" ", to_tick=("j",))
    return Program(name, (*TRACKER, "--now", MOMENT, *options), "? help", keys)


def _calcurse() -> Program:
    keys = Keys(down="j", up="k", panel="\t", help_open="?", help_close="q", tick="!", to_list=("\t", "\t"))
    return Program("calcurse", ("calcurse",), "TODO", keys, _prepare_calcurse, _missing("calcurse"))


def _dooit() -> Program:
    keys = Keys(
        down="j", up="k", panel="\t", help_open="?", help_close=ESCAPE, tick="c", to_list=("j", "\t", "j"), moves=4
    )
    return Program("dooit", ("dooit",), "NORMAL", keys, _prepare_dooit, _missing("dooit"))


def _missing(command: str) -> str:
    return "" if shutil.which(command) else "left out: not installed"


def _prepare_calcurse(home: Path) -> None:
    """Give calcurse the sessions as appointments of today and the next days, the agenda items as things to do."""
    folder = home / ".calcurse"
    folder.mkdir()
    programme = shipped_programme()
    first = programme.meeting.first_day
    with (folder / "apts").open("w", encoding="utf-8") as appointments:
        for session in programme.sessions:
            day = date.today() + (session.date - first)
            appointments.write(f"{day:%m/%d/%Y} [1] {session.title}\n")
            appointments.write(f"{day:%m/%d/%Y} @ 09:00 -> {day:%m/%d/%Y} @ 10:00 |{session.title}\n")
    lines = [f"[{number}] {item.title}\n" for number, item in enumerate(programme.agenda_items, 1)]
    lines += [f"[5] {point.title}\n" for point in programme.talking_points[:8]]
    (folder / "todo").write_text("".join(lines), encoding="utf-8")


def _prepare_dooit(home: Path) -> None:
    """Type a workspace and the talking points of one item into dooit, which keeps them in a database of its own."""
    programme = shipped_programme()
    points = [point.title for point in programme.talking_points if point.item == programme.agenda_items[0].id]
    with TerminalSession(("dooit",), home, cwd=home) as session:
        session.wait_for("NORMAL", quiet=0.4)
        for text in ("Agenda", *points):
            for keys in ("a", text, "\r", ESCAPE):
                session.send(keys)
                session.read(2)
                session.read_for(0.4)
            if text == "Agenda":
                session.press("\t", "Todos", quiet=0.4)
