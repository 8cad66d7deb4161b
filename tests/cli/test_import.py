"""``tracker import``: one change that one undo takes back, what is left out listed, and nothing half done."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import real

GOOD = "BEGIN:VEVENT\nUID:a@b\nSUMMARY:Dinner\nDTSTART:20260328T180000\nEND:VEVENT\n"
BAD = "BEGIN:VEVENT\nUID:b@b\nSUMMARY:Long ago\nDTSTART:20200101\nEND:VEVENT\n"


def calendar(*components: str) -> str:
    return f"BEGIN:VCALENDAR\n{''.join(components)}END:VCALENDAR\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "other.ics"
    path.write_text(calendar(GOOD, BAD))
    return path


def titles(run: Invoke) -> str:
    return run("schedule").stdout


def test_the_rest_is_taken_and_what_is_left_out_is_told_with_its_line(folder: Path, run: Invoke, file: Path) -> None:
    done = run("import", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"tracker: warning: {file}, line 7: Long ago: it is on 2020-01-01, outside the meeting\n"
    assert "Dinner" in titles(run)


def test_one_undo_takes_all_of_it_back(folder: Path, run: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "agenda.csv"
    path.write_text("title,number,parent\nPorts,8,\nCranes,8.1,8\nShips,8.2,8\n")
    before = run("agenda").stdout
    assert run("import", str(path), "--owner", "rail").output == ""
    assert "Cranes" in run("agenda").stdout
    assert run("undo").exit_code == 0
    assert run("agenda").stdout == before


def test_twice_makes_no_doubles_and_no_second_change(folder: Path, run: Invoke, file: Path) -> None:
    run("import", str(file))
    after, history = titles(run), run("history").stdout
    assert run("import", str(file)).exit_code == 0
    assert (titles(run), run("history").stdout) == (after, history)


def test_a_dry_run_changes_nothing(folder: Path, run: Invoke, file: Path) -> None:
    before = titles(run)
    tried = run("import", str(file), "--dry-run")
    assert tried.stdout == "1 would be taken, 0 are there already.\n"
    assert "Long ago" in tried.stderr
    assert titles(run) == before


def test_standard_input_with_and_without_a_format(folder: Path, run: Invoke) -> None:
    assert run("import", "-", stdin="\ufeff" + calendar(GOOD)).exit_code == 0
    assert run("import", "-", "--format", "scribe", stdin="Topic: track\nRESOLUTION: Yes\n").exit_code == 0
    assert "Dinner" in titles(run)
    assert "Yes" in run("show", "track").stdout


def test_a_spreadsheets_utf_16_is_read(folder: Path, run: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "agenda.tsv"
    path.write_bytes("title\tnumber\r\nПорт\t8\r\n".encode("utf-16"))
    assert run("import", str(path), "--owner", "rail").output == ""
    assert "Порт" in run("agenda").stdout


def test_as_json(folder: Path, run: Invoke, file: Path) -> None:
    told = json.loads(run("import", str(file), "--json").stdout)
    assert told == {
        "version": 1,
        "taken": 1,
        "unchanged": 0,
        "left_out": [
            {"line": 7, "title": "Long ago", "why": "it is on 2020-01-01, outside the meeting", "whole": True}
        ],
    }


def test_nothing_taken_at_all_is_a_failure(folder: Path, run: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_text(calendar(BAD))
    assert run("import", str(path)).exit_code == 1


def test_a_long_list_is_cut_and_says_so(folder: Path, run: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_text(calendar(BAD * 60))
    told = run("import", str(path)).stderr.splitlines()
    assert len(told) == 52
    assert "10 more could not be taken" in told[50]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.ics", b"hello", "It is no calendar"),
        ("a.json", b"[1", "It isn't JSON"),
        ("a.csv", b"a,b\n", "names no column title"),
        ("a.csv", b"\xff\xff", "byte 1 of the file is not UTF-8"),
        ("a.toml", b"=", "not valid TOML"),
        ("a", b"hello", "--format"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    folder: Path, run: Invoke, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused = run("import", str(path))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert sentence in refused.stderr
    assert str(path) in refused.stderr


def test_pipes_devices_and_folders_are_refused(folder: Path, run: Invoke, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ics")
    for path in (tmp_path / "pipe.ics", tmp_path, Path("/dev/zero"), tmp_path / "missing.ics"):
        refused = run("import", str(path), "--format", "ics")
        assert refused.exit_code == 1
        assert str(path) in refused.stderr


def test_unknown_defaults_are_refused(folder: Path, run: Invoke, file: Path) -> None:
    assert run("import", str(file), "--owner", "nobody").exit_code == 1
    assert run("import", str(file), "--session", "track").exit_code == 1
    assert "Dinner" not in titles(run)


def test_hostile_text_comes_in_clean(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "evil.ics"
    path.write_bytes(calendar(GOOD.replace("Dinner", "\x1b]0;evil\x07[red]\u202eDinner\x9b2J")).encode())
    environment = {"TRACKER_DB": str(folder)}
    code, printed, told = real("import", str(path), environment=environment)
    assert (code, printed, told) == (0, b"", b"")
    shown = real("schedule", environment=environment)[1].decode()
    assert "]0;evil[red]Dinner2J" in shown
    assert shown.replace("\n", "").isprintable()


@pytest.mark.parametrize("events", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_many_events_are_one_change(events: int, folder: Path, run: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "many.ics"
    path.write_text(calendar(*(GOOD.replace("a@b", f"{number}@b") for number in range(events))))
    assert run("import", str(path)).output == ""
    assert run("schedule").stdout.count("Dinner") == events
    assert len(run("history").stdout.splitlines()) == 1
