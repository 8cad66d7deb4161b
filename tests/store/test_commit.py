"""What one change does: made on the newest state, on disk in plain TinyDB, at a fixed cost, once for each name."""

import errno
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.support.people import ANNA, BORIS
from tests.support.shims import Watched
from tests.support.store import MORNING, frozen, no_programme, opened, plainly_ticked, tick, ticked
from tracker.clock import SystemClock
from tracker.domain.model.snapshot import SaveStatus
from tracker.errors import ConflictError, RefusedError, UnknownIdError
from tracker.store.config import StoreConfig
from tracker.store.io.oscalls import OsCalls
from tracker.store.meeting_store import MeetingStore


def test_no_folder_is_made_before_the_first_change(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "meeting"
    store = opened(folder, create=False)
    assert store.snapshot().standing is SaveStatus.NOT_MADE
    assert store.changed() is None
    with pytest.raises(RefusedError):
        store.undo()
    assert list(tmp_path.iterdir()) == []
    receipt = store.transact(tick(1))
    assert receipt.snapshot.standing is SaveStatus.SAVED
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_a_meeting_that_is_there_is_never_made_again(tmp_path: Path) -> None:
    opened(tmp_path).transact(tick(1))
    store = MeetingStore.open(tmp_path, actor=ANNA, clock=SystemClock(), programme=no_programme, create=True)
    assert ticked(store) == {"psm.1"}


def test_plain_tinydb_opens_the_file_and_shows_the_ticks(tmp_path: Path) -> None:
    store = opened(tmp_path, clock=frozen())
    store.transact(tick(2, 3))
    store.transact(tick(3, done=False))
    with TinyDB(tmp_path / "meeting.json", access_mode="r") as database:
        documents = {document["id"]: document for document in database.table("talking_points")}
        assert database.tables() >= {"meeting", "parties", "references", "sessions", "agenda_items", "_meta"}
        (meta,) = database.table("_meta").all()
    assert documents["psm.2"]["title"] == "Point 2"
    assert documents["psm.2"]["done"] is True
    assert documents["psm.2"]["done_by"] == "anna"
    assert documents["psm.2"]["done_at"] == "2025-11-26T05:00:00Z"
    assert [name for name, document in documents.items() if document["done"]] == ["psm.2"]
    assert (meta["seq"], meta["programme"], meta["schema"]) == (2, "trial", 1)


def test_a_commit_costs_three_fsyncs_whatever_came_before(tmp_path: Path) -> None:
    calls = Watched()
    store = opened(tmp_path, config=StoreConfig(calls=calls))
    costs = []
    for number in range(40):
        calls.counts.clear()
        store.transact(tick(1, done=number % 2 == 0))
        costs.append(dict(calls.counts))
    assert {cost["fsync"] for cost in costs} == {3}
    assert costs[2] == costs[-1], "the number of calls grew with the history"


def test_nothing_is_written_when_all_is_as_wanted(tmp_path: Path) -> None:
    calls = Watched()
    store = opened(tmp_path, config=StoreConfig(calls=calls))
    store.transact(tick(1))
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.name != "lock"}
    calls.counts.clear()
    assert store.transact(tick(1)).entry is None
    assert "fsync" not in calls.counts
    assert before == {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.name != "lock"}


def test_a_change_is_applied_to_the_newest_state_and_each_is_told_once(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    anna.transact(tick(1))
    receipt = boris.transact(tick(2))
    assert ticked(boris) == {"psm.1", "psm.2"}
    assert [entry.actor.name for entry in receipt.snapshot.news] == ["anna", "boris"]
    seen = anna.changed()
    assert seen is not None
    assert [entry.seq for entry in seen.news] == [2]
    assert anna.changed() is None
    assert boris.changed() is None


def test_the_later_of_two_people_on_one_point_sees_who_was_before(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    anna.transact(tick(1))
    boris.transact(tick(1, done=False, seen=boris.changed().state.seq))  # type: ignore[union-attr]
    with pytest.raises(ConflictError) as caught:
        anna.transact(tick(1, done=True, seen=1))
    assert caught.value.who == "boris"
    assert caught.value.newest == 2
    fresh = anna.changed()
    assert fresh is not None
    assert [entry.actor.name for entry in fresh.news] == ["boris"]
    anna.transact(tick(1, done=True, seen=fresh.state.seq))
    assert ticked(anna) == {"psm.1"}


def test_a_stale_screen_undoes_nothing(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    for number in (1, 2, 3):
        boris.transact(tick(number))
    anna.transact(tick(4, seen=0))
    assert ticked(anna) == {"psm.1", "psm.2", "psm.3", "psm.4"}


def test_the_same_edit_sent_twice_is_made_once(tmp_path: Path) -> None:
    store = opened(tmp_path)
    first = store.transact(tick(1), op="a")
    store.transact(tick(1, done=False))
    again = opened(tmp_path).transact(tick(1), op="a")
    assert again.entry == first.entry
    assert again.snapshot.state.seq == 2
    assert not again.snapshot.state.talking_points["psm.1"].done


def test_an_unknown_id_changes_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with pytest.raises(UnknownIdError):
        store.transact(tick(1, 99))
    assert ticked(opened(tmp_path)) == set()


def test_looking_for_news_reads_a_few_hundred_bytes_only(tmp_path: Path) -> None:
    calls = Watched()
    store, other = opened(tmp_path, config=StoreConfig(calls=calls)), opened(tmp_path, actor=BORIS)
    for number in range(30):
        other.transact(tick(1, done=number % 2 == 0))
    store.changed()
    calls.counts.clear()
    assert store.changed() is None
    assert calls.total
    assert calls.counts == {"open_folder": 1, "fstat": 2, "stat": 2, "open": 1, "pread": 1, "close": 2}


def test_the_clock_going_back_and_forward_changes_no_order(tmp_path: Path) -> None:
    clock = frozen()
    anna, boris = opened(tmp_path, clock=clock), opened(tmp_path, actor=BORIS, clock=clock)
    anna.transact(tick(1))
    clock.at = MORNING - timedelta(days=1)
    boris.transact(tick(2))
    clock.at = MORNING + timedelta(days=365)
    anna.transact(tick(3))
    clock.at = MORNING
    boris.transact(tick(4))
    history = opened(tmp_path, clock=clock).history()
    assert [(entry.seq, entry.actor.name) for entry in history] == [
        (4, "boris"),
        (3, "anna"),
        (2, "boris"),
        (1, "anna"),
    ]
    assert [entry.at for entry in history] != sorted(entry.at for entry in history)
    boris.changed()
    assert boris.undo().entry.undoes == 4  # type: ignore[union-attr]


def test_history_keeps_who_when_what_from_and_to(tmp_path: Path) -> None:
    store = opened(tmp_path, clock=frozen())
    store.transact(tick(1, 2))
    store.transact(tick(3))
    (entry,) = store.history("psm.2")
    assert (entry.seq, entry.actor, entry.at, entry.edit) == (1, ANNA, MORNING, "tick")
    change = next(change for change in entry.changes if change.id == "psm.2")
    assert change.before == {"done": False, "done_by": "", "done_at": None}
    assert change.after == {"done": True, "done_by": "anna", "done_at": "2025-11-26T05:00:00Z"}
    assert [entry.seq for entry in store.history(limit=1)] == [2]
    assert store.history("psm.6") == ()


def test_a_store_leaves_no_file_open(tmp_path: Path) -> None:
    before = set(os.listdir("/proc/self/fd"))
    store = opened(tmp_path)
    store.transact(tick(1))
    store.changed()
    store.history()
    store.undo()
    assert set(os.listdir("/proc/self/fd")) == before


class _FullForRenames(OsCalls):
    """Has no room for a new name, until told otherwise."""

    is_full = True

    def rename(self, old: str, new: str, folder: int) -> None:
        if self.is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().rename(old, new, folder)


def test_journal_only_is_said_and_mended_by_the_next_change(tmp_path: Path) -> None:
    opened(tmp_path).transact(tick(1))
    calls = _FullForRenames()
    store = opened(tmp_path, config=StoreConfig(calls=calls))
    receipt = store.transact(tick(2))
    assert receipt.snapshot.standing is SaveStatus.JOURNAL_ONLY
    assert "No space left" in receipt.snapshot.notice
    assert plainly_ticked(tmp_path) == {"psm.1"}
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".new")]
    calls.is_full = False
    # Even a change of nothing tries again.
    assert store.transact(tick(2)).snapshot.standing is SaveStatus.SAVED
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2"}


def test_another_process_sees_what_lies_in_the_journal_only(tmp_path: Path) -> None:
    other = opened(tmp_path, actor=BORIS)
    opened(tmp_path, config=StoreConfig(calls=_FullForRenames())).transact(tick(2))
    seen = other.changed()
    assert seen is not None
    assert seen.state.talking_points["psm.2"].done
    assert ticked(opened(tmp_path)) == {"psm.2"}
    assert plainly_ticked(tmp_path) == {"psm.2"}, "opening it brings the file up to the journal"
