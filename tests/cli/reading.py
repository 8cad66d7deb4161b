"""What the command line prints, read as a person or another program reads it."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Invoke
from tests.support.program import real

MORNING = ("--now", "2026-03-28T11:00")


def shown(run: Invoke, *arguments: str) -> Any:
    """Run a verb with ``--json`` and return what it printed."""
    result = run(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return json.loads(result.stdout)


def told(run: Invoke) -> list[str]:
    """Return what the history tells, newest first."""
    lines = run("history").stdout.splitlines()
    return [line.partition("anna  ")[2] for line in lines]


def done(run: Invoke) -> set[str]:
    """Return the ids of all ticked points."""
    items = json.loads(run("status", "--json").stdout)["agenda_items"]
    return {point["id"] for item in items for point in item["talking_points"] if point["done"]}


def changes(run: Invoke) -> int:
    """Return how many changes the meeting has seen."""
    number = json.loads(run("status", "--json").stdout)["change"]
    assert isinstance(number, int)
    return number


def decision(run: Invoke, number: str = "d1") -> Any:
    """Return a decision as plain data."""
    return shown(run, "show", number)["row"]


def offered(folder: Path, *words: str) -> list[str]:
    """Return what bash is offered for the last of ``words``."""
    environment = {
        "_TRACKER_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("tracker", *words)),
        "COMP_CWORD": str(len(words)),
        "TRACKER_DB": str(folder),
    }
    code, printed, told = real(environment=environment)
    assert (code, told) == (0, b"")
    return [line.partition(",")[2] for line in printed.decode().splitlines() if line]


def names_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(names_in, value.values()))
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


GOLDEN = """\
A small meeting
  Kathmandu  Sat 28 Mar 2026 11:00 UTC+05:45
  Berlin     Sat 28 Mar 2026 06:15 UTC+01:00
  Day        day 1 of 2
  Now        Visit (all day); Morning session (10:00-12:30)
  Next       today: Night session (22:00-01:30)
  Ticked     1 of 3

Schedule
  Sat 28 Mar 2026 (Kathmandu, UTC+05:45), today
    visit    all day      Visit
    morning  10:00-12:30  Morning session, Hall 1 (agenda 1)
    night    22:00-01:30  Night session (agenda 1, 2A)
  Sun 29 Mar 2026 (Kathmandu, UTC+05:45), tomorrow
    close    from 09:00   Closing

Agenda
  [-] 1  track  The track  1/2
    [ ] 1.1  track.1  Gauge
    [x] 1.2  track.2  Cost  (anna, Sat 28 Mar 2026 10:45 UTC+05:45)
  [ ] 2A  fares  Fares  0/1
    [ ] 2A.1  fares.1  First fare
"""


READING = (
    ("status",),
    ("schedule",),
    ("agenda",),
    ("now",),
    ("next",),
    ("timeline",),
    ("progress",),
    ("find", ""),
    ("action", "list"),
    ("history",),
    ("where",),
    ("doctor",),
    ("keys",),
    ("themes",),
    ("seal",),
    *(("show", asked) for asked in ("small", "morning", "1", "1.1", "rail", "ram", "paper", "d1", "a1", "n1", "f1")),
)
