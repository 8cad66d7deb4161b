"""``tracker show``: golden text of each kind of row, and the shape of the JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import MORNING, shown
from tests.cli.record import fill

ITEM = """\
Agenda item 1 "The track"
  Id          track
  Title       The track
  Status      taken up
  Ticked      0/2
  Purpose     for decision
  Lead        Port, Rail Company
  Taken up    Sat 28 Mar 2026 10:45 UTC+05:45
  References  paper
Talking points
  [ ] 1.1  track.1  Gauge
  [ ] 1.2  track.2  Cost
Sessions
  morning  10:00-12:30  Morning session, Hall 1 (agenda 1)
  night    22:00-01:30  Night session (agenda 1, 2A)
Description
  Where it runs.
  What it costs.
Facts
  It is 40 km long. [paper]
Figures
  Cost: 2024 10 m EUR, 2025 12.5 m EUR [paper]
Notes
  n1  note on point 1.1 "Gauge", internal, draft, by anna
    Metre gauge is
    not an option.
Decisions
  D1  protocol paragraph, proposed
    Nepal, agreed (anna, Sat 28 Mar 2026 10:45 UTC+05:45):
      The gauge is 1435 mm.
    Germany, not agreed:
      The gauge is 1435 mm.
Actions
  A1  Fri 20 Mar 2026  open, overdue, high priority  Rail Company, Eva Brandt  Draw the line
History
  13  Sat 28 Mar 2026 10:45 UTC+05:45  anna  set agenda item 1 "The track" from planned to taken up
  9  Sat 28 Mar 2026 10:45 UTC+05:45  anna  added action A1 on decision D1: "Draw the line"
  8  Sat 28 Mar 2026 10:45 UTC+05:45  anna  recorded that Nepal agrees with decision D1, which is proposed now
  7  Sat 28 Mar 2026 10:45 UTC+05:45  anna  added decision D1 on agenda item 1 "The track": "The gauge is 1435 mm."
  5  Sat 28 Mar 2026 10:45 UTC+05:45  anna  added note n1 on point 1.1 "Gauge": "Metre gauge is not an option."
"""

SESSION = """\
Session morning "Morning session"
  Id      morning
  When    Sat 28 Mar 2026 10:00-12:30
  Type    plenary
  Room    Hall 1
  Status  confirmed
Description
  Opening.
  Then the track.
Agenda
  1  track  The track
Notes
  n2  minute, public, draft, by anna
    Opened by both chairs.
Attendance
  excused  Eva Brandt
  present  Port
Facts compared
  Start: planned 10:00 (Committee); reported 10:20 (Radio, Sat 28 Mar 2026)  differs
"""

DECISION = """\
Decision D1
  Id      d1
  On      agenda item 1 "The track"
  Kind    protocol paragraph
  Status  proposed
Texts
  Nepal, agreed (anna, Sat 28 Mar 2026 10:45 UTC+05:45):
    The gauge is 1435 mm.
  Germany, not agreed:
    The gauge is 1435 mm.
Actions
  A1  Fri 20 Mar 2026  open, overdue, high priority  Rail Company, Eva Brandt  Draw the line
"""

ACTION = """\
Action A1
  Id           a1
  On           decision D1
  Owner        Rail Company, Eva Brandt
  Due          Fri 20 Mar 2026
  Priority     high
  Status       completed
  Done         100 %
  Verified by  Mr Ram Thapa
  Completed    Sat 28 Mar 2026 10:45 UTC+05:45
Text
  Draw the line
What was done
  Drawn. (anna, Sat 28 Mar 2026 10:45 UTC+05:45)
"""

PARTY = """\
Party "Rail Company"
  Id    rail
  Name  Rail Company
  Kind  company
  Side  Germany
People
  eva  Eva Brandt, member
Agenda
  1  track  The track
  2A  fares  Fares
Sessions
  Sat 28 Mar 2026  visit    all day      Visit
Actions
  A1  Fri 20 Mar 2026  open, overdue, high priority  Rail Company, Eva Brandt  Draw the line
"""

POINT = """\
Point 1.2 "Cost"
  Id      track.2
  Title   Cost
  Of      agenda item 1 "The track"
  Ticked  by anna, Sat 28 Mar 2026 10:45 UTC+05:45
"""


@pytest.fixture
def filled(folder: Path, run: Invoke) -> Path:
    """Return a meeting folder with something of everything on record."""
    fill(folder, run)
    return folder


@pytest.mark.parametrize(
    ("asked", "golden"),
    [("track", ITEM), ("1", ITEM), ("morning", SESSION), ("D1", DECISION), ("rail", PARTY), ("RAIL", PARTY)],
)
def test_text_is_as_agreed(filled: Path, run: Invoke, asked: str, golden: str) -> None:
    result = run("show", asked, *MORNING)
    assert (result.exit_code, result.stderr) == (0, "")
    head, _, history = result.stdout.partition("History\n")
    assert (head, history if golden is ITEM else "") == (
        golden.partition("History\n")[0],
        golden.partition("History\n")[2],
    )


def test_a_point_tells_its_tick(filled: Path, run: Invoke) -> None:
    run("check", "1.2")
    assert run("show", "1.2").stdout.partition("History\n")[0] == POINT


def test_an_action_tells_what_was_done(filled: Path, run: Invoke) -> None:
    assert run("action", "done", "a1", "Drawn.", "--verified-by", "ram").exit_code == 0
    assert run("show", "A1").stdout.partition("History\n")[0] == ACTION


@pytest.mark.parametrize("asked", ["small", "ram", "paper", "n1", "f1"])
def test_whatever_has_an_id_can_be_shown(filled: Path, run: Invoke, asked: str) -> None:
    result = run("show", asked)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"  {asked}\n" in result.stdout


def test_json_has_the_documented_shape(filled: Path, run: Invoke) -> None:
    item = shown(run, "show", "1", *MORNING)
    assert (item["version"], item["table"], item["number"], item["row"]["id"]) == (1, "agenda_items", "1", "track")
    assert [point["number"] for point in item["talking_points"]] == ["1.1", "1.2"]
    assert item["sessions"] == ["morning", "night"]
    assert [note["text"] for note in item["notes"]] == ["Metre gauge is\nnot an option."]
    np, de = item["decisions"][0]["texts"]
    assert (np["agreed"], np["agreed_by"], np["agreed_at"]) == (True, "anna", "2026-03-28T05:00:00+00:00")
    assert (de["agreed"], de["agreed_by"], de["agreed_at"]) == (False, "", None)
    assert [(action["ref"], action["overdue"]) for action in item["actions"]] == [("A1", True)]
    assert [entry["seq"] for entry in item["history"]] == [13, 9, 8, 7, 5]
    session = shown(run, "show", "morning")
    assert [(mark["attendee"], mark["presence"]) for mark in session["attendance"]] == [
        ("eva", "excused"),
        ("port", "present"),
    ]
    (fact,) = session["facts_compared"]
    assert (fact["fact"], fact["differs"], fact["official"]) == ("Start", True, None)
    assert (fact["planned"]["value"], fact["reported"]["as_of"]) == ("10:00", "2026-03-28")


@pytest.mark.parametrize("asked", ["small", "morning", "1", "1.1", "rail", "ram", "paper", "d1", "a1", "n1", "f1"])
def test_json_has_the_same_fields_for_all(filled: Path, run: Invoke, asked: str) -> None:
    assert list(shown(run, "show", asked)) == list(shown(run, "show", "track"))


def test_an_unknown_id_suggests(filled: Path, run: Invoke) -> None:
    result = run("show", "trak")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Did you mean track" in result.stderr
