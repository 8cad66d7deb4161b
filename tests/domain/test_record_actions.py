"""Action items: owners, due dates, what was done, who saw it, and how far the parties are with them."""

from datetime import date

import pytest

from tests.support.people import ANNA
from tests.support.record import AT, TODAY, done, later, rich_state
from tests.support.samples import small_state
from tracker.domain.edits import (
    AddAction,
    CancelAction,
    CompleteAction,
    EditAction,
    ReopenAction,
    ReportProgress,
    SetAgreement,
    SetStatus,
    changes_for,
)
from tracker.domain.rules.rules import (
    Implementation,
    Progress,
    decision_implementation,
    implementation_by_party,
    is_overdue,
    progress_by_party,
)
from tracker.errors import RefusedError, UnknownIdError


def test_an_action_item_belongs_to_a_decision_or_an_item_and_has_an_owner() -> None:
    state = rich_state()
    first, second = state.action_items["a1"], state.action_items["a2"]
    assert (first.ref, first.item, first.decision, first.owner_party) == ("A1", "track", "d1", "rail")
    assert (second.item, second.decision, second.owner_party) == ("fares", "", "port")
    assert [action.id for action in state.actions_of("d1")] == ["a1"]
    assert [action.id for action in state.actions_of("fares")] == ["a2"]
    with pytest.raises(RefusedError, match="needs an owner"):
        done(state, AddAction(about="track", text="x"))
    with pytest.raises(UnknownIdError):
        done(state, AddAction(about="track", text="x", owner_party="rial"))
    with pytest.raises(UnknownIdError):
        done(state, AddAction(about="night", text="x", owner_party="rail"))


def test_moving_a_due_date_needs_a_reason_and_keeps_the_old_one() -> None:
    state = rich_state()
    with pytest.raises(RefusedError, match="reason for moving the due date of A1"):
        done(state, EditAction(action="a1", due=date(2026, 6, 1)))
    state = done(state, EditAction(action="a1", due=date(2026, 6, 1), reason="Floods"), at=later(1))
    (moved,) = state.action_items["a1"].due_history
    assert (moved.due, moved.reason, moved.by, moved.at) == (date(2026, 4, 30), "Floods", "anna", later(1))
    first = done(state, EditAction(action="a2", due=date(2026, 6, 1)))
    assert first.action_items["a2"].due_history == ()


def test_an_action_item_is_done_once_it_is_said_what_was_done() -> None:
    with pytest.raises(RefusedError, match="A2 can't be completed: nothing was done yet"):
        done(rich_state(), CompleteAction(action="a2"))
    with pytest.raises(RefusedError, match="can't be reviewed"):
        done(rich_state(), ReportProgress(action="a2", for_review=True))
    state = done(rich_state(), ReportProgress(action="a2", taken="Counted 300", percent=40))
    assert (state.action_items["a2"].status, state.action_items["a2"].percent) == ("in_progress", 40)
    state = done(state, CompleteAction(action="a2"), at=later(9))
    action = state.action_items["a2"]
    assert (action.status, action.percent, action.completed_at) == ("completed", 100, later(9))
    assert [taken.text for taken in action.taken] == ["Counted 300"]
    assert changes_for(CompleteAction(action="a2", taken="More"), state, ANNA, AT) == ()
    with pytest.raises(RefusedError, match="A2 is completed"):
        done(state, EditAction(action="a2", text="Other"))
    reopened = done(state, ReopenAction(action="a2", reason="Miscounted")).action_items["a2"]
    assert (reopened.status, reopened.percent, reopened.completed_at) == ("in_progress", 99, None)


@pytest.mark.parametrize("verifier", ["", "eva", "EVA BRANDT"])
def test_high_priority_needs_a_verifier_other_than_the_owner(verifier: str) -> None:
    with pytest.raises(RefusedError, match="someone"):
        done(rich_state(), CompleteAction(action="a1", taken="Drawn", verified_by=verifier))
    state = done(rich_state(), CompleteAction(action="a1", taken="Drawn", verified_by="ram"))
    assert state.action_items["a1"].verified_by == "ram"


@pytest.mark.parametrize("verifier", ["rail", "Rail Company", "eva"])
def test_where_a_party_owns_an_action_none_of_its_people_verifies_it(verifier: str) -> None:
    state = done(rich_state(), EditAction(action="a1", owner_person=""))
    with pytest.raises(RefusedError, match="owns A1"):
        done(state, CompleteAction(action="a1", taken="Drawn", verified_by=verifier))
    assert (
        done(state, CompleteAction(action="a1", taken="Drawn", verified_by="Dr Rana")).action_items["a1"].percent == 100
    )


def test_an_action_item_is_cancelled_with_a_reason_and_reopened() -> None:
    with pytest.raises(RefusedError, match="reason for cancelling A2"):
        done(rich_state(), CancelAction(action="a2", reason=""))
    state = done(rich_state(), CancelAction(action="a2", reason="Not needed"))
    assert state.action_items["a2"].status == "cancelled"
    assert done(state, ReopenAction(action="a2", reason="Needed")).action_items["a2"].status == "open"


def test_overdue_is_after_the_due_day_and_only_while_it_is_to_be_done() -> None:
    state = rich_state()
    assert not is_overdue(state.action_items["a1"], date(2026, 4, 30))
    assert is_overdue(state.action_items["a1"], date(2026, 5, 1))
    assert not is_overdue(state.action_items["a2"], date(2030, 1, 1))
    finished = done(state, CancelAction(action="a1", reason="x"))
    assert not is_overdue(finished.action_items["a1"], date(2030, 1, 1))


def test_the_implementation_rate_by_party_and_by_decision() -> None:
    state = done(
        rich_state(),
        AddAction(about="track", text="Buy rails", owner_party="rail"),
        CompleteAction(action="a3", taken="Bought"),
    )
    assert implementation_by_party(state, date(2026, 5, 1)) == {
        "port": Implementation(0, 1, 0),
        "rail": Implementation(1, 0, 1),
    }
    assert implementation_by_party(state, TODAY)["rail"].percent == 50
    assert decision_implementation(state, TODAY) == Implementation(0, 0, 0)
    agreed = done(state, SetAgreement(decision="d1", sides=(), agreed=True))
    assert decision_implementation(agreed, TODAY) == Implementation(0, 1, 0)
    assert decision_implementation(agreed, date(2026, 5, 1)) == Implementation(0, 0, 1)
    carried_out = done(agreed, CompleteAction(action="a1", taken="Drawn", verified_by="ram"))
    assert decision_implementation(carried_out, TODAY).percent == 100


def test_progress_by_party_counts_the_points_of_the_items_it_leads() -> None:
    state = small_state()
    assert progress_by_party(state) == {"port": Progress(0, 2), "rail": Progress(0, 3)}
    withdrawn = done(state, SetStatus(item="fares", status="withdrawn", reason="x"))
    assert progress_by_party(withdrawn)["rail"] == Progress(0, 2)
