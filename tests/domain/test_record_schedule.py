"""The schedule as the days go: sessions added, moved, cancelled, started, ended and late; the countdown."""

from datetime import date, time, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.people import ANNA, BORIS
from tests.support.record import AT, done, later
from tests.support.samples import small_state
from tests.support.strategies import states
from tracker.domain.edits import (
    AddSession,
    CancelSession,
    EditSession,
    EndSession,
    MoveSession,
    Release,
    RestoreSession,
    RunLate,
    SetHours,
    SetStatus,
    StartSession,
    changes_for,
)
from tracker.domain.model.state import State
from tracker.domain.rules.reminders import reminders_due
from tracker.domain.timeline import Countdown, countdown, effective_span, now_and_next
from tracker.domain.words.formatting import countdown_label, hours_label, planned_hours_label
from tracker.errors import ConflictError, RefusedError, UnknownIdError

FIRST, LAST = date(2026, 3, 28), date(2026, 3, 29)


def test_a_session_is_added_with_the_next_free_id() -> None:
    add = AddSession(title="Press", type="press", date=LAST, start=time(15), agenda_items=("track",), parties=("rail",))
    state = done(small_state(), add, add)
    session = state.sessions["session-1"]
    assert (session.title, session.start, session.added, session.status) == ("Press", time(15), True, "confirmed")
    assert [found.id for found in state.sessions_of("track")] == ["morning", "night", "session-1", "session-2"]
    named = done(small_state(), AddSession(title="Press", type="press", date=LAST, id="press"))
    assert "press" in named.sessions


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (AddSession(title=" ", type="press", date=LAST), "The title of the session is missing."),
        (AddSession(title="x", type="press", date=LAST, id="port"), "The id port is taken."),
        (AddSession(title="x", type="press", date=LAST, id="2a"), "2a is the number of an agenda item"),
        (AddSession(title="x", type="press", date=LAST, id="-x"), "'-x' can't be an id."),
        (AddSession(title="x", type="press", date=LAST, end=time(9)), "can't have an end without a start"),
        (AddSession(title="x", type="press", date=date(2026, 3, 30)), "Mon 30 Mar 2026 is outside the meeting"),
    ],
)
def test_a_session_that_cannot_be_is_refused(edit: AddSession, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        done(small_state(), edit)
    assert words in caught.value.message


def test_a_session_names_only_what_is_there() -> None:
    with pytest.raises(UnknownIdError) as caught:
        done(small_state(), EditSession(session="visit", agenda_items=("trak",)))
    assert caught.value.suggestions == ("track",)


def test_setting_hours_and_moving_is_news_to_those_who_have_the_schedule() -> None:
    state = done(small_state(), SetHours(session="visit", start=time(14), end=time(16)))
    assert (state.sessions["visit"].sequence, state.sessions["visit"].status) == (1, "confirmed")
    state = done(state, Release(), MoveSession(session="visit", date=LAST, reason="Rain"))
    visit = state.sessions["visit"]
    assert (visit.date, visit.start, visit.sequence, visit.status) == (LAST, time(14), 2, "rescheduled")
    assert visit.status_reason == "Rain"
    assert done(state, EditSession(session="visit", title="The visit")).sessions["visit"].sequence == 2
    assert done(state, EditSession(session="visit", room="Hall 2")).sessions["visit"].sequence == 3
    all_day = done(state, MoveSession(session="visit", date=LAST, start=None))
    assert (all_day.sessions["visit"].start, all_day.sessions["visit"].end) == (None, None)


def test_a_cancelled_session_stays_in_the_schedule_but_is_never_on() -> None:
    state = done(small_state(), CancelSession(session="morning", reason="Fog"))
    assert "morning" in [session.id for session in state.schedule]
    found = now_and_next(state, AT)
    assert "morning" not in [session.id for session in (*found.now, *found.next)]
    for edit in (SetHours(session="morning", start=time(8)), StartSession(session="morning")):
        with pytest.raises(RefusedError, match="was cancelled"):
            done(state, edit)
    assert done(state, RestoreSession(session="morning")).sessions["morning"].status == "confirmed"
    with pytest.raises(RefusedError, match="has started, so it can't be cancelled"):
        done(small_state(), StartSession(session="morning"), CancelSession(session="morning"))


def test_a_session_is_started_and_ended() -> None:
    state = done(small_state(), StartSession(session="morning"), at=later(20))
    assert state.sessions["morning"].started_at == later(20)
    state = done(state, EndSession(session="morning"), at=later(100))
    morning = state.sessions["morning"]
    assert (morning.status, morning.ended_at) == ("held", later(100))
    assert effective_span(state.meeting, morning) == (later(20), later(100))
    with pytest.raises(RefusedError, match="has ended"):
        done(state, StartSession(session="morning"))
    resumed = done(state, StartSession(session="morning", resume=True), at=later(120)).sessions["morning"]
    assert (resumed.status, resumed.started_at, resumed.ended_at) == ("in_progress", later(20), None)
    with pytest.raises(RefusedError, match="hasn't started"):
        done(state, EndSession(session="night"))


def test_a_session_does_not_end_over_an_item_that_is_taken_up() -> None:
    state = done(small_state(), StartSession(session="morning"), SetStatus(item="track", status="taken_up"))
    with pytest.raises(RefusedError, match="Agenda item 1 is still taken up in Morning session"):
        done(state, EndSession(session="morning"))


def test_running_late_shifts_the_rest_of_the_day_and_nothing_else() -> None:
    state = done(small_state(), RunLate(minutes=20), at=later(30))
    shifts = {session.id: session.shift_minutes for session in state.schedule}
    assert shifts == {"visit": 0, "morning": 20, "night": 20, "close": 0}
    evening = done(state, RunLate(minutes=10), at=later(5 * 60))
    assert evening.sessions["morning"].shift_minutes == 20
    assert evening.sessions["night"].shift_minutes == 30
    start, end = effective_span(evening.meeting, evening.sessions["night"])
    assert (start.hour, start.minute, end.hour, end.minute) == (22, 30, 2, 0)
    caught_up = done(evening, RunLate(minutes=-30, session="night"), at=later(5 * 60))
    assert caught_up.sessions["night"].shift_minutes == 0
    assert evening.sessions["night"].sequence == 2


def test_a_delay_counts_from_the_session_that_is_named() -> None:
    state = done(small_state(), RunLate(minutes=20, session="night"))
    assert [session.id for session in state.schedule if session.shift_minutes] == ["night"]
    assert done(state, RunLate(minutes=5, day=LAST)).sessions["close"].shift_minutes == 5


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (RunLate(minutes=0), "0 minutes shifts nothing"),
        (RunLate(minutes=-5), "late by less than nothing"),
        (RunLate(minutes=721), "late by more than 12 hours"),
        (
            RunLate(minutes=5, day=date(2026, 3, 30)),
            "Mon 30 Mar 2026 is no day of the meeting",
        ),
    ],
)
def test_a_delay_that_cannot_be_is_refused(edit: RunLate, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        done(small_state(), edit)


def test_two_who_report_the_same_delay_shift_the_day_once() -> None:
    state = done(small_state(), RunLate(minutes=15, seen=0), actor=BORIS)
    with pytest.raises(ConflictError, match="boris changed morning"):
        changes_for(RunLate(minutes=15, seen=0), state, ANNA, later(1))


def test_hours_are_told_as_the_session_is_held() -> None:
    state = done(small_state(), RunLate(minutes=20), RunLate(minutes=5, day=LAST))
    meeting, sessions = state.meeting, state.sessions
    labels = {session.id: hours_label(meeting, session) for session in state.schedule}
    assert labels == {"visit": "all day", "morning": "10:20-12:50", "night": "22:20-01:50", "close": "from 09:05"}
    started = done(state, StartSession(session="visit"), at=later(5)).sessions["visit"]
    assert hours_label(meeting, started) == "from 10:05"
    ended = done(state, StartSession(session="visit"), EndSession(session="visit"), at=later(5)).sessions["visit"]
    assert hours_label(meeting, ended) == "10:05-10:05"
    assert planned_hours_label(sessions["morning"]) == "10:00-12:30"


def test_new_hours_take_the_delay_away() -> None:
    state = done(small_state(), RunLate(minutes=15), SetHours(session="night", start=time(23), end=time(1)))
    assert state.sessions["night"].shift_minutes == 0


def test_what_is_on_follows_the_delay_and_what_was_started() -> None:
    late = done(small_state(), RunLate(minutes=60))
    assert [session.id for session in now_and_next(late, later(30)).now] == ["visit"]
    assert [session.id for session in now_and_next(late, later(180)).now] == ["visit", "morning"]
    started = done(small_state(), StartSession(session="night"))
    assert [session.id for session in now_and_next(started, later(30)).now] == ["visit", "morning", "night"]
    held = done(started, EndSession(session="night"))
    assert [session.id for session in now_and_next(held, later(30)).next] == ["close"]


def test_a_session_that_nobody_ended_is_over_time_but_not_for_ever() -> None:
    state = done(small_state(), StartSession(session="morning"))
    morning = state.sessions["morning"]
    assert morning in now_and_next(state, later(200)).now
    assert countdown(state.meeting, morning, later(162.5)) == Countdown("over", 12)
    assert morning not in now_and_next(state, later(10 * 60)).now


@pytest.mark.parametrize(
    ("minutes", "label"),
    [
        (-65, "starts in 1 h 5 min"),
        (-0.5, "starts in 1 min"),
        (0, "2 h 30 min left"),
        (90, "1 h left"),
        (149.5, "1 min left"),
    ],
)
def test_the_countdown_is_told_in_words(minutes: float, label: str) -> None:
    state = small_state()
    left = countdown(state.meeting, state.sessions["morning"], later(minutes))
    assert left is not None
    assert countdown_label(left) == label


def test_there_is_no_countdown_where_there_are_no_hours() -> None:
    state = done(small_state(), CancelSession(session="night"))
    for session_id, minutes in (("visit", 0), ("night", 0), ("close", 24 * 60), ("morning", 151)):
        assert countdown(state.meeting, state.sessions[session_id], later(minutes)) is None


def test_one_is_reminded_of_a_late_session_later_and_of_a_cancelled_one_never() -> None:
    late = done(small_state(), RunLate(minutes=30))
    assert reminders_due(late, (10,), later(-20), later(-5)) == ()
    assert [found.session.id for found in reminders_due(late, (10,), later(10), later(25))] == ["morning"]
    cancelled = done(small_state(), CancelSession(session="morning"))
    assert reminders_due(cancelled, (10,), later(-20), later(-5)) == ()


@given(states(), st.integers(1, 700))
@settings(max_examples=40, deadline=None)
def test_a_delay_moves_both_ends_alike(state: State, minutes: int) -> None:
    for session in state.schedule:
        late = msgspec.structs.replace(session, shift_minutes=minutes)
        before, after = effective_span(state.meeting, session), effective_span(state.meeting, late)
        moved = [(late_at - at).total_seconds() for at, late_at in zip(before, after, strict=True)]
        if session.start is None:
            assert moved == [0, 0]
        else:
            assert after[0].timestamp() - before[0].timestamp() == timedelta(minutes=minutes).total_seconds()
        if session.end is not None:
            assert after[1].timestamp() - before[1].timestamp() == timedelta(minutes=minutes).total_seconds()
