"""Days, hours, moments and lengths of time, as people write them and as the program prints them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.samples import shipped_state
from tests.support.strategies import ZONES
from tracker.domain.model.bounds import FIRST_DAY, LAST_DAY
from tracker.domain.model.programme import Session
from tracker.domain.words.formatting import (
    Calendar,
    calendar_of,
    day_label,
    day_words,
    days_fault,
    full_day,
    hour_words,
    hours_label,
    minutes_words,
    moment_label,
    planned_hours_label,
    screen_day,
    screen_moment,
    short_day,
    short_moment,
)
from tracker.domain.words.time_parsing import (
    LONGEST_MINUTES,
    read_day,
    read_hour,
    read_hours,
    read_minutes,
    read_moment,
)
from tracker.errors import RefusedError

IGC = Calendar(date(2025, 11, 25), date(2025, 11, 27), date(2025, 11, 26))
"""Tuesday to Thursday; it is Wednesday."""

AT_NEW_YEAR = Calendar(date(2025, 12, 29), date(2026, 1, 2), date(2025, 12, 30))
LONG = Calendar(date(2025, 11, 3), date(2025, 11, 28), date(2025, 11, 12))
KARACHI = ZoneInfo("Asia/Karachi")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-11-28", (2025, 11, 28)),
        ("2025/11/28", (2025, 11, 28)),
        ("2026-1-5", (2026, 1, 5)),
        ("20251128", (2025, 11, 28)),
        ("28 Nov", (2025, 11, 28)),
        ("28 november", (2025, 11, 28)),
        ("28NOV", (2025, 11, 28)),
        ("Nov 28", (2025, 11, 28)),
        ("November 28, 2025", (2025, 11, 28)),
        ("28-Nov-2025", (2025, 11, 28)),
        ("28th Nov 2031", (2031, 11, 28)),
        ("Fri 28 Nov", (2025, 11, 28)),
        ("Friday, 28 November 2025", (2025, 11, 28)),
        ("28.11.", (2025, 11, 28)),
        ("28.11", (2025, 11, 28)),
        ("28.11.2025", (2025, 11, 28)),
        ("3.4.2026", (2026, 4, 3)),
        ("Fr 28.11.", None),
        ("28/11/2025", (2025, 11, 28)),
        ("11/28/2025", (2025, 11, 28)),
        ("28/11", (2025, 11, 28)),
        ("5/5/2026", (2026, 5, 5)),
        ("5 Jan", (2026, 1, 5)),
        ("1 Jun", (2025, 6, 1)),
        ("29 Feb", (2024, 2, 29)),
        ("wed", (2025, 11, 26)),
        ("Fri", (2025, 11, 28)),
        ("tuesday", (2025, 11, 25)),
        ("sun", (2025, 11, 30)),
        ("today", (2025, 11, 26)),
        ("Tomorrow", (2025, 11, 27)),
        ("yesterday", (2025, 11, 25)),
        ("+7d", (2025, 12, 3)),
        ("+ 7 days", (2025, 12, 3)),
        ("+2w", (2025, 12, 10)),
        ("-1 day", (2025, 11, 25)),
        ("in 2 days", (2025, 11, 28)),
        ("day 3", (2025, 11, 27)),
        ("day 2 of 3", (2025, 11, 26)),
        ("２８．１１．２０２５", (2025, 11, 28)),
        ("۲۸ Nov", (2025, 11, 28)),
        ("  28   Nov  ", (2025, 11, 28)),
        ("2025–11–28", (2025, 11, 28)),
    ],
)
def test_a_day_is_read_as_people_write_it(written: str, day: tuple[int, int, int] | None) -> None:
    if day is None:
        with pytest.raises(RefusedError):
            read_day(written)
    else:
        assert read_day(written).on(IGC) == date(*day)


def test_a_day_without_its_year_is_the_nearest_to_the_meeting() -> None:
    assert read_day("31 Dec").on(AT_NEW_YEAR) == date(2025, 12, 31)
    assert read_day("1 Jan").on(AT_NEW_YEAR) == date(2026, 1, 1)
    assert read_day("fri").on(AT_NEW_YEAR) == date(2026, 1, 2)
    assert read_day("30 Jun").on(AT_NEW_YEAR) == date(2026, 6, 30)
    assert read_day("3 Jul").on(AT_NEW_YEAR) == date(2025, 7, 3)


@pytest.mark.parametrize(
    ("written", "calendar", "day"),
    [
        ("31 May", IGC, (2026, 5, 31)),
        ("31.5.", IGC, (2026, 5, 31)),
        ("24 Nov", IGC, (2026, 11, 24)),
        ("25 Nov", IGC, (2025, 11, 25)),
        ("28 Nov", IGC, (2025, 11, 28)),
        ("5 Jan", IGC, (2026, 1, 5)),
        ("29 Feb", IGC, (2028, 2, 29)),
        ("31 May 2025", IGC, (2025, 5, 31)),
        ("3 Jul", AT_NEW_YEAR, (2026, 7, 3)),
        ("30 Dec", AT_NEW_YEAR, (2025, 12, 30)),
        ("tue", IGC, (2025, 12, 2)),
        ("wed", IGC, (2025, 11, 26)),
        ("thu", IGC, (2025, 11, 27)),
        ("fri", IGC, (2025, 11, 28)),
        ("fri", LONG._replace(today=date(2025, 11, 22)), (2025, 11, 28)),
        ("+7d", IGC, (2025, 12, 3)),
        ("day 1", IGC, (2025, 11, 25)),
    ],
)
def test_a_day_by_which_something_is_due_is_the_next_one(
    written: str, calendar: Calendar, day: tuple[int, int, int]
) -> None:
    assert read_day(written).on(calendar, is_due=True) == date(*day)


def test_of_several_fridays_the_nearest_to_today_is_meant() -> None:
    assert read_day("fri").on(LONG) == date(2025, 11, 14)
    assert read_day("fri").on(LONG._replace(today=date(2026, 5, 1))) == date(2025, 11, 28)


def test_a_weekday_on_which_there_is_no_meeting_is_the_next_one_and_never_today() -> None:
    assert read_day("sat").on(IGC._replace(today=date(2025, 11, 29))) == date(2025, 12, 6)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("03/04/2025", "'03/04/2025' could be 3 Apr 2025 or 4 Mar 2025."),
        ("3/4", "could be 3 Apr or 4 Mar"),
        ("3-4", "could be 3 Apr or 4 Mar"),
        ("31 Feb", "'31 Feb' is no date: there is no such day."),
        ("30.2.2025", "there is no such day"),
        ("29 Feb 2025", "there is no such day"),
        ("31/11/2025", "there is no such day"),
        ("28.13.", "there is no such day"),
        ("0/5", "there is no such day"),
        ("28.11.25", "'28.11.25' has no whole year."),
        ("28 Nov 25", "has no whole year"),
        ("Fri 27 Nov", "'Fri 27 Nov' is not a date: 27 Nov 2025 is a Thursday."),
        ("0001-01-01", "1 Jan 0001 is too far away: days lie between 1 Jan 1900 and 31 Dec 2999."),
        ("9999-12-31", "31 Dec 9999 is too far away"),
        ("+999999d", "is too far away"),
        ("day 4", "'day 4' is no day of the meeting."),
        ("28", "'28' is not a date."),
        ("1530", "is not a date"),
        ("+7", "is not a date"),
        ("2025-W48-5", "is not a date"),
        ("2025-11", "is not a date"),
        ("2025-11/28", "is not a date"),
        ("Foo 28 Nov", "is not a date"),
        ("28 Foo", "is not a date"),
        ("ma", "is not a date"),
        ("next fri", "is not a date"),
        ("", "'' is not a date."),
        ("2025-11-28" + " " * 200 + "x", "is not a date"),
        ("1" * 5000, "is not a date"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(written: str, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_day(written).on(IGC)
    assert said in refused.value.message
    assert len(refused.value.message) < 150


def test_a_refusal_says_what_to_write() -> None:
    with pytest.raises(RefusedError) as refused:
        read_day("soon")
    assert refused.value.hint == "Write it as 28 Nov, 28.11.2025, 2025-11-28, fri, tomorrow or +7d."
    with pytest.raises(RefusedError) as refused:
        read_day("03/04/2025")
    assert refused.value.hint == "Write 3 Apr 2025, or 4 Mar 2025."


@pytest.mark.parametrize("written", ["today", "+7d", "sun"])
def test_a_file_says_the_same_day_whenever_it_is_read(written: str) -> None:
    with pytest.raises(RefusedError, match="another day each time"):
        read_day(written).on(IGC._replace(today=None))
    assert read_day("wed").on(IGC._replace(today=None)) == date(2025, 11, 26)


@pytest.mark.parametrize("written", ["28 Nov", "fri", "today", "day 1"])
def test_without_a_meeting_a_day_needs_its_year(written: str) -> None:
    with pytest.raises(RefusedError, match="which year"):
        read_day(written).on(None)
    assert read_day("28.11.2026").on(None) == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("15:30", (15, 30)),
        ("15.30", (15, 30)),
        ("14.15", (14, 15)),
        ("9:30", (9, 30)),
        ("09:30", (9, 30)),
        ("0:00", (0, 0)),
        ("1530", (15, 30)),
        ("0930", (9, 30)),
        ("930", (9, 30)),
        ("3pm", (15, 0)),
        ("3 PM", (15, 0)),
        ("3:30 pm", (15, 30)),
        ("3.30pm", (15, 30)),
        ("3 p.m.", (15, 0)),
        ("12am", (0, 0)),
        ("12:15 pm", (12, 15)),
        ("noon", (12, 0)),
        ("midnight", (0, 0)),
        ("15:30:00", (15, 30)),
        ("１５：３０", (15, 30)),
        ("۱۵:۳۰", (15, 30)),
        ("١٥٫٣٠", (15, 30)),
    ],
)
def test_an_hour_is_read_as_people_write_it(written: str, hour: tuple[int, int]) -> None:
    assert read_hour(written) == time(*hour)


@pytest.mark.parametrize(
    "written",
    [
        "25:00",
        "24:00",
        "2460",
        "15:60",
        "15.3",
        "15",
        "9",
        "13pm",
        "0am",
        "15:30:20",
        "15,30",
        "T15:30",
        "15:30Z",
        "1_5:30",
        "15:30 15:30",
        "",
        "half past three",
        "15:30" + " " * 200,
    ],
)
def test_what_is_no_hour_is_refused(written: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_hour(written)
    assert refused.value.message.endswith("is not a time.")
    assert refused.value.hint == "Write it as 15:30, 9.30 or 3:30 pm."


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("10:00-12:30", time(10), time(12, 30)),
        ("10.00 – 12.30", time(10), time(12, 30)),
        ("9am to noon", time(9), time(12)),
        ("from 9:30", time(9, 30), None),
        ("from 9:30 to 11:00", time(9, 30), time(11)),
        ("all day", None, None),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, start: time | None, end: time | None) -> None:
    assert read_hours(written) == (start, end)


@pytest.mark.parametrize("written", ["10:00", "10-12", "10:00-", "-12:00", "10:00-25:00", "", "10:00-11:00-12:00"])
def test_what_are_no_hours_is_refused(written: str) -> None:
    with pytest.raises(RefusedError):
        read_hours(written)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("15", 15),
        ("15 min", 15),
        ("15m", 15),
        ("15 minutes", 15),
        ("1h", 60),
        ("1h30", 90),
        ("1 h 30", 90),
        ("1h30m", 90),
        ("1 h 5 min", 65),
        ("1 hour 30 minutes", 90),
        ("1:30", 90),
        ("-5", -5),
        ("−5", -5),
        ("+20", 20),
        ("+20 min", 20),
        ("-1:30", -90),
        ("20 min late", 20),
        ("5 min early", -5),
        ("90", 90),
        ("0", 0),
        ("１５", 15),
        ("۲۰ min", 20),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(written: str, minutes: int) -> None:
    assert read_minutes(written) == minutes


@pytest.mark.parametrize(
    "written", ["1.30", "1,5", "1:75", "1h75", "1_5", "15 s", "h", "--5", "-5 early", "", "1e3", "9" * 5000, "999999"]
)
def test_what_is_no_length_of_time_is_refused(written: str) -> None:
    with pytest.raises(RefusedError, match=r"length of time|too long"):
        read_minutes(written)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-11-26T10:00", datetime(2025, 11, 26, 10, tzinfo=KARACHI)),
        ("2025-11-26 10:00:30", datetime(2025, 11, 26, 10, 0, 30, tzinfo=KARACHI)),
        ("2025-11-26T10:00:00.250Z", datetime(2025, 11, 26, 10, 0, 0, 250_000, tzinfo=UTC)),
        ("2025-11-26T10:00+03:00", datetime(2025, 11, 26, 7, tzinfo=UTC)),
        ("2025-11-26T10:00-0330", datetime(2025, 11, 26, 13, 30, tzinfo=UTC)),
        ("Wed 26 Nov 2025 10:00 UTC+05:00", datetime(2025, 11, 26, 10, tzinfo=KARACHI)),
        ("26 Nov 2025, 10:42 (Asia/Karachi)", datetime(2025, 11, 26, 10, 42, tzinfo=KARACHI)),
        ("26 Nov 10:42", datetime(2025, 11, 26, 10, 42, tzinfo=KARACHI)),
        ("fri 3pm", datetime(2025, 11, 28, 15, tzinfo=KARACHI)),
        ("tomorrow at 9.30", datetime(2025, 11, 27, 9, 30, tzinfo=KARACHI)),
        ("tomorrow noon", datetime(2025, 11, 27, 12, tzinfo=KARACHI)),
        ("28.11. 15.30", datetime(2025, 11, 28, 15, 30, tzinfo=KARACHI)),
        ("15:30", datetime(2025, 11, 26, 15, 30, tzinfo=KARACHI)),
        ("15.30", datetime(2025, 11, 26, 15, 30, tzinfo=KARACHI)),
        ("1530", datetime(2025, 11, 26, 15, 30, tzinfo=KARACHI)),
        ("2025-11-26", datetime(2025, 11, 26, tzinfo=KARACHI)),
        ("26 Nov 2025", datetime(2025, 11, 26, tzinfo=KARACHI)),
        ("tomorrow", datetime(2025, 11, 27, tzinfo=KARACHI)),
        ("28.11.", datetime(2025, 11, 28, tzinfo=KARACHI)),
    ],
)
def test_a_moment_is_read_as_people_write_it(written: str, moment: datetime) -> None:
    assert read_moment(written).at(IGC, KARACHI) == moment


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10.11", "'10.11' could be 10 Nov or 10:11."),
        ("2025-11-26T10.5", "is not a moment"),
        ("2025-11-26T25:00", "is not a moment"),
        ("2025-11-26T10:00:61", "is not a moment"),
        ("2025-11-26T10:00+25:00", "is not a moment"),
        ("0001-01-01", "is too far away"),
        ("9999-12-31T23:59", "is too far away"),
        ("26 Nov 2025, 10:42 (Europe/Moscow)", "is in a zone of its own"),
        ("now", "is not a moment"),
    ],
)
def test_what_is_no_moment_or_could_be_two_is_refused(written: str, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_moment(written).at(IGC, KARACHI)
    assert said in refused.value.message


def test_a_meeting_has_bounds() -> None:
    day = timedelta(days=1)
    assert days_fault(IGC.first_day, IGC.first_day + 99 * day) == ""
    assert "at most 100" in days_fault(IGC.first_day, IGC.first_day + 100 * day)
    assert "before" in days_fault(IGC.last_day, IGC.first_day)
    assert "31 Dec 9999 is too far away" in days_fault(IGC.first_day, date.max)


_days = st.dates(FIRST_DAY, LAST_DAY)
_hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
_zones = st.sampled_from(ZONES).map(ZoneInfo)


@st.composite
def _calendars(draw: st.DrawFn) -> Calendar:
    first = draw(_days)
    last = min(first + timedelta(days=draw(st.integers(0, 99))), LAST_DAY)
    return Calendar(first, last, draw(_days))


@given(_days, _calendars())
def test_a_day_that_is_printed_is_read_as_the_same(day: date, calendar: Calendar) -> None:
    meeting = msgspec.structs.replace(shipped_state().meeting, first_day=calendar.first_day, last_day=calendar.last_day)
    assert calendar.today is not None
    for printed in (day_words(day), full_day(day), screen_day(meeting, day), day.isoformat()):
        assert read_day(printed).on(calendar) == day
        assert read_day(f"  {printed.upper()} ").on(calendar) == day


@given(_days, _calendars())
def test_a_due_day_that_is_printed_is_read_as_the_same(day: date, calendar: Calendar) -> None:
    for printed in (day_words(day), full_day(day), day.isoformat()):
        assert read_day(printed).on(calendar, is_due=True) == day


@given(_calendars(), st.integers(0, 99))
def test_a_day_of_the_meeting_is_read_without_its_year(calendar: Calendar, number: int) -> None:
    day = min(calendar.first_day + timedelta(days=number), calendar.last_day)
    assert calendar.today is not None
    assert read_day(short_day(day)).on(calendar) == day
    assert read_day(day_label(day, calendar.today)).on(calendar) == day
    assert read_day(f"day {(day - calendar.first_day).days + 1}").on(calendar) == day


@given(_hours, _hours)
def test_an_hour_that_is_printed_is_read_as_the_same(start: time, end: time) -> None:
    meeting = shipped_state().meeting
    session = Session(id="s", title="S", type="plenary", date=meeting.first_day, start=start, end=end)
    until_then = msgspec.structs.replace(session, end=None)
    all_day = msgspec.structs.replace(until_then, start=None)
    assert read_hour(hour_words(start)) == start
    for each in (session, until_then, all_day):
        assert read_hours(planned_hours_label(each)) == (each.start, each.end)
        assert read_hours(hours_label(meeting, each)) == (each.start, each.end)


@given(st.integers(-LONGEST_MINUTES, LONGEST_MINUTES))
def test_a_length_that_is_printed_is_read_as_the_same(minutes: int) -> None:
    assert read_minutes(minutes_words(minutes)) == minutes
    assert read_minutes(f"{minutes:+d} min") == minutes


@given(st.datetimes(datetime(1900, 1, 2), datetime(2999, 12, 30), timezones=st.just(UTC)), _calendars(), _zones)
def test_a_moment_that_is_printed_is_read_as_the_same(moment: datetime, calendar: Calendar, zone: ZoneInfo) -> None:
    meeting = msgspec.structs.replace(
        shipped_state().meeting, first_day=calendar.first_day, last_day=calendar.last_day, time_zone=str(zone)
    )
    local = moment.astimezone(zone)
    exactly, minute = local.replace(microsecond=0), local.replace(second=0, microsecond=0)
    assert _read(moment_label(meeting, moment), calendar, zone) == minute.astimezone(UTC)
    assert _read(exactly.isoformat(), calendar, zone) == exactly.astimezone(UTC)
    # Which of two hours of the night in which clocks go back it was, the screen doesn't say.
    assert _read(screen_moment(meeting, moment), calendar, zone) == minute.replace(fold=0).astimezone(UTC)


def _read(written: str, calendar: Calendar, zone: ZoneInfo) -> datetime:
    return read_moment(written).at(calendar, zone).astimezone(UTC)


@given(st.text(max_size=30) | st.text("0123456789:.-/+ apmhdTZ", max_size=30), _calendars())
def test_whatever_is_written_is_read_or_refused(written: str, calendar: Calendar) -> None:
    for read in (
        lambda: read_day(written).on(calendar),
        lambda: read_hour(written),
        lambda: read_hours(written),
        lambda: read_minutes(written),
        lambda: read_moment(written).at(calendar, KARACHI),
    ):
        with suppress(RefusedError):
            read()


def test_a_moment_of_another_year_has_its_year() -> None:
    meeting = shipped_state().meeting
    assert screen_moment(meeting, datetime(2025, 11, 26, 5, 42, tzinfo=UTC)) == "26 Nov 10:42"
    assert screen_moment(meeting, datetime(2026, 11, 26, 5, 42, tzinfo=UTC)) == "26 Nov 2026 10:42"
    assert short_moment(meeting, datetime(2025, 11, 26, 5, 42, tzinfo=UTC)) == "26 Nov 10:42"
    assert short_moment(meeting, datetime(2026, 11, 26, 5, 42, tzinfo=UTC)) == "26 Nov 2026"


def test_the_calendar_of_a_meeting_has_its_own_today() -> None:
    meeting = shipped_state().meeting
    assert calendar_of(meeting, datetime(2025, 11, 25, 20, tzinfo=UTC)) == IGC
