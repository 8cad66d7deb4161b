"""Days and hours of a programme file as people write them."""

from datetime import date, time

import pytest

from tests.exchange.good_file import changed, faults_of
from tracker.exchange.toml.reader import parse_programme


@pytest.mark.parametrize(
    "written",
    [
        *("2025-11-26", "26.11.2025", "26/11/2025", "26.11.", "26.11", "20251126"),
        *('"2025-11-26"', '"26 Nov"', '"Wed 26 Nov 2025"', '"26.11."', '"26.11.2025"', '"wed"', '"day 2"'),
    ],
)
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    (session,) = parse_programme(changed("date = 2025-11-26", f"date = {written}"), "x").sessions
    assert session.date == date(2025, 11, 26)


@pytest.mark.parametrize(
    "written",
    [
        *("15:30:00", "15:30", "15.30", "1530", "3:30 pm", "3.30pm", "15:30 # in the afternoon", "15:30\r"),
        *('"15:30"', '"15.30"', '"3:30 pm"', '"۱۵:۳۰"'),
    ],
)
def test_an_hour_is_read_as_people_write_it(written: str) -> None:
    text = changed("date = 2025-11-26", f"date = 2025-11-26\nstart = {written}\nend = 16.15")
    (session,) = parse_programme(text, "x").sessions
    assert (session.start, session.end) == (time(15, 30), time(16, 15))


@pytest.mark.parametrize(("written", "hour"), [("9:30", time(9, 30)), ("0930", time(9, 30)), ("9.15", time(9, 15))])
def test_an_early_hour_needs_no_nought(written: str, hour: time) -> None:
    text = changed("date = 2025-11-26", f"date = 2025-11-26\nstart = {written}")
    assert parse_programme(text, "x").sessions[0].start == hour


def test_what_stands_in_a_text_stays_as_it_is() -> None:
    words = 'title = "Talks"\nstart = 9:30\ndescription = """\nstart = 9:30\ndate = 26.11.2025\n"""'
    (session,) = parse_programme(changed('title = "Talks"', words), "x").sessions
    assert session.start == time(9, 30)
    assert session.description == "start = 9:30\ndate = 26.11.2025"


def test_a_fault_keeps_its_line_where_days_and_hours_are_written_freely() -> None:
    text = changed("date = 2025-11-26", "date = 26.11.2025\nstart = 9:30\nend = 25:00")
    assert faults_of(text) == ('line 32, session "talks": end must be an hour, such as 10:00',)


def test_other_faults_of_a_file_are_told_of_the_file_as_it_stands() -> None:
    (fault,) = faults_of(changed('title = "Talks"', "title = Talks\nstart = 9:30"))
    assert fault.startswith("line 28, column 9: it is not valid TOML: ")


@pytest.mark.parametrize(
    ("field", "written", "fault"),
    [
        ("first_day", '"25 Nov"', "first_day: '25 Nov' doesn't say which year."),
        ("first_day", '"tue"', "first_day: 'tue' doesn't say which year."),
        ("last_day", '"27.11.25"', "last_day: '27.11.25' has no whole year."),
        ("last_day", '"31 Nov 2025"', "last_day: '31 Nov 2025' is no date: there is no such day."),
    ],
)
def test_the_days_of_the_meeting_need_their_year(field: str, written: str, fault: str) -> None:
    day = {"first_day": "2025-11-25", "last_day": "2025-11-27"}[field]
    assert fault in faults_of(changed(f"{field} = {day}", f"{field} = {written}"))[0]


@pytest.mark.parametrize("written", ["0001-01-01", '"31.12.9999"'])
def test_the_day_of_a_source_is_of_our_times(written: str) -> None:
    (fault,) = faults_of(changed('supports = "All"', f'supports = "All"\npublished = {written}'))
    assert "is too far away: days lie between 1 Jan 1900 and 31 Dec 2999." in fault


@pytest.mark.parametrize("piece", ['"""', "'''", '"\\"', "= 9:30", "=", "#", "'", '"""\\"', "= 1.1.", "0123"])
def test_no_text_takes_for_ever(piece: str) -> None:
    """A pattern that backtracks would take hours here, and the test would be stopped."""
    assert faults_of("format = 1\nx = " + piece * 100_000 + "\x01")
