"""The life of an agenda item and of the meeting: what may follow what, and what stands in the way."""

from typing import get_args

import pytest

from tests.support.people import ANNA, BORIS
from tests.support.record import AT, done, later
from tests.support.samples import shipped_state, small_state
from tracker.domain.edits import (
    CancelMeeting,
    CloseMeeting,
    MoveItem,
    Release,
    ReopenMeeting,
    SetDisposition,
    SetStatus,
    StartSession,
    Tick,
    changes_for,
)
from tracker.domain.model.programme import ItemStatus
from tracker.domain.model.state import State
from tracker.domain.rules.rules import (
    allowed_statuses,
    current_item,
    next_item,
    session_for,
    status_needs,
    status_refusal,
    undecided_items,
)
from tracker.errors import ConflictError, RefusedError

WAYS: dict[ItemStatus, tuple[SetStatus, ...]] = {
    "planned": (),
    "taken_up": (SetStatus(item="fares", status="taken_up"),),
    "closed": (SetStatus(item="fares", status="closed", force=True),),
    "skipped": (SetStatus(item="fares", status="skipped"),),
    "deferred": (SetStatus(item="fares", status="deferred", target="next"),),
    "withdrawn": (SetStatus(item="fares", status="withdrawn", reason="No time"),),
}


@pytest.mark.parametrize("before", get_args(ItemStatus))
@pytest.mark.parametrize("after", get_args(ItemStatus))
def test_what_is_said_to_be_allowed_is_what_is_done(before: ItemStatus, after: ItemStatus) -> None:
    state = done(small_state(), *WAYS[before])
    assert state.agenda_items["fares"].status == before
    edit = SetStatus(item="fares", status=after, reason="So be it", target="next", force=True)
    allowed = allowed_statuses(state, state.agenda_items["fares"])[after]
    if after == before:
        assert "already" in allowed
        assert changes_for(edit, state, ANNA, AT) == ()
    elif not allowed:
        assert done(state, edit).agenda_items["fares"].status == after
    else:
        with pytest.raises(RefusedError) as caught:
            done(state, edit)
        assert caught.value.message == allowed


def test_an_item_for_decision_needs_a_disposition_to_be_closed() -> None:
    state = done(small_state(), Tick(points=("track.1", "track.2"), done=True))
    assert status_needs(state, state.agenda_items["track"], "closed") == {"disposition"}
    with pytest.raises(RefusedError, match="for decision, so it can't be closed without an outcome"):
        done(state, SetStatus(item="track", status="closed"))
    closed = done(state, SetStatus(item="track", status="closed", disposition="agreed"))
    track = closed.agenda_items["track"]
    assert (track.status, track.disposition, track.closed_at) == ("closed", "agreed", AT)
    with pytest.raises(RefusedError, match="keeps an outcome"):
        done(closed, SetDisposition(item="track", disposition=""))
    noted = done(closed, SetDisposition(item="track", disposition="noted"))
    assert noted.agenda_items["track"].disposition == "noted"


def test_a_disposition_given_before_counts_at_the_closing() -> None:
    state = done(small_state(), SetDisposition(item="track", disposition="referred"))
    assert "disposition" not in status_needs(state, state.agenda_items["track"], "closed")
    state = done(state, SetStatus(item="track", status="closed", force=True))
    assert state.agenda_items["track"].disposition == "referred"


def test_open_points_keep_an_item_from_being_closed_unless_forced() -> None:
    state = small_state()
    assert status_needs(state, state.agenda_items["fares"], "closed") == {"force"}
    with pytest.raises(RefusedError, match=r"2A\.1 is not ticked"):
        done(state, SetStatus(item="fares", status="closed"))
    assert done(state, SetStatus(item="fares", status="closed", force=True)).agenda_items["fares"].status == "closed"


def test_points_of_a_closed_item_stay_ticked() -> None:
    state = done(
        small_state(), Tick(points=("fares.1",), done=True), SetStatus(item="fares", status="closed", force=True)
    )
    with pytest.raises(RefusedError, match="Agenda item 2A is closed"):
        done(state, Tick(points=("fares.1",), done=False))


def test_one_item_is_taken_up_in_a_session_and_the_next_closes_it() -> None:
    state = done(small_state(), SetStatus(item="fares", status="taken_up", session="night"))
    assert state.agenda_items["fares"].opened_at == AT
    with pytest.raises(RefusedError, match=r"2A\.1 is not ticked"):
        done(state, SetStatus(item="track", status="taken_up", session="night"), at=later(2))
    state = done(state, Tick(points=("fares.1",), done=True))
    state = done(state, SetStatus(item="track", status="taken_up", session="night"), at=later(2))
    assert state.agenda_items["fares"].status == "closed"
    assert state.agenda_items["fares"].closed_at == later(2)
    assert current_item(state, "night") == state.agenda_items["track"]


def test_an_item_opened_by_a_slip_of_the_finger_is_put_back_not_closed() -> None:
    state = done(small_state(), SetStatus(item="fares", status="taken_up", session="night"))
    state = done(state, SetStatus(item="track", status="taken_up", session="night"), at=later(0.9))
    fares = state.agenda_items["fares"]
    assert (fares.status, fares.opened_at, fares.taken_up_in) == ("planned", None, "")
    assert current_item(state, "night") == state.agenda_items["track"]


def test_items_of_two_sessions_are_taken_up_side_by_side() -> None:
    state = done(
        small_state(),
        SetStatus(item="track", status="taken_up", session="morning"),
        SetStatus(item="fares", status="taken_up", session="night"),
    )
    assert [item.status for item in state.agenda] == ["taken_up", "taken_up"]


def test_an_item_is_taken_up_in_the_session_that_is_on() -> None:
    state = small_state()
    track = state.agenda_items["track"]
    assert session_for(state, track, AT) == "morning"
    assert session_for(state, track, later(13 * 60)) == "night"
    assert session_for(state, track, later(4 * 24 * 60)) == "morning"
    assert session_for(state, track) == "morning"
    started = done(state, StartSession(session="night"))
    assert session_for(started, started.agenda_items["track"], AT) == "night"
    taken_up = done(state, SetStatus(item="track", status="taken_up"))
    assert taken_up.agenda_items["track"].taken_up_in == "morning"


def test_an_item_is_not_taken_up_where_it_is_not_on_the_agenda() -> None:
    with pytest.raises(RefusedError, match="not on the agenda of Visit"):
        done(small_state(), SetStatus(item="track", status="taken_up", session="visit"))


def test_a_skipped_item_goes_to_the_end_of_its_session_and_stays_open() -> None:
    state = done(small_state(), SetStatus(item="track", status="skipped", session="night"))
    assert state.sessions["night"].agenda_items == ("fares", "track")
    assert state.sessions["morning"].agenda_items == ("track",)
    assert state.agenda_items["track"] in undecided_items(state)


def test_an_item_is_deferred_to_a_later_session_which_gets_it_on_its_agenda() -> None:
    with pytest.raises(RefusedError, match="needs a target"):
        done(small_state(), SetStatus(item="track", status="deferred"))
    state = done(small_state(), SetStatus(item="track", status="deferred", target="close"))
    track = state.agenda_items["track"]
    assert (track.status, track.carried_to, track.number) == ("deferred", "close", "1")
    assert state.sessions["close"].agenda_items == ("track",)
    assert track in undecided_items(state)
    on = done(state, SetStatus(item="track", status="deferred", target="next"))
    assert on.agenda_items["track"] not in undecided_items(on)
    again = done(state, SetStatus(item="track", status="taken_up", session="close"))
    assert (again.agenda_items["track"].status, again.agenda_items["track"].carried_to) == ("taken_up", "")


def test_reopening_and_withdrawing_need_a_reason() -> None:
    closed = done(small_state(), SetStatus(item="fares", status="closed", disposition="noted", force=True))
    for state, status in ((closed, "taken_up"), (small_state(), "withdrawn")):
        edit = SetStatus(item="fares", status=status)  # type: ignore[arg-type]
        assert "reason" in status_needs(state, state.agenda_items["fares"], edit.status)
        with pytest.raises(RefusedError, match="needs a reason"):
            done(state, edit)
    reopened = done(closed, SetStatus(item="fares", status="taken_up", reason="New figures"))
    fares = reopened.agenda_items["fares"]
    assert (fares.disposition, fares.closed_at, fares.status_reason) == ("", None, "New figures")


def test_what_was_withdrawn_cannot_be_ticked() -> None:
    state = done(small_state(), SetStatus(item="fares", status="withdrawn", reason="No time"))
    with pytest.raises(RefusedError, match="Agenda item 2A was withdrawn"):
        done(state, Tick(points=("fares.1",), done=True))


def close_all(state: State) -> State:
    for item in state.agenda:
        state = done(state, SetStatus(item=item.id, status="closed", disposition="noted", force=True))
    return state


def test_the_meeting_is_closed_once_everything_is_decided() -> None:
    state = done(shipped_state(), SetStatus(item="mining", status="deferred", target="next"))
    with pytest.raises(RefusedError, match="3 agenda items are undecided: 1 Offshore energy; 3 Pakistan Steel Mills"):
        done(state, CloseMeeting())
    for item in undecided_items(state):
        state = done(state, SetStatus(item=item.id, status="closed", disposition="agreed", force=True))
    state = done(state, CloseMeeting())
    assert state.meeting.status == "closed"
    assert changes_for(CloseMeeting(), state, ANNA, AT) == ()


def test_the_meeting_is_not_closed_while_a_session_is_in_progress() -> None:
    state = done(close_all(small_state()), StartSession(session="close"))
    with pytest.raises(RefusedError, match="Closing is still in progress"):
        done(state, CloseMeeting())


def test_a_closed_meeting_takes_no_ticks_until_it_is_reopened() -> None:
    state = done(close_all(small_state()), CloseMeeting())
    tick = Tick(points=("track.1",), done=True)
    assert status_refusal(state, state.agenda_items["track"], "taken_up").startswith("The meeting is closed")
    with pytest.raises(RefusedError, match="The meeting is closed"):
        done(state, tick)
    with pytest.raises(RefusedError, match="reason for reopening"):
        done(state, ReopenMeeting(reason=" "))
    state = done(state, ReopenMeeting(reason="A correction"), tick)
    assert (state.meeting.status, state.meeting.status_reason) == ("in_progress", "A correction")
    assert changes_for(ReopenMeeting(reason="Again"), state, ANNA, AT) == ()


def test_a_cancelled_meeting_can_be_taken_up_again_but_a_closed_one_not_cancelled() -> None:
    cancelled = done(small_state(), CancelMeeting(reason="Snow"))
    with pytest.raises(RefusedError, match="was cancelled"):
        done(cancelled, CloseMeeting())
    assert done(cancelled, ReopenMeeting(reason="Thaw")).meeting.status == "in_progress"
    with pytest.raises(RefusedError, match="closed, so it can't be cancelled"):
        done(close_all(small_state()), CloseMeeting(), CancelMeeting(reason="Late"))


def test_the_meeting_gets_under_way_by_itself() -> None:
    state = small_state()
    assert state.meeting.status == "draft"
    assert done(state, Release()).meeting.status == "open"
    assert done(state, StartSession(session="visit")).meeting.status == "in_progress"
    assert done(state, Release(), SetStatus(item="track", status="taken_up")).meeting.status == "in_progress"


def test_the_next_item_of_a_session_is_the_first_that_is_planned_then_the_skipped_ones() -> None:
    state = done(small_state(), SetStatus(item="track", status="skipped", session="night"))
    assert next_item(state, "night") == state.agenda_items["fares"]
    state = done(state, SetStatus(item="fares", status="closed", force=True))
    assert next_item(state, "night") == state.agenda_items["track"]
    state = done(state, SetStatus(item="track", status="deferred", target="close"))
    assert next_item(state, "night") is None
    assert next_item(state, "close") == state.agenda_items["track"]
    assert next_item(state, "nowhere") is None


def test_numbers_follow_the_order_until_the_release_and_then_stay() -> None:
    moved = done(small_state(), MoveItem(item="fares", before="track"))
    assert [(item.id, item.number) for item in moved.agenda] == [("fares", "1"), ("track", "2A")]
    frozen = done(small_state(), Release(), MoveItem(item="fares", before="track"))
    assert [(item.id, item.number) for item in frozen.agenda] == [("fares", "2A"), ("track", "1")]


def test_what_changes_along_is_no_conflict_but_what_was_meant_is() -> None:
    state = done(small_state(), Release(), actor=BORIS)
    edit = SetStatus(item="track", status="taken_up", seen=0)
    assert done(state, edit).meeting.status == "in_progress"
    decided = done(state, SetDisposition(item="track", disposition="noted"), actor=BORIS)
    with pytest.raises(ConflictError, match="boris changed track"):
        done(decided, edit)
