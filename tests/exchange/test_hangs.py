"""Files that took for ever are read in a moment, by the real program: a run that hangs is ended, and fails."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tests.support.incoming import take
from tests.support.program import ROOT
from tests.support.record import done
from tests.support.samples import small_state
from tracker.domain.edits import AddPerson
from tracker.domain.model.state import State
from tracker.domain.search.indexes import Index, Rows
from tracker.exchange import row_lookup
from tracker.exchange.csv import reader as from_csv
from tracker.exchange.ics.components import blocks_of
from tracker.exchange.ics.zones import zones_of
from tracker.exchange.importing import MOST_ENTRIES, Defaults, Entry, Source, entries_of, format_of, refused
from tracker.exchange.registry import IMPORTS
from tracker.text import clean, clean_lines

_LONGEST = 60
"""Seconds; each of these takes a fraction of one, or for ever."""

_ZONE = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Y
BEGIN:DAYLIGHT
DTSTART:00010101T000000
RRULE:{rule}
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTART;TZID=Y:20260328T100000
SUMMARY:A talk
END:VEVENT
END:VCALENDAR
"""
_SCHEDULE = '{{"schedule":{{"conference":{{"days":[{{"date":"2026-03-28","rooms":{{"A":[{}{{}}]}}}}]}}}}}}'
_RULES = [
    "FREQ=MINUTELY;INTERVAL=1",
    "FREQ=HOURLY",
    "FREQ=SECONDLY;COUNT=2000000000",
    "FREQ=DAILY",
    "FREQ=YEARLY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,1,2,3,4,5;BYSECOND=0,1,2,3,4,5",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
    "INTERVAL=1",
]
_FILES = [
    pytest.param("\n" * 30 + "Topic: psm\nhello", "scribe", id="30 empty lines"),
    pytest.param("\n" * 200_000, "", id="empty lines"),
    pytest.param(" \n\t\n" * 100_000 + "x", "", id="blank lines"),
    pytest.param("#\n" * 100_000 + "=", "", id="comments"),
    pytest.param(" " * 400_000 + "x", "", id="blanks"),
    pytest.param("a" * 400_000, "", id="letters"),
    pytest.param("topic " * 60_000, "", id="half commands"),
    pytest.param("Topic: psm\nACTION: x to" + " " * 200_000 + "-", "scribe", id="half an action"),
    *(pytest.param(_ZONE.format(rule=rule), "ics", id=rule) for rule in _RULES),
    pytest.param(_SCHEDULE.format('{"guid":"\\u0067","x":1},' * 150_000), "schedule-json", id="guids in other words"),
]


@pytest.mark.parametrize(("text", "known"), _FILES)
def test_a_file_that_took_for_ever(tmp_path: Path, text: str, known: str) -> None:
    path = tmp_path / "a file"
    path.write_text(text)
    code = (
        "import sys; from pathlib import Path; from tests.support.incoming import take\n"
        "from tracker.exchange.importing import Source, format_of\n"
        "from tracker.errors import TrackerError\n"
        "text = Path(sys.argv[1]).read_text()\n"
        "try: name = format_of(Source('a file', text))\n"
        "except TrackerError: name = ''\n"
        "take(text, name, item='track', owner='rail', session='morning') if name else None\n"
        "print(name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, timeout=_LONGEST, check=True
    )
    assert done.stdout.strip() == known


def test_a_zone_that_is_not_followed_is_told_and_so_is_the_event_in_it() -> None:
    taken = take(_ZONE.format(rule="FREQ=MINUTELY"), "ics", session="morning")
    assert taken.taken == 1
    assert taken.whys == {
        3: "this time zone has rules that can't be followed; its hours are taken as those of the meeting",
        12: "its time zone Y is not known; its hours are taken as those of the meeting",
    }


def zone(*lines: str, around: tuple[str, ...] = (), start: str = "20000101T000000") -> str:
    offsets = ("TZOFFSETFROM:+0100", "TZOFFSETTO:+0200")
    observance = ("BEGIN:STANDARD", f"DTSTART:{start}", *offsets, *lines, "END:STANDARD")
    return "\n".join(("BEGIN:VTIMEZONE", "TZID:Y", *around, *observance, "END:VTIMEZONE", ""))


def left_out(*zones: str) -> int:
    """Return how many zones of a calendar are left out."""
    return len(zones_of(blocks_of("BEGIN:VCALENDAR\n" + "".join(zones)))[1])


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3;UNTIL=20061231T000000Z",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU",
        "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU;WKST=MO",
        "FREQ=YEARLY;COUNT=3",
        "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30",
    ],
)
def test_the_rules_of_clocks_are_followed(rule: str) -> None:
    own = zone(f"RRULE:{rule}", start="16010301T020000")
    found, unfit = zones_of(blocks_of(f"BEGIN:VCALENDAR\n{own}"))
    assert unfit == []
    assert datetime(2026, 3, 28, tzinfo=found["Y"]).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    "lines",
    [
        ("RRULE:FREQ=MIN", " UTELY"),
        ("rrule:freq=minutely",),
        ("RRULE;X=1:FREQ=MINUTELY",),
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RRULE:FREQ=HOURLY"),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",),
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;BYMONTHDAY=20",),
        ("RRULE:FREQ=YEARLY;BYDAY=9SU;BYMONTH=3",),
        ("RRULE:FREQ=YEARLY;BYYEARDAY=366;BYMONTH=3",),
        ("RRULE:FREQ=YEARLY;INTERVAL=0",),
        ("BEGIN:STANDARD", "DTSTART:00010101T000000", "RRULE:FREQ=DAILY", "END:STANDARD"),
        ("RDATE:" + ",".join(["20000101T000000"] * 30_000),),
        ("COMMENT:" + "x" * 75 + "\n x" * 100_000,),
    ],
    ids=lambda lines: lines[0][:60],
)
def test_what_no_clock_does_is_left_out(lines: tuple[str, ...]) -> None:
    """Rules that never come true, too: the library looks for the next time up to the year 9999, for each hour anew."""
    assert left_out(zone(*lines)) == 1


def test_the_changes_of_all_zones_of_a_file_are_counted() -> None:
    since_year_1 = [
        zone("RRULE:FREQ=YEARLY", start="00010101T000000").replace("TZID:Y", f"TZID:Y{n}") for n in range(2000)
    ]
    assert 1 < left_out(*since_year_1) < 2000


def test_an_exception_to_a_rule_is_not_a_way_in() -> None:
    text = _ZONE.format(rule="FREQ=YEARLY\nEXRULE:FREQ=SECONDLY")
    assert take(text, "ics").whys == {}


@pytest.mark.parametrize("name", ["BEGIN:VTIME\n ZONE", "BEGIN :VTIMEZONE", "BEGIN;X=1:VTIMEZONE"])
def test_a_zone_that_hides_within_something_else_is_not_followed(name: str) -> None:
    """The library finds it there, and remembers it for whatever names it."""
    hidden = zone("RRULE:FREQ=MINUTELY", start="00010101T000000").replace("TZID:Y", "TZID:Hidden")
    hidden = hidden.replace("BEGIN:VTIMEZONE", name).replace("END:VTIMEZONE", "END:VTIME\n ZONE")
    event = "BEGIN:VEVENT\nUID:{}\nSUMMARY:x\nDTSTART;TZID=Hidden:20260328T100000\n{}END:VEVENT\n"
    inside = f"BEGIN:VTIMEZONE\nTZID:Outer\n{hidden}END:VTIMEZONE\n"
    text = f"BEGIN:VCALENDAR\n{inside}{event.format('a', hidden)}{event.format('b', '')}END:VCALENDAR\n"
    taken = take(text, "ics")
    assert taken.taken == 2
    assert [why for why in taken.whys.values() if "Hidden is not known" in why]


def test_a_zone_of_the_file_goes_before_one_that_is_only_guessed() -> None:
    own = zone().replace("TZID:Y", "TZID:W. Europe Standard Time")
    event = "BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=W. Europe Standard Time:20260328T100000\nEND:VEVENT\n"
    taken = take(f"BEGIN:VCALENDAR\n{event}{own}END:VCALENDAR\n", "ics")
    (new,) = taken.state.sessions.keys() - small_state().sessions.keys()
    assert taken.state.sessions[new].start == time(13, 45)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("DTSTART:99991231T235959Z", "its DTSTART lies outside the years 1900 to 2999"),
        ("DTSTART;VALUE=DATE:00010101", "its DTSTART lies outside the years 1900 to 2999"),
        ("DTSTART:20260328T100000\nDTEND:99991231T100000", "its DTEND lies outside the years 1900 to 2999"),
        ("DTSTART:20260328T100000\nDURATION:P400000W", "its DURATION lies outside the years 1900 to 2999"),
        ("DTSTART:20260328T100000\nDURATION:P9999999W", "one of its properties can't be read"),
    ],
)
def test_days_and_lengths_of_other_centuries_are_left_out(lines: str, why: str) -> None:
    taken = take(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n", "ics")
    assert (taken.taken, list(taken.whys.values())) == (0, [why])


def test_who_is_named_on_a_line_is_not_looked_for_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted are the names that are compared: a thousand lines about a thousand rows were a million."""
    people = [AddPerson(id=f"p-{number}", name=f"Person {number}", party="rail") for number in range(200)]
    state = done(small_state(), *people)
    cleaned: list[str] = []

    def counted(name: str) -> str:
        cleaned.append(name)
        return clean(name)

    monkeypatch.setattr(row_lookup, "clean", counted)
    talks = ",".join(f'{{"title":"T{n}","persons":[{{"name":"person {n}"}},{{"name":"x"}}]}}' for n in range(200))
    taken = take(_SCHEDULE.format(f"{talks},"), "schedule-json", state)
    assert len(taken.left_out) == 201
    take("Topic: nothing\nPresent+ Person 7\n" * 200, "scribe", state, session="morning")
    assert len(cleaned) < 10_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("csv", "title,number,parent\n" + "".join(f"Item {n},{n}.,\nPoint,,{n}.\n" for n in range(100, 150))),
        ("scribe", "Topic: track\n" + "".join(f"ACTION: rail to go {n}\nRESOLUTION: {n}\n" for n in range(50))),
        ("scribe", "".join(f"Topic: track\nsaid {n}\nTopic: fares\nsaid {n}\n" for n in range(50))),
        ("schedule-json", _SCHEDULE.format('{"title":"A","date":"2026-03-28T10:00"},' * 50)),
    ],
)
def test_no_entry_goes_through_what_those_before_it_brought(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    """Counted is what is made of all rows of a table: for each entry anew, 20,000 of them took half an hour."""
    made: Counter[str] = Counter()
    make = State.index

    def counting(state: State, index: Index) -> object:
        def build(rows: Rows) -> object:
            made[index.name] += 1
            return index.build(rows)

        return make(state, index._replace(build=build))

    monkeypatch.setattr(State, "index", counting)
    taken = take(text, name, owner="rail", session="morning")
    assert len(taken.left_out) <= 1
    assert max(made.values()) <= 3, made


@pytest.mark.long
def test_as_many_entries_as_a_file_may_have(tmp_path: Path) -> None:
    path = tmp_path / "agenda.csv"
    path.write_text("title,lead_parties\n" + "".join(f"Item {number},ogdc\n" for number in range(MOST_ENTRIES)))
    tracker_in = [sys.executable, "-m", "tracker", "--db", str(tmp_path / "meeting")]
    subprocess.run([*tracker_in, "init"], cwd=ROOT, check=True, timeout=_LONGEST)
    subprocess.run([*tracker_in, "import", str(path)], cwd=ROOT, check=True, timeout=200)


def test_where_an_event_stands_is_told_though_its_words_come_again() -> None:
    talks = (
        '{"title":"A"}',
        '{"title":"B","links":[{"title":"A"}]}',
        '{"guid":"C","title":"A"}',
        '{"title":"\\u0044"}',
    )
    taken = take(_SCHEDULE.format("\n" + ",\n".join(talks) + ","), "schedule-json")
    assert [left.line for left in taken.left_out] == [2, 3, 4, 5, 0]


def test_a_file_of_too_many_entries_is_not_read_to_its_end() -> None:
    read: list[int] = []

    def endless(*_: object) -> Iterator[Entry]:
        for number in count():
            read.append(number)
            yield refused(number, "", "")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(from_csv, "entries", endless)
        *_, last = entries_of(Source("a file", ""), "csv", small_state(), Defaults())
    assert last.title == f"at least {MOST_ENTRIES} more"
    assert len(read) <= 2 * MOST_ENTRIES + 1


def _patterns() -> dict[str, re.Pattern[str]]:
    """Return every pattern of text that stands ready in a module of the program."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            parts = value if isinstance(value, tuple) else (value,)
            for part in parts:
                for inner in part if isinstance(part, tuple) else (part,):
                    if isinstance(inner, re.Pattern) and isinstance(inner.pattern, str):
                        found[f"{module.name}.{name}"] = inner
    return found


_PATTERNS = _patterns()
_PIECES = [
    " ",
    "\n",
    "\t",
    " \n",
    "#\n",
    "a",
    "1",
    "-",
    '"',
    "'",
    "\\",
    "[",
    "{",
    "=",
    ",",
    ".",
    "topic ",
    "a to ",
    " - due ",
]


@pytest.mark.long
@settings(max_examples=2000, deadline=None)
@given(
    st.sampled_from(sorted(_PATTERNS)),
    st.sampled_from(["", "a", "x to ", "\x1b[", "topic"]),
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3).map("".join),
    st.sampled_from(["", "!", "\n"]),
)
def test_no_pattern_takes_for_ever_on_what_repeats(name: str, start: str, piece: str, end: str) -> None:
    """Exponential ones would never end here: 2,000 times anything is more than there are atoms."""
    _PATTERNS[name].match(start + piece * 2000 + end)
    _PATTERNS[name].fullmatch(start + piece * 2000 + end)


@pytest.mark.parametrize("piece", [" ", "\t", " \n", "\n", "a ", " \t\n "])
def test_long_blanks_are_cleaned(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    assert clean(text).strip("a ") == ""
    assert clean_lines(text).strip("a \n") == ""


def test_formats_are_told_as_before() -> None:
    texts = {
        "ics": "\n BEGIN:VCALENDAR\n",
        "schedule-json": " \n{",
        "toml": "# A programme\n\n  # of ours\n\nformat = 1\n",
        "scribe": "hello\n\npresent+ Anna\n",
        "csv": "number;Title;text\n",
    }
    assert {name: format_of(Source("standard input", text)) for name, text in texts.items()} == {
        name: name for name in IMPORTS if name in texts
    }
