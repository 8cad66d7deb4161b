"""``tracker check`` and ``uncheck``: what they change, in how many changes, and what they refuse."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, done


@pytest.mark.parametrize(
    ("ids", "ticked"),
    [
        (["track.1"], {"track.1"}),
        (["1.1", "2a.1"], {"track.1", "fares.1"}),
        (["track"], {"track.1", "track.2"}),
        (["TRACK.2", "track.2", "1.2"], {"track.2"}),
        (["track", "fares"], {"track.1", "track.2", "fares.1"}),
    ],
)
def test_check_ticks_points_in_one_change_and_says_nothing(
    folder: Path, run: Invoke, ids: list[str], ticked: set[str]
) -> None:
    checked = run("check", *ids)
    assert (checked.exit_code, checked.output) == (0, "")
    assert done(run) == ticked
    assert changes(run) == 1


def test_uncheck_takes_ticks_away(folder: Path, run: Invoke) -> None:
    run("check", "track", "fares")
    unchecked = run("uncheck", "1.1", "fares")
    assert (unchecked.exit_code, unchecked.output) == (0, "")
    assert done(run) == {"track.2"}
    assert changes(run) == 2


def test_checking_again_changes_nothing(folder: Path, run: Invoke) -> None:
    run("check", "track.1")
    again = run("check", "track.1")
    assert (again.exit_code, again.output, changes(run)) == (0, "", 1)


def test_ids_come_from_standard_input(folder: Path, run: Invoke) -> None:
    checked = run("check", "fares.1", "-", stdin="track.1\r\n\n  1.2\n")
    assert (checked.exit_code, checked.output) == (0, "")
    assert done(run) == {"track.1", "track.2", "fares.1"}
    assert changes(run) == 1


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * (1024 * 1024 + 1)], ids=["garbage", "too much"])
def test_standard_input_that_holds_no_ids_changes_nothing(folder: Path, run: Invoke, content: bytes) -> None:
    checked = run("check", "-", stdin=content)
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert changes(run) == 0


def test_an_unknown_id_changes_nothing_and_gets_the_nearest_suggested(folder: Path, run: Invoke) -> None:
    checked = run("check", "track.2", "trak.1")
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert checked.stderr.splitlines()[0] == "tracker: This meeting has nothing with the id 'trak.1'."
    assert "track.1" in checked.stderr.splitlines()[1]
    assert changes(run) == 0


def test_all_unknown_ids_are_told_at_once(folder: Path, run: Invoke) -> None:
    checked = run("check", "trak.1", "track.1", "zzz")
    assert checked.exit_code == 1
    assert "the ids 'trak.1', 'zzz'; nothing was changed." in checked.stderr
    assert "'zzz': See them with: tracker status" in checked.stderr
    assert changes(run) == 0


@pytest.mark.parametrize("id_", ["morning", "paper", "port"])
def test_what_can_not_be_ticked_is_refused(folder: Path, run: Invoke, id_: str) -> None:
    assert run("check", id_).exit_code == 1
    assert changes(run) == 0


def test_no_id_at_all_is_wrong_usage(folder: Path, run: Invoke) -> None:
    checked = run("check")
    assert checked.exit_code == 2
    assert checked.stderr.splitlines()[1] == "See: tracker check --help"


def test_the_first_tick_makes_the_meeting_in_ones_own_folder_and_says_so(home: Path, run: Invoke) -> None:
    checked = run("check", "psm.1")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert f"made in {home / 'data' / 'meeting-tracker' / 'igc-2025'}" in checked.stderr
    assert "anna" in run("status").stdout


@pytest.mark.parametrize("way", ["option", "variable"])
@pytest.mark.parametrize(
    "verb",
    [
        ("check", "psm.1"),
        ("note", "psm", "Hello"),
        ("meeting", "release"),
        ("undo",),
        ("session", "start", "talks-26"),
        ("point", "add", "psm", "New"),
    ],
    ids=" ".join,
)
def test_no_verb_makes_a_meeting_in_a_folder_that_was_named(
    home: Path, run: Invoke, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], way: str
) -> None:
    new = home / "new"
    if way == "variable":
        monkeypatch.setenv("TRACKER_DB", str(new))
    result = run(*verb, *(("--db", str(new)) if way == "option" else ()))
    assert result.exit_code == 1
    assert not new.exists()
    if verb != ("undo",):
        assert f"There is no meeting in {new}" in result.stderr
        assert f"tracker --db {new} init" in result.stderr


def test_ticks_keep_the_real_time_whatever_is_shown(folder: Path, run: Invoke) -> None:
    run("check", "track.1", "--now", "2030-01-01T00:00")
    assert "2026-03-28T05:00:00+00:00" in run("status", "--json").stdout
    assert "2030" not in run("status", "--json").stdout
