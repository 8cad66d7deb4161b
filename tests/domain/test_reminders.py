"""Reminders: once for each lead time, never for an all-day session, none after the start."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from tests.support.samples import shipped_state, small_state
from tracker.domain.rules.reminders import reminders_due

KATHMANDU = ZoneInfo("Asia/Kathmandu")


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 28, hour, minute, tzinfo=KATHMANDU)


def due(after: datetime, until: datetime, leads: tuple[int, ...] = (15, 5)) -> list[tuple[str, int]]:
    return [(reminder.session.id, reminder.minutes) for reminder in reminders_due(small_state(), leads, after, until)]


def test_each_lead_time_once() -> None:
    minutes = [at(9, minute) for minute in range(60)]
    told = [due(before, now) for before, now in pairwise(minutes)]
    assert [reminder for reminders in told for reminder in reminders] == [("morning", 15), ("morning", 5)]
    assert told[44] == [("morning", 15)]


def test_after_a_pause_only_the_nearest_is_told() -> None:
    assert due(at(9, 0), at(9, 58)) == [("morning", 5)]


def test_nothing_once_it_has_started() -> None:
    assert due(at(9, 0), at(10, 0)) == []


def test_no_lead_times_no_reminders() -> None:
    assert due(at(9, 0), at(9, 59), ()) == []


def test_an_all_day_session_has_no_hour_to_remind_of() -> None:
    first = datetime(2025, 11, 24, tzinfo=KATHMANDU)
    last = datetime(2025, 11, 28, tzinfo=KATHMANDU)
    assert reminders_due(shipped_state(), (0, 15), first, last) == ()
