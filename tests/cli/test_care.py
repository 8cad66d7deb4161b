"""``tracker doctor``, ``backup`` and ``restore``."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import done


@pytest.fixture
def used(folder: Path, run: Invoke) -> Path:
    """Return a meeting folder in which something has happened, so that every file is there."""
    run("check", "track.1")
    run("check", "track.2")
    return folder


def test_doctor_finds_nothing_in_a_sound_folder(used: Path, run: Invoke) -> None:
    examined = run("doctor")
    assert (examined.exit_code, examined.stderr) == (0, "")
    assert {line.split()[0] for line in examined.stdout.splitlines()} == {"ok"}


def test_doctor_as_json(used: Path, run: Invoke) -> None:
    examined = json.loads(run("doctor", "--json").stdout)
    assert (examined["version"], examined["fault"], examined["repaired"]) == (1, False, [])
    assert {finding["severity"] for finding in examined["findings"]} == {"ok"}
    assert all(finding["what"] for finding in examined["findings"])


def test_doctor_tells_a_fault_and_how_to_mend_it(used: Path, run: Invoke) -> None:
    (used / "meeting.json").write_bytes(b"{")
    examined = run("doctor")
    assert examined.exit_code == 1
    assert "fault    meeting.json" in examined.stdout
    assert "         Mend it with: tracker doctor --repair" in examined.stdout
    assert (used / "meeting.json").read_bytes() == b"{"
    assert json.loads(run("doctor", "--json").stdout)["fault"] is True


def test_doctor_repairs_and_says_what_it_did(used: Path, run: Invoke) -> None:
    (used / "meeting.json").write_bytes(b"{")
    mended = run("doctor", "--repair")
    assert mended.exit_code == 0
    assert any(line.startswith("mended ") for line in mended.stdout.splitlines())
    assert done(run) == {"track.1", "track.2"}


def test_doctor_of_no_folder_is_a_fault(tmp_path: Path, run: Invoke) -> None:
    examined = run("doctor", "--db", str(tmp_path / "none"))
    assert examined.exit_code == 1
    assert "tracker init" in examined.stdout
    assert run("doctor", "--repair", "--db", str(tmp_path / "none")).exit_code == 1
    assert not (tmp_path / "none").exists()


def test_backup_and_restore_bring_a_meeting_back(used: Path, tmp_path: Path, run: Invoke) -> None:
    file = tmp_path / "igc.backup"
    saved = run("backup", str(file))
    assert (saved.exit_code, saved.output) == (0, "")
    run("uncheck", "track")
    restored = run("restore", str(file))
    assert restored.exit_code == 0
    assert done(run) == {"track.1", "track.2"}
    kept = [line.rpartition(" ")[2] for line in restored.stdout.splitlines()]
    assert kept
    assert all(os.path.exists(path) for path in kept)


def test_restore_makes_a_folder_that_is_not_there(used: Path, tmp_path: Path, run: Invoke) -> None:
    run("backup", str(tmp_path / "igc.backup"))
    elsewhere = str(tmp_path / "elsewhere")
    restored = run("restore", str(tmp_path / "igc.backup"), "--db", elsewhere)
    assert (restored.exit_code, restored.output) == (0, "")
    assert run("history", "--db", elsewhere).stdout == run("history").stdout


def test_backup_never_writes_over_a_file(used: Path, tmp_path: Path, run: Invoke) -> None:
    (tmp_path / "igc.backup").write_text("mine", encoding="utf-8")
    assert run("backup", str(tmp_path / "igc.backup")).exit_code == 1
    assert (tmp_path / "igc.backup").read_text(encoding="utf-8") == "mine"


def test_restore_of_what_is_no_backup_changes_nothing(used: Path, tmp_path: Path, run: Invoke) -> None:
    (tmp_path / "igc.backup").write_text("mine", encoding="utf-8")
    refused = run("restore", str(tmp_path / "igc.backup"))
    assert refused.exit_code == 1
    assert "igc.backup" in refused.stderr
    assert run("restore", str(tmp_path / "none")).exit_code == 1
    assert done(run) == {"track.1", "track.2"}
