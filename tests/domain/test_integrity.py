"""No change leaves more faults than there were, whoever undoes what; what is wrong all the same is put right."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from tests.domain.record_strategies import edits
from tests.support.people import ACTORS
from tests.support.record import AT, rich_state
from tracker.domain.edits import changes_for
from tracker.domain.model.changes import Change, Stamp, apply_changes
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.programme import Row
from tracker.domain.model.state import State, table_of
from tracker.domain.rules.correction import amended
from tracker.domain.rules.integrity import faults, refuse_worse
from tracker.errors import RefusedError, TrackerError
from tracker.store.undo import Target, changes_back


class Anyway(RuleBasedStateMachine):
    """A meeting in which anybody takes back anything, also what others have built upon."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.at = rich_state(), AT
        self.done: list[tuple[Change, ...]] = []
        self.numbers: dict[str, str] = {}

    @rule(data=st.data(), actor=st.sampled_from(ACTORS), seconds=st.sampled_from((1, 30, 3600)))
    def edit(self, data: st.DataObject, actor: Actor, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        try:
            changes = changes_for(data.draw(edits(self.state)), self.state, actor, self.at)
        except TrackerError:
            return
        # An edit that its own rules let through is never refused here.
        self.take(changes)

    @rule(data=st.data(), actor=st.sampled_from(ACTORS))
    @precondition(lambda self: self.done)
    def take_back(self, data: st.DataObject, actor: Actor) -> None:
        changes = self.done[data.draw(st.integers(0, len(self.done) - 1))]
        entry = Entry(seq=1, op="x", at=self.at, actor=actor, edit="x", changes=changes)
        try:
            self.take(changes_back(Target(entry, entry), self.state, anyway=True))
        except (RefusedError, msgspec.ValidationError):
            # The store says both in words: a row that can't be is refused as well as a fault.
            return

    def take(self, changes: tuple[Change, ...]) -> None:
        after = apply_changes(self.state, changes, Stamp(self.state.seq + 1, "anna", self.at))
        refuse_worse(self.state, after, changes)
        if changes:
            self.done.append(changes)
        self.state = after

    @invariant()
    def is_sound(self) -> None:
        assert faults(self.state) == ()

    @invariant()
    def a_released_number_keeps_its_meaning(self) -> None:
        if not self.state.meeting.released:
            self.numbers = {}
            return
        now = {item.id: item.number for item in self.state.agenda}
        assert now == now | {item_id: number for item_id, number in self.numbers.items() if item_id in now}
        self.numbers = now


Anyway.TestCase.settings = settings(
    max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
test_anybody_takes_back_anything = Anyway.TestCase


class _ForLong(Anyway):
    pass


_ForLong.TestCase.settings = settings(Anyway.TestCase.settings, max_examples=500, stateful_step_count=60)
test_anybody_takes_back_anything_for_long = pytest.mark.long(_ForLong.TestCase)


def _with(state: State, *rows: Row) -> State:
    tables = {table: dict(known) for table, known in state.tables.items()}
    for row in rows:
        tables[table_of(row)][row.id] = row
    return State(tables, state.seq)


_STATE = rich_state()
_ITEMS = list(_STATE.agenda)


def _broken() -> list[Any]:
    """Return meetings with a fault each."""
    decision = next(iter(_STATE.decisions.values()))
    action = next(iter(_STATE.action_items.values()))
    point, party = next(iter(_STATE.talking_points.values())), next(iter(_STATE.parties.values()))
    no_outcome = replace(_ITEMS[0], status="closed", purpose="for_decision", disposition="")
    taken = [replace(item, status="taken_up", taken_up_in=_STATE.schedule[0].id) for item in _ITEMS[:2]]
    return [
        ("stands for 2 items", _with(_STATE, replace(_ITEMS[1], number=_ITEMS[0].number))),
        ("has no outcome", _with(_STATE, no_outcome)),
        ("items are taken up in", _with(_STATE, *taken)),
        ("which isn't there", _with(_STATE, replace(_ITEMS[0], lead_parties=("nobody", *_ITEMS[0].lead_parties)))),
        ("which isn't there", _with(_STATE, replace(action, item="nothing"))),
        ("which isn't there", _with(_STATE, replace(action, decision="d99"))),
        ("done by nobody", _with(_STATE, replace(point, done=True, done_by=""))),
        ("of the side atlantis", _with(_STATE, replace(party, side="atlantis"))),
        ("not every side agreed", _with(_STATE, replace(decision, status="signed", texts=()))),
        ("stands for 2 things", _with(_STATE, replace(party, id=_ITEMS[0].id))),
    ]


@pytest.mark.parametrize(("words", "broken"), _broken())
def test_every_fault_is_told_and_put_right(words: str, broken: State) -> None:
    assert faults(_STATE) == ()
    assert any(words in fault for fault in faults(broken))
    mended, told = amended(broken)
    assert faults(mended) == ()
    assert told
    assert all(sentence.endswith(".") for sentence in told)


def test_nothing_is_put_right_where_nothing_is_wrong() -> None:
    assert amended(_STATE).state is _STATE
    assert amended(_STATE).words == ()


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_rows_taken_away_leave_what_can_be_put_right(data: st.DataObject) -> None:
    tables = {table: dict(rows) for table, rows in _STATE.tables.items()}
    for table in tables.keys() - {"meeting"}:
        for row_id in data.draw(st.sets(st.sampled_from([*tables[table], ""]), max_size=4)):
            tables[table].pop(row_id, None)
    assert faults(amended(State(tables, 1)).state) == ()
