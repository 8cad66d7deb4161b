"""A long journal is kept and a new one begun: no history is lost, and every door leads through all of them."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.checks import check_power_loss
from tests.support.people import ANNA, BORIS
from tests.support.shims import Dying, Failing, Unsynced, Watched, in_child
from tests.support.store import MORNING, check_sound, opened, plainly_ticked, tick, ticked
from tracker.clock import SystemClock
from tracker.domain.model.history import Entry
from tracker.errors import DamagedError, RefusedError, StoreError
from tracker.store.config import StoreConfig
from tracker.store.format.rotation import kept_name
from tracker.store.io.folder import Folder
from tracker.store.io.oscalls import OsCalls
from tracker.store.lockfile import locked
from tracker.store.maintenance.backup import back_up
from tracker.store.maintenance.doctor import Finding, Severity, examine
from tracker.store.maintenance.repair import repair
from tracker.store.maintenance.restore import restore
from tracker.store.maintenance.seal import change_sealed_by, seal_of_meeting
from tracker.store.meeting_store import MeetingStore
from tracker.store.recovery import begin_anew

_EACH = 40
"""Changes after which a journal of the trial meeting has grown too long at least once, with the limit at nothing."""


def _short(folder: Path, calls: Unsynced | None = None, **settings: object) -> MeetingStore:
    """Open the meeting with journals that may be no longer than a few states."""
    return opened(folder, config=StoreConfig(calls=calls or Unsynced(), journal_limit=0), **settings)  # type: ignore[arg-type]


def _busy(folder: Path, changes: int = 3 * _EACH) -> MeetingStore:
    """Return a meeting with so many changes, two people's in turn."""
    stores = (_short(folder), _short(folder, actor=BORIS))
    for number in range(changes):
        stores[number % 2].transact(tick(1 + number % 2, done=number // 2 % 2 == 0))
    return stores[0]


def _kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("journal-*.jsonl"))


def _wrong(folder: Path) -> list[Finding]:
    return [finding for finding in examine(folder) if finding.severity is not Severity.OK]


def test_the_journal_stays_short_and_the_history_whole(tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    store = _busy(folder)
    store.changed()
    assert len(_kept(folder)) > 2
    state = (folder / "meeting.json").stat().st_size
    assert (folder / "journal.jsonl").stat().st_size < 6 * state
    history = opened(folder).history()
    assert [entry.seq for entry in history] == list(range(3 * _EACH, 0, -1))
    assert store.history() == history
    assert [entry.seq for entry in store.history("psm.2", limit=2)] == [3 * _EACH, 3 * _EACH - 2]
    check_sound(folder)


def test_the_modes_of_kept_journals_are_those_of_the_folder(tmp_path: Path) -> None:
    _busy(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in _kept(tmp_path)} == {0o600}
    _kept(tmp_path)[0].chmod(0o644)
    assert any("Permissions" in finding.what for finding in _wrong(tmp_path))
    repair(tmp_path, actor=ANNA, clock=SystemClock())
    assert not _wrong(tmp_path)


def test_one_undoes_what_lies_in_a_kept_journal(tmp_path: Path) -> None:
    store = _short(tmp_path, actor=BORIS)
    store.transact(tick(5))
    _busy(tmp_path)
    mine = opened(tmp_path, actor=BORIS)
    for _ in range(3 * _EACH // 2):
        mine.undo(anyway=True)
    assert mine.undo().entry.undoes == 1  # type: ignore[union-attr]
    assert "psm.5" not in ticked(mine)
    with pytest.raises(RefusedError, match="no change of yours"):
        mine.undo()
    mine.redo()
    assert "psm.5" in ticked(mine)


def test_an_edit_sent_again_is_known_across_journals(tmp_path: Path) -> None:
    store = _short(tmp_path)
    before = len(_kept(tmp_path))
    store.transact(tick(6), op="once")
    while len(_kept(tmp_path)) == before:
        store.transact(tick(1, done=not store.snapshot().state.talking_points["psm.1"].done))
    again = opened(tmp_path).transact(tick(6), op="once")
    assert again.entry is not None
    assert again.entry.seq == 1


def test_who_was_away_while_journals_were_kept_is_told_everything_once(tmp_path: Path) -> None:
    away = opened(tmp_path, actor=BORIS)
    store = _short(tmp_path)
    for number in range(2 * _EACH):
        store.transact(tick(1, done=number % 2 == 0))
    assert len(_kept(tmp_path)) > 1
    seen = away.changed()
    assert seen is not None
    assert [entry.seq for entry in seen.news] == list(range(1, 2 * _EACH + 1))
    assert away.changed() is None
    away.transact(tick(2))
    assert ticked(opened(tmp_path)) == {"psm.2"}


def test_the_journal_in_place_rebuilds_the_meeting_alone(tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    _busy(folder)
    there = ticked(opened(folder))
    for name in ("meeting.json", "meeting.json.bak"):
        (folder / name).unlink()
    assert ticked(opened(folder, create=False)) == there
    check_sound(folder)


def test_a_seal_from_before_is_found_and_what_was_changed_is_not(tmp_path: Path) -> None:
    store = _short(tmp_path)
    store.transact(tick(5))
    early = seal_of_meeting(tmp_path)
    _busy(tmp_path)
    assert seal_of_meeting(tmp_path).seq == 3 * _EACH + 1
    assert change_sealed_by(tmp_path, early.digest) == 1
    first = min(_kept(tmp_path))
    text = first.read_bytes()
    first.write_bytes(text.replace(b'"anna"', b'"anno"', 1))
    with pytest.raises(DamagedError):
        seal_of_meeting(tmp_path)
    assert any(first.name in finding.what and "tampered" in finding.what for finding in _wrong(tmp_path))
    first.unlink()
    with pytest.raises(DamagedError, match="missing or damaged"):
        seal_of_meeting(tmp_path)
    (finding,) = (finding for finding in _wrong(tmp_path) if first.name in finding.what)
    assert finding.severity is Severity.FAULT
    assert ticked(opened(tmp_path))


def test_a_kept_journal_of_another_meeting_is_no_part_of_the_record(tmp_path: Path) -> None:
    folder, other = tmp_path / "meeting", tmp_path / "other"
    _busy(folder)
    _busy(other)
    stray = min(_kept(other))
    shutil.copy(stray, folder)
    assert any("No part of the record" in finding.what and stray.name in finding.what for finding in _wrong(folder))
    assert len(opened(folder).history()) == 3 * _EACH


def test_a_backup_holds_the_whole_record_and_comes_back_with_it(tmp_path: Path) -> None:
    folder, target, new = tmp_path / "meeting", tmp_path / "kept.backup", tmp_path / "new"
    _busy(folder)
    store = opened(folder)
    assert back_up(folder, target, clock=SystemClock()).seq == 3 * _EACH
    restore(target, new, actor=ANNA, clock=SystemClock())
    there = _short(new)
    assert there.history() == store.history()
    assert ticked(there) == ticked(store)
    there.transact(tick(6))
    assert len(_kept(new)) == 1, "the journal that came back is long, so it is kept"
    assert len(there.history()) == 3 * _EACH + 1
    check_sound(new)


def test_restoring_over_a_meeting_with_kept_journals(tmp_path: Path) -> None:
    folder, target = tmp_path / "meeting", tmp_path / "kept.backup"
    opened(tmp_path / "small").transact(tick(5))
    back_up(tmp_path / "small", target, clock=SystemClock())
    _busy(folder)
    restore(target, folder, actor=ANNA, clock=SystemClock())
    assert ticked(opened(folder)) == {"psm.5"}
    assert len(opened(folder).history()) == 1
    assert any("No part of the record" in finding.what for finding in _wrong(folder))


@pytest.mark.long
def test_a_kill_in_the_middle_of_any_call_loses_nothing(tmp_path: Path) -> None:
    _kill_everywhere(tmp_path, "middle")


@pytest.mark.long
def test_a_kill_before_or_after_any_call_loses_nothing(tmp_path: Path) -> None:
    _kill_everywhere(tmp_path, "before", "after")


def _kill_everywhere(tmp_path: Path, *moments: str) -> None:
    whole = tmp_path / "whole"
    _almost_long(whole)
    was_kept = set()
    for moment in moments:
        at, finished = 0, False
        while not finished:
            at += 1
            folder = tmp_path / f"{moment}{at}"
            shutil.copytree(whole, folder)
            calls = Dying(at, moment)
            calls.armed = False
            status = in_child(lambda folder=folder, calls=calls: _one_more(folder, calls))  # type: ignore[misc]
            finished = os.WIFEXITED(status)
            was_kept.add(len(_kept(folder)))
            _goes_on(folder, moment, at, acknowledged=finished)
            shutil.rmtree(folder)
        assert at > 40
    assert was_kept == {0, 1}


def _almost_long(folder: Path) -> None:
    """Make a meeting whose journal is kept with the next change."""
    store = opened(folder)
    done = False
    while (folder / "journal.jsonl").stat().st_size < 4 * (folder / "meeting.json").stat().st_size:
        done = not done
        store.transact(tick(1, done=done))


def _one_more(folder: Path, calls: Watched) -> None:
    store = _short(folder, calls)
    calls.armed = True
    store.transact(tick(2))


def _goes_on(folder: Path, moment: str, at: int, *, acknowledged: bool) -> None:
    where = f"{moment} call {at}"
    store = opened(folder, actor=BORIS)
    there, before = ticked(store), len(store.history())
    assert "psm.2" in there or not acknowledged, where
    assert [entry.seq for entry in store.history()] == list(range(before, 0, -1)), where
    _short(folder).transact(tick(6))
    assert plainly_ticked(folder) == there | {"psm.6"}, where
    assert len(opened(folder).history()) == before + 1, where
    assert not [name for name in os.listdir(folder) if name.endswith(".new") or "damaged" in name], where
    assert not [finding.what for finding in _wrong(folder)], where


@pytest.mark.parametrize("forever", [False, True], ids=["once", "forever"])
def test_no_error_of_the_system_loses_a_change(tmp_path: Path, forever: bool) -> None:
    whole = tmp_path / "whole"
    _almost_long(whole)
    at, finished = 0, False
    while not finished:
        at += 1
        folder = tmp_path / str(at)
        shutil.copytree(whole, folder)
        calls, saved = Failing(at, 28, forever=forever), set()
        calls.armed = False
        store = _short(folder, calls)
        calls.armed = True
        for number in (2, 3):
            try:
                store.transact(tick(number))
                saved.add(f"psm.{number}")
            except StoreError:
                pass
        finished = calls.total < at
        there = ticked(opened(folder, actor=BORIS))
        assert there - {"psm.1"} == saved, f"call {at}"
        _short(folder).transact(tick(6))
        assert plainly_ticked(folder) == there | {"psm.6"}, f"call {at}"
        history = opened(folder).history()
        assert [entry.seq for entry in history] == list(range(len(history), 0, -1)), f"call {at}"
        shutil.rmtree(folder)
    assert at > 60


def test_power_cuts_while_journals_are_kept(tmp_path: Path) -> None:
    _cut_power(tmp_path, changes=2)


@pytest.mark.long
def test_more_power_cuts_while_journals_are_kept(tmp_path: Path) -> None:
    _cut_power(tmp_path, changes=8)


def _cut_power(tmp_path: Path, changes: int) -> None:
    """Cut the power at each moment of some changes, each of which begins a new journal."""
    states = check_power_loss(tmp_path, commits=changes, config=StoreConfig(journal_limit=0, journal_files=0))
    assert len(_kept(tmp_path / "meeting")) == changes
    assert states > 150 * changes


def _crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


def _zeros(raw: bytes) -> bytes:
    return bytes(len(raw))


def _another_first_line(raw: bytes) -> bytes:
    return b"x" + raw[1:]


@pytest.mark.parametrize("damage", [_crlf, _zeros, _another_first_line])
def test_a_damaged_kept_journal_is_never_taken_for_a_copy(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    store = _busy(tmp_path)
    damaged = _kept(tmp_path)[0]
    damaged.write_bytes(damage(damaged.read_bytes()))
    before, known = damaged.read_bytes(), len(_kept(tmp_path))
    for number in range(2 * _EACH):
        store.transact(tick(1 + number % 2, done=number // 2 % 2 == 0))
    assert len(_kept(tmp_path)) > known
    assert damaged.read_bytes() == before


def test_what_has_the_name_of_a_journal_to_be_kept_is_kept_aside(tmp_path: Path) -> None:
    follower = opened(tmp_path)._access.follower
    assert follower is not None
    state, position = follower.known
    (tmp_path / kept_name(position)).write_bytes(b"something else")
    about = Entry(seq=0, op="x", at=MORNING, actor=ANNA, edit="adopt", changes=())
    with Folder(tmp_path, OsCalls()) as folder, locked(folder, "anna", SystemClock(), 0) as lock:
        begin_anew(lock, state, about, 1, position)
    assert (tmp_path / f"{kept_name(position)}.damaged-1").read_bytes() == b"something else"
