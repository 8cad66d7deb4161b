"""``tracker carry-over``: the folder of the next meeting, and how far the decisions of this one were carried out."""

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.record import fill

DAYS = ("--title", "The second meeting", "--first-day", "2027-03-01", "--last-day", "2027-03-02")


def status(run: Invoke, folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("status", "--json", "--db", str(folder)).stdout)
    return found


def test_what_is_left_goes_along_with_matters_arising_first(folder: Path, tmp_path: Path, run: Invoke) -> None:
    fill(folder, run)
    run("check", "track.1")
    new = tmp_path / "small 2027"
    made = run("carry-over", str(new), *DAYS, "--now", "2026-06-01T10:00")
    assert (made.exit_code, made.stderr) == (0, "")
    document = status(run, new)
    assert document["meeting"]["id"] == "small-2027"  # type: ignore[index]
    assert document["meeting"]["previous_meeting"] == "small"  # type: ignore[index]
    assert [
        (item["number"], item["id"], item["status"], item["carried_from"])
        for item in document["agenda_items"]  # type: ignore[attr-defined]
    ] == [
        ("1", "matters-arising", "planned", ""),
        ("2", "track", "planned", "small:track"),
        ("3", "fares", "planned", "small:fares"),
    ]
    points = [point["id"] for item in document["agenda_items"] for point in item["talking_points"]]  # type: ignore[attr-defined]
    assert points == ["matters-arising.1", "matters-arising.2", "track.2", "fares.1"]
    actions = json.loads(run("action", "list", "--json", "--db", str(new)).stdout)["actions"]
    assert sorted(action["carried_from"] for action in actions) == ["small:a1", "small:a2"]
    assert stat.S_IMODE(new.stat().st_mode) == 0o700
    assert run("doctor", "--db", str(new)).exit_code == 0


def test_it_tells_the_implementation_by_party(folder: Path, tmp_path: Path, run: Invoke) -> None:
    fill(folder, run)
    run("decide", "D1", "--agree", "both")
    run("action", "done", "A2", "Counted")
    made = run("carry-over", str(tmp_path / "next"), *DAYS, "--now", "2026-06-01T10:00")
    head, counts, decisions, *rates = made.stdout.splitlines()
    assert head == f"Made the meeting 'The second meeting' in {tmp_path / 'next'}"
    assert counts == "  3 agenda items, 4 talking points, 1 unfinished action item"
    assert decisions == "Earlier decisions carried out: 0 of 1 (0 %), 1 overdue"
    assert rates[0] == "Action items of A small meeting that were carried out"
    assert [(line.split()[0], line.split("%")[1].strip()) for line in rates[1:]] == [
        ("Port", "1 of 1 done"),
        ("Rail", "0 of 1 done, 1 overdue"),
        ("All", "1 of 2 done, 1 overdue"),
    ]


def test_this_meeting_names_the_next(folder: Path, tmp_path: Path, run: Invoke) -> None:
    run("carry-over", str(tmp_path / "next"), *DAYS, "--id", "small-2")
    assert status(run, folder)["meeting"]["next_meeting"] == "small-2"  # type: ignore[index]


def test_where_nothing_arose_only_the_agenda_goes_along(folder: Path, tmp_path: Path, run: Invoke) -> None:
    made = run("carry-over", str(tmp_path / "next"), *DAYS)
    assert made.stdout.splitlines()[1:] == ["  2 agenda items, 3 talking points, 0 unfinished action items"]
    assert status(run, tmp_path / "next")["change"] == 0


def test_an_existing_meeting_is_refused_and_left_as_it_is(folder: Path, tmp_path: Path, run: Invoke) -> None:
    assert run("carry-over", str(tmp_path / "next"), *DAYS).exit_code == 0
    before = {file.name: file.read_bytes() for file in (tmp_path / "next").iterdir()}
    refused = run("carry-over", str(tmp_path / "next"), *DAYS, "--id", "another")
    assert refused.exit_code == 1
    assert f"There is a meeting in {tmp_path / 'next'} already." in refused.stderr
    assert {file.name: file.read_bytes() for file in (tmp_path / "next").iterdir()} == before
    assert run("carry-over", str(folder), *DAYS, "--id", "another").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--title", " ", *DAYS[2:]), 1, "needs a title"),
        ((*DAYS, "--id", "small"), 1, "can't have the id small: it is taken"),
        ((*DAYS, "--id", "Not an id"), 1, "can't have the id 'Not an id'"),
        ((*DAYS[:3], "2027-03-03", *DAYS[4:]), 1, "The last day 2 Mar 2027 is before the first day 3 Mar 2027."),
        ((*DAYS[:3], "soon", *DAYS[4:]), 2, "is not a date"),
        (DAYS[2:], 2, "Missing option '--title'"),
        ((*DAYS, "--group", "no-such-group-here"), 1, "There is no group"),
    ],
)
def test_what_is_refused_makes_nothing(
    folder: Path, tmp_path: Path, run: Invoke, arguments: tuple[str, ...], code: int, words: str
) -> None:
    refused = run("carry-over", str(tmp_path / "next"), *arguments)
    assert refused.exit_code == code, refused.output
    assert words in refused.stderr
    assert not (tmp_path / "next").exists()
    assert status(run, folder)["change"] == 0


def test_a_folder_whose_name_makes_no_id_needs_one(folder: Path, tmp_path: Path, run: Invoke) -> None:
    refused = run("carry-over", str(tmp_path / "\u4e2d\u56fd"), *DAYS)
    assert refused.exit_code == 1
    assert "can't have the id ''" in refused.stderr
    assert run("carry-over", str(tmp_path / "\u4e2d\u56fd"), *DAYS, "--id", "next").exit_code == 0
