"""What clashes in a schedule, and its picture as numbers."""

from datetime import date, datetime, time

import msgspec
import pytest
from hypothesis import given, settings

from tests.support.record import AT, done, rich_state
from tests.support.samples import shipped_state, small_state
from tests.support.strategies import moments, states
from tracker.domain.charts import timeline
from tracker.domain.edits import AddSession, EditMeeting, RunLate
from tracker.domain.model.state import State
from tracker.domain.rules.clashes import MOST_OVERLAPS, clashes, clashes_of

FIRST, LAST = date(2026, 3, 28), date(2026, 3, 29)


def meeting_with(*sessions: AddSession) -> State:
    bare = rich_state()
    return done(State({**bare.tables, "sessions": {}, "attendance": {}, "fact_values": {}}, bare.seq), *sessions)


def test_sessions_that_all_overlap_are_told_up_to_a_number() -> None:
    """As a file can have them that somebody made: 20,000 in one room at one hour have 200 million overlaps."""
    one = AddSession(title="One", type="technical", date=FIRST, start=time(10), end=time(12), room="Hall")
    (session,) = meeting_with(one).sessions.values()
    all_at_once = {f"s{n}": msgspec.structs.replace(session, id=f"s{n}") for n in range(20_000)}
    found = clashes(State({**small_state().tables, "sessions": all_at_once}))
    assert len(found) == MOST_OVERLAPS + 1
    assert (found[-1].level, found[-1].words) == ("note", "There are more than 10,000 overlaps: change these first.")


@pytest.mark.parametrize(
    ("fields", "level", "words"),
    [
        ({"room": "hall 1"}, "error", "the room Hall 1"),
        ({"people": ("eva",)}, "error", "Eva Brandt"),
        ({"agenda_items": ("track",)}, "warning", "agenda item 1"),
        ({"parties": ("rail",)}, "note", "Rail Company"),
    ],
)
def test_sessions_that_overlap_clash_by_what_they_share(fields: dict[str, object], level: str, words: str) -> None:
    full = {"room": "Hall 1", "people": ("eva",), "agenda_items": ("track", "fares"), "parties": ("rail", "port")}
    one = AddSession(title="One", type="technical", date=FIRST, start=time(10), end=time(12), **full)  # type: ignore[arg-type]
    two = AddSession(title="Two", type="technical", date=FIRST, start=time(11), end=time(13), **fields)  # type: ignore[arg-type]
    (clash,) = clashes(meeting_with(one, two))
    assert (clash.level, clash.sessions) == (level, ("session-1", "session-2"))
    assert clash.words == f'"One" and "Two" overlap; they share {words}.'
    later_two = msgspec.structs.replace(two, start=time(12))
    assert clashes(meeting_with(one, later_two)) == ()
    all_day = msgspec.structs.replace(two, start=None, end=None)
    (vague,) = clashes(meeting_with(one, all_day))
    assert vague.level == "note"
    assert "may overlap" in vague.words


def test_a_session_clashes_with_its_day_and_with_an_arrival() -> None:
    arrival = AddSession(title="Arrival", type="arrival", date=FIRST, start=time(12), end=time(13), parties=("rail",))
    early = AddSession(
        title="Talks", type="bilateral", date=FIRST, start=time(9), end=time(10), parties=("rail", "port")
    )
    state = meeting_with(arrival, early)
    assert [(clash.level, clash.words) for clash in clashes(state)] == [
        ("warning", '"Talks" is before the arrival of Rail Company.')
    ]
    evening = AddSession(title="Dinner", type="social", date=FIRST, start=time(22), end=time(23, 30))
    late = done(meeting_with(evening), RunLate(minutes=45))
    assert [clash.level for clash in clashes_of(clashes(late), "session-1")] == ["warning"]
    shorter = done(meeting_with(AddSession(title="End", type="signing", date=LAST)), EditMeeting(last_day=FIRST))
    assert [(clash.level, clash.sessions) for clash in clashes(shorter)] == [("error", ("session-1",))]


def test_the_shipped_programme_has_nothing_worse_than_a_note() -> None:
    assert {clash.level for clash in clashes(shipped_state())} <= {"note"}


def test_the_gravest_clash_comes_first() -> None:
    hall = AddSession(title="A", type="technical", date=FIRST, start=time(9), end=time(10), parties=("rail",))
    other = msgspec.structs.replace(hall, title="B")
    room = AddSession(title="C", type="press", date=LAST, start=time(9), end=time(10), room="Hall")
    found = clashes(meeting_with(hall, other, room, msgspec.structs.replace(room, title="D")))
    assert [clash.level for clash in found] == ["error", "note"]


def test_bars_lie_between_the_hours_that_are_shown() -> None:
    first, last = timeline(small_state(), AT)
    assert (first.first_hour, first.last_hour) == (last.first_hour, last.last_hour) == (8, 24)
    bars = {bar.session: bar for bar in first.bars}
    assert (bars["morning"].start, bars["morning"].end, bars["morning"].lane) == (2 / 16, 4.5 / 16, 1)
    assert (bars["visit"].start, bars["visit"].end, bars["visit"].is_all_day, bars["visit"].lane) == (0, 1, True, 0)
    assert (bars["night"].end, bars["night"].lane) == (1, 1)
    assert first.lanes == 2
    assert (first.now, last.now) == (2 / 16, None)
    assert [bar.session for bar in first.bars if bar.is_on] == ["visit", "morning"]


@given(states(), moments())
@settings(max_examples=40, deadline=None)
def test_bars_never_leave_their_day_or_share_their_lane(state: State, moment: datetime) -> None:
    for track in timeline(state, moment):
        assert 0 <= track.first_hour < track.last_hour <= 24
        assert track.now is None or 0 <= track.now < 1
        for index, bar in enumerate(track.bars):
            assert 0 <= bar.start <= bar.end <= 1
            assert 0 <= bar.lane < track.lanes
            for other in track.bars[:index]:
                assert other.lane != bar.lane or other.end <= bar.start or bar.end <= other.start
