"""Edits and changes: an edit and its inverse leave nothing behind, and changes survive being written as JSON."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.people import ACTORS, ANNA, BORIS
from tests.support.samples import DAY_TWO, shipped_state
from tests.support.strategies import moments, states, ticks
from tracker.domain.edits import Batch, Tick, changes_for
from tracker.domain.model.changes import (
    STAMP_FIELDS,
    Change,
    Document,
    Stamp,
    apply_changes,
    change_between,
    current_fields,
    document_of,
    inverse_of,
    row_of,
)
from tracker.domain.model.history import Actor
from tracker.domain.model.state import TABLES, State
from tracker.errors import ConflictError, UnknownIdError

AT = DAY_TWO
LATER = datetime(2025, 11, 26, 6, 0, tzinfo=UTC)


def tick(state: State, *points: str, done: bool = True, actor: Actor = ANNA, seen: int | None = None) -> State:
    changes = changes_for(Tick(points=points, done=done, seen=seen), state, actor, AT)
    return apply_changes(state, changes, Stamp(state.seq + 1, actor.name, AT))


def without_stamps(state: State) -> dict[str, list[Document]]:
    return {
        table: [{k: v for k, v in document_of(row).items() if k not in STAMP_FIELDS} for row in rows.values()]
        for table, rows in state.tables.items()
    }


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_an_edit_and_its_inverse_leave_nothing_but_stamps(data: st.DataObject) -> None:
    state = data.draw(states(least_items=1).filter(lambda state: state.talking_points))
    edit, actor = data.draw(ticks(state)), data.draw(st.sampled_from(ACTORS))
    changes = changes_for(edit, state, actor, data.draw(moments()))
    stamp = Stamp(state.seq + 1, actor.name, AT)
    after = apply_changes(state, changes, stamp)
    assert all(after.talking_points[point].done == edit.done for point in edit.points)
    back = apply_changes(after, inverse_of(changes), stamp)
    assert without_stamps(back) == without_stamps(state)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_changes_are_the_same_after_a_journey_as_json(data: st.DataObject) -> None:
    state = data.draw(states(least_items=1).filter(lambda state: state.talking_points))
    changes = changes_for(data.draw(ticks(state)), state, ANNA, data.draw(moments()))
    read_back = msgspec.json.decode(msgspec.json.encode(changes), type=tuple[Change, ...])
    assert read_back == changes
    stamp = Stamp(state.seq + 1, "anna", AT)
    assert apply_changes(state, read_back, stamp).tables == apply_changes(state, changes, stamp).tables


@given(states())
@settings(max_examples=50, deadline=None)
def test_every_row_is_the_same_after_a_journey_as_plain_data(state: State) -> None:
    for table, rows in state.tables.items():
        for row in rows.values():
            document = document_of(row)
            assert msgspec.json.decode(msgspec.json.encode(document)) == document
            assert row_of(table, document) == row


@given(states(), st.sampled_from(sorted(TABLES)))
@settings(max_examples=50, deadline=None)
def test_a_row_can_be_made_and_removed_by_changes(state: State, table: str) -> None:
    for row in state.tables[table].values():
        removed = change_between(table, row, None)
        assert removed is not None
        gone = apply_changes(state, (removed,), Stamp(9, "anna", AT))
        assert row.id not in gone.tables[table]
        assert current_fields(gone, removed) is None
        again = apply_changes(gone, inverse_of((removed,)), Stamp(10, "anna", AT))
        without = {"rev": row.rev, "changed_by": row.changed_by, "changed_at": row.changed_at}
        assert msgspec.structs.replace(again.tables[table][row.id], **without) == row


def test_a_change_of_a_list_is_recognised_as_the_current_one_after_it_was_read_back() -> None:
    state = shipped_state()
    session = state.sessions["commission"]
    fewer = msgspec.structs.replace(session, agenda_items=("insulin",), room="Hall 2")
    change = change_between("sessions", session, fewer)
    assert change is not None
    read_back = msgspec.json.decode(msgspec.json.encode(change), type=Change)
    after = apply_changes(state, (read_back,), Stamp(1, "anna", AT))
    assert after.sessions["commission"].agenda_items == ("insulin",)
    assert current_fields(after, read_back) == read_back.after
    assert (
        current_fields(state, read_back)
        == read_back.before
        == {
            "agenda_items": ["offshore", "mining", "psm", "insulin"],
            "room": "",
        }
    )


def test_a_list_that_was_empty_is_the_same_after_a_journey_as_json() -> None:
    state = shipped_state()
    arrival = state.sessions["arrival"]
    change = change_between("sessions", arrival, msgspec.structs.replace(arrival, agenda_items=("psm",)))
    assert change is not None
    assert msgspec.json.decode(msgspec.json.encode(change), type=Change) == change
    assert current_fields(state, change) == change.before == {"agenda_items": []}


def test_a_tick_says_who_and_when_and_stamps_its_row_only() -> None:
    before = shipped_state()
    after = tick(before, "psm.2")
    point = after.talking_points["psm.2"]
    assert (point.done, point.done_by, point.done_at) == (True, "anna", AT)
    assert (point.rev, point.changed_by, point.changed_at) == (1, "anna", AT)
    assert after.seq == 1
    changed = [id_ for id_, row in after.talking_points.items() if row != before.talking_points[id_]]
    assert changed == ["psm.2"]
    assert not before.talking_points["psm.2"].done


def test_unticking_takes_the_name_and_time_away() -> None:
    point = tick(tick(shipped_state(), "psm.2"), "psm.2", done=False).talking_points["psm.2"]
    assert (point.done, point.done_by, point.done_at) == (False, "", None)


def test_what_is_ticked_already_keeps_its_first_ticker() -> None:
    ticked = tick(shipped_state(), "psm.2")
    assert changes_for(Tick(points=("psm.2",), done=True), ticked, BORIS, LATER) == ()
    both = changes_for(Tick(points=("psm.2", "psm.3", "psm.3"), done=True), ticked, BORIS, LATER)
    assert [change.id for change in both] == ["psm.3"]


def test_an_unknown_point_is_refused_by_name() -> None:
    with pytest.raises(UnknownIdError) as caught:
        changes_for(Tick(points=("psm.1", "psm.99"), done=True), shipped_state(), ANNA, AT)
    assert caught.value.asked == "psm.99"


def test_someone_elses_unseen_change_is_a_conflict_that_names_them() -> None:
    unticked = tick(tick(shipped_state(), "psm.2"), "psm.2", done=False)
    with pytest.raises(ConflictError) as caught:
        tick(unticked, "psm.2", actor=BORIS, seen=1)
    assert (caught.value.row_id, caught.value.who, caught.value.newest) == ("psm.2", "anna", 2)
    assert str(caught.value).startswith("anna changed psm.2 since you last saw it")


def test_ones_own_change_from_elsewhere_is_a_conflict_that_says_so() -> None:
    unticked = tick(tick(shipped_state(), "psm.2"), "psm.2", done=False)
    with pytest.raises(ConflictError) as caught:
        tick(unticked, "psm.2", actor=ANNA, seen=1)
    assert str(caught.value).startswith("You changed psm.2 elsewhere since you last saw it")


def test_what_several_edits_do_to_one_row_is_no_conflict_and_what_was_done_before_them_is() -> None:
    both = Batch(edits=(Tick(points=("psm.2",), done=True), Tick(points=("psm.2",), done=False)), seen=0)
    assert changes_for(both, shipped_state(), ANNA, AT) == ()
    unticked = tick(tick(shipped_state(), "psm.2"), "psm.2", done=False)
    with pytest.raises(ConflictError):
        changes_for(both, unticked, ANNA, AT)


@pytest.mark.parametrize(("actor", "seen"), [(BORIS, 2), (BORIS, None), (ANNA, 2)])
def test_what_was_seen_is_no_conflict(actor: Actor, seen: int | None) -> None:
    unticked = tick(tick(shipped_state(), "psm.2"), "psm.2", done=False)
    assert tick(unticked, "psm.2", actor=actor, seen=seen).talking_points["psm.2"].done_by == actor.name


def test_wanting_the_same_as_the_other_is_no_conflict() -> None:
    ticked = tick(shipped_state(), "psm.2")
    assert changes_for(Tick(points=("psm.2",), done=True, seen=0), ticked, BORIS, LATER) == ()


def test_nothing_changed_is_no_change() -> None:
    point = shipped_state().talking_points["psm.1"]
    assert change_between("talking_points", point, point) is None
    assert change_between("talking_points", None, None) is None
    restamped = msgspec.structs.replace(point, rev=7, changed_by="anna", changed_at=AT)
    assert change_between("talking_points", point, restamped) is None


def test_an_edit_is_plain_data_with_a_tag() -> None:
    edit = Tick(points=("psm.1",), done=True, seen=3)
    assert msgspec.json.encode(edit) == b'{"edit":"tick","seen":3,"points":["psm.1"],"done":true}'
    assert msgspec.json.decode(msgspec.json.encode(edit), type=Tick) == edit


def test_a_change_to_something_impossible_is_refused() -> None:
    wrong = Change(table="talking_points", id="psm.1", before={"done": False}, after={"done": "perhaps"})
    with pytest.raises(msgspec.ValidationError):
        apply_changes(shipped_state(), (wrong,), Stamp(1, "anna", AT))
    unknown = Change(table="talking_points", id="psm.99", before={"done": False}, after={"done": True})
    with pytest.raises(KeyError):
        apply_changes(shipped_state(), (unknown,), Stamp(1, "anna", AT))
