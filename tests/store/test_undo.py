"""Undo and redo of one's own changes, across restarts, beside other people's."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.people import ANNA, BORIS
from tests.support.store import insert, opened, point, tick, ticked
from tracker.domain.edits import AddAction, AddDecision, EditMeeting
from tracker.errors import ConflictError, RefusedError
from tracker.store.meeting_store import MeetingStore


def test_undo_and_redo_across_restarts(tmp_path: Path) -> None:
    opened(tmp_path).transact(tick(1))
    opened(tmp_path).transact(tick(2))
    opened(tmp_path).undo()
    assert ticked(opened(tmp_path)) == {"psm.1"}
    opened(tmp_path).undo()
    assert ticked(opened(tmp_path)) == set()
    opened(tmp_path).redo()
    opened(tmp_path).redo()
    store = opened(tmp_path)
    assert ticked(store) == {"psm.1", "psm.2"}
    with pytest.raises(RefusedError):
        store.redo()
    assert [entry.edit for entry in store.history()] == ["redo", "redo", "undo", "undo", "tick", "tick"]


@pytest.mark.parametrize(
    ("mine", "theirs", "refusal"),
    [
        (
            EditMeeting(first_day=date(2025, 11, 20)),
            EditMeeting(last_day=date(2025, 11, 22)),
            "The first day can't be 25 Nov 2025 again: the last day is 22 Nov 2025 now.",
        ),
        (
            EditMeeting(last_day=date(2025, 12, 2)),
            EditMeeting(first_day=date(2025, 11, 30)),
            "The last day can't be 27 Nov 2025 again: the first day is 30 Nov 2025 now.",
        ),
    ],
)
def test_undo_leaves_a_day_of_the_meeting_that_has_no_room_any_more(
    mine: EditMeeting, theirs: EditMeeting, refusal: str, tmp_path: Path
) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    anna.transact(mine)
    boris.transact(theirs)
    before = opened(tmp_path).snapshot().state.tables
    with pytest.raises(RefusedError) as caught:
        anna.undo(anyway=True)
    assert (caught.value.message, caught.value.hint) == (
        refusal,
        "Set both days together in the meeting details instead.",
    )
    assert opened(tmp_path).snapshot().state.tables == before


def test_undo_takes_back_ones_own_change_only(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    anna.transact(tick(1))
    boris.transact(tick(2))
    anna.undo()
    assert ticked(anna) == {"psm.2"}
    with pytest.raises(RefusedError):
        anna.undo()


def test_a_new_change_ends_what_can_be_redone(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.transact(tick(1))
    store.undo()
    store.transact(tick(2))
    with pytest.raises(RefusedError):
        store.redo()


def test_undo_refuses_and_names_who_touched_the_row_since(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    anna.transact(tick(1, 2))
    boris.transact(tick(2, done=False))
    with pytest.raises(ConflictError) as caught:
        anna.undo()
    assert (caught.value.row_id, caught.value.who, caught.value.newest) == ("psm.2", "boris", 2)
    assert ticked(anna) == {"psm.1"}
    receipt = anna.undo(anyway=True)
    assert receipt.warning == "boris had changed psm.2 since."
    assert ticked(anna) == set()
    assert boris.changed() is not None
    assert boris.snapshot().state.talking_points["psm.2"].changed_by == "anna"


def test_an_undo_that_finds_nothing_to_do_still_counts(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    anna.transact(tick(1))
    anna.transact(tick(2))
    boris.transact(tick(2, done=False))
    assert anna.undo(anyway=True).entry is not None
    anna.undo()
    assert ticked(anna) == set()


def test_undo_of_an_insert_takes_the_row_away_and_redo_puts_it_back(tmp_path: Path) -> None:
    store = opened(tmp_path)
    insert(store, [point(7, "Seven")])
    store.undo()
    assert "psm.7" not in opened(tmp_path).snapshot().state.talking_points
    store.redo()
    assert opened(tmp_path).snapshot().state.talking_points["psm.7"].title == "Seven"


def test_a_row_that_is_there_again_refuses_the_redo(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    insert(anna, [point(7, "Seven")])
    anna.undo()
    insert(boris, [point(7, "Another")])
    with pytest.raises(ConflictError):
        anna.redo()
    with pytest.raises(RefusedError):
        anna.redo(anyway=True)
    anna.changed()
    assert anna.snapshot().state.talking_points["psm.7"].title == "Another"


_STEPS = st.lists(st.sampled_from(["1", "2", "3", "undo", "redo"]), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_undo_and_redo_are_as_in_any_editor(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    folder = tmp_path_factory.mktemp("undo")
    store = opened(folder)
    now: frozenset[str] = frozenset()
    past: list[frozenset[str]] = []
    future: list[frozenset[str]] = []
    for step in steps:
        if step == "undo":
            assert _went_through(store, "undo") is bool(past)
            if past:
                future.append(now)
                now = past.pop()
        elif step == "redo":
            assert _went_through(store, "redo") is bool(future)
            if future:
                past.append(now)
                now = future.pop()
        else:
            past.append(now)
            future.clear()
            now = now ^ {f"psm.{step}"}
            store.transact(tick(int(step), done=f"psm.{step}" in now))
        assert ticked(store) == now
    assert ticked(opened(folder, actor=ANNA)) == now


def _went_through(store: MeetingStore, step: str) -> bool:
    try:
        store.undo() if step == "undo" else store.redo()
    except RefusedError:
        return False
    return True


def test_undo_keeps_a_row_that_others_name(tmp_path: Path) -> None:
    anna, boris = opened(tmp_path), opened(tmp_path, actor=BORIS)
    anna.transact(AddDecision(item="psm", text="Restart in stages."))
    boris.transact(AddAction(about="d1", text="Draw up the stages.", owner_party="mill"))
    with pytest.raises(RefusedError, match="can't be taken away"):
        anna.undo(anyway=True)
    assert "d1" in boris.snapshot().state.decisions
