"""Whatever stands in a file: it is taken, left out or refused in words, never doubled, and what comes in is clean."""

from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.support.incoming import take
from tests.support.samples import SMALL_MORNING, small_state
from tests.support.strategies import any_text, states
from tracker.domain.model.state import State
from tracker.errors import BadFileError, TrackerError
from tracker.exchange.exporting import exported
from tracker.exchange.importing import Source, format_of
from tracker.exchange.registry import IMPORTS, ExportRequest
from tracker.text import clean, clean_lines

_PIECES = {
    "ics": """BEGIN:VCALENDAR BEGIN:VEVENT END:VEVENT BEGIN:VTODO END:VTODO SUMMARY:A UID:1 DTSTART:20260328T100000
        DTSTART;VALUE=DATE:20260328 DTEND:20260329T100000Z DURATION:P1W DTSTART;TZID=No/Where:99990101T000000 PRIORITY:x
        RRULE:FREQ=SECONDLY DUE:20260328 BEGIN:VALARM END:VALARM DTSTART:00010101T000000 DURATION:-P9999999D ;:=
        PERCENT-COMPLETE:1e9 CATEGORIES:track ATTENDEE;CN=rail:x ATTENDEE:y RELATED-TO:night@small.meeting-tracker
        BEGIN:VTIMEZONE TZID:No/Where END:VTIMEZONE RDATE:x RECURRENCE-ID:20260328 UID:night@small.meeting-tracker""",
    "csv": 'title,number,parent,lead_parties,type,id " , ; 1 1.1 track rail A A,1,,rail B,1.1,1,',
    "scribe": """Topic: track ACTION: rail_to_go_-_due_2026-05-01 _-_due_ RESOLUTION:_yes present+ regrets+_rail
        Session:_night Date:_2026-03-28 <a>_ 10:00_ : Topic:_track ACTION:_rail_to_go""",
    "schedule-json": """{"schedule":{"conference":{"days":[ {"date":"2026-03-28","rooms":{"A":[ ]}} ]}}} , null 1e999
        {"title":"A","date":"2026-03-28T10:00:00+99:00"} {"title":"A","date":"2026-03-28T10:00"}
        {"title":"B","start":"10:00","duration":"9999:99"} {"persons":[{"name":1}],"title":"C","start":"x"}""",
    "toml": "[meeting] format=1 id='small' [[sessions]] = [ ]",
}


@st.composite
def files(draw: st.DrawFn, name: str) -> str:
    """Return text that looks like a format now and then, with anything in between."""
    known = [piece.replace("_", " ") if name == "scribe" else piece for piece in _PIECES[name].split()]
    pieces = st.one_of(st.sampled_from(known), st.sampled_from(known), any_text())
    ends = st.sampled_from(["\n", "\r\n", "", "\n "])
    start = f"{known[0]}\n" if draw(st.booleans()) else ""
    return start + "".join(piece + draw(ends) for piece in draw(st.lists(pieces, max_size=25)))


def texts_of(state: State) -> Iterator[str]:
    for table in ("sessions", "agenda_items", "talking_points", "notes", "decisions", "action_items"):
        for row in state.tables[table].values():
            yield from (value for name in row.__struct_fields__ if isinstance(value := getattr(row, name), str))


@pytest.mark.parametrize("name", IMPORTS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_text_is_taken_or_refused_in_words_and_never_doubled(name: str, data: st.DataObject) -> None:
    text = data.draw(files(name))
    try:
        found = take(text, name, item="track", owner="rail")
    except BadFileError:
        return
    assert all(left.why and left.line >= 0 for left in found.left_out)
    for value in texts_of(found.state):
        assert value == clean_lines(value) or value == clean(value)
    # What was left out may be taken once a later line of the file has made what it needs; after that nothing is new.
    left_out = sum(left.whole for left in found.left_out)
    for _ in range(1 + left_out):
        before, found = found, take(text, name, found.state, item="track", owner="rail")
        assert len(list(found.state.all_ids)) - len(list(before.state.all_ids)) <= left_out
    assert list(found.state.all_ids) == list(before.state.all_ids)


@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(state=states(), what=st.sampled_from([("ics", "programme"), ("csv", "agenda"), ("schedule-json", "")]))
def test_what_was_exported_changes_nothing(state: State, what: tuple[str, str]) -> None:
    name, part = what
    side = state.meeting.sides[0].id
    text = exported(name, state, ExportRequest(SMALL_MORNING, part, audience="own", side=side))
    found = take(text, name, state)
    assert (found.taken, [left for left in found.left_out if left.whole]) == (0, [])


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.ics", "", "ics"),
        ("A.TSV", "", "csv"),
        ("-", "\ufeffBEGIN:VCALENDAR".lstrip("\ufeff"), "ics"),
        ("-", ' {"schedule": {}}', "schedule-json"),
        ("-", "# a\n\nformat = 1\n", "toml"),
        ("-", "hello\nTopic: x\n", "scribe"),
        ("-", "number;title\n", "csv"),
    ],
)
def test_the_format_is_told_from_name_or_text(name: str, text: str, expected: str) -> None:
    assert format_of(Source(name, text)) == expected


def test_a_format_that_cannot_be_told_is_asked_for() -> None:
    with pytest.raises(TrackerError) as caught:
        format_of(Source("standard input", "hello"))
    assert "--format" in caught.value.hint


def test_a_programme_comes_in_as_a_revision() -> None:
    state = small_state()
    text = exported("toml", state, ExportRequest(SMALL_MORNING))
    assert take(text, "toml", state).taken == 0
    after = take(text.replace("Gauge", "Broad gauge"), "toml", state).state
    assert after.talking_points["track.1"].title == "Broad gauge"
