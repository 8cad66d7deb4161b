"""The doctor says what is wrong with a folder and how to mend it; the repair mends it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.people import ANNA, BORIS
from tests.support.store import check_sound, opened, plainly_ticked, tick, ticked
from tracker.clock import SystemClock
from tracker.errors import StoreError
from tracker.store.maintenance.doctor import Finding, Severity, examine
from tracker.store.maintenance.repair import repair


def _meeting(folder: Path) -> Path:
    store = opened(folder)
    store.transact(tick(1))
    opened(folder, actor=BORIS).transact(tick(2))
    store.transact(tick(3))
    return folder


def _wrong(folder: Path) -> list[Finding]:
    return [finding for finding in examine(folder) if finding.severity is not Severity.OK]


def _mend(folder: Path) -> tuple[str, ...]:
    return repair(folder, actor=ANNA, clock=SystemClock())


def test_a_sound_folder(tmp_path: Path) -> None:
    folder = _meeting(tmp_path / "meeting")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    findings = examine(folder)
    assert {finding.severity for finding in findings} == {Severity.OK}
    told = " ".join(finding.what for finding in findings)
    for words in ("file system", "private", "checksum", "unbroken chain of 4 records", "rebuilds the meeting exactly"):
        assert words in told
    assert {path: path.read_bytes() for path in folder.iterdir()} == before, "examining writes nothing"
    assert _mend(folder) == ()


def test_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    assert "no meeting folder" in _wrong(tmp_path / "none")[0].what
    (tmp_path / "empty").mkdir(mode=0o700)
    assert any("no meeting in" in finding.what for finding in _wrong(tmp_path / "empty"))
    with pytest.raises(StoreError):
        _mend(tmp_path / "none")
    with pytest.raises(StoreError):
        _mend(tmp_path / "empty")


def _cut_state(folder: Path) -> None:
    os.truncate(folder / "meeting.json", 100)


def _cut_backup(folder: Path) -> None:
    os.truncate(folder / "meeting.json.bak", 100)


def _no_state(folder: Path) -> None:
    (folder / "meeting.json").unlink()


def _no_journal(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()


def _torn_journal(folder: Path) -> None:
    path = folder / "journal.jsonl"
    os.truncate(path, path.stat().st_size - 30)


def _left_over(folder: Path) -> None:
    (folder / "meeting.json.new").write_text("half")


def _open_modes(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "journal.jsonl").chmod(0o644)


def _flip(folder: Path, what: bytes) -> None:
    path = folder / "journal.jsonl"
    raw = path.read_bytes()
    assert what in raw
    path.write_bytes(raw.replace(what, what.swapcase(), 1))


def _changed_line(folder: Path) -> None:
    _flip(folder, b'"name":"boris"')


@pytest.mark.parametrize(
    ("damage", "words", "left"),
    [
        (_cut_state, "meeting.json was damaged", "Kept aside"),
        (_cut_backup, "meeting.json.bak was damaged", "Kept aside"),
        (_no_state, "meeting.json is missing", ""),
        (_no_journal, "journal.jsonl is missing", ""),
        (_torn_journal, "journal.jsonl is damaged", "Kept aside"),
        (_left_over, "Left half written: meeting.json.new", ""),
        (_open_modes, "journal.jsonl has mode 644, not 600", ""),
        (_changed_line, "journal.jsonl is damaged or was tampered with: see line 3.", "see line 3"),
    ],
)
def test_what_is_wrong_is_said_and_mended(
    tmp_path: Path, damage: Callable[[Path], None], words: str, left: str
) -> None:
    folder = _meeting(tmp_path / "meeting")
    damage(folder)
    found = _wrong(folder)
    assert any(words in finding.what for finding in found), found
    assert all(finding.remedy for finding in found)
    assert _mend(folder)
    after = _wrong(folder)
    assert [finding.severity for finding in after] == [Severity.WARNING] * bool(left)
    assert all(left in finding.what for finding in after)
    assert plainly_ticked(folder) == {"psm.1", "psm.2", "psm.3"}
    assert ticked(opened(folder)) == {"psm.1", "psm.2", "psm.3"}
    opened(folder).transact(tick(4))


def test_a_taken_out_line_is_noticed(tmp_path: Path) -> None:
    folder = _meeting(tmp_path / "meeting")
    lines = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "journal.jsonl").write_bytes(b"".join([*lines[:2], *lines[3:]]))
    assert any("see line 3" in finding.what for finding in _wrong(folder))


def test_the_repaired_journal_rebuilds_the_meeting_again(tmp_path: Path) -> None:
    folder = _meeting(tmp_path / "meeting")
    _changed_line(folder)
    _mend(folder)
    opened(folder).transact(tick(4))
    for name in ("meeting.json", "meeting.json.bak"):
        (folder / name).unlink()
    assert ticked(opened(folder)) == {"psm.1", "psm.2", "psm.3", "psm.4"}
    assert [entry.seq for entry in opened(folder).history()] == [4, 3, 1], "the changed line is no history"


def test_planted_things_are_findings_too(tmp_path: Path) -> None:
    folder = _meeting(tmp_path / "meeting")
    (folder / "meeting.json").unlink()
    (folder / "meeting.json").symlink_to("/etc/passwd")
    assert any("symbolic link" in finding.what for finding in _wrong(folder))
    with pytest.raises(StoreError, match="symbolic link"):
        _mend(folder)


def test_a_forged_state_is_told_from_what_the_journal_makes(tmp_path: Path) -> None:
    """Whoever can write the folder can forge a seal, but not without the journal telling otherwise."""
    folder = _meeting(tmp_path / "meeting")
    (tmp_path / "forged").mkdir()
    raw = (folder / "meeting.json").read_bytes().replace(b"Point 5", b"Sold it", 1)
    (folder / "meeting.json").write_bytes(_resealed(raw))
    assert any("isn't what journal.jsonl makes of it" in finding.what for finding in _wrong(folder))


def _resealed(raw: bytes) -> bytes:
    from hashlib import sha256

    start = raw.index(b'"sum":"') + len(b'"sum":"')
    digest = sha256(raw[:start] + b"0" * 64 + raw[start + 64 :]).hexdigest().encode()
    return raw[:start] + digest + raw[start + 64 :]


def test_checks_of_the_tests_agree(tmp_path: Path) -> None:
    check_sound(_meeting(tmp_path / "meeting"))
