"""Measures how the tracker grows with the meeting: screen, keys, commits, verbs, memory and disk, in one run.

    python -m tests.bench.large [--points 20 1000 10000] [--history 0] [--json FILE] [--compare OLD.json]

Times are medians of a few tries on this machine while it does whatever else it does; look at the ratios. A bare Textual
app with one label runs beside it.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.meetings import make_meeting, opened
from tests.bench.verbs import medians
from tests.terminal_session import ROOT, TRACKER, TerminalSession
from tests.wire.processes import cpu_seconds
from tracker.domain.edits import Tick

_VERBS = ("status", "agenda", "next", "find is:open")
_TRIES = 7
_SETTLED = 0.25
_IDLE = 10.0
_KEYS = {"cursor move": "j", "tick": " ", "page down": "\x1b[6~", "panel switch": "\t"}
_BARE_APP = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("ready to be seen")
Bare().run()
"""
Measures = dict[str, float]


def key_to_last_byte(session: TerminalSession, keys: str) -> float:
    """Return seconds from a key to the last byte that it brings within a quarter of a second of quiet."""
    begun = last = time.perf_counter()
    session.send(keys)
    while time.perf_counter() - last < _SETTLED:
        if session.read(_SETTLED):
            last = time.perf_counter()
    return last - begun


def first_screen(command: list[str], home: Path, sign: str) -> tuple[float, TerminalSession]:
    """Start a program; return seconds until ``sign`` stands on its screen, and the program."""
    begun = time.perf_counter()
    session = TerminalSession(command, home)
    session.wait_for(sign, patience=60)
    return time.perf_counter() - begun, session


def bare(home: Path) -> Measures:
    """Measure the bare app: what Textual itself takes."""
    starts, peak = [], 0
    for _ in range(_TRIES):
        seconds, session = first_screen([sys.executable, "-c", _BARE_APP], home, "ready to be seen")
        with session:
            starts.append(seconds)
            peak = peak_memory(session.pid)
    return {"first screen": statistics.median(starts), "peak memory": peak}


def peak_memory(pid: int) -> int:
    """Return the most bytes that a process ever held (proc(5), VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def on_screen(folder: Path, home: Path) -> Measures:
    """Measure the screen: its start, its keys, a filter, its memory, and what it does when nothing happens."""
    command = [*TRACKER, "--db", str(folder), "--now", "2026-03-03T11:00"]
    starts = []
    for _ in range(_TRIES - 1):
        seconds, session = first_screen(command, home, "Space tick")
        session.close()
        starts.append(seconds)
    seconds, session = first_screen(command, home, "Space tick")
    with session:
        starts.append(seconds)
        return {"first screen": statistics.median(starts)} | keys(session) | at_rest(session)


def keys(session: TerminalSession) -> Measures:
    """Measure the keys of an open screen."""
    key_to_last_byte(session, "j")
    found = {
        name: statistics.median(key_to_last_byte(session, key) for _ in range(_TRIES)) for name, key in _KEYS.items()
    }
    key_to_last_byte(session, "/")
    found["filter keystroke, slowest"] = max(key_to_last_byte(session, letter) for letter in "point 77")
    key_to_last_byte(session, "\x1b")
    return found


def at_rest(session: TerminalSession) -> Measures:
    """Measure what an open screen holds, and what it does when nothing happens."""
    session.read_for(2)
    before = cpu_seconds(session.pid)
    session.read_for(_IDLE)
    return {
        "peak memory": peak_memory(session.pid),
        "idle, share of a core": (cpu_seconds(session.pid) - before) / _IDLE,
    }


def commits(folder: Path, points: int) -> Measures:
    """Measure durable changes: one tick, fsyncs and all."""
    store, times = opened(folder, points), []
    for number in range(60):
        begun = time.perf_counter()
        store.transact(Tick(points=("item-1.1",), done=number % 2 == 0))
        times.append(time.perf_counter() - begun)
    store.close()
    return {"commit": statistics.median(times), "commit, 95th of 100": sorted(times)[int(len(times) * 0.95)]}


def verbs(folder: Path, home: Path) -> Measures:
    """Measure the verbs that read."""
    environment = os.environ | {"TRACKER_DB": str(folder), "HOME": str(home), "PYTHONPATH": str(ROOT)}
    return medians({f"tracker {verb}": (*TRACKER, *verb.split()) for verb in _VERBS}, environment, _TRIES)


def measure(points: int, history: int, place: Path) -> Measures:
    """Measure everything for a meeting of a size."""
    folder, home = place / f"meeting-{points}", place / "home"
    home.mkdir(exist_ok=True)
    make_meeting(folder, points, history)
    on_disk = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return commits(folder, points) | verbs(folder, home) | on_screen(folder, home) | {"size on disk": on_disk}


def shown(name: str, value: float) -> str:
    """Return a value with its unit."""
    if name in ("peak memory", "size on disk"):
        return f"{value / 1024**2:.1f} MB"
    return f"{value:.2%}" if "share" in name else f"{value * 1e3:.1f} ms"


def table_of(found: Mapping[int, Measures], textual: Measures) -> Table:
    """Return the table of all sizes, with how much the largest takes of the smallest."""
    table = Table("Measure", *(f"{points:,} points" for points in found), "largest / smallest", "bare Textual")
    smallest, largest = found[min(found)], found[max(found)]
    for name in smallest:
        ratio = f"{largest[name] / smallest[name]:.2f}" if smallest[name] else ""
        beside = shown(name, textual[name]) if name in textual else ""
        table.add_row(name, *(shown(name, measures[name]) for measures in found.values()), ratio, beside)
    return table


def compared(found: Mapping[int, Measures], old: Mapping[str, Measures]) -> Table:
    """Return how each measure is to the one of an earlier run."""
    table = Table("Measure", *(f"{points:,} points: new / old" for points in found))
    for name in next(iter(found.values())):
        ratios = (
            f"{new[name] / before:.2f}" if (before := old.get(str(points), {}).get(name)) else ""
            for points, new in found.items()
        )
        table.add_row(name, *ratios)
    return table


def main() -> None:
    """Measure, print the tables, write JSON if asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, nargs="+", default=[20, 1000, 10_000], help="sizes of the meetings")
    parser.add_argument("--history", type=int, default=0, help="changes in the history of each")
    parser.add_argument("--json", type=Path, help="file to write the numbers to")
    parser.add_argument("--compare", type=Path, help="file of an earlier run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "home").mkdir()
        textual = bare(place / "home")
        found = {points: measure(points, asked.history, place) for points in asked.points}
    console = Console(width=max(100, Console().width))
    console.print(table_of(found, textual))
    if asked.compare:
        console.print(compared(found, json.loads(asked.compare.read_text())["points"]))
    if asked.json:
        asked.json.write_text(json.dumps({"bare": textual, "points": found}, indent=2))


if __name__ == "__main__":
    main()
