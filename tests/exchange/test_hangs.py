"""Files that took for ever are read in a moment, by the real program: a run that hangs is ended, and fails."""

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tracker
from tests.exchange.incoming_checks import take
from tracker.exchange.incoming.formats import FORMATS, Source, format_of
from tracker.exchange.incoming.zones import MOST_CHANGES, changes_in
from tracker.text import clean, clean_lines

ROOT = Path(__file__).parents[2]
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
]


@pytest.mark.parametrize(("text", "known"), _FILES)
def test_a_file_that_took_for_ever(tmp_path: Path, text: str, known: str) -> None:
    path = tmp_path / "a file"
    path.write_text(text)
    code = (
        "import sys; from pathlib import Path; from tests.exchange.incoming_checks import take\n"
        "from tracker.exchange.incoming.formats import Source, format_of\n"
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


def test_an_event_of_a_zone_that_is_not_laid_out_is_told() -> None:
    taken = take(_ZONE.format(rule="FREQ=MINUTELY"), "ics", session="morning")
    assert taken.taken == 1
    assert ["Y" in left.why for left in taken.left_out] == [True]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", 38),
        ("FREQ=YEARLY;BYDAY=2SU;BYMONTH=3;UNTIL=20061231T000000Z", 38),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU", 38),
        ("FREQ=YEARLY", 38),
    ],
)
def test_the_rules_of_zones_are_laid_out(rule: str, wanted: int) -> None:
    text = f"BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nRRULE:{rule}\r\nEND:STANDARD\r\n"
    found = changes_in(text)
    assert found is not None
    assert wanted <= found <= MOST_CHANGES


def test_many_dates_and_folded_lines_are_counted() -> None:
    dates = ",".join(["20000101T000000"] * 30_000)
    assert changes_in(f"BEGIN:VTIMEZONE\nRDATE:{dates}\n") == 30_001
    assert changes_in("RRULE:FREQ=MIN\r\n UTELY\r\n") is None


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
        name: name for name in FORMATS if name in texts
    }
