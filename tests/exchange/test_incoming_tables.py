"""Agendas as CSV, talks as schedule.json, and the scribe's text."""

import json
from datetime import date, time
from typing import Any

import pytest

from tests.support.incoming import take
from tests.support.record import rich_state
from tests.support.samples import SMALL_MORNING, small_state
from tracker.domain.model.state import State
from tracker.errors import BadFileError
from tracker.exchange.exporting import exported
from tracker.exchange.registry import ExportRequest

OPENSLIDES = (
    '"Title";"Text";"Duration";"Comment";"Internal item"\r\n'
    'Fisheries;"About fish\r\nand nets";1:30;Ask the ministry;\r\n'
    "Budget;;;;1\r\n"
)


def talk(**fields: Any) -> dict[str, Any]:
    known = {
        "guid": "11111111-2222",
        "id": 7,
        "date": "2026-03-28T10:00:00+01:00",
        "start": "10:00",
        "duration": "01:30",
    }
    return known | {"title": "Rails", "room": "Aula", "type": "plenary", "abstract": "On rails", "persons": []} | fields


def schedule(*talks: Any) -> str:
    day = {"index": 1, "date": "2026-03-28", "rooms": {"Aula": list(talks)}}
    return json.dumps({"schedule": {"conference": {"title": "C", "days": [day]}}}, indent=1)


def test_an_agenda_of_openslides() -> None:
    found = take(OPENSLIDES, "csv", owner="port")
    fish, budget = found.state.agenda[-2:]
    assert (fish.title, fish.annotation, fish.lead_parties) == ("Fisheries", "About fish\nand nets", ("port",))
    assert (fish.visibility, budget.visibility) == ("public", "internal")
    assert [note.text for note in found.state.notes_about(fish.id)] == ["Ask the ministry"]
    assert found.whys == {2: "the duration is not taken"}
    assert take(OPENSLIDES, "csv", found.state, owner="port").taken == 0


def test_rows_without_a_lead_are_left_out_with_the_way_out() -> None:
    assert (
        take(OPENSLIDES, "csv").whys[4] == "it names no lead party; name one with --owner, or in a column lead_parties"
    )


def test_points_lie_under_their_item_by_parent_or_number() -> None:
    rows = "8,,Ports,Port; rail\n8.1,8,Cranes,\n8.2,,Ships,\n8.2.1,,Big ships,\n9.1,9,Lost,\n"
    text = f"number,parent,title,lead_parties\n{rows}"
    found = take(text, "csv")
    ports = found.state.agenda[-1]
    assert ports.lead_parties == ("port", "rail")
    assert [point.title for point in found.state.points_of(ports.id)] == ["Cranes", "Ships", "Big ships"]
    assert found.whys == {6: "its parent '9' was not taken or isn't there"}


def test_points_of_an_item_that_was_left_out_are_left_out_too() -> None:
    found = take("number,parent,title\n8,,Ports\n8.1,8,Cranes\n", "csv")
    assert (found.taken, len(found.left_out)) == (0, 2)


def test_ones_own_agenda_changes_nothing_and_a_changed_title_is_taken() -> None:
    state = rich_state()
    text = exported("csv", state, ExportRequest(SMALL_MORNING, "agenda", audience="own", side="np"))
    assert (take(text, "csv", state).taken, take(text, "csv", state).left_out) == (0, ())
    title = state.talking_points["track.1"].title
    assert take(text.replace(f",{title},", ",Wide gauge,"), "csv", state).state.talking_points["track.1"].title == (
        "Wide gauge"
    )


def test_cells_that_were_made_safe_for_spreadsheets_come_back_as_they_were() -> None:
    found = take("title,lead_parties\n'=1+1,rail\n", "csv")
    assert found.state.agenda[-1].title == "=1+1"


def test_a_table_without_titles_is_refused_in_words() -> None:
    with pytest.raises(BadFileError, match="names no column title"):
        take("a,b\n1,2\n", "csv")


def test_talks_become_sessions_in_the_meetings_hours() -> None:
    people, late = [{"name": "Nobody Known"}], talk(guid="y", date="", title="Late")
    found = take(
        schedule(talk(persons=people), talk(guid="x", title="", room="B"), "rubbish", late),
        "schedule-json",
    )
    (session,) = (each for each in found.state.schedule if each.title == "Rails" and each.description)
    assert (session.date, session.start, session.end) == (date(2026, 3, 28), time(14, 45), time(16, 15))
    assert (session.room, session.type, session.description) == ("Aula", "plenary", "On rails")
    assert [left.why for left in found.left_out if left.whole] == ["it has no title", "it has no title"]
    assert "not among the people of the meeting: Nobody Known" in [left.why for left in found.left_out]
    lines = schedule(talk()).split("\n")
    assert "11111111" in lines[found.left_out[0].line - 1]


def test_talks_are_known_again_by_their_guid() -> None:
    first = take(schedule(talk()), "schedule-json")
    assert take(schedule(talk()), "schedule-json", first.state).taken == 0
    later = take(schedule(talk(title="Long rails", duration="02:00")), "schedule-json", first.state)
    assert len(later.state.sessions) == len(first.state.sessions)
    assert "Long rails" in [session.title for session in later.state.schedule]


def test_ones_own_schedule_changes_nothing() -> None:
    state = rich_state()
    found = take(exported("schedule-json", state, ExportRequest(SMALL_MORNING)), "schedule-json", state)
    assert (found.taken, found.left_out) == (0, ())


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"schedule": 1}', "[" * 100_000, '{"schedule":{"conference":{"days":3}}}']
)
def test_what_is_no_schedule_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadFileError, match="schedule"):
        take(text, "schedule-json")


SCRIBED = """<anna> Session: night
present+ Rail Company, port
regrets+ Nobody
Topic: 1. Track
We measured it.
<boris> Twice.
ACTION: rail to send the gauge - due 2026-05-01
ACTION: Ivan to dance - due tomorrow
ACTION: nothing of the kind
RESOLUTION: The gauge is settled.
Topic: Weather
It rains.
"""


def scribed(state: State | None = None) -> Any:
    return take(SCRIBED, "scribe", state)


def test_the_text_of_a_scribe() -> None:
    found = scribed()
    (action,) = found.state.action_items.values()
    assert (action.text, action.owner_party, action.due) == ("send the gauge", "rail", date(2026, 5, 1))
    (decision,) = found.state.decisions.values()
    assert {side.text for side in decision.texts} == {"The gauge is settled."}
    assert [mark.presence for mark in found.state.attendance_of("night").values()] == ["present", "present"]
    (note,) = found.state.notes.values()
    assert (note.text, note.kind, note.visibility) == ("We measured it.\nTwice.", "minute", "internal")


def test_what_a_scribe_wrote_that_fits_nothing_is_listed() -> None:
    whys = scribed().whys
    assert list(whys) == [3, 8, 9, 11, 12]
    assert "'tomorrow' means another day each time it is read." in whys[8]
    assert "write it as ACTION" in whys[9]
    assert "no agenda item" in whys[11]


@pytest.mark.parametrize(
    ("due", "day"),
    [("28.3.", date(2026, 3, 28)), ("5 April", date(2026, 4, 5)), ("Apr 5, 2027", date(2027, 4, 5))],
)
def test_a_scribe_writes_a_day_as_people_do(due: str, day: date) -> None:
    found = take(f"Topic: 1\nACTION: rail to send the gauge - due {due}\n", "scribe")
    assert [action.due for action in found.state.action_items.values()] == [day]


def test_a_day_that_could_be_two_is_left_out_with_what_to_write() -> None:
    found = take("Topic: 1\nACTION: rail to send the gauge - due 3/4/2026\n", "scribe")
    assert found.whys == {2: "'3/4/2026' could be 3 Apr 2026 or 4 Mar 2026."}


@pytest.mark.parametrize(
    ("date", "start", "is_taken"),
    [
        ("2026-03-28", "15:30", True),
        ("2026-03-28", "15.30", False),
        ("2026-03-28T15.30", "", False),
        ("2026-W13-6", "", False),
        ("2026-03-28T15:30:00Z", "", True),
    ],
)
def test_a_talk_has_its_hour_as_the_format_writes_it(date: str, start: str, is_taken: bool) -> None:
    day = {"index": 1, "rooms": {"Aula": [talk(date=date, start=start)]}}
    text = json.dumps({"schedule": {"conference": {"title": "C", "days": [day]}}})
    assert take(text, "schedule-json").taken == is_taken


def test_a_scribes_text_taken_twice_makes_no_doubles() -> None:
    assert scribed(scribed().state).taken == 0


def test_an_owner_whom_nobody_knows_stays_in_the_text_of_the_action() -> None:
    found = take("Topic: track\nACTION: Ivan to dance\n", "scribe", owner="port")
    (action,) = found.state.action_items.values()
    assert (action.text, action.owner_party) == ("Ivan to dance", "port")


def test_a_date_names_the_session_where_the_day_has_only_one() -> None:
    state = small_state()
    assert take("Date: 2026-03-28\npresent+ rail\n", "scribe", state).left_out[0].line == 1
    assert take("present+ rail\n", "scribe", state, session="night").taken == 1


def test_a_long_minute_is_kept_whole_in_several() -> None:
    said = [f"line {number} said by somebody in the meeting about the matter" for number in range(1, 601)]
    speech = [f"word{number}" for number in range(5000)]
    text = "\n".join(("Topic: track", *said, " ".join(speech)))
    found = take(text, "scribe", owner="port")
    notes = found.state.notes_about("track")
    assert (len(notes), found.taken, found.left_out) == (5, 5, ())
    assert all(len(note.text) <= 20_000 for note in notes)
    kept = "\n".join(note.text for note in notes)
    assert kept.split("\n")[:600] == said
    assert kept.split()[-5000:] == speech
    assert take(text, "scribe", found.state, owner="port").taken == 0


@pytest.mark.parametrize("word", ["RESOLUTION:", "ACTION: Port to"])
def test_what_is_decided_in_too_many_words_is_left_out_with_a_line(word: str) -> None:
    found = take(f"Topic: track\n{word} {'x' * 20_300}\nRESOLUTION: Short", "scribe")
    assert list(found.whys) == [2]
    assert found.whys[2].startswith("Text: 30")
    assert found.whys[2].endswith("characters too many: at most 20,000.")
    assert len(found.state.decisions) == 1


def test_what_is_too_long_in_a_table_is_cut_with_a_line_that_says_so() -> None:
    row = f"{'T' * 812},{'x' * 20_312},{'c' * 20_001}"
    text = f"title,text,comment\n{row}\nShort,,\n"
    found = take(text, "csv", owner="port")
    assert found.whys == {
        2: "its title is cut off: 312 characters too many: at most 500; "
        "its text is cut off: 312 characters too many: at most 20,000; "
        "its comment is cut off: 1 character too many: at most 20,000"
    }
    item = found.state.agenda[-2]
    assert (len(item.title), len(item.annotation), item.title[-1], item.annotation[-1]) == (500, 20_000, "…", "…")
    assert take(text, "csv", found.state, owner="port").taken == 0


def test_what_is_too_long_in_a_talk_is_cut_with_a_line_that_says_so() -> None:
    text = schedule(talk(title="T" * 501, room="R" * 502, abstract="a" * 15_000, description="d" * 15_000))
    found = take(text, "schedule-json")
    (why,) = found.whys.values()
    assert why == (
        "its title is cut off: 1 character too many: at most 500; its room is cut off: 2 characters too many: "
        "at most 500; its description is cut off: 10,002 characters too many: at most 20,000"
    )
    assert take(text, "schedule-json", found.state).taken == 0


def test_what_lies_under_a_row_that_is_left_out_is_left_out_too() -> None:
    text = "title,number,parent,lead_parties\nA,1,,Nobody\nB,1.1,,\nC,,1,\n"
    found = take(text, "csv", owner="rail")
    assert [(left.line, left.why) for left in found.left_out] == [
        (2, "there is not exactly one party called Nobody"),
        (3, "its parent '1' was not taken or isn't there"),
        (4, "its parent '1' was not taken or isn't there"),
    ]
