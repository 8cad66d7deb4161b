"""Measures the time of verbs against the bare import of what they stand on, all in one run, turn by turn.

    python -m tests.bench verbs [--rounds 25] [--json FILE]

A number is a ratio of medians: the machine's own speed and what else it does fall out of it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.timing import Measures
from tests.support.program import ROOT

BARE = "import rich, tinydb, click"
"""What every verb that reads stands on."""

_START = (sys.executable, "-c", "from tracker.__main__ import main; main()")
_VERBS = ("status", "next", "now", "agenda", "show psm", "find is:open", "history", "export csv", "--version")


def medians(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], rounds: int) -> dict[str, float]:
    """Return the median time in seconds of each command, every one run once in each round."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(taken) for name, taken in times.items()}


def measure_reading(folders: Mapping[str, Path], home: Path, verbs: Sequence[str], rounds: int) -> dict[str, Measures]:
    """Measure verbs that read, of several meetings by their labels, also as times of the bare import."""
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT)}
    of = {(label, verb): f"{label}: {verb}" for label in folders for verb in verbs}
    commands: dict[str, Sequence[str]] = {BARE: (sys.executable, "-c", BARE)}
    commands |= {name: (*_START, "--db", str(folders[label]), *verb.split()) for (label, verb), name in of.items()}
    taken = medians(commands, environment, rounds)
    found: dict[str, Measures] = {label: {} for label in folders}
    for (label, verb), name in of.items():
        found[label][f"tracker {verb}"] = taken[name]
        found[label][f"tracker {verb} / bare import"] = taken[name] / taken[BARE]
    return found


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Return the median time in seconds of each verb and of the bare import, with the shipped meeting in ``folder``."""
    environment = os.environ | {"TRACKER_DB": str(folder / "meeting"), "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    subprocess.run((*_START, "init"), env=environment, check=True)
    commands: dict[str, Sequence[str]] = {"": (sys.executable, "-c", BARE)}
    commands |= {verb: (*_START, *verb.split()) for verb in _VERBS}
    return medians(commands, environment, rounds)


def main(arguments: Sequence[str]) -> None:
    """Measure, print a table, and write JSON if asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench verbs", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=25, help="how often each command is run")
    parser.add_argument("--json", type=Path, help="file to write the numbers to")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        taken = measure(Path(folder), asked.rounds)
    bare = taken[""]
    table = Table("Command", "ms", f"x {BARE}")
    for verb, seconds in taken.items():
        table.add_row(
            f"tracker {verb}" if verb else f"python -c '{BARE}'", f"{seconds * 1e3:.1f}", f"{seconds / bare:.2f}"
        )
    Console().print(table)
    if asked.json:
        asked.json.write_text(
            json.dumps({"seconds": taken, "ratio": {k: v / bare for k, v in taken.items()}}, indent=2)
        )
