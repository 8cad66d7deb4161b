"""``tracker history``, ``undo`` and ``redo``."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke, act_as
from tests.cli.reading import done

WHEN = "Sat 28 Mar 2026 10:45 UTC+05:45  anna"


def test_history_tells_who_what_and_when_newest_first(folder: Path, run: Invoke) -> None:
    run("check", "track")
    run("uncheck", "track.1")
    run("undo")
    run("redo")
    lines = run("history").stdout.splitlines()
    assert [line.partition(WHEN)[0] for line in lines] == ["4  ", "3  ", "2  ", "1  "]
    told = [line.partition(WHEN)[2].strip() for line in lines]
    assert "change 3" in told[0]
    assert "unticked point 1.1" in told[0]
    assert told[1] == 'took change 2 back: ticked point 1.1 "Gauge"'
    assert told[2:] == ['unticked point 1.1 "Gauge"', "ticked points 1.1 and 1.2"]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [("track.1", ["2", "1"]), ("1.2", ["1"]), ("track", ["2", "1"]), ("fares", ["3"]), ("visit", [])],
)
def test_history_of_one_id(folder: Path, run: Invoke, asked: str, numbers: list[str]) -> None:
    run("check", "track")
    run("uncheck", "track.1")
    run("check", "fares")
    shown = run("history", asked)
    assert (shown.exit_code, [line[0] for line in shown.stdout.splitlines()]) == (0, numbers)


def test_history_can_be_limited(folder: Path, run: Invoke) -> None:
    for id_ in ("track.1", "track.2", "fares.1"):
        run("check", id_)
    assert [line[0] for line in run("history", "--limit", "2").stdout.splitlines()] == ["3", "2"]
    assert run("history", "--limit", "0").exit_code == 2


def test_history_of_an_unknown_id_suggests(folder: Path, run: Invoke) -> None:
    shown = run("history", "trak")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "track" in shown.stderr


def test_history_as_json(folder: Path, run: Invoke) -> None:
    run("check", "track.1")
    run("undo")
    shown = json.loads(run("history", "--json").stdout)
    assert shown["version"] == 1
    undo, tick = shown["entries"]
    assert (tick["seq"], tick["edit"], tick["at"]) == (1, "tick", "2026-03-28T05:00:00+00:00")
    assert tick["who"] == {"uid": 1000, "name": "anna", "login_uid": None, "account": "", "key": ""}
    assert (undo["undoes"], undo["redoes"]) == (1, None)
    (change,) = tick["changes"]
    assert (change["table"], change["id"]) == ("talking_points", "track.1")
    assert (change["before"]["done"], change["after"]["done"]) == (False, True)


def test_history_of_nothing_is_nothing(folder: Path, run: Invoke) -> None:
    assert run("history").output == ""
    assert json.loads(run("history", "--json").stdout) == {"version": 1, "entries": []}


def test_undo_and_redo_say_what_they_did(folder: Path, run: Invoke) -> None:
    run("check", "track")
    undone = run("undo")
    assert (undone.exit_code, undone.stdout) == (0, "took change 1 back: unticked points 1.2 and 1.1\n")
    assert done(run) == set()
    redone = run("redo")
    assert (redone.exit_code, done(run)) == (0, {"track.1", "track.2"})


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_with_nothing_to_take_back_it_is_refused(folder: Path, run: Invoke, verb: str) -> None:
    refused = run(verb)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("tracker: ")


def test_undo_of_what_someone_else_changed_needs_anyway(
    folder: Path, run: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", "track.1")
    act_as(monkeypatch, "boris", 1001)
    run("uncheck", "track.1")
    run("check", "track.1")
    act_as(monkeypatch, "anna", 1000)
    refused = run("undo")
    assert (refused.exit_code, done(run)) == (1, {"track.1"})
    assert "boris" in refused.stderr
    undone = run("undo", "--anyway")
    assert (undone.exit_code, done(run)) == (0, set())
    assert "boris" in undone.stderr
