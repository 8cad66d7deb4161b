"""Opening the next meeting: what goes along, what comes first, and how far this one's decisions were carried out."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.record_strategies import edits
from tests.support.people import ANNA
from tests.support.record import AT, done, rich_state
from tests.support.samples import shipped_state, small_state
from tests.support.strategies import states
from tracker.domain.carry_over import MATTERS_ARISING, NextMeeting, next_front_page, open_next
from tracker.domain.edits import (
    AddPerson,
    CancelAction,
    CompleteAction,
    SetAgreement,
    SetStatus,
    Tick,
    Withdraw,
    changes_for,
)
from tracker.domain.model.changes import Stamp, apply_changes
from tracker.domain.model.programme import Meeting
from tracker.domain.model.state import State
from tracker.domain.rules.integrity import faults
from tracker.domain.rules.rules import Implementation
from tracker.errors import RefusedError, TrackerError
from tracker.exchange.toml.reader import parse_programme
from tracker.exchange.toml.writer import write_programme

NEXT_YEAR = date(2027, 3, 1)


def front_page(state: State, meeting_id: str = "small-2") -> Meeting:
    return next_front_page(state.meeting, meeting_id, "The second meeting", NEXT_YEAR, date(2027, 3, 2))


def opened(state: State, today: date = date(2026, 5, 1)) -> NextMeeting:
    return open_next(state, front_page(state), today)


def test_what_is_open_or_deferred_goes_along_after_matters_arising() -> None:
    state = done(
        shipped_state(),
        SetStatus(item="offshore", status="closed", disposition="agreed", force=True),
        SetStatus(item="mining", status="deferred", target="next"),
        SetStatus(item="insulin", status="withdrawn", reason="Settled"),
        Tick(points=("psm.1", "psm.2"), done=True),
    )
    programme = open_next(state, front_page(state, "igc-2026"), NEXT_YEAR).programme
    assert [(item.number, item.id, item.carried_from) for item in programme.agenda_items] == [
        ("1", "mining", "igc-2025:mining"),
        ("2", "psm", "igc-2025:psm"),
    ]
    assert [point.id for point in programme.talking_points if point.item == "psm"] == ["psm.3", "psm.4", "psm.5"]
    assert programme.meeting.previous_meeting == "igc-2025"
    assert (programme.meeting.status, programme.meeting.released) == ("draft", False)
    assert programme.sessions == ()


def test_referred_items_go_along_though_they_are_closed() -> None:
    state = done(small_state(), SetStatus(item="track", status="closed", disposition="referred", force=True))
    assert [item.id for item in opened(state).programme.agenda_items] == ["track", "fares"]
    assert {item.status for item in opened(state).programme.agenda_items} == {"planned"}


def test_matters_arising_come_first_with_a_point_for_each_action_item_to_be_done() -> None:
    state = done(rich_state(), SetStatus(item="fares", status="closed", force=True))
    programme = opened(state).programme
    first = programme.agenda_items[0]
    assert (first.id, first.number, first.lead_parties) == (MATTERS_ARISING, "1", ("rail", "port"))
    assert first.annotation == (
        "Implementation of the decisions of the previous meeting (A small meeting): "
        "0 of 2 action items carried out (0 %), 1 overdue."
    )
    assert [point.title for point in programme.talking_points[:2]] == [
        "A1: Draw the line (Rail Company, due 30 Apr 2026, overdue)",
        "A2: Count the passengers (Port)",
    ]


def test_the_implementation_rate_is_reckoned_by_party() -> None:
    state = done(
        rich_state(),
        SetAgreement(decision="d1", sides=(), agreed=True),
        CompleteAction(action="a1", taken="Drawn", verified_by="ram"),
    )
    following = opened(state)
    assert following.by_party == {"port": Implementation(0, 1, 0), "rail": Implementation(1, 0, 0)}
    assert following.actions == Implementation(1, 1, 0)
    assert following.decisions == Implementation(1, 0, 0)


def test_people_and_unfinished_actions_come_along_in_one_change() -> None:
    state = done(rich_state(), SetStatus(item="fares", status="closed", force=True), Withdraw(id="eva"))
    following = opened(state)
    after = done(State.of_programme(following.programme), following.edit)
    assert after.seq == 1
    assert set(after.people) == {"ram"}
    first, second = after.action_items.values()
    assert (first.item, first.carried_from, first.owner_party, first.owner_person) == ("track", "small:a1", "rail", "")
    assert (second.item, second.carried_from, second.due) == (MATTERS_ARISING, "small:a2", None)
    assert first.due == date(2026, 4, 30)


def test_no_number_is_the_id_of_someone_who_comes_along() -> None:
    state = done(rich_state(), AddPerson(id="2", name="Kai Lund", party="rail"))
    following = opened(state)
    assert [item.number for item in following.programme.agenda_items] == ["1", "3", "4"]
    assert "2" in done(State.of_programme(following.programme), following.edit).people


def test_where_nothing_arose_there_are_no_matters_arising() -> None:
    assert [item.id for item in opened(small_state()).programme.agenda_items] == ["track", "fares"]
    settled = done(rich_state(), *(CancelAction(action=action, reason="x") for action in ("a1", "a2")))
    assert opened(settled).programme.agenda_items[0].id == MATTERS_ARISING


@pytest.mark.parametrize("meeting_id", ["small", "track", "d1"])
def test_the_next_meeting_has_an_id_of_its_own(meeting_id: str) -> None:
    state = rich_state()
    with pytest.raises(RefusedError, match=f"can't have the id {meeting_id}"):
        open_next(state, front_page(state, meeting_id), NEXT_YEAR)


def test_the_next_meeting_can_be_written_as_a_programme_file() -> None:
    programme = opened(rich_state()).programme
    assert State.of_programme(parse_programme(write_programme(programme), "next.toml")).agenda == (
        State.of_programme(programme).agenda
    )


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_next_meeting_is_sound_whatever_this_one_went_through(data: st.DataObject) -> None:
    state = data.draw(st.just(rich_state()) | states())
    for _ in range(data.draw(st.integers(0, 8))):
        try:
            changes = changes_for(data.draw(edits(state)), state, ANNA, AT)
        except TrackerError:
            continue
        state = apply_changes(state, changes, Stamp(state.seq + 1, "anna", AT))
    following = open_next(state, front_page(state, "the-next-meeting-of-this-body"), NEXT_YEAR)
    after = State.of_programme(following.programme)
    assert faults(after) == ()
    assert faults(done(after, following.edit)) == ()
