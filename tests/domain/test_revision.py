"""A revised programme: what it adds, changes and leaves out, and that nothing recorded is lost by it."""

from collections.abc import Callable
from datetime import time

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.record_strategies import revised
from tests.support.people import ANNA
from tests.support.record import AT, done, rich_state
from tests.support.samples import small_programme, small_state
from tests.support.strategies import states
from tracker.domain.edits import (
    AddItem,
    AddParty,
    AddSession,
    EditSession,
    Release,
    Revise,
    RunLate,
    SetStatus,
    Tick,
    Withdraw,
    changes_for,
)
from tracker.domain.model.programme import AgendaItem, Party, Programme, TalkingPoint
from tracker.domain.model.state import State
from tracker.domain.revision import LEFT_OUT, differences, programme_of
from tracker.domain.rules.integrity import faults
from tracker.errors import RefusedError


def without(programme: Programme, *row_ids: str) -> Programme:
    """Return a programme without some items (and their points), points, sessions or parties."""
    items = tuple(item for item in programme.agenda_items if item.id not in row_ids)
    kept = {item.id for item in items}
    return msgspec.structs.replace(
        programme,
        agenda_items=items,
        talking_points=tuple(p for p in programme.talking_points if p.id not in row_ids and p.item in kept),
        sessions=tuple(
            msgspec.structs.replace(session, agenda_items=tuple(i for i in session.agenda_items if i in kept))
            for session in programme.sessions
            if session.id not in row_ids
        ),
    )


def retitled(programme: Programme, **titles: str) -> Programme:
    """Return a programme in which some items and sessions have other titles."""
    return msgspec.structs.replace(
        programme,
        agenda_items=tuple(
            msgspec.structs.replace(item, title=titles.get(item.id, item.title)) for item in programme.agenda_items
        ),
        sessions=tuple(
            msgspec.structs.replace(session, title=titles.get(session.id, session.title))
            for session in programme.sessions
        ),
    )


@given(states())
@settings(max_examples=30, deadline=None)
def test_the_programme_as_it_is_changes_nothing(state: State) -> None:
    assert changes_for(Revise(programme=programme_of(state)), state, ANNA, AT) == ()
    assert differences(state, programme_of(state)) == ((), (), ())


def test_what_is_planned_is_what_was_in_the_file() -> None:
    state = done(small_state(), Tick(points=("track.1",), done=True), Release())
    assert State.of_programme(programme_of(state)).tables == State.of_programme(small_programme()).tables


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_tick_and_record_is_kept(data: st.DataObject) -> None:
    before = done(rich_state(), Tick(points=("track.1", "fares.1"), done=True))
    after = done(before, Revise(programme=data.draw(revised(before))))
    for point_id, point in before.talking_points.items():
        kept = after.talking_points[point_id]
        assert (kept.done, kept.done_by, kept.done_at) == (point.done, point.done_by, point.done_at)
    for table in ("notes", "decisions", "action_items", "attendance", "people", "fact_values"):
        assert after.tables[table] == before.tables[table]
    assert faults(after) == ()


def test_titles_are_taken_in_by_id_and_told_from_what_to_what() -> None:
    programme = retitled(programme_of(small_state()), track="The line", night="Late session")
    assert differences(small_state(), programme).changed == (
        'changed session night "Late session": title from "Night session" to "Late session"',
        'changed agenda item 1 "The line": title from "The track" to "The line"',
    )
    state = done(small_state(), Tick(points=("track.1",), done=True), Revise(programme=programme))
    assert state.agenda_items["track"].title == "The line"
    assert state.talking_points["track.1"].done_by == "anna"


def test_what_is_left_out_is_withdrawn_or_cancelled_and_comes_back_with_a_later_revision() -> None:
    whole = programme_of(small_state())
    programme = without(whole, "fares", "track.2", "close")
    state = done(small_state(), Revise(programme=programme))
    assert (state.agenda_items["fares"].status, state.agenda_items["fares"].status_reason) == ("withdrawn", LEFT_OUT)
    assert state.sessions["close"].status == "cancelled"
    assert state.point_ids_of("track") == ("track.1",)
    assert len(differences(small_state(), programme).removed) == 4
    back = done(state, Revise(programme=whole))
    assert (back.agenda_items["fares"].status, back.sessions["close"].status) == ("planned", "confirmed")
    assert back.point_ids_of("track") == ("track.1", "track.2")


def test_what_someone_withdrew_stays_withdrawn() -> None:
    state = done(
        small_state(),
        Withdraw(id="track.2", reason="Dropped"),
        SetStatus(item="fares", status="withdrawn", reason="Dropped"),
        Revise(programme=programme_of(small_state())),
    )
    assert state.talking_points["track.2"].withdrawn
    assert state.agenda_items["fares"].status == "withdrawn"


def test_what_has_happened_is_not_left_out() -> None:
    state = done(
        small_state(),
        Tick(points=("fares.1",), done=True),
        SetStatus(item="fares", status="closed"),
        Revise(programme=without(programme_of(small_state()), "fares")),
    )
    assert state.agenda_items["fares"].status == "closed"
    assert not state.talking_points["fares.1"].withdrawn


def test_what_was_added_in_the_meeting_stays_and_belongs_to_the_programme_once_it_has_it() -> None:
    add = AddItem(title="Depots", purpose="for_discussion", lead_parties=("works",), sessions=("night",))
    start = done(
        small_state(),
        AddParty(name="Works", kind="company", side="np", id="works"),
        add,
        AddSession(title="Press", type="press", date=small_state().meeting.last_day),
        EditSession(session="close", parties=("works",)),
    )
    state = done(start, Revise(programme=programme_of(small_state())))
    assert state.agenda_items["item-1"].status == "planned"
    assert state.sessions["session-1"].status == "confirmed"
    assert not state.parties["works"].withdrawn
    assert state.sessions["night"].agenda_items == ("track", "fares", "item-1")
    assert state.sessions["close"].parties == ("works",)
    known = done(start, Revise(programme=programme_of(start)))
    assert not known.agenda_items["item-1"].added
    gone = done(known, Revise(programme=programme_of(small_state())))
    assert gone.agenda_items["item-1"].status == "withdrawn"


def test_a_session_to_which_an_item_is_deferred_keeps_it() -> None:
    state = done(
        small_state(),
        SetStatus(item="track", status="deferred", target="close"),
        Revise(programme=programme_of(small_state())),
    )
    assert state.sessions["close"].agenda_items == ("track",)


def test_new_hours_in_the_file_are_news_and_take_the_delay_away() -> None:
    programme = programme_of(small_state())
    moved = tuple(
        msgspec.structs.replace(session, start=time(11)) if session.id == "morning" else session
        for session in programme.sessions
    )
    edit = Revise(programme=msgspec.structs.replace(programme, sessions=moved))
    state = done(small_state(), Release(), RunLate(minutes=5), edit)
    morning, night = state.sessions["morning"], state.sessions["night"]
    assert (morning.shift_minutes, morning.sequence, morning.status) == (0, 2, "rescheduled")
    assert (night.shift_minutes, night.sequence, night.status) == (5, 1, "confirmed")
    assert done(small_state(), edit).sessions["morning"].status == "confirmed"


def test_new_rows_are_added() -> None:
    programme = programme_of(small_state())
    item = AgendaItem(
        id="depots", number="3", title="Depots", purpose="for_decision", annotation="Where.", lead_parties=("rail",)
    )
    point = TalkingPoint(id="depots.1", item="depots", title="Land", position=1)
    bigger = msgspec.structs.replace(
        programme,
        agenda_items=(*programme.agenda_items, item),
        talking_points=(*programme.talking_points, point),
    )
    assert differences(small_state(), bigger).added == (
        'added agenda item 3 "Depots"',
        'added point 3.1 "Land" on agenda item 3 "Depots"',
    )
    assert done(small_state(), Revise(programme=bigger)).number_of("depots.1") == "3.1"


def renumbered(programme: Programme) -> Programme:
    one, other = programme.agenda_items
    return msgspec.structs.replace(
        programme,
        agenda_items=(msgspec.structs.replace(one, number="7"), other),
    )


def with_number(number: str) -> Callable[[Programme], Programme]:
    item = AgendaItem(id="x", number=number, title="x", purpose="for_decision", annotation="x", lead_parties=("rail",))
    return lambda programme: msgspec.structs.replace(programme, agenda_items=(*programme.agenda_items, item))


def with_party(party_id: str) -> Callable[[Programme], Programme]:
    party = Party(id=party_id, name="x", kind="company", side="np")
    return lambda programme: msgspec.structs.replace(programme, parties=(*programme.parties, party))


def of_another_meeting(programme: Programme) -> Programme:
    return msgspec.structs.replace(programme, meeting=msgspec.structs.replace(programme.meeting, id="other"))


def of_one_side(programme: Programme) -> Programme:
    meeting = msgspec.structs.replace(programme.meeting, sides=programme.meeting.sides[:1])
    return msgspec.structs.replace(programme, meeting=meeting)


@pytest.mark.parametrize(
    ("revise", "words"),
    [
        (renumbered, "Agenda item track was released as 1, so it can't become 7"),
        (with_number("ram"), "The number ram is an id already: it is in people"),
        (with_party("d1"), "The id d1 stands for something else already: it is in decisions"),
        (of_another_meeting, "the programme of the meeting other, and this one is small"),
        (of_one_side, "The sides can't change any more"),
    ],
)
def test_a_programme_that_does_not_fit_the_record_is_refused(
    revise: Callable[[Programme], Programme], words: str
) -> None:
    state = done(rich_state(), Release())
    with pytest.raises(RefusedError, match=words):
        done(state, Revise(programme=revise(programme_of(state))))
    with pytest.raises(RefusedError, match=words):
        differences(state, revise(programme_of(state)))


def test_a_side_with_parties_cannot_be_left_out() -> None:
    with pytest.raises(RefusedError, match="The side de can't be left out"):
        done(small_state(), Revise(programme=of_one_side(programme_of(small_state()))))


def test_until_the_release_numbers_are_free_and_what_is_left_out_makes_room() -> None:
    programme = without(programme_of(small_state()), "track")
    (fares,) = programme.agenda_items
    first = msgspec.structs.replace(programme, agenda_items=(msgspec.structs.replace(fares, number="1"),))
    state = done(small_state(), Revise(programme=first))
    assert {item.id: item.number for item in state.agenda} == {"fares": "1", "track": "3"}
    with pytest.raises(RefusedError, match="fares was released as 2A"):
        done(small_state(), Release(), Revise(programme=first))


def test_an_item_that_was_skipped_stays_at_the_end_of_its_session() -> None:
    state = small_state()
    session = next(session for session in state.schedule if len(session.agenda_items) > 1)
    first, *others = session.agenda_items
    skipped = done(state, SetStatus(item=first, status="skipped", session=session.id))
    assert skipped.sessions[session.id].agenda_items == (*others, first)
    assert not differences(skipped, small_programme()).changed
    after = done(skipped, Revise(programme=small_programme()))
    assert after.sessions[session.id].agenda_items == (*others, first)
    assert after.agenda_items[first].status == "skipped"
