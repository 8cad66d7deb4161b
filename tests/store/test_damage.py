"""Every file cut at every byte, every bit turned, garbage after it, and each gone: recovered, or refused in words."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.checks import Meeting, check_damage
from tests.support.people import ANNA
from tests.support.shims import Unsynced, UnsyncedRebooted
from tests.support.store import opened, plainly_ticked, tick, ticked
from tracker.clock import SystemClock
from tracker.domain.model.snapshot import SaveStatus
from tracker.errors import DamagedError
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.maintenance.repair import repair

FILES = ("meeting.json", "meeting.json.bak", "journal.jsonl")


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    """Return a meeting of two points with two changes; small, since each of its bits is going to be turned."""
    return Meeting(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("calls", [Unsynced(), UnsyncedRebooted()], ids=["same boot", "rebooted"])
def test_cut_at_every_byte(meeting: Meeting, name: str, calls: Unsynced) -> None:
    whole = meeting.files[name]
    check_damage(meeting, name, (whole[:size] for size in range(len(whole))), calls)


@pytest.mark.parametrize("name", FILES)
def test_cut_at_some_bytes(meeting: Meeting, name: str) -> None:
    whole = meeting.files[name]
    check_damage(meeting, name, (whole[:size] for size in range(0, len(whole), 17)), Unsynced())


def _flipped(whole: bytes, step: int) -> Iterator[bytes]:
    for bit in range(0, len(whole) * 8, step):
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        yield bytes(damaged)


@pytest.mark.parametrize("name", FILES)
def test_some_bits_turned(meeting: Meeting, name: str) -> None:
    check_damage(meeting, name, _flipped(meeting.files[name], 61), Unsynced())


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_every_bit_turned(meeting: Meeting, name: str) -> None:
    check_damage(meeting, name, _flipped(meeting.files[name], 1), Unsynced())


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_every_seventh_bit_turned_and_rebooted(meeting: Meeting, name: str) -> None:
    check_damage(meeting, name, _flipped(meeting.files[name], 7), UnsyncedRebooted())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("calls", [Unsynced(), UnsyncedRebooted()], ids=["same boot", "rebooted"])
def test_garbage_appended(meeting: Meeting, name: str, calls: Unsynced) -> None:
    whole = meeting.files[name]
    garbage = (b"x", b"\n", b"\0" * 5000, b'{"v":1}\n', whole[:50], whole, b"\xff\xfe{", b"[" * 100_000, whole[-300:])
    check_damage(meeting, name, (whole + tail for tail in garbage), calls)


@pytest.mark.parametrize("name", FILES)
def test_old_head_and_new_tail(meeting: Meeting, name: str) -> None:
    whole, other = meeting.files[name], meeting.files["journal.jsonl"]
    check_damage(meeting, name, (other[:size] + whole[size:] for size in range(40, 400, 40)), Unsynced())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("calls", [Unsynced(), UnsyncedRebooted()], ids=["same boot", "rebooted"])
def test_each_file_deleted(meeting: Meeting, name: str, calls: Unsynced) -> None:
    check_damage(meeting, name, [None], calls)


def test_the_state_and_its_backup_gone_or_damaged_together(meeting: Meeting) -> None:
    for damage in (None, b"", b"{}", meeting.files["meeting.json"][:-1]):
        meeting.lay_out()
        for name in ("meeting.json", "meeting.json.bak"):
            meeting.put(name, damage)
        store = opened(meeting.folder, create=False)
        assert ticked(store) == {"psm.1", "psm.2"}
        assert "meeting.json" in store.snapshot().notice
        assert plainly_ticked(meeting.folder) == {"psm.1", "psm.2"}


def test_an_outside_edit_is_put_aside_and_told(meeting: Meeting) -> None:
    edited = json.loads(meeting.files["meeting.json"])
    edited["talking_points"]["1"]["title"] = "Sold"
    meeting.lay_out()
    meeting.put("meeting.json", json.dumps(edited).encode())
    store = opened(meeting.folder, create=False)
    assert "meeting.json was changed by another program" in store.snapshot().notice
    assert "meeting.json.damaged-1" in store.snapshot().notice
    assert store.snapshot().state.talking_points["psm.1"].title == "Point 1"
    assert json.loads((meeting.folder / "meeting.json.damaged-1").read_text()) == edited


def test_damage_while_a_store_is_open_is_never_written_over(meeting: Meeting) -> None:
    meeting.lay_out()
    store = opened(meeting.folder)
    for name in ("meeting.json", "meeting.json.bak"):
        meeting.put(name, b"burnt " + name.encode())
    receipt = store.transact(tick(1, done=False))
    assert "kept as meeting.json.damaged-1" in receipt.snapshot.notice
    kept = {path.name: path.read_text() for path in meeting.folder.glob("*damaged*")}
    assert kept == {
        "meeting.json.damaged-1": "burnt meeting.json",
        "meeting.json.bak.damaged-1": "burnt meeting.json.bak",
    }
    assert plainly_ticked(meeting.folder) == {"psm.2"}


def test_all_files_gone_come_back_from_an_open_store(meeting: Meeting) -> None:
    meeting.lay_out()
    store = opened(meeting.folder)
    for name in FILES:
        (meeting.folder / name).unlink()
    receipt = store.transact(tick(1, done=False))
    assert "All files of the meeting were gone" in receipt.snapshot.notice
    assert ticked(opened(meeting.folder)) == plainly_ticked(meeting.folder) == {"psm.2"}


def test_only_damaged_things_left_is_refused_and_nothing_changed(meeting: Meeting) -> None:
    for left in (["meeting.json"], ["journal.jsonl"], ["meeting.json.damaged-1"], list(FILES)):
        meeting.lay_out()
        for name in FILES:
            (meeting.folder / name).unlink()
        for name in left:
            (meeting.folder / name).write_bytes(b"")
        before = {path.name: path.read_bytes() for path in meeting.folder.iterdir()}
        with pytest.raises(DamagedError, match="Nothing was changed"):
            opened(meeting.folder)
        assert {path.name: path.read_bytes() for path in meeting.folder.iterdir()} == before


def test_a_hole_in_the_journal_and_no_state_waits_for_a_person(meeting: Meeting) -> None:
    meeting.lay_out()
    store = opened(meeting.folder)
    store.transact(tick(1, done=False))
    whole = (meeting.folder / "journal.jsonl").read_bytes()
    hole = whole.index(b'"seq":2')
    for name in FILES:
        (meeting.folder / name).unlink()
    (meeting.folder / "journal.jsonl").write_bytes(whole[:hole] + b"?" + whole[hole + 1 :])
    with pytest.raises(DamagedError, match="--repair"):
        opened(meeting.folder)
    told = repair(meeting.folder, actor=ANNA, clock=SystemClock())
    assert any("Changes that can't be read any more: 2." in sentence for sentence in told)
    assert ticked(opened(meeting.folder)) == set()
    assert [entry.seq for entry in opened(meeting.folder).history()] == [3, 1]
    findings = [finding for finding in examine(meeting.folder) if finding.severity is not Severity.OK]
    assert [finding.severity for finding in findings] == [Severity.WARNING]
    assert "line 3" in findings[0].what


def test_too_large_a_file_is_refused_before_it_is_read(meeting: Meeting) -> None:
    meeting.lay_out()
    os.truncate(meeting.folder / "meeting.json", 10**11)
    with pytest.raises(Exception, match="100,000,000,000 bytes"):
        opened(meeting.folder)


@pytest.mark.parametrize(
    "text",
    ['{"_meta":' * 100_000, '{"a":NaN}', '{"a":1,"a":2}', "[1," + "1" * 6000 + "]", '{"_meta":{"1":{"sum":"\ud800"}}}'],
    ids=["deep", "NaN", "double key", "long number", "half a character"],
)
def test_hostile_json_is_damage(meeting: Meeting, text: str) -> None:
    meeting.lay_out()
    meeting.put("meeting.json", text.encode("utf-8", "surrogatepass"))
    store = opened(meeting.folder, create=False)
    assert ticked(store) == {"psm.1", "psm.2"}
    assert store.snapshot().standing is SaveStatus.SAVED
    shutil.rmtree(meeting.folder)
