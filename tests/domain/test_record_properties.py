"""Random edits of every kind, one after the other: what goes through can be taken back and leaves a sound meeting."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.domain.record_strategies import ONE_EDITS, edit_of, edits
from tests.support.people import ACTORS
from tests.support.record import AT, rich_state
from tests.support.samples import small_state
from tests.support.strategies import states
from tracker.domain.edits import AnyEdit, Batch, changes_for
from tracker.domain.edits.base import HANDLERS, tag_of
from tracker.domain.model.changes import STAMP_FIELDS, Change, Document, Stamp, apply_changes, document_of, inverse_of
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.state import State
from tracker.domain.rules.integrity import faults, refuse_dangling
from tracker.domain.words.history_sentences import describe
from tracker.errors import RefusedError, TrackerError


def without_stamps(state: State) -> dict[str, dict[str, Document]]:
    return {
        table: {
            row_id: {name: value for name, value in document_of(row).items() if name not in STAMP_FIELDS}
            for row_id, row in rows.items()
        }
        for table, rows in state.tables.items()
    }


def is_printable(text: str) -> bool:
    return all(character.isprintable() or character in "\n\u200c\u200d" for character in text)


class Meeting(RuleBasedStateMachine):
    """A meeting to which anything is done, and the newest of which is taken back now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.state = rich_state()
        self.at = AT
        self.done: list[tuple[State, tuple[Change, ...]]] = []
        self.numbers: dict[str, str] = {}

    @rule(data=st.data(), actor=st.sampled_from(ACTORS), seconds=st.sampled_from((1, 30, 90, 3600)))
    def edit(self, data: st.DataObject, actor: Actor, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        edit: AnyEdit = data.draw(edits(self.state))
        try:
            changes = changes_for(edit, self.state, actor, self.at)
        except TrackerError as error:
            refusal = str(error)
        else:
            refusal = ""
            self.take(edit, changes, actor)
        assert is_printable(refusal)

    def take(self, edit: AnyEdit, changes: tuple[Change, ...], actor: Actor) -> None:
        """Apply changes, having looked at what a journal and a history make of them."""
        assert len({(change.table, change.id) for change in changes}) == len(changes)
        read_back = msgspec.json.decode(msgspec.json.encode(changes), type=tuple[Change, ...])
        assert read_back == changes
        stamp = Stamp(self.state.seq + 1, actor.name, self.at)
        after = apply_changes(self.state, read_back, stamp)
        entry = Entry(seq=stamp.seq, op="x", at=self.at, actor=actor, edit=tag_of(type(edit)), changes=changes)
        for state in (self.state, after):
            assert is_printable(describe(entry, state))
        if changes:
            self.done.append((self.state, changes))
        self.state = after

    @rule()
    @precondition(lambda self: self.done)
    def undo(self) -> None:
        before, changes = self.done.pop()
        back = inverse_of(changes)
        after = apply_changes(self.state, back, Stamp(self.state.seq + 1, "anna", self.at))
        assert without_stamps(after) == without_stamps(before)
        refuse_dangling(after, back)
        if not after.meeting.released:
            self.numbers = {}
        self.state = after

    @invariant()
    def is_sound(self) -> None:
        assert faults(self.state) == ()

    @invariant()
    def numbers_are_frozen_after_the_release(self) -> None:
        if not self.state.meeting.released:
            return
        now = {item.id: item.number for item in self.state.agenda}
        assert now == now | {item_id: number for item_id, number in self.numbers.items() if item_id in now}
        self.numbers = now

    @invariant()
    def kept_indexes_are_those_that_would_be_made_anew(self) -> None:
        anew = State(self.state.tables, self.state.seq)
        assert self.state.agenda == anew.agenda
        assert self.state.schedule == anew.schedule
        for item_id in anew.agenda_items:
            for view in ("points_of", "sessions_of", "decisions_of", "actions_of", "notes_about", "facts_about"):
                assert getattr(self.state, view)(item_id) == getattr(anew, view)(item_id)
        for session_id in anew.sessions:
            assert self.state.attendance_of(session_id) == anew.attendance_of(session_id)


Meeting.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
test_any_edits = Meeting.TestCase


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_edit_of_a_random_meeting_and_its_inverse_leave_nothing_but_stamps(data: st.DataObject) -> None:
    state = data.draw(states())
    edit = data.draw(edits(state))
    try:
        changes = changes_for(edit, state, ACTORS[0], AT)
    except TrackerError:
        return
    stamp = Stamp(state.seq + 1, "anna", AT)
    back = apply_changes(apply_changes(state, changes, stamp), inverse_of(changes), stamp)
    assert without_stamps(back) == without_stamps(state)


@pytest.mark.parametrize("edit_type", [*ONE_EDITS, Batch])
def test_every_kind_of_edit_has_a_handler(edit_type: Any) -> None:
    assert tag_of(edit_type) in HANDLERS


def test_every_handler_belongs_to_a_kind_of_edit() -> None:
    assert {tag_of(edit_type) for edit_type in (*ONE_EDITS, Batch)} == set(HANDLERS)  # type: ignore[arg-type]


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_every_edit_is_the_same_after_a_journey_as_json(data: st.DataObject) -> None:
    edit = data.draw(edit_of(data.draw(st.sampled_from(ONE_EDITS)), rich_state()))
    assert msgspec.json.decode(msgspec.json.encode(edit), type=AnyEdit) == edit


def test_a_row_that_others_name_cannot_be_taken_away() -> None:
    state = small_state()
    party = state.parties["rail"]
    change = Change(table="parties", id="rail", before=document_of(party), after=None)
    after = apply_changes(state, (change,), Stamp(1, "anna", AT))
    with pytest.raises(RefusedError, match='session visit "Visit" names it'):
        refuse_dangling(after, (change,))
    assert faults(after)
