"""A large meeting isn't written anew for one tick: the journal has the change, and the file catches up."""

import os
from pathlib import Path

import pytest

from tests.store.checks import check_power_loss
from tests.support.people import BORIS
from tests.support.shims import Failing, Rebooted, Unsynced, UnsyncedRebooted, Watched
from tests.support.store import check_sound, opened, plainly_ticked, tick, ticked
from tracker.domain.model.snapshot import SaveStatus
from tracker.errors import StoreError
from tracker.store.config import StoreConfig
from tracker.store.io.folder import STATE
from tracker.store.io.oscalls import OsCalls
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.meeting_store import MeetingStore

_POINTS = 600
"""Enough for a tick to be a small share of the file."""


class _Written(Watched):
    """Counts the bytes that are written to files."""

    written = 0

    def pwrite(self, descriptor: int, data: memoryview, offset: int) -> int:
        taken = super().pwrite(descriptor, data, offset)
        self.written += taken
        return taken


def _large(folder: Path, calls: OsCalls | None = None, **settings: object) -> MeetingStore:
    return opened(folder, points=_POINTS, config=StoreConfig(calls=calls or Unsynced(), small_file=0), **settings)  # type: ignore[arg-type]


def test_a_change_is_one_fsync_and_a_few_hundred_bytes(tmp_path: Path) -> None:
    calls = _Written()
    store = _large(tmp_path, calls)
    store.transact(tick(1))
    calls.counts.clear()
    calls.written = 0
    store.transact(tick(2))
    assert calls.counts["fsync"] == 1
    assert "rename" not in calls.counts
    assert calls.written < 5000
    assert plainly_ticked(tmp_path) == set()


def test_bytes_written_for_a_change_have_a_bound_whatever_the_size(tmp_path: Path) -> None:
    costs = []
    for points in (300, 1200):
        calls, folder = _Written(), tmp_path / str(points)
        store = opened(folder, points=points, config=StoreConfig(calls=calls, small_file=0))
        store.transact(tick(1))
        calls.written = 0
        for number in range(200):
            store.transact(tick(1, done=number % 2 == 1))
        costs.append(calls.written / 200)
    assert costs[1] < 1.5 * costs[0]


def test_saved_is_saved_and_others_see_it_at_once(tmp_path: Path) -> None:
    store, other = _large(tmp_path), _large(tmp_path, actor=BORIS)
    store.transact(tick(1))
    assert store.transact(tick(2)).snapshot.standing is SaveStatus.SAVED
    seen = other.changed()
    assert seen is not None
    assert seen.notice == ""
    assert ticked(other) == ticked(_large(tmp_path)) == {"psm.1", "psm.2"}
    assert plainly_ticked(tmp_path) == set(), "who only reads writes nothing"
    findings = examine(tmp_path, StoreConfig(small_file=0))
    assert {finding.severity for finding in findings} == {Severity.OK}
    assert "the newest 2 not in meeting.json yet" in findings[-1].what


def test_the_file_catches_up_in_a_quiet_moment_and_at_the_end(tmp_path: Path) -> None:
    store, other = _large(tmp_path), _large(tmp_path, actor=BORIS)
    store.transact(tick(1))
    store.transact(tick(2))
    for _ in range(3):
        other.settle()
    assert plainly_ticked(tmp_path) == set(), "what others left is theirs"
    store.settle()
    assert plainly_ticked(tmp_path) == set(), "it isn't quiet yet"
    store.settle()
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2"}
    calls = Watched()
    quiet = _large(tmp_path, calls)
    calls.counts.clear()
    quiet.settle()
    quiet.settle()
    quiet.close()
    assert not calls.counts, "nothing is to do"
    store.transact(tick(3))
    other.transact(tick(4))
    other.close()
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2", "psm.3", "psm.4"}


def test_a_change_of_nothing_leaves_the_debt(tmp_path: Path) -> None:
    store = _large(tmp_path)
    store.transact(tick(1))
    store.transact(tick(2))
    assert store.transact(tick(2)).entry is None
    store.close()
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2"}


@pytest.mark.parametrize("calls", [Unsynced, UnsyncedRebooted])
def test_a_killed_process_left_it_behind(tmp_path: Path, calls: type[Unsynced]) -> None:
    store = _large(tmp_path)
    store.transact(tick(1))
    store.transact(tick(2))
    del store
    after = _large(tmp_path, calls())
    assert ticked(after) == {"psm.1", "psm.2"}
    after.transact(tick(3))
    after.close()
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2", "psm.3"}
    check_sound(tmp_path)


def test_a_damaged_file_that_was_behind_comes_back_whole(tmp_path: Path) -> None:
    store = _large(tmp_path)
    store.transact(tick(1))
    store.transact(tick(2))
    (tmp_path / STATE).write_bytes(b"{}")
    assert ticked(_large(tmp_path, actor=BORIS)) == {"psm.1", "psm.2"}
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2"}
    store.transact(tick(3))
    store.close()
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2", "psm.3"}


def test_a_file_that_was_taken_away_is_there_with_the_next_change(tmp_path: Path) -> None:
    store = _large(tmp_path)
    store.transact(tick(1))
    store.transact(tick(2))
    (tmp_path / STATE).unlink()
    store.transact(tick(3))
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2", "psm.3"}


def test_what_could_not_be_written_is_tried_again_with_the_next_change(tmp_path: Path) -> None:
    class NoRename(Unsynced):
        is_full = True

        def rename(self, old: str, new: str, folder: int) -> None:
            if self.is_full:
                raise OSError(28, os.strerror(28))
            super().rename(old, new, folder)

    _large(tmp_path).transact(tick(1))
    calls = NoRename()
    store = _large(tmp_path, calls)
    store.transact(tick(2))
    store.close()
    assert store.snapshot().standing is SaveStatus.JOURNAL_ONLY
    calls.is_full = False
    assert store.transact(tick(3)).snapshot.standing is SaveStatus.SAVED
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2", "psm.3"}


@pytest.mark.parametrize("forever", [pytest.param(False, marks=pytest.mark.long), True], ids=["once", "forever"])
def test_no_error_of_the_system_loses_a_change_or_keeps_a_refused_one(tmp_path: Path, forever: bool) -> None:
    at, finished = 0, False
    while not finished:
        at += 1
        folder = tmp_path / str(at)
        _large(folder).transact(tick(1))
        calls = Failing(at, 5, forever=forever)
        calls.armed = False
        store, saved = _large(folder, calls), {"psm.1"}
        calls.armed = True
        for number in (2, 3):
            try:
                store.transact(tick(number))
                saved.add(f"psm.{number}")
            except StoreError:
                pass
        store.close()
        finished = calls.total < at
        there = ticked(_large(folder, actor=BORIS))
        assert there == saved, f"call {at}"
        _large(folder).transact(tick(9))
        assert ticked(_large(folder, Rebooted())) == saved | {"psm.9"}, f"call {at}"
    assert at > 20


def test_power_cuts_while_the_file_is_behind(tmp_path: Path) -> None:
    assert check_power_loss(tmp_path, commits=6, points=120, config=StoreConfig(small_file=0)) > 50
