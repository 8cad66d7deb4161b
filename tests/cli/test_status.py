"""``tracker status``: golden text, the shape of the JSON, and where it comes from."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import GOLDEN, MORNING, names_in
from tests.support.program import ROOT
from tests.support.samples import small_state
from tracker.cli.verbs.status import agenda_lines
from tracker.domain.model.programme import TalkingPoint


@pytest.fixture
def ticked(folder: Path, run: Invoke) -> Path:
    assert run("check", "track.2").exit_code == 0
    return folder


def test_text_is_as_agreed(ticked: Path, run: Invoke) -> None:
    shown = run("status", *MORNING)
    assert (shown.exit_code, shown.stdout, shown.stderr) == (0, GOLDEN, "")


def test_without_verb_and_terminal_it_is_the_status(ticked: Path, run: Invoke) -> None:
    shown = run(*MORNING)
    assert (shown.exit_code, shown.stdout, shown.stderr) == (0, GOLDEN, "")


@pytest.mark.parametrize(
    "moment", ["2026-03-28T11:00", "2026-03-28 11:00", "2026-03-28T05:15Z", "2026-03-28T06:15+01:00"]
)
def test_now_is_meant_in_the_meetings_zone_unless_it_says_its_own(ticked: Path, run: Invoke, moment: str) -> None:
    assert run("status", "--now", moment).stdout == GOLDEN
    assert run("--now", moment, "status").stdout == GOLDEN


def test_after_the_meeting_nothing_is_on(folder: Path, run: Invoke) -> None:
    head = run("status", "--now", "2026-04-02").stdout.splitlines()[1:6]
    assert head[2:] == ["  Day        ended", "  Now        nothing", "  Next       nothing"]


def test_second_clock_follows_its_own_summer_time(folder: Path, run: Invoke) -> None:
    assert "Berlin     Sun 29 Mar 2026 08:00 UTC+02:00" in run("status", "--now", "2026-03-29T11:45").stdout


def test_json_has_the_documented_shape(ticked: Path, run: Invoke) -> None:
    shown = run("status", "--json", *MORNING)
    assert (shown.exit_code, shown.stderr) == (0, "")
    status = json.loads(shown.stdout)
    assert next(iter(status.items())) == ("version", 1)
    assert (status["as_of"], status["change"], status["standing"]) == ("2026-03-28T11:00:00+05:45", 1, "saved")
    assert (status["day"], status["now"], status["next"]) == (
        {"number": 1, "total": 2},
        ["visit", "morning"],
        ["night"],
    )
    assert status["counts"] == {"sessions": 4, "agenda_items": 2, "talking_points": 3, "ticked": 1}
    assert status["meeting"]["first_day"] == "2026-03-28"
    night = status["sessions"][2]
    assert (night["id"], night["date"], night["start"], night["end"]) == ("night", "2026-03-28", "22:00:00", "01:30:00")
    assert [session["all_day"] for session in status["sessions"]] == [True, False, False, False]
    assert [party["id"] for party in status["parties"]] == ["port", "rail"]
    assert [reference["id"] for reference in status["references"]] == ["paper"]


def test_json_points_say_who_and_when(ticked: Path, run: Invoke) -> None:
    track, fares = json.loads(run("status", "--json").stdout)["agenda_items"]
    assert [(item["id"], item["number"], item["ticked"], item["total"]) for item in (track, fares)] == [
        ("track", "1", 1, 2),
        ("fares", "2A", 0, 1),
    ]
    keys = ("id", "number", "title", "done", "done_by", "done_at")
    assert [tuple(point[key] for key in keys) for point in track["talking_points"]] == [
        ("track.1", "1.1", "Gauge", False, None, None),
        ("track.2", "1.2", "Cost", True, "anna", "2026-03-28T05:00:00+00:00"),
    ]


def test_json_names_are_all_documented(ticked: Path, run: Invoke) -> None:
    documented = (ROOT / "tracker" / "docs" / "json.md").read_text(encoding="utf-8")
    undocumented = {
        name for name in names_in(json.loads(run("status", "--json").stdout)) if f"`{name}`" not in documented
    }
    assert not undocumented


def test_where_there_is_no_meeting_it_says_so_and_makes_none(home: Path, run: Invoke) -> None:
    shown = run("status", "--db", str(home / "nowhere"))
    assert shown.exit_code == 0
    assert "Pakistan-Russia" in shown.stdout
    assert f"there is no meeting in {home / 'nowhere'} yet" in shown.stderr
    assert not (home / "nowhere").exists()


def test_db_stands_before_or_after_the_verb_and_above_the_environment(
    folder: Path, run: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DB", str(folder / "elsewhere"))
    db = ("--db", str(folder))
    assert run(*db, "status", *MORNING).stdout == run("status", *MORNING, *db).stdout
    assert "A small meeting" in run("status", *db).stdout
    assert "A small meeting" in run("--db", "/nowhere", "status", *db).stdout
    assert "A small meeting" not in run("status").stdout
    monkeypatch.setenv("TRACKER_DB", str(folder))
    assert "A small meeting" in run("status").stdout


def test_a_point_is_numbered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(point: TalkingPoint) -> str:
        asked.append(point.id)
        return point.id.rpartition(".")[2]

    monkeypatch.setattr(TalkingPoint, "number", property(counted))
    assert list(agenda_lines(small_state()))
    assert sorted(asked) == sorted(small_state().talking_points)
