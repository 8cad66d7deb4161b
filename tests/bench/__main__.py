"""Measures the tracker beside bare Textual and its peers, with meetings from 20 points to 50,000, in one run.

    python -m tests.bench [--quick] [--json FILE] [--svg FOLDER] [--compare OLD.json]
    python -m tests.bench wire ...    bytes that programs send
    python -m tests.bench verbs ...   verbs against the bare import of their libraries

Meetings lie in a temporary folder (TMPDIR says where; fsync takes what it takes there). Times are those of this machine
while it does whatever else it does; look at the ratios. Peers are measured if they are on the PATH.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rich.console import Console

from tests.bench import verbs, wire
from tests.bench.commits import measure_commits
from tests.bench.pictures import draw
from tests.bench.report import table_of, table_of_change, table_of_targets
from tests.bench.screens import measure_screens
from tests.bench.subjects import beside, tracker
from tests.bench.targets import LARGE, SMALL, VERBS, Found, outcomes
from tests.bench.timing import FULL, QUICK, Effort, Measures
from tests.bench.verbs import measure_reading
from tests.support.large_meeting import Size, make_meeting

_OTHERS = {"wire": wire.main, "verbs": verbs.main}
_POINTS, _CHANGES = (SMALL.points, 1000, LARGE.points, 50_000), 100_000
_QUICK_POINTS, _QUICK_CHANGES = (SMALL.points, LARGE.points), 2_000
_console = Console(width=max(130, Console().width))
_progress = Console(stderr=True)


def run(sizes: Sequence[Size], effort: Effort, place: Path, *, peers: bool) -> dict[str, Measures]:
    """Make a meeting of each size and measure everything; what was measured comes by its label."""
    folders = {size: place / f"meeting-{size.points}-{size.changes}" for size in sizes}
    _told("making the meetings")
    with ProcessPoolExecutor() as pool:
        list(pool.map(make_meeting, folders.values(), *zip(*sizes, strict=True)))
    # What was written for them without fsyncs must not wait in line before the fsyncs that are measured.
    os.sync()
    found: dict[str, Measures] = {}
    for size in sizes:
        _told(f"changes of {size}")
        found[f"tracker {size}"] = measure_commits(folders[size], effort)
    (place / "home").mkdir()
    _told("verbs that read")
    labelled = {f"tracker {size}": folder for size, folder in folders.items()}
    reading = measure_reading(labelled, place / "home", VERBS, effort.rounds)
    subjects = [tracker(size, folder, place / "home") for size, folder in folders.items()]
    subjects += beside([size.points for size in sizes if not size.changes], place, peers=peers)
    shown = measure_screens(subjects, effort, _told)
    return {label: shown[label] | reading.get(label, {}) | found.get(label, {}) for label in shown}


def report(found: Found, changes: int, old: Path | None) -> None:
    """Print the tables."""
    ours = [label for label in found if label.startswith("tracker")]
    _console.print(table_of("The tracker, by talking points", found, ours))
    for name in ("bare Textual", "Textual trees", "dooit", "calcurse"):
        if labels := [label for label in found if label.startswith(name)]:
            _console.print(table_of(f"Beside it: {name}", found, labels))
    _console.print(table_of_targets(outcomes(found, changes)))
    if old:
        _console.print(table_of_change(found, json.loads(old.read_text(encoding="utf-8"))))


def main(arguments: Sequence[str]) -> None:
    """Measure, print the tables, write and draw what is asked for."""
    description, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        "python -m tests.bench", description=description, epilog=rest, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="less of everything, without peers")
    parser.add_argument("--points", type=int, nargs="+", help="sizes of the meetings")
    parser.add_argument("--history", type=int, help="changes in the history of the smallest and the large one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there")
    parser.add_argument("--svg", type=Path, metavar="FOLDER", help="draw the pictures there")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="numbers of an earlier run")
    asked = parser.parse_args(arguments)
    points = asked.points or (_QUICK_POINTS if asked.quick else _POINTS)
    changes = (_QUICK_CHANGES if asked.quick else _CHANGES) if asked.history is None else asked.history
    sizes = [Size(number) for number in points]
    sizes += [size._replace(changes=changes) for size in (SMALL, LARGE) if changes and size in sizes]
    for program in ("dooit", "calcurse"):
        if not asked.quick and not shutil.which(program):
            _told(f"{program} is left out: it isn't installed")
    with tempfile.TemporaryDirectory() as name:
        found = run(sizes, QUICK if asked.quick else FULL, Path(name), peers=not asked.quick)
    report(found, changes, asked.compare)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if asked.svg:
        draw(found, points, asked.svg)


def _told(words: str) -> None:
    _progress.print(words, highlight=False)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in _OTHERS:
        _OTHERS[sys.argv[1]](sys.argv[2:])
    else:
        main(sys.argv[1:])
