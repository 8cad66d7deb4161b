"""``tracker where`` and ``tracker init``."""

import grp
import json
import os
import stat
from pathlib import Path

from tests.cli.conftest import Invoke


def where(run: Invoke, *arguments: str) -> dict[str, tuple[str, bool]]:
    """Return path and existence of each file in use."""
    files = json.loads(run("where", "--json", *arguments).stdout)["files"]
    return {file["id"]: (file["path"], file["exists"]) for file in files}


def test_where_names_all_files_and_makes_none(home: Path, run: Invoke) -> None:
    folder = home / "data" / "meeting-tracker" / "igc-2025"
    files = where(run)
    assert files["meeting_folder"] == (str(folder), False)
    assert files["meeting"] == (str(folder / "meeting.json"), False)
    assert files["settings"] == (str(home / "config" / "meeting-tracker" / "settings.toml"), False)
    assert files["programme"][1]
    assert not folder.exists()


def test_where_sees_what_is_there(folder: Path, run: Invoke) -> None:
    files = where(run)
    assert files["meeting_folder"] == (str(folder), True)
    assert [name for name, (_, exists) in files.items() if not exists] == ["backup", "settings"]


def test_where_as_text(folder: Path, run: Invoke) -> None:
    shown = run("where")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert f"meeting folder  there    {folder}\n" in shown.stdout
    assert "settings        missing  " in shown.stdout


def test_init_makes_a_private_meeting_and_says_where(tmp_path: Path, run: Invoke, programme_file: Path) -> None:
    made = run("--db", str(tmp_path / "new"), "init", "--from", str(programme_file))
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout == f"Made the meeting 'A small meeting' in {tmp_path / 'new'}\n"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert "A small meeting" in run("status", "--db", str(tmp_path / "new")).stdout


def test_init_takes_the_shipped_programme_if_none_is_named(tmp_path: Path, run: Invoke) -> None:
    assert run("init", "--db", str(tmp_path / "new")).exit_code == 0
    assert json.loads(run("status", "--json", "--db", str(tmp_path / "new")).stdout)["meeting"]["id"] == "igc-2025"


def test_init_refuses_where_there_is_a_meeting(folder: Path, run: Invoke) -> None:
    before = (folder / "meeting.json").read_bytes()
    refused = run("init")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"There is a meeting in {folder} already." in refused.stderr
    assert (folder / "meeting.json").read_bytes() == before


def test_init_with_a_wrong_file_tells_all_faults_and_makes_nothing(
    tmp_path: Path, run: Invoke, programme_file: Path
) -> None:
    text = programme_file.read_text(encoding="utf-8").replace("2026-03-29", "2026-13-29")
    programme_file.write_text(text, encoding="utf-8")
    refused = run("init", "--from", str(programme_file), "--db", str(tmp_path / "new"))
    assert refused.exit_code == 1
    assert str(programme_file) in refused.stderr
    assert not (tmp_path / "new").exists()


def test_init_from_a_file_that_is_not_there(tmp_path: Path, run: Invoke) -> None:
    refused = run("init", "--from", str(tmp_path / "none.toml"), "--db", str(tmp_path / "new"))
    assert refused.exit_code == 1
    assert "none.toml" in refused.stderr
    assert not (tmp_path / "new").exists()


def test_init_for_a_group_shares_the_folder(tmp_path: Path, run: Invoke, programme_file: Path) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    folder = tmp_path / "shared"
    made = run("init", "--from", str(programme_file), "--group", group, "--db", str(folder))
    assert made.exit_code == 0, made.output
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o660}


def test_init_for_a_group_that_is_not_there(tmp_path: Path, run: Invoke) -> None:
    refused = run("init", "--group", "no-such-group", "--db", str(tmp_path / "shared"))
    assert refused.exit_code == 1
    assert "no-such-group" in refused.stderr


def test_init_from_a_whole_record_brings_everything_back(folder: Path, tmp_path: Path, run: Invoke) -> None:
    for arguments in (
        ("check", "track.1"),
        ("decide", "track", "The line is built."),
        ("note", "fares", "For us only"),
    ):
        assert run(*arguments).exit_code == 0
    whole = tmp_path / "whole.json"
    whole.write_text(run("export", "json", "--for", "own").stdout)
    made = run("--db", str(tmp_path / "new"), "init", "--from", str(whole))
    assert made.exit_code == 0, made.output
    again = json.loads(run("--db", str(tmp_path / "new"), "export", "json", "--for", "own").stdout)
    assert again["tables"] == json.loads(whole.read_text())["tables"]
    assert run("--db", str(tmp_path / "new"), "doctor").exit_code == 0


def test_init_from_a_record_that_is_none_names_the_file(tmp_path: Path, run: Invoke) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    refused = run("--db", str(tmp_path / "new"), "init", "--from", str(wrong))
    assert refused.exit_code == 1
    assert "wrong.json" in refused.output
    assert not (tmp_path / "new").exists()
