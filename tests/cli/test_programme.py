"""``tracker schedule``, ``agenda`` and ``now``: golden text and JSON."""

from pathlib import Path
from textwrap import dedent

from tests.cli.conftest import Invoke
from tests.cli.reading import GOLDEN, MORNING, shown
from tests.cli.record import fill

SCHEDULE = """\
Sat 28 Mar 2026 (Kathmandu, UTC+05:45), today
  visit    all day      Visit
  morning  10:20-12:50  Morning session, Hall 1 (agenda 1)  (20 min late, planned 10:00-12:30)
  night    22:20-01:50  Night session (agenda 1, 2A)  (20 min late, planned 22:00-01:30)
Sun 29 Mar 2026 (Kathmandu, UTC+05:45), tomorrow
  close    from 09:00   Closing
warning: "Night session" runs past the end of its day, 20 min late.
"""

AGENDA = """\
[x] 1  track  The track  2/2  (closed, agreed as amended)
  [x] 1.1  track.1  Gauge  (anna, Sat 28 Mar 2026 10:45 UTC+05:45)
  [x] 1.2  track.2  Cost  (anna, Sat 28 Mar 2026 10:45 UTC+05:45)
[ ] 2A  fares  Fares  0/1  (deferred)
  [ ] 2A.1  fares.1  First fare
"""

NOW = """\
Sat 28 Mar 2026 11:00 UTC+05:45, day 1 of 2
Now
  visit    all day      Visit
  morning  10:00-12:30  Morning session, Hall 1 (agenda 1)  1 h 30 min left
    [ ] 1  track  The track  0/2  (taken up)
Next, today
  night    22:00-01:30  Night session (agenda 1, 2A)  starts in 11 h
"""


def test_schedule_tells_delays_and_clashes(folder: Path, run: Invoke) -> None:
    run("late", "20")
    result = run("schedule", *MORNING)
    assert (result.exit_code, result.stdout, result.stderr) == (0, SCHEDULE, "")


def test_agenda_tells_statuses(folder: Path, run: Invoke) -> None:
    run("check", "track")
    run("set", "1", "closed", "--disposition", "agreed-as-amended")
    run("set", "2a", "deferred", "--target", "next")
    result = run("agenda")
    assert (result.exit_code, result.stdout, result.stderr) == (0, AGENDA, "")


def test_schedule_and_agenda_say_the_same_as_the_status(folder: Path, run: Invoke) -> None:
    run("check", "track.2")
    schedule, agenda = GOLDEN.partition("Schedule\n")[2].split("\nAgenda\n")
    assert run("schedule", *MORNING).stdout == dedent(schedule)
    assert run("agenda").stdout == dedent(agenda)


def test_schedule_as_json(folder: Path, run: Invoke) -> None:
    run("late", "20")
    document = shown(run, "schedule", *MORNING)
    assert list(document) == ["version", "as_of", "sessions", "clashes"]
    assert (document["version"], document["as_of"]) == (1, "2026-03-28T11:00:00+05:45")
    assert [session["shift_minutes"] for session in document["sessions"]] == [0, 20, 20, 0]
    assert document["sessions"] == shown(run, "status")["sessions"]
    (clash,) = document["clashes"]
    assert (clash["level"], clash["sessions"]) == ("warning", ["night"])


def test_agenda_as_json_is_that_of_the_status(folder: Path, run: Invoke) -> None:
    run("set", "track", "taken_up")
    document = shown(run, "agenda")
    assert document == {"version": 1, "agenda_items": shown(run, "status")["agenda_items"]}
    assert [item["status"] for item in document["agenda_items"]] == ["taken_up", "planned"]


def test_now_tells_what_is_taken_up_and_how_long_is_left(folder: Path, run: Invoke) -> None:
    run("set", "track", "taken-up")
    result = run("now", *MORNING)
    assert (result.exit_code, result.stdout, result.stderr) == (0, NOW, "")


def test_now_after_the_meeting(folder: Path, run: Invoke) -> None:
    assert run("now", "--now", "2026-04-28T11:00").stdout.splitlines()[1:] == ["Nothing is on.", "Nothing is to come."]


def test_now_as_json(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    run("late", "20")
    document = shown(run, "now", *MORNING)
    assert list(document) == ["version", "as_of", "day", "now", "next"]
    visit, morning = document["now"]
    assert (visit["countdown"], visit["current_item"]) == (None, None)
    assert (morning["countdown"], morning["current_item"]) == ({"phase": "on", "minutes": 110}, "track")
    assert (morning["held_from"], morning["held_until"]) == ("2026-03-28T10:20:00+05:45", "2026-03-28T12:50:00+05:45")
    assert [session["id"] for session in document["next"]] == ["night"]
