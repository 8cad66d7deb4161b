"""A backup is one file, whole or refused; restoring it is done or not, and what was there is kept."""

import io
import os
import stat
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.support.people import ANNA, BORIS
from tests.support.store import check_sound, opened, tick, ticked
from tracker.clock import SystemClock
from tracker.errors import BadFileError, StoreError, TrackerError
from tracker.store.maintenance.backup import Manifest, back_up
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.maintenance.restore import Restored, restore


def _back_up(folder: Path, target: Path) -> Manifest:
    return back_up(folder, target, clock=SystemClock())


def _restore(source: Path, folder: Path) -> Restored:
    return restore(source, folder, actor=ANNA, clock=SystemClock())


def test_there_and_back_with_its_history(tmp_path: Path) -> None:
    store = opened(tmp_path / "meeting")
    store.transact(tick(1))
    store.transact(tick(2))
    manifest = _back_up(tmp_path / "meeting", tmp_path / "kept")
    assert (manifest.seq, manifest.title) == (2, "A trial meeting")
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600
    assert _restore(tmp_path / "kept", tmp_path / "new" / "place").kept == ()
    there = opened(tmp_path / "new" / "place")
    assert ticked(there) == {"psm.1", "psm.2"}
    assert there.history() == store.history()
    there.undo()
    assert ticked(there) == {"psm.1"}
    assert stat.S_IMODE((tmp_path / "new" / "place").stat().st_mode) == 0o700
    check_sound(tmp_path / "new" / "place")


def test_restoring_over_a_meeting_keeps_it_and_open_stores_follow(tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    store, other = opened(folder), opened(folder, actor=BORIS)
    store.transact(tick(1))
    _back_up(folder, tmp_path / "kept")
    store.transact(tick(2))
    store.transact(tick(3))
    before = {name: (folder / name).read_bytes() for name in ("journal.jsonl", "meeting.json")}
    restored = _restore(tmp_path / "kept", folder)
    assert restored.kept == ("journal.jsonl.before-restore-1", "meeting.json.before-restore-1")
    assert [(folder / name).read_bytes() for name in restored.kept] == list(before.values())
    seen = other.changed()
    assert seen is not None
    assert ticked(other) == {"psm.1"}
    store.transact(tick(5))
    assert ticked(store) == {"psm.1", "psm.5"}
    assert ticked(opened(folder)) == {"psm.1", "psm.5"}
    assert [finding for finding in examine(folder) if finding.severity is Severity.FAULT] == []


def test_a_longer_backup_over_a_shorter_meeting_loses_nothing_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    store = opened(folder)
    store.transact(tick(1))
    _back_up(folder, tmp_path / "short")
    store.transact(tick(2))
    store.transact(tick(3))
    _back_up(folder, tmp_path / "long")
    _restore(tmp_path / "short", folder)
    _restore(tmp_path / "long", folder)
    assert ticked(opened(folder)) == {"psm.1", "psm.2", "psm.3"}
    assert [entry.seq for entry in opened(folder).history()] == [3, 2, 1]


def test_a_damaged_meeting_is_saved_by_its_backup(tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    opened(folder).transact(tick(1))
    _back_up(folder, tmp_path / "kept")
    for path in folder.iterdir():
        path.write_bytes(b"")
    _restore(tmp_path / "kept", folder)
    assert ticked(opened(folder)) == {"psm.1"}


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    opened(tmp_path / "meeting")
    (tmp_path / "kept").write_text("precious")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("kept", "link"):
        with pytest.raises(StoreError, match="there already"):
            _back_up(tmp_path / "meeting", tmp_path / name)
    assert (tmp_path / "kept").read_text() == "precious"
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_to_back_up_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(mode=0o700)
    for folder in ("empty", "none"):
        with pytest.raises(StoreError):
            _back_up(tmp_path / folder, tmp_path / "kept")
    with pytest.raises(StoreError, match="No such file"):
        _restore(tmp_path / "kept", tmp_path / "meeting")
    assert sorted(os.listdir(tmp_path)) == ["empty"]


def test_every_byte_of_a_backup_counts(tmp_path: Path) -> None:
    opened(tmp_path / "meeting", points=2).transact(tick(1))
    _back_up(tmp_path / "meeting", tmp_path / "kept")
    whole = (tmp_path / "kept").read_bytes()
    damaged, target = tmp_path / "damaged", tmp_path / "target"
    refused = 0
    for place in range(0, len(whole), 29):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            _restore(damaged, target)
        except TrackerError:
            refused += 1
            assert not target.exists()
        else:
            # Bytes between the members say nothing.
            assert ticked(opened(target)) == {"psm.1"}
            for path in target.iterdir():
                path.unlink()
            target.rmdir()
    assert refused * 29 > len(whole) / 3


@pytest.mark.parametrize("size", [0, 10, 511, 512, 1500, 5000])
def test_a_backup_that_was_cut_off_is_refused(tmp_path: Path, size: int) -> None:
    opened(tmp_path / "meeting").transact(tick(1))
    _back_up(tmp_path / "meeting", tmp_path / "kept")
    os.truncate(tmp_path / "kept", size)
    with pytest.raises(BadFileError):
        _restore(tmp_path / "kept", tmp_path / "target")
    assert not (tmp_path / "target").exists()


def _archive(path: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(path, "w") as archive:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))


def test_a_backup_that_reaches_outside_is_refused(tmp_path: Path) -> None:
    member = b'{"size":1,"sha256":"%s"}' % sha256(b"x").hexdigest().encode()
    manifest = b'{"format":1,"title":"","seq":0,"taken":"","members":{"../evil":%s,"journal.jsonl":%s}}'
    members = {"../evil": b"x", "journal.jsonl": b"x", "manifest.json": manifest % (member, member)}
    _archive(tmp_path / "evil.tar", members)
    with pytest.raises(BadFileError, match="doesn't hold the files"):
        _restore(tmp_path / "evil.tar", tmp_path / "deep" / "target")
    assert not (tmp_path / "evil").exists()
    assert not (tmp_path / "deep").exists()


def _sparse_terabyte(path: Path) -> None:
    header = tarfile.TarInfo("journal.jsonl")
    header.type, header.size = tarfile.GNUTYPE_SPARSE, 512
    raw = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    # Its real size, in the field of the old GNU format; the sum of the bytes has to fit.
    raw[483:495] = tarfile.itn(2**40, 12, tarfile.GNU_FORMAT)  # type: ignore[attr-defined]
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw)
    path.write_bytes(bytes(raw) + b"x" * 512 + b"\0" * 1024)


def _endless_name(path: Path) -> None:
    header = tarfile.TarInfo("journal.jsonl")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 2**30
    with path.open("wb") as file:
        file.write(header.tobuf(tarfile.GNU_FORMAT))
        file.truncate(2**30 + 1024)


def _many_members(path: Path) -> None:
    path.write_bytes(b"".join(tarfile.TarInfo(f"m{number}").tobuf() for number in range(50_000)) + b"\0" * 1024)


@pytest.mark.parametrize("make", [_sparse_terabyte, _endless_name, _many_members])
def test_a_backup_that_would_fill_memory_or_time_is_refused_at_its_head(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "odd.tar")
    monkeypatch.setattr("tarfile.open", lambda **_: pytest.fail("the library got it"))
    with pytest.raises(BadFileError, match="isn't a backup"):
        _restore(tmp_path / "odd.tar", tmp_path / "target")
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize("manifest", [b'{"a":' + b"[" * 60_000, b'{"title":"\xed\xa0\x80"}', b"NaN"], ids=range(3))
def test_a_backup_with_an_odd_manifest_is_refused(manifest: bytes, tmp_path: Path) -> None:
    _archive(tmp_path / "odd", {"journal.jsonl": b"", "manifest.json": manifest})
    with pytest.raises(BadFileError, match="manifest is damaged"):
        _restore(tmp_path / "odd", tmp_path / "target")


def test_a_backup_of_a_later_layout_is_refused(tmp_path: Path) -> None:
    _archive(tmp_path / "later", {"manifest.json": b'{"format":9,"title":"","seq":0,"taken":"","members":{}}'})
    with pytest.raises(BadFileError, match="newer tracker"):
        _restore(tmp_path / "later", tmp_path / "target")


def test_a_planted_stage_is_not_followed(tmp_path: Path) -> None:
    folder, victim = tmp_path / "meeting", tmp_path / "victim"
    opened(folder).transact(tick(1))
    _back_up(folder, tmp_path / "kept")
    victim.mkdir()
    (victim / "precious").write_text("precious")
    (folder / "restore.new").symlink_to(victim)
    with pytest.raises(StoreError):
        _restore(tmp_path / "kept", folder)
    assert (victim / "precious").read_text() == "precious"
    assert ticked(opened(folder)) == {"psm.1"}
