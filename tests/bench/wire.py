"""Measures what a terminal program sends: the tracker, its peers and stock Textual, in one run.

    python -m tests.bench wire [--size 80x24] [--idle 60] [--only NAME] [--json FILE]

Each program runs in a pseudo-terminal with TERM=xterm-256color and the shipped meeting in it, in a home folder of its
own. Peers (calcurse, dooit) are measured if they are on the PATH. Bytes depend on what is shown, not on the machine;
those of programs with a clock that ticks every second vary a little.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from tests.bench.programs import Program, programs
from tests.support.pty_session import TerminalSession

_SWITCHES = 4
_TICKS = 4
_REACTION = 3.0
_SETTLED = 0.5
_MOST = 2.0
_STARTED = 4.0
_TABLE_WIDTH = 130


class Measures(NamedTuple):
    """Bytes sent, least and most; None where a program has no such thing."""

    start: tuple[int, int] | None = None
    cursor_down: tuple[int, int] | None = None
    cursor_up: tuple[int, int] | None = None
    tick: tuple[int, int] | None = None
    panel_switch: tuple[int, int] | None = None
    help_open_and_close: tuple[int, int] | None = None
    idle: tuple[int, int] | None = None


def measure(program: Program, size: tuple[int, int], home: Path) -> Measures:
    """Start a program, press its keys and count; all but the idle minute."""
    keys = program.keys
    with TerminalSession(program.command, home, size=size) as session:
        session.wait_for(program.ready)
        _settle(session)
        start = len(session.received)
        session.read_for(_STARTED)
        for key in keys.to_list:
            _bytes_of(session, key)
        down = [_bytes_of(session, keys.down) for _ in range(keys.moves)]
        up = [_bytes_of(session, keys.up) for _ in range(keys.moves)]
        for key in keys.to_tick:
            _bytes_of(session, key)
        ticks = [_bytes_of(session, keys.tick) for _ in range(_TICKS)] if keys.tick else []
        switches = [_bytes_of(session, keys.panel) for _ in range(_SWITCHES)]
        helps = _bytes_of(session, keys.help_open) + _bytes_of(session, keys.help_close)
    return Measures((start, start), _range(down), _range(up), _range(ticks), _range(switches), (helps, helps))


def measure_idle(found: Sequence[Program], size: tuple[int, int], homes: Sequence[Path], seconds: float) -> list[int]:
    """Start all programs, leave them alone for the same while, and count."""
    with ExitStack() as stack:
        sessions = [
            stack.enter_context(TerminalSession(program.command, home, size=size))
            for program, home in zip(found, homes, strict=True)
        ]
        for program, session in zip(found, sessions, strict=True):
            session.wait_for(program.ready)
        for session in sessions:
            session.read_for(_STARTED)
        before = [len(session.received) for session in sessions]
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for session in sessions:
                session.read(0.05)
        return [len(session.received) - start for session, start in zip(sessions, before, strict=True)]


def _bytes_of(session: TerminalSession, keys: str) -> int:
    start = len(session.received)
    session.send(keys)
    session.read(_REACTION)
    _settle(session)
    return len(session.received) - start


def _settle(session: TerminalSession) -> None:
    """Read until nothing comes for a while; a clock that ticks every second gets no more than a little longer."""
    deadline = time.monotonic() + _MOST
    while session.read(_SETTLED) and time.monotonic() < deadline:
        pass


def _range(counts: Sequence[int]) -> tuple[int, int] | None:
    return (min(counts), max(counts)) if counts else None


def run(size: tuple[int, int], idle: float, only: str | None) -> dict[str, Measures | str]:
    """Measure every program at one size; the reason instead for those that are left out."""
    results: dict[str, Measures | str] = {}
    with tempfile.TemporaryDirectory() as folder:
        found: list[Program] = []
        homes: list[Path] = []
        for number, program in enumerate(programs()):
            if only not in (None, program.name):
                continue
            if program.missing:
                results[program.name] = program.missing
                continue
            home = Path(folder, str(number))
            home.mkdir()
            program.prepare(home)
            print(f"{program.name} at {size[0]}x{size[1]}", file=sys.stderr)
            results[program.name] = measure(program, size, home)
            found.append(program)
            homes.append(home)
        for program, count in zip(found, measure_idle(found, size, homes, idle), strict=True):
            measured = results[program.name]
            assert isinstance(measured, Measures)
            results[program.name] = measured._replace(idle=(count, count))
    return results


def show(size: tuple[int, int], results: dict[str, Measures | str], idle: float) -> None:
    """Print one size as a table."""
    table = Table(title=f"Bytes sent at {size[0]}x{size[1]}, TERM=xterm-256color")
    table.add_column("")
    for name in Measures._fields:
        heading = f"idle {idle:g} s" if name == "idle" else name.replace("_", " ")
        table.add_column(heading, justify="right")
    for name, measured in results.items():
        cells = [measured] if isinstance(measured, str) else [_cell(counts) for counts in measured]
        table.add_row(name, *cells)
    Console(width=max(_TABLE_WIDTH, Console().width)).print(table)


def _cell(counts: tuple[int, int] | None) -> str:
    if counts is None:
        return "-"
    least, most = counts
    return f"{most:,}" if least == most else f"{least:,}-{most:,}"


def main(given: Sequence[str]) -> None:
    """Measure, print the tables and write the JSON file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench wire", description="Count what programs send.")
    parser.add_argument("--size", action="append", metavar="WxH", help="columns and rows; default 80x24 and 120x40")
    parser.add_argument("--idle", type=float, default=60.0, metavar="SECONDS", help="how long to leave them alone")
    parser.add_argument("--only", metavar="NAME", help="measure one program, named as in the table")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there too")
    arguments = parser.parse_args(given)
    written: dict[str, object] = {}
    for named in arguments.size or ("80x24", "120x40"):
        columns, _, rows = named.partition("x")
        size = int(columns), int(rows)
        results = run(size, arguments.idle, arguments.only)
        show(size, results, arguments.idle)
        written[named] = {
            name: measured if isinstance(measured, str) else measured._asdict() for name, measured in results.items()
        }
    if arguments.json:
        arguments.json.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
