"""Days, hours and lengths of time as a person gives them in the shell, and the hours of sessions as they are held."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import shown
from tests.cli.record import fill
from tracker.domain.words.formatting import MONTHS, WEEKDAYS, Calendar
from tracker.domain.words.time_parsing import read_hours, read_moment

FULL_WIDTH = "１５：３０"


def session_of(run: Invoke, session_id: str, *options: str) -> dict[str, Any]:
    """Return a session as the status has it."""
    sessions = shown(run, "status", *options)["sessions"]
    return next(session for session in sessions if session["id"] == session_id)


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        (("15.30", "16.15"), "15:30:00", "16:15:00"),
        (("14.15",), "14:15:00", None),
        (("9:30", "1015"), "09:30:00", "10:15:00"),
        (("3pm", "3:30 pm"), "15:00:00", "15:30:00"),
        (("9.30-11.15",), "09:30:00", "11:15:00"),
        (("from 9:30",), "09:30:00", None),
        ((FULL_WIDTH, "۱۶:۱۵"), "15:30:00", "16:15:00"),
        (("all day",), None, None),
        (("none",), None, None),
    ],
)
def test_hours_are_stored_as_they_were_meant(
    folder: Path, run: Invoke, given: tuple[str, ...], start: str | None, end: str | None
) -> None:
    assert run("session", "hours", "morning", *given).exit_code == 0
    morning = session_of(run, "morning")
    assert (morning["start"], morning["end"]) == (start, end)


@pytest.mark.parametrize("given", ["25:00", "15", "15.3", "noonish", "12:60"])
def test_what_is_no_hour_is_refused_with_what_to_write(folder: Path, run: Invoke, given: str) -> None:
    result = run("session", "hours", "morning", given)
    assert result.exit_code == 2
    assert f"'{given}' is not a time. Write it as 15:30, 9.30 or 3:30 pm." in result.stderr
    assert session_of(run, "morning")["start"] == "10:00:00"


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("fri", "2026-04-03"),
        ("+7d", "2026-04-04"),
        ("tomorrow", "2026-03-29"),
        ("5 April", "2026-04-05"),
        ("5.4.", "2026-04-05"),
        ("20/4/2026", "2026-04-20"),
        ("sun", "2026-03-29"),
        ("day 2", "2026-03-29"),
    ],
)
def test_a_day_is_stored_as_it_was_meant(folder: Path, run: Invoke, given: str, day: str) -> None:
    fill(folder, run)
    ref = run("action", "add", "1", "Dig", "--owner", "port", "--due", given).stdout.strip()
    assert shown(run, "show", ref)["row"]["due"] == day
    assert run("action", "due", "A1", given, "--reason", "Late").exit_code == 0
    assert shown(run, "show", "A1")["row"]["due"] == day


def test_a_due_day_without_its_year_is_the_next_one_and_told_with_its_year(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    added = run("action", "add", "1", "Dig", "--owner", "port", "--due", "31 Jan")
    assert (added.stdout, added.stderr) == ("A3\n", "tracker: A3 is due Sun 31 Jan 2027.\n")
    moved = run("action", "due", "A3", "15 Feb", "--reason", "Late")
    assert (moved.stdout, moved.stderr) == ("", "tracker: A3 is due Mon 15 Feb 2027.\n")
    assert shown(run, "show", "A3")["row"]["due"] == "2027-02-15"
    assert [row["id"] for row in shown(run, "find", "due:15.2.")["found"]] == ["a3"]
    moved = run("action", "due", "A3", "15 Feb 2026", "--reason", "Early")
    assert (moved.stdout, moved.stderr) == ("", "")
    assert shown(run, "show", "A3")["row"]["due"] == "2026-02-15"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("action", "add", "1", "Dig", "--owner", "port", "--due", "03/04/2026"), "'--due': '03/04/2026' could be"),
        (("action", "due", "A1", "31 Feb"), "'DAY|none': '31 Feb' is no date: there is no such day."),
        (("session", "move", "night", "--day", "Fri 29 Mar"), "'--day': 'Fri 29 Mar' is not a date: 29 Mar 2026 is"),
        (("meeting", "edit", "--last-day", "9999-12-31"), "'--last-day': 31 Dec 9999 is too far away"),
        (("meeting", "edit", "--first-day", "0001-01-01"), "'--first-day': 1 Jan 0001 is too far away"),
        (("fact", "1", "cost", "--planned", "1", "--source", "X", "--as-of", "28.3.26"), "'--as-of': '28.3.26' has no"),
        (("export", "text", "--part", "brief", "--day", "day 9"), "'--day': 'day 9' is no day of the meeting."),
        (("status", "--now", "0001-01-01"), "'--now': 1 Jan 0001 is too far away"),
        (("status", "--now", "10.11"), "'--now': '10.11' could be 10 Nov or 10:11."),
    ],
)
def test_a_day_that_is_none_or_could_be_two_is_refused_by_its_label(
    folder: Path, run: Invoke, arguments: tuple[str, ...], said: str
) -> None:
    fill(folder, run)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_the_days_of_another_meeting_need_their_year(folder: Path, run: Invoke, tmp_path: Path) -> None:
    new = str(tmp_path / "next")
    result = run("carry-over", new, "--title", "Next", "--first-day", "2 Nov", "--last-day", "4 Nov 2026")
    assert result.exit_code == 2
    assert "'--first-day': '2 Nov' doesn't say which year." in result.stderr
    assert not (tmp_path / "next").exists()


@pytest.mark.parametrize("day", ["2026-07-06", "2028-03-28"])
def test_a_meeting_is_no_longer_than_can_be_shown(folder: Path, run: Invoke, day: str) -> None:
    result = run("meeting", "edit", "--last-day", day)
    assert result.exit_code == 1
    assert "at most 100 can be shown" in result.stderr


@pytest.mark.parametrize("length", [("20",), ("20", "min"), ("+20",), ("0:20",), ("20", "min", "late")])
def test_a_delay_is_given_as_people_say_it(folder: Path, run: Invoke, length: tuple[str, ...]) -> None:
    assert run("late", *length).exit_code == 0
    assert session_of(run, "morning")["shift_minutes"] == 20
    assert run("late", "-20").exit_code == 0
    assert session_of(run, "morning")["shift_minutes"] == 0


@pytest.mark.parametrize("now", ["2026-03-29T08:00", "29 Mar 8:00", "sun 8am", "tomorrow 8.00"])
def test_a_delay_counts_from_the_day_that_is_shown(folder: Path, run: Invoke, now: str) -> None:
    assert run("--now", now, "late", "20").exit_code == 0
    assert (session_of(run, "close")["shift_minutes"], session_of(run, "morning")["shift_minutes"]) == (20, 0)


@pytest.mark.parametrize(
    ("now", "arguments", "said"),
    [
        ("29 Mar 3:00", ("--day", "sat"), "Sat 28 Mar 2026 is over: none of its sessions is still to be held."),
        ("30 Mar 9:00", (), "Mon 30 Mar 2026 is no day of the meeting: it lasts from Sat 28 Mar to Sun 29 Mar 2026."),
        ("29 Mar 3:00", ("--from", "morning"), "Morning session is over, and so is everything after it."),
        ("27 Mar 9:00", ("--from", "visit"), ""),
    ],
)
def test_a_day_that_can_not_be_late_is_told_why(
    folder: Path, run: Invoke, now: str, arguments: tuple[str, ...], said: str
) -> None:
    result = run("--now", now, "late", "20", *arguments)
    assert result.exit_code == (1 if said else 0)
    assert said in result.stderr


def test_an_item_is_taken_up_in_the_session_that_is_shown_to_be_on(folder: Path, run: Invoke) -> None:
    assert run("--now", "28 Mar 23:00", "set", "1", "taken-up").exit_code == 0
    assert shown(run, "show", "track")["row"]["taken_up_in"] == "night"


def test_held_hours_are_told_everywhere(folder: Path, run: Invoke) -> None:
    run("late", "20")
    now = ("--now", "2026-03-28T11:00")
    assert "Morning session (10:20-12:50)" in run("status", *now).stdout
    assert "Morning session (10:20-12:50)" in run("next", *now).stdout
    assert "  morning  10:20-12:50  Morning session" in run("now", *now).stdout
    assert "  morning  10:20-12:50  Morning session" in run("schedule", *now).stdout
    assert "10:20-12:50" in run("export", "text", "--part", "programme").stdout
    detail = run("show", "morning").stdout.splitlines()
    assert [line.split()[0] for line in detail[2:5]] == ["When", "Planned", "Late"]
    (_, morning) = shown(run, "next", *now)["now"]
    assert (morning["start"], morning["end"]) == ("2026-03-28T10:00:00+05:45", "2026-03-28T12:30:00+05:45")
    for document in (morning, session_of(run, "morning")):
        held = (document["held_from"], document["held_until"])
        assert held == ("2026-03-28T10:20:00+05:45", "2026-03-28T12:50:00+05:45")


def test_a_session_that_started_itself_late_is_not_late_again(folder: Path, run: Invoke) -> None:
    run("late", "20")
    run("session", "start", "morning")
    (line,) = [line for line in run("schedule").stdout.splitlines() if "Morning" in line]
    assert line == "  morning  10:45-12:50  Morning session, Hall 1 (agenda 1)  (in progress, planned 10:00-12:30)"


def test_what_the_shell_prints_as_a_day_is_in_one_style_and_read_back(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    run("late", "20")
    run("decide", "D1", "--agree", "de")
    run("decide", "D1", "--status", "signed", "--on", "3 Jan 2027")
    run("action", "due", "A1", "1 Feb 2027", "--reason", "Later")
    verbs = ["status", "schedule", "agenda", "now", "next", "history", "action list", "timeline", "find day:sat"]
    verbs += [f"show {each}" for each in ("morning", "track", "1.1", "D1", "A1", "n1", "port", "paper", "small")]
    calendar = Calendar(date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 28))
    found = set()
    for verb in verbs:
        for now in ("2026-03-28T11:00", "2025-03-28T11:00"):
            text = run(*verb.split(), "--now", now).stdout
            assert not _ISO.search(text), f"{verb}:\n{text}"
            found |= {match[0] for match in _PRINTED.finditer(text)}
    assert {"Mon 1 Feb 2027", "Sun 3 Jan 2027", "Sat 28 Mar 2026 10:45 UTC+05:45", "10:20-12:50"} <= found
    for printed in found:
        moment = _MOMENT.fullmatch(printed)
        if "-" in printed or not moment:
            assert read_hours(printed).start
        else:
            day = date(int(moment["year"] or 2026), MONTHS.index(moment["month"]) + 1, int(moment["day"]))
            hour = time.fromisoformat(moment["hour"] or "00:00")
            read = read_moment(printed).at(calendar, ZoneInfo("Asia/Kathmandu"))
            assert (read.date(), read.time()) == (day, hour)


_ISO = re.compile(r"\d{4}-\d\d|\d\d:\d\d:\d\d")
_MOMENT = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)}) (?P<day>\d\d?) (?P<month>{'|'.join(MONTHS)})"
    r"(?: (?P<year>\d{4}))?(?: (?P<hour>\d\d:\d\d) UTC[+-]\d\d:\d\d)?"
)
_PRINTED = re.compile(rf"{re.sub(r'[?]P<[a-z]+>', '?:', _MOMENT.pattern)}|\d\d:\d\d-\d\d:\d\d|from \d\d:\d\d")
