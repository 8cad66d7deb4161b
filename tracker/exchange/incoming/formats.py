"""Every format that comes in: how it is known from a file, and the module that reads it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from typing import NamedTuple

from tracker.domain.edits import OneEdit, Revise
from tracker.domain.model.state import State
from tracker.errors import BadFileError, RefusedError, TrackerError
from tracker.exchange.incoming.entries import MOST_ENTRIES, Defaults, Entry
from tracker.exchange.toml.reader import parse_programme

FORMATS: Mapping[str, str] = {
    "ics": "ics.reader",
    "schedule-json": "schedule_json.reader",
    "csv": "csv.reader",
    "scribe": "scribe.reader",
    "toml": "",
}
"""Modules by the name of their format; each has ``entries(text, state, defaults)``. A programme is taken as a whole."""

_BY_ENDING = {"ics": "ics", "ical": "ics", "ifb": "ics", "json": "schedule-json", "csv": "csv", "tsv": "csv"} | {
    "toml": "toml",
    "txt": "scribe",
    "md": "scribe",
    "log": "scribe",
}
# Nothing here may be tried in more than one way: a file of blank lines would be read for ever.
_BLANK_OR_COMMENT = r"(?:[^\S\n]*+(?:#[^\n]*+)?\n)*+[^\S\n]*+"
_BY_BEGINNING = (
    ("ics", re.compile(r"\s*+BEGIN:VCALENDAR", re.IGNORECASE)),
    ("schedule-json", re.compile(r"\s*+\{")),
    ("toml", re.compile(_BLANK_OR_COMMENT + r"(?:\[\[?\w++\]|\w++\s*+=)")),
)
_SCRIBE_LINE = re.compile(r"(?:topic|action|resolution)\s*+:|present\s*+\+", re.IGNORECASE)
_SCRIBE_LINES = 200
"""In so many lines at the beginning one such is found in minutes that a scribe wrote."""
_CSV_HEADER = re.compile(r"\btitle\b", re.IGNORECASE)


class Source(NamedTuple):
    """A file that was read."""

    name: str
    """As the person named it; ``standard input`` for that."""
    text: str


def format_of(source: Source) -> str:
    """Return the format of a file, from its name, else from how it begins.

    Raises:
        TrackerError: it can't be told.
    """
    ending = source.name.rpartition(".")[2].lower()
    known = _BY_ENDING.get(ending) if "." in source.name else None
    found = known or _by_beginning(source.text)
    if not found:
        raise TrackerError(f"{source.name}: its format can't be told.", f"Name it with --format: {', '.join(FORMATS)}.")
    return found


def _by_beginning(text: str) -> str:
    """Return the format of a text by how it begins; empty where that doesn't tell."""
    for name, begins in _BY_BEGINNING:
        if begins.match(text):
            return name
    lines = text.split("\n", _SCRIBE_LINES + 1)[: _SCRIBE_LINES + 1]
    if any(_SCRIBE_LINE.search(line) for line in lines):
        return "scribe"
    return "csv" if _CSV_HEADER.search(lines[0]) else ""


def entries_of(source: Source, format_name: str, state: State, defaults: Defaults) -> Iterator[Entry]:
    """Yield the entries of a file in its order, and one more for all that are too many.

    Raises:
        BadFileError: it is not of that format at all.
    """
    if format_name == "toml":
        yield _whole_programme(source)
        return
    try:
        found = iter(import_module(f"tracker.exchange.{FORMATS[format_name]}").entries(source.text, state, defaults))
        yield from islice(found, MOST_ENTRIES)
    except TrackerError as error:
        raise BadFileError(source.name, (f"{error.message} {error.hint}".strip(),)) from error
    if left := sum(1 for _ in islice(found, MOST_ENTRIES)):
        yield _too_many(f"at least {left}" if left == MOST_ENTRIES else str(left))


def _whole_programme(source: Source) -> Entry:
    """Return the one entry that a programme is: it fits as a whole or not at all."""
    programme = parse_programme(source.text, source.name)

    def edits(_state: State) -> Iterable[OneEdit]:
        yield Revise(programme=programme)

    return Entry(1, programme.meeting.title, edits)


def _too_many(left: str) -> Entry:
    def edits(_state: State) -> Iterable[OneEdit]:
        raise RefusedError(f"of one file at most {MOST_ENTRIES} entries are taken; import the rest from another")

    return Entry(0, f"{left} more", edits)
