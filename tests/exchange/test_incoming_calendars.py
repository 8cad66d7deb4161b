"""Calendars that others made: zones, folded lines, what is missing, what recurs, and to-dos that come back."""

import warnings
from datetime import date, time
from typing import Any

import pytest

from tests.support.incoming import take
from tests.support.record import done, rich_state
from tests.support.samples import SMALL_MORNING, small_state
from tracker.domain.edits import AddAction, CancelSession, EditSession, MoveSession
from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.exchange.exporting import exported
from tracker.exchange.registry import ExportRequest

_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone 1
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
"""


def calendar(*components: str, zone: str = "") -> str:
    return "\r\n".join(f"BEGIN:VCALENDAR\nVERSION:2.0\n{zone}{''.join(components)}END:VCALENDAR\n".split("\n"))


def event(**properties: str) -> str:
    known = {"UID": "one@elsewhere", "SUMMARY": "Dinner", "DTSTART": "20260328T180000"} | properties
    lines = (f"{name.replace('__', ';').replace('_', '-')}:{value}\n" for name, value in known.items() if value)
    return f"BEGIN:VEVENT\n{''.join(lines)}END:VEVENT\n"


def todo(**properties: str) -> str:
    return event(**{"SUMMARY": "Send the figures", "DTSTART": ""} | properties).replace("VEVENT", "VTODO")


def new_session(text: str, state: State | None = None) -> Session:
    before = (state or small_state()).sessions
    after = take(text, "ics", state).state.sessions
    (session,) = (session for row_id, session in after.items() if row_id not in before)
    return session


def own_calendar(state: State, part: str) -> str:
    return exported("ics", state, ExportRequest(SMALL_MORNING, part))


@pytest.mark.parametrize(
    ("properties", "hours"),
    [
        ({"DTSTART": "20260328T180000"}, (time(18), None)),
        ({"DTSTART": "20260328T121500Z", "DTEND": "20260328T131500Z"}, (time(18), time(19))),
        ({"DTSTART": "", "DTSTART__TZID=Europe/Berlin": "20260328T131500", "DURATION": "PT1H"}, (time(18), time(19))),
        ({"DTSTART": "", "DTSTART__TZID=Customized Time Zone 1": "20260328T151500"}, (time(18), None)),
        ({"DTSTART": "", "DTSTART__TZID=W. Europe Standard Time": "20260328T131500"}, (time(18), None)),
        ({"DTSTART": "20260328T230000", "DTEND": "20260329T010000"}, (time(23), time(1))),
        ({"DTSTART": "", "DTSTART__VALUE=DATE": "20260328"}, (None, None)),
    ],
    ids=["floating", "UTC", "named zone", "own zone", "Windows zone", "past midnight", "all day"],
)
def test_hours_are_those_of_the_meeting(properties: dict[str, str], hours: tuple[time | None, time | None]) -> None:
    session = new_session(calendar(event(**properties), zone=_ZONE))
    assert (session.date, session.start, session.end) == (date(2026, 3, 28), *hours)


def test_a_zone_may_stand_below_the_events_that_name_it() -> None:
    zone = _ZONE.replace("Zone 1", "Zone below")
    dinner = event(DTSTART="", **{"DTSTART__TZID=Customized Time Zone below": "20260328T151500"})
    assert new_session(calendar(dinner, zone)).start == time(18)


def test_a_zone_with_a_vendor_before_it_is_taken_without_a_warning_of_the_library() -> None:
    dinner = event(DTSTART="", **{"DTSTART__TZID=/freeassociation.sourceforge.net/Europe/Moscow": "20260328T160000"})
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert new_session(calendar(dinner)).start == time(18, 45)
    assert not told


def test_hours_of_an_unknown_zone_are_taken_and_listed() -> None:
    taken = take(calendar(event(DTSTART="", **{"DTSTART__TZID=Mars/Base": "20260328T180000"})), "ics")
    assert taken.taken == 1
    assert taken.whys == {3: "its time zone Mars/Base is not known; its hours are taken as those of the meeting"}


def test_what_an_event_says_is_taken() -> None:
    said = {
        "LOCATION": "Hall\\, left",
        "DESCRIPTION": "Bring\\nforks",
        "CATEGORIES": "food,Social",
        "STATUS": "TENTATIVE",
    }
    session = new_session(calendar(event(SUMMARY="Dinner of the \n  heads", **said)))
    assert (session.title, session.room, session.description) == ("Dinner of the heads", "Hall, left", "Bring\nforks")
    assert (session.type, session.status) == ("social", "tentative")


def test_what_cannot_be_taken_is_listed_with_its_line_and_the_rest_is_taken() -> None:
    found = take(
        calendar(
            event(SUMMARY=""),
            event(DTSTART=""),
            event(DTSTART="2026"),
            event(DTSTART="20200101T100000"),
            event(STATUS="CANCELLED"),
            "BEGIN:VJOURNAL\nSUMMARY:Minutes\nEND:VJOURNAL\n",
            event(SUMMARY="Kept", RRULE="FREQ=DAILY"),
            "BEGIN:VEVENT\nSUMMARY:No end\n",
        ),
        "ics",
    )
    assert found.whys == {
        3: "it has no SUMMARY, so the session would have no title",
        7: "it has no DTSTART, so it has no day",
        11: "one of its properties can't be read",
        16: "it is on 2020-01-01, outside the meeting",
        21: "it is cancelled, and the meeting doesn't have it",
        27: "journal entries are not taken",
        30: "it recurs; only the first time is taken",
        36: "it can't be read",
    }
    assert found.taken == 1
    assert [left.title for left in found.left_out if not left.whole] == ["Kept"]


def test_importing_twice_makes_no_doubles_and_later_versions_are_changes() -> None:
    first = take(calendar(event(), event(UID="", SUMMARY="No UID")), "ics")
    again = take(calendar(event(), event(UID="", SUMMARY="No UID")), "ics", first.state)
    assert (first.taken, again.taken, again.unchanged) == (2, 0, 2)
    moved = take(calendar(event(DTSTART="20260329T090000", SUMMARY="Late dinner")), "ics", again.state)
    (session,) = (session for session in moved.state.schedule if session.title == "Late dinner")
    assert (session.date, len(moved.state.sessions)) == (date(2026, 3, 29), len(first.state.sessions))
    gone = take(calendar(event(STATUS="CANCELLED")), "ics", moved.state)
    assert gone.state.sessions[session.id].status == "cancelled"
    back = take(calendar(event()), "ics", gone.state)
    assert back.state.sessions[session.id].status == "confirmed"


@pytest.mark.parametrize("part", ["programme", "actions"])
def test_ones_own_calendar_changes_nothing(part: str) -> None:
    state = done(rich_state(), MoveSession(session="night", date=date(2026, 3, 29), reason="Rain"))
    found = take(own_calendar(state, part), "ics", state)
    assert (found.taken, found.left_out) == (0, ())
    assert found.unchanged > 0


def test_ones_own_session_that_was_moved_elsewhere_is_moved_and_keeps_its_words() -> None:
    state = rich_state()
    session = next(each for each in state.schedule if each.start and each.status == "confirmed" and each.agenda_items)
    text = own_calendar(state, "programme").replace(f"SUMMARY:{session.title}", "SUMMARY:A new title")
    after = take(text, "ics", state).state.sessions[session.id]
    assert (after.title, after.description) == ("A new title", session.description)


def test_a_cancelled_session_of_ones_own_stays_cancelled() -> None:
    state = done(small_state(), CancelSession(session="night", reason="No cook"))
    assert take(own_calendar(state, "programme"), "ics", state).taken == 0


def with_action(**fields: Any) -> State:
    return done(small_state(), AddAction(about="track", text="Measure", owner_party="rail", **fields))


def test_a_todo_that_was_done_elsewhere_comes_back_as_done() -> None:
    state = with_action()
    text = own_calendar(state, "actions").replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED")
    after = take(text, "ics", state).state
    assert after.action_items["a1"].status == "completed"
    reopened = take(own_calendar(state, "actions"), "ics", after).state
    assert reopened.action_items["a1"].status == "in_progress"


def test_a_todo_with_high_priority_is_not_done_without_a_witness() -> None:
    state = with_action(priority="high")
    text = own_calendar(state, "actions").replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED")
    found = take(text, "ics", state)
    assert "someone must have seen" in found.left_out[0].why
    assert found.state.action_items["a1"].status == "open"


def test_progress_and_due_dates_come_back() -> None:
    state = with_action(due=date(2026, 5, 1))
    text = own_calendar(state, "actions").replace("20260501", "20260601").replace("COMPLETE:0", "COMPLETE:40")
    action = take(text, "ics", state).state.action_items["a1"]
    assert (action.due, action.percent, action.due_history[0].due) == (date(2026, 6, 1), 40, date(2026, 5, 1))


def test_a_moment_by_which_it_is_due_falls_on_the_day_of_the_meeting() -> None:
    by_night = calendar(todo(DUE="20260401T223000Z"))
    before = rich_state()
    after = take(by_night, "ics", before, item=next(iter(before.agenda_items)), owner=next(iter(before.parties))).state
    (new,) = (action for row_id, action in after.action_items.items() if row_id not in before.action_items)
    assert new.due == date(2026, 4, 2)


def test_a_todo_of_another_program_needs_an_owner_and_an_item() -> None:
    assert "names no agenda item" in take(calendar(todo()), "ics").whys[3]
    assert "doesn't say who owns it" in take(calendar(todo(CATEGORIES="Track")), "ics").whys[3]
    said = {
        "CATEGORIES": "x,track",
        "ATTENDEE__CN=Rail Company": "mailto:a@b",
        "DUE": "20260501T100000Z",
        "PRIORITY": "1",
    }
    found = take(calendar(todo(**said)), "ics")
    (action,) = found.state.action_items.values()
    assert (action.item, action.owner_party, action.due) == ("track", "rail", date(2026, 5, 1))
    assert (action.text, action.priority) == ("Send the figures", "high")
    assert take(calendar(todo(**said)), "ics", found.state).taken == 0
    assert take(calendar(todo()), "ics", item="fares", owner="port").taken == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_ends_and_a_byte_order_mark(line_end: str) -> None:
    text = calendar(event()).replace("\r\n", line_end)
    assert take(text, "ics").taken == 1


@pytest.mark.parametrize("value", ["100000", "20260328T100000/PT1H", "P1D"])
@pytest.mark.parametrize("name", ["DTSTART", "DTEND", "DUE"])
def test_values_of_other_kinds_are_left_out_in_words(name: str, value: str) -> None:
    """ICalendar also knows a time of day, a period and a length; atheris came upon the first."""
    make = todo if name == "DUE" else event
    for given in (name, f"{name}__VALUE=TIME", f"{name}__VALUE=PERIOD", f"{name}__VALUE=DURATION"):
        found = take(calendar(make(**({name: ""} | {given: value}))), "ics", item="track", owner="rail")
        assert all(left.why for left in found.left_out)
        for session in found.state.sessions.values():
            assert type(session.date) is date
            assert session.start is None or isinstance(session.start, time)
        assert all(type(action.due) in (date, type(None)) for action in found.state.action_items.values())


def test_what_is_too_long_in_an_event_is_cut_with_a_line_that_says_so() -> None:
    text = calendar(event(SUMMARY="T" * 812, LOCATION="L" * 501, DESCRIPTION="word " * 4100))
    found = take(text, "ics")
    assert found.whys == {
        3: "its title is cut off: 312 characters too many: at most 500; "
        "its room is cut off: 1 character too many: at most 500; "
        "its description is cut off: 499 characters too many: at most 20,000"
    }
    session = new_session(text)
    assert (len(session.title), len(session.room), session.description[-2:]) == (500, 500, "d…")
    again = take(text, "ics", found.state)
    assert (again.taken, again.whys) == (0, found.whys)


def test_ones_own_long_description_comes_back_whole() -> None:
    words = "word " * 3990 + "end"
    state = done(rich_state(), EditSession(session="morning", description=words, agenda_items=("track",)))
    back = take(own_calendar(state, "programme"), "ics", state)
    assert (back.taken, back.left_out) == (0, ())


def test_what_is_too_long_in_a_todo_is_cut_with_a_line_that_says_so() -> None:
    found = take(calendar(todo(SUMMARY="x" * 20_001)), "ics", item="track", owner="port")
    assert found.whys == {3: "its text is cut off: 1 character too many: at most 20,000"}
    assert len(found.state.action_items["a1"].text) == 20_000
