"""Days, hours and zones: where in the meeting a moment is."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.samples import shipped_state, small_state
from tests.support.strategies import moments, states
from tracker.domain import timeline
from tracker.domain.model.programme import Meeting, Session
from tracker.domain.model.state import State
from tracker.domain.timeline import (
    OVERRUN_SHOWN,
    day_position,
    local_time,
    now_and_next,
    second_time,
    span,
)
from tracker.domain.words.formatting import day_label, planned_hours_label, short_day


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def ids(sessions: tuple[Session, ...]) -> list[str]:
    return [session.id for session in sessions]


def with_session(state: State, session_id: str, **fields: object) -> State:
    sessions = dict(state.sessions)
    sessions[session_id] = msgspec.structs.replace(sessions[session_id], **fields)
    return State({**state.tables, "sessions": sessions})


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        (utc(2025, 11, 22, 12), "in 3 days"),
        (utc(2025, 11, 23, 18, 59), "in 2 days"),
        (utc(2025, 11, 23, 19, 0), "tomorrow"),
        (utc(2025, 11, 24, 18, 59, 59), "tomorrow"),
        (utc(2025, 11, 24, 19, 0), "day 1 of 3"),
        (utc(2025, 11, 26, 5), "day 2 of 3"),
        (utc(2025, 11, 27, 18, 59), "day 3 of 3"),
        (utc(2025, 11, 27, 19, 0), "ended"),
    ],
)
def test_days_begin_at_midnight_in_islamabad(moment: datetime, label: str) -> None:
    assert day_position(shipped_state().meeting, moment).label == label


def test_the_two_clocks_of_the_meeting() -> None:
    meeting = shipped_state().meeting
    moment = utc(2025, 11, 26, 5, 42)
    second = second_time(meeting, moment)
    assert second is not None
    assert f"{local_time(meeting, moment):%a %H:%M} {second:%a %H:%M}" == "Wed 10:42 Wed 08:42"
    assert second_time(msgspec.structs.replace(meeting, second_time_zone=""), moment) is None


def test_the_second_clock_may_be_on_another_day() -> None:
    meeting = shipped_state().meeting
    moment = utc(2025, 11, 25, 20)
    second = second_time(meeting, moment)
    assert second is not None
    assert (local_time(meeting, moment).day, second.day) == (26, 25)


@pytest.mark.parametrize(
    ("moment", "on_now", "on_next"),
    [
        (utc(2025, 11, 20), [], ["arrival"]),
        (utc(2025, 11, 25, 5), ["arrival"], ["talks-26"]),
        (utc(2025, 11, 26, 5), ["talks-26"], ["talks-27", "commission"]),
        (utc(2025, 11, 27, 5), ["talks-27", "commission"], []),
        (utc(2025, 11, 28, 5), [], []),
    ],
)
def test_sessions_without_hours_are_on_all_day(moment: datetime, on_now: list[str], on_next: list[str]) -> None:
    found = now_and_next(shipped_state(), moment)
    assert (ids(found.now), ids(found.next)) == (on_now, on_next)


# Kathmandu is five hours and three quarters ahead of UTC.
@pytest.mark.parametrize(
    ("local", "on_now", "on_next"),
    [
        ("2026-03-28T00:00", ["visit"], ["morning"]),
        ("2026-03-28T09:59", ["visit"], ["morning"]),
        ("2026-03-28T10:00", ["visit", "morning"], ["night"]),
        ("2026-03-28T12:30", ["visit"], ["night"]),
        ("2026-03-28T23:00", ["visit", "night"], ["close"]),
        ("2026-03-29T01:29", ["night"], ["close"]),
        ("2026-03-29T01:30", [], ["close"]),
        ("2026-03-29T09:00", ["close"], []),
        ("2026-03-29T23:59", ["close"], []),
        ("2026-03-30T00:00", [], []),
    ],
)
def test_sessions_with_hours_run_to_their_end_past_midnight_too(
    local: str, on_now: list[str], on_next: list[str]
) -> None:
    moment = (datetime.fromisoformat(local) - timedelta(hours=5, minutes=45)).replace(tzinfo=UTC)
    found = now_and_next(small_state(), moment)
    assert (ids(found.now), ids(found.next)) == (on_now, on_next)


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    state = small_state()
    berlin = msgspec.structs.replace(state.meeting, time_zone="Europe/Berlin")
    session = msgspec.structs.replace(state.sessions["visit"], date=date(2026, 3, 29))
    start, end = span(berlin, session)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=23)


@given(states(), moments())
@settings(max_examples=60, deadline=None)
def test_what_is_on_has_started_and_what_is_next_starts_together_and_later(state: State, moment: datetime) -> None:
    found = now_and_next(state, moment)
    for session in found.now:
        start, end = span(state.meeting, session)
        assert start <= moment < end
    starts = [span(state.meeting, session)[0] for session in state.schedule]
    later = [start for start in starts if start > moment]
    assert len({span(state.meeting, session)[0] for session in found.next}) == (1 if later else 0)
    assert all(span(state.meeting, session)[0] == min(later) for session in found.next)


@given(states(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_session_is_on_from_its_start_until_its_end_and_no_longer(state: State, data: st.DataObject) -> None:
    if not state.schedule:
        return
    session = data.draw(st.sampled_from(state.schedule))
    start, end = (moment.astimezone(UTC) for moment in span(state.meeting, session))
    tick = timedelta(microseconds=1)
    assert (session in now_and_next(state, start).now) == (start < end)
    assert session not in now_and_next(state, start - tick).now
    assert session not in now_and_next(state, end).now
    if start < end:
        assert session in now_and_next(state, end - tick).now


@pytest.mark.parametrize(
    ("session_id", "label"),
    [("visit", "all day"), ("close", "from 09:00"), ("morning", "10:00-12:30"), ("night", "22:00-01:30")],
)
def test_hours_are_told_as_they_are_known(session_id: str, label: str) -> None:
    assert planned_hours_label(small_state().sessions[session_id]) == label


def test_a_session_that_ends_when_it_starts_lasts_a_day() -> None:
    state = with_session(small_state(), "morning", start=time(10), end=time(10))
    start, end = span(state.meeting, state.sessions["morning"])
    assert end - start == timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2025, 11, 25), "Tue 25 Nov"),
        (date(2025, 11, 26), "today"),
        (date(2025, 11, 27), "tomorrow"),
        (date(2025, 11, 28), "Fri 28 Nov"),
        (date(2026, 1, 1), "Thu 1 Jan 2026"),
    ],
)
def test_days_are_called_as_people_call_them(day: date, label: str) -> None:
    assert day_label(day, date(2025, 11, 26)) == label


@given(st.dates())
def test_short_days_are_english_and_short(day: date) -> None:
    weekday, number, month = short_day(day).split()
    assert (len(weekday), int(number), len(month)) == (3, day.day, 3)


@settings(max_examples=40, deadline=None)
@given(states(), st.data())
def test_what_is_known_of_one_moment_never_tells_of_another(state: State, data: st.DataObject) -> None:
    """Asked around every start and end, in any order, one state answers as a new one that was asked nothing yet."""
    if state.sessions:
        chosen = data.draw(st.sampled_from(sorted(state.sessions)))
        state = with_session(state, chosen, status="in_progress")
    turns = [edge for session in state.schedule for edge in span(state.meeting, session)]
    gaps = (timedelta(), timedelta(microseconds=1), OVERRUN_SHOWN)
    around = [turn + sign * gap for turn in turns for gap in gaps for sign in (-1, 1)]
    for moment in data.draw(st.lists(st.sampled_from(around), max_size=20)) if around else ():
        assert now_and_next(state, moment) == now_and_next(State(state.tables), moment)


def test_a_moment_later_nothing_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    state, looked_at = small_state(), list[Session]()
    whole = timeline.effective_span

    def counted(meeting: Meeting, session: Session) -> tuple[datetime, datetime]:
        looked_at.append(session)
        return whole(meeting, session)

    monkeypatch.setattr(timeline, "effective_span", counted)
    now_and_next(state, utc(2026, 3, 28, 4))
    looked_at.clear()
    now_and_next(state, utc(2026, 3, 28, 4, 0, 1))
    assert not looked_at
