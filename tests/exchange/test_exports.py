"""What goes out: every format, deterministic, readable by others, and with nothing in it that must not leave."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.support.record import done, rich_state
from tests.support.samples import shipped_state
from tests.support.strategies import programmes, states
from tracker.domain.edits import (
    AddAction,
    AddDecision,
    AddNote,
    AddPoint,
    CancelSession,
    CompleteAction,
    EditItem,
    MoveSession,
    SetHours,
)
from tracker.domain.model.programme import Programme
from tracker.domain.model.state import State
from tracker.errors import TrackerError
from tracker.exchange import audience, whole_json
from tracker.exchange.audience import visible_state
from tracker.exchange.exporting import exported
from tracker.exchange.registry import EXPORTS, OFFERS, ExportRequest
from tracker.exchange.toml.reader import parse_programme

AS_OF = datetime(2026, 3, 29, 10, 0, tzinfo=UTC)
EVERY = [(name, part) for name, known in EXPORTS.items() for part in known.parts or ("",)]
SCHEMA = Path(__file__).parent / "data" / "schedule.schema.json"


def request(part: str = "", **changes: Any) -> ExportRequest:
    return ExportRequest(AS_OF, part)._replace(**changes)


def calendar(state: State, part: str, **changes: Any) -> Any:
    return Calendar.from_ical(exported("ics", state, request(part, **changes)))


def test_the_screen_offers_parts_that_there_are_each_by_a_key_of_its_own() -> None:
    assert {(offer.format, offer.part) for offer in OFFERS} <= set(EVERY)
    assert len({offer.key for offer in OFFERS}) == len(OFFERS)


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_the_same_meeting_gives_the_same_bytes(name: str, part: str) -> None:
    state = rich_state()
    assert exported(name, state, request(part)) == exported(name, state, request(part))


def test_an_unknown_part_is_told_with_those_that_there_are() -> None:
    with pytest.raises(TrackerError, match="no part 'minutes'") as told:
        exported("csv", rich_state(), request("minutes"))
    assert told.value.hint == "It has agenda, actions, decisions, attendance."


def test_sessions_are_events_on_their_days() -> None:
    events = calendar(shipped_state(), "programme").events
    assert [(str(event["SUMMARY"]), event.decoded("DTSTART"), event.decoded("DTEND")) for event in events] == [
        (session.title, session.date, date.fromordinal(session.date.toordinal() + 1))
        for session in shipped_state().schedule
    ]
    assert {str(event["STATUS"]) for event in events} == {"CONFIRMED"}


def test_hours_carry_their_zone() -> None:
    state = done(rich_state(), SetHours(session="night", start=datetime.min.time().replace(hour=9), end=None))
    text = exported("ics", state, request("programme"))
    assert "BEGIN:VTIMEZONE" in text
    assert "TZID=Asia/Kathmandu:20260328T090000" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_moved_session_keeps_its_uid_and_counts_up() -> None:
    before = rich_state()
    session = before.schedule[0]
    after = done(before, MoveSession(session=session.id, date=date(2026, 3, 29)))
    old, new = (
        next(each for each in calendar(state, "programme").events if session.id in str(each["UID"]))
        for state in (before, after)
    )
    assert old["UID"] == new["UID"]
    assert new["SEQUENCE"] > old["SEQUENCE"]
    gone = done(after, CancelSession(session=session.id, reason="Strike"))
    (event,) = (each for each in calendar(gone, "programme").events if each["UID"] == old["UID"])
    assert event["STATUS"] == "CANCELLED"


def test_action_items_are_todos() -> None:
    state = done(rich_state(), AddAction(about="track", text="Count, the; sleepers\nall", owner_party="rail"))
    state = done(state, CompleteAction(action=max(state.action_items), taken="Counted"))
    todos = {str(todo["UID"]).partition("@")[0]: todo for todo in calendar(state, "actions").todos}
    assert set(todos) == set(state.action_items)
    todo = todos[max(state.action_items)]
    assert str(todo["SUMMARY"]).endswith("Count, the; sleepers all")
    assert (todo["STATUS"], todo["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
    assert "Counted" in str(todo["DESCRIPTION"])


def test_minutes_are_journal_entries() -> None:
    state = done(rich_state(), AddNote(about="track", text="Agreed\nin full", kind="minute", status="final"))
    (journal,) = calendar(state, "minutes").walk("VJOURNAL")
    assert (str(journal["DESCRIPTION"]), journal["STATUS"]) == ("Agreed\nin full", "FINAL")


def test_schedule_json_passes_the_public_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for state in (shipped_state(), rich_state()):
        document = json.loads(exported("schedule-json", state, request()))
        jsonschema.validate(document, schema)
        events = [
            event
            for day in document["schedule"]["conference"]["days"]
            for room in day["rooms"].values()
            for event in room
        ]
        assert sorted(event["title"] for event in events) == sorted(session.title for session in state.schedule)


@given(states())
@settings(max_examples=15, deadline=None)
def test_any_schedule_json_passes_the_public_schema(state: State) -> None:
    document = json.loads(exported("schedule-json", state, request(audience="own")))
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))


def rows(state: State, part: str) -> list[list[str]]:
    text = exported("csv", state, request(part))
    assert text.replace("\r\n", "").count("\n") == sum(
        cell.count("\n") for row in csv.reader(io.StringIO(text, newline="")) for cell in row
    )
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_tables_hold_the_record() -> None:
    state = rich_state()
    head, *decisions = rows(state, "decisions")
    assert head[-4:] == ["text_np", "agreed_np", "text_de", "agreed_de"]
    assert [row[0] for row in decisions] == [decision.number for decision in state.decisions.values()]
    _, *actions = rows(state, "actions")
    assert [row[0] for row in actions] == [action.ref for action in state.action_items.values()]
    _, *agenda = rows(state, "agenda")
    assert len(agenda) == len(state.agenda_items) + len(state.talking_points)
    _, *marks = rows(state, "attendance")
    assert len(marks) == len(state.attendance)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(start: str) -> None:
    state = done(rich_state(), AddPoint(item="track", title=start))
    cells = [cell for row in rows(state, "agenda") for cell in row]
    assert f"'{start}" in cells
    assert start not in cells


@given(states())
@settings(max_examples=30, deadline=None)
def test_whole_json_loads_back_without_loss(state: State) -> None:
    loaded = whole_json.read(exported("json", state, request(audience="own")))
    assert {table: dict(found) for table, found in loaded.tables.items() if found} == {
        table: dict(found) for table, found in state.tables.items() if found
    }


def test_whole_json_of_a_rich_record_loads_back() -> None:
    state = rich_state()
    loaded = whole_json.read(exported("json", state, request(audience="own")))
    assert {t: dict(r) for t, r in loaded.tables.items() if r} == {t: dict(r) for t, r in state.tables.items() if r}


def _with(**tables: list[dict[str, Any]]) -> str:
    """Return a whole record with other rows in some of its tables."""
    whole = json.loads(exported("json", rich_state(), request(audience="own")))
    whole["tables"] |= tables
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "isn't JSON"),
        ("[]", "isn't a whole meeting"),
        ('{"format": 2, "tables": {"meeting": []}}', "Its format is 2"),
        ('{"format": 1, "tables": {"meeting": []}}', "exactly one row"),
        ('{"format": 1, "tables": {"meeting": [], "odd": []}}', "tables.odd"),
        ('{"format": 1, "tables": {"meeting": [{"id": 5}]}}', r"tables.meeting\[0\]"),
        ("[" * 5000, "JSON"),
        (
            _with(talking_points=[{"id": "p.1", "item": "none", "position": 1, "title": "x"}]),
            "contradicts itself.*none",
        ),
        (
            _with(people=[{"id": "ram", "name": "R", "party": "rail"}, {"id": "ram", "name": "R", "party": "rail"}]),
            r"people\[1\].*above already",
        ),
        (
            _with(people=[{"id": "ram", "name": "R" * 501, "party": "rail"}]),
            r"tables.people\[0\].name: 1 character too many: at most 500",
        ),
        (
            _with(notes=[{"id": "n1", "about": "track", "author": "anna", "text": "x" * 20_312}]),
            r"tables.notes\[0\].text: 312 characters too many: at most 20,000",
        ),
    ],
)
def test_a_faulty_whole_json_is_told(text: str, words: str) -> None:
    with pytest.raises(TrackerError, match=words):
        whole_json.read(text)


@given(programmes())
@settings(max_examples=15, deadline=None)
def test_toml_loads_back(programme: Programme) -> None:
    text = exported("toml", State.of_programme(programme), request(audience="own"))
    assert parse_programme(text, "export.toml") == programme


SECRET = "Rotterdam fallback position"


def secretive() -> State:
    """Return a meeting with something internal of every kind."""
    state = done(
        rich_state(),
        AddPoint(item="track", title=f"{SECRET} one", visibility="internal"),
        AddNote(about="track", text=f"{SECRET} two"),
        AddNote(about="fares", text=f"{SECRET} three", side="np", visibility="internal"),
        EditItem(item="fares", annotation=f"{SECRET} four", visibility="internal"),
        AddDecision(item="fares", text=f"{SECRET} five"),
        AddAction(about="fares", text=f"{SECRET} six", owner_party="rail"),
    )
    return state


@pytest.mark.parametrize("audience", ["joint", "press"])
@pytest.mark.parametrize(("name", "part"), EVERY)
def test_nothing_internal_leaves(name: str, part: str, audience: Any) -> None:
    text = exported(name, secretive(), request(part, audience=audience))
    assert "Rotterdam" not in text


def test_the_own_side_sees_its_own_and_not_the_others() -> None:
    text = exported("json", secretive(), request(audience="own", side="np"))
    assert f"{SECRET} three" in text
    assert f"{SECRET} three" not in exported("json", secretive(), request(audience="own", side="de"))
    assert f"{SECRET} one" in exported("csv", secretive(), request("agenda", audience="own", side="de"))


def test_the_press_gets_what_is_final_only() -> None:
    state = visible_state(rich_state(), request(audience="press"))
    assert not state.action_items
    assert all(decision.status in ("agreed", "signed") for decision in state.decisions.values())
    assert all(note.status == "final" for note in state.notes.values())


def test_an_internal_text_that_was_repeated_in_public_stops_the_export() -> None:
    state = done(
        rich_state(),
        AddNote(about="track", text=f"{SECRET} two"),
        AddNote(about="track", text=f"They said: {SECRET} two.", kind="minute", status="final"),
    )
    with pytest.raises(TrackerError, match="What is internal about n"):
        exported("ics", state, request("minutes"))


def test_nothing_that_is_left_names_what_was_left_out() -> None:
    state = visible_state(secretive(), request())
    for session in state.sessions.values():
        assert set(session.agenda_items) <= set(state.agenda_items)
    for point in state.talking_points.values():
        assert point.item in state.agenda_items
    for decision in state.decisions.values():
        assert decision.item in state.agenda_items
    assert msgspec.structs.asdict(state.meeting)["title"]


@given(st.text("abc", max_size=12), st.lists(st.text("ab", min_size=2, max_size=6), max_size=6))
def test_what_is_internal_is_found_wherever_it_stands(written: str, texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audience, "SHORTEST_LEAK", 2)
        found = audience._first_in(written, texts)
    assert bool(found) == any(text in written for text in texts)
    assert not found or (found in written and found in texts)


@pytest.mark.long
def test_a_hundred_thousand_internal_texts_are_looked_for_in_one_go() -> None:
    """Looking for each of them took longer than a conference."""
    written = "".join(f"agreed{number}about" for number in range(500_000))
    assert audience._first_in(written, (f"agreed{number}elsewhere" for number in range(100_000))) == ""
