"""``tracker export``: to a file or to standard output, never over anything by accident."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import real
from tracker.exchange import whole_json
from tracker.exchange.registry import EXPORTS


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_goes_to_a_pipe(folder: Path, name: str) -> None:
    code, printed, told = real("export", name, environment={"TRACKER_DB": str(folder)})
    assert code == 0, told
    assert printed.strip()


def test_a_file_holds_the_same_as_the_pipe(folder: Path, run: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "programme.ics"
    assert run("export", "ics", "--output", str(file)).output == ""
    assert file.read_bytes().count(b"\r\n") > 20
    printed = run("export", "ics").output.replace("\r\n", "\n")
    assert file.read_bytes().decode().replace("\r\n", "\n") == printed


def test_nothing_is_written_over_without_force(folder: Path, run: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    refused = run("export", "csv", "--output", str(file))
    assert refused.exit_code == 1
    assert "is there already" in refused.output
    assert file.read_text() == "mine"
    assert run("export", "csv", "--output", str(file), "--force").exit_code == 0
    assert file.read_text().startswith("number,")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".a")] == []


def test_links_pipes_and_folders_are_refused(folder: Path, run: Invoke, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("kept")
    (tmp_path / "link").symlink_to(target)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("link", "pipe", "folder"):
        refused = run("export", "csv", "--output", str(tmp_path / name), "--force")
        assert refused.exit_code == 1
        assert "no regular file" in refused.output
    assert target.read_text() == "kept"
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_folder_that_is_not_there_is_told(folder: Path, run: Invoke, tmp_path: Path) -> None:
    refused = run("export", "csv", "--output", str(tmp_path / "none" / "a.csv"))
    assert refused.exit_code == 1
    assert "can't be written: No such file or directory." in refused.output


def test_wrong_usage_and_what_the_meeting_has_not(folder: Path, run: Invoke) -> None:
    assert run("export", "pdf").exit_code == 2
    refused = run("export", "csv", "--part", "notes")
    assert refused.exit_code == 1
    assert "It has agenda, actions, decisions, attendance." in refused.output
    refused = run("export", "json", "--for", "own", "--side", "fr")
    assert refused.exit_code == 1
    assert "'fr' is no side of this meeting." in refused.output


def test_internal_notes_leave_for_the_own_side_only(folder: Path, run: Invoke) -> None:
    assert run("note", "track", "The fallback position is Karachi").exit_code == 0
    assert "fallback position" not in run("export", "json").output
    whole = run("export", "json", "--for", "own").output
    assert "fallback position" in whole
    assert [note.text for note in whole_json.read(whole).notes.values()] == ["The fallback position is Karachi"]
    assert json.loads(whole)["format"] == 1


def test_the_brief_is_of_the_day_that_is_named(folder: Path, run: Invoke) -> None:
    assert "29 Mar 2026" in run("export", "text", "--part", "brief", "--day", "2026-03-29").output.splitlines()[0]
