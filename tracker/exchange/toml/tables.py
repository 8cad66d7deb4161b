"""Tables of a programme file as drafts of rows, field by field, with all faults of the file, each with its line.

Which fields a table may have, and of which type, is read off the rows in ``tracker.domain.model.programme``; what a
file doesn't write (stamps, ticks, positions) is left out here.
"""

from collections.abc import Collection, Mapping
from datetime import date, time
from functools import cache, cached_property
from itertools import islice
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from tracker.domain.model.lengths import BODIES, limit_of
from tracker.domain.model.programme import RECORD_FIELDS, AgendaItem, Fact, Figure, FigureValue, Meeting
from tracker.domain.words.formatting import Calendar, day_fault
from tracker.errors import BadFileError, RefusedError
from tracker.exchange.toml.source import Number, Path, lines_of, nearest_line, words_for
from tracker.text import clean, clean_lines, shortened, too_long

FORMAT = 1
"""Version of the programme file's format."""

MOST_FAULTS = 100
"""After this many faults reading stops: nobody mends more at one go."""

_MOST_COMPARED = 300
_MOST_LISTED = 12
_SHOWN_CHARACTERS = 60
_SENTENCE_CHARACTERS = 2000


class Faults:
    """Gathers the faults of one file."""

    def __init__(self, name: str, text: str, tables: Mapping[str, Any]) -> None:
        """Start with none; ``text`` is valid TOML and ``tables`` what it says."""
        self._name = name
        self._text = text
        self._tables = tables
        self._found: list[tuple[int, str]] = []

    def add(self, path: Path, sentence: str) -> None:
        """Note a fault at ``path``; ``sentence`` says what is wrong and what to do.

        Raises:
            BadFileError: that was fault number ``MOST_FAULTS``.
        """
        line = nearest_line(self._lines, path)
        # Cleaned here, once for all: a sentence quotes what the file says, and nobody knows what that is.
        self._found.append((line or 0, shortened(f"{self.place(path)}: {sentence}", _SENTENCE_CHARACTERS)))
        if len(self._found) == MOST_FAULTS:
            self._found.append((len(self._text) + 2, f"reading stopped after {MOST_FAULTS} faults: mend these first"))
            self.raise_any()

    def place(self, path: Path) -> str:
        """Return where ``path`` is, for a person: ``line 84, agenda item "psm", point "psm.2"``."""
        line = nearest_line(self._lines, path)
        words = words_for(path, self._tables)
        return ", ".join(filter(None, (f"line {line}" if line else "the file", words)))

    def raise_any(self) -> None:
        """Go on if there is no fault.

        Raises:
            BadFileError: there is at least one; they stand in the order of the file.
        """
        if self._found:
            raise BadFileError(self._name, tuple(fault for _, fault in sorted(self._found, key=lambda found: found[0])))

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        return lines_of(self._text)


def shown(value: str) -> str:
    """Return a text from the file as a sentence quotes it: safe, in quotes, shortened."""
    return f'"{shortened(value, _SHOWN_CHARACTERS)}"'


def choice(wrong: str, known: Collection[str]) -> str:
    """Return the way out where ``wrong`` is none of ``known``: the nearest of them, else which there are."""
    # difflib is slow to load, and a good file never needs it.
    from difflib import get_close_matches

    # Comparing with each of ten thousand ids would take longer than reading the file.
    candidates = [name for name in known if abs(len(name) - len(wrong)) <= 4][:_MOST_COMPARED]
    near = get_close_matches(wrong[:_SHOWN_CHARACTERS].casefold(), candidates, n=1, cutoff=0.5)
    if near:
        return f"did you mean {shown(near[0])}?"
    if not known:
        return "there are none in this file yet"
    more = f" and {len(known) - _MOST_LISTED} more" if len(known) > _MOST_LISTED else ""
    return f"known are {', '.join(islice(known, _MOST_LISTED))}{more}"


MADE_FIELDS = RECORD_FIELDS | {"rev", "changed_by", "changed_at", "position", "item", "sides"}
"""Fields of rows that a programme file doesn't write: they follow from its order or come about in the meeting."""

KEYS = {"facts": "fact", "figures": "figure"}
"""Keys in the file of fields that are called otherwise in the row: one table for each value."""

NESTED_TYPES: Mapping[str, type[msgspec.Struct]] = {"facts": Fact, "figures": Figure, "values": FigureValue}
"""Fields that hold tables of their own, by the type of these."""

POINT_KEY = "point"
"""Key of the tables below an agenda item that become rows of their own."""

_TIMES = (date, date | None, time | None)
_EXPECTED: Mapping[Any, str] = {
    str: 'text in "quotes"',
    float: "a number, such as 16.9",
    date: "a date, such as 2025-11-26",
    date | None: "a date, such as 2025-11-26",
    time | None: "an hour, such as 10:00",
    tuple[str, ...]: 'a list of ids in brackets, such as ["first-id", "second-id"]',
}


class Draft(NamedTuple):
    """A table that is being read: what was good in it so far."""

    path: Path
    type: type[msgspec.Struct]
    table: Mapping[str, Any]
    """The table as it stands in the file."""
    values: dict[str, Any]
    """Converted values by field name; nested tables are lists of drafts."""

    @property
    def id(self) -> str:
        """The row's id; empty where it is missing or no text."""
        return str(self.values.get("id", ""))


class _Field(NamedTuple):
    name: str
    key: str
    type: Any
    required: bool


def read_tables(
    parent: Mapping[str, Any],
    path: Path,
    type_: type[msgspec.Struct],
    faults: Faults,
    calendar: Calendar | None = None,
) -> list[Draft]:
    """Return a draft for each table of the array of tables at ``path``; none where ``parent`` has no such key.

    The ``calendar`` is that by which days without a year are understood; without one they need theirs.
    """
    tables = parent.get(str(path[-1]), [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.add(path, f"{_name_of(path)} must be tables: write [[{_header_of(path)}]], in two brackets, above each")
        return []
    return [read_table(table, (*path, index), type_, faults, calendar) for index, table in enumerate(tables)]


def read_table(
    table: Mapping[str, Any],
    path: Path,
    type_: type[msgspec.Struct],
    faults: Faults,
    calendar: Calendar | None = None,
) -> Draft:
    """Return the draft of one table, with all of its fields that could be read; see ``read_tables()``."""
    draft = Draft(path, type_, table, {})
    fields = _fields_of(type_)
    for field in fields.values():
        if field.key not in table:
            if field.required:
                faults.add(path, f"{field.key} is missing: add it, as {_expectation(field)}")
        elif field.required and table[field.key] in ("", []):
            faults.add((*path, field.key), f"{field.key} is empty: fill it in, as {_expectation(field)}")
        elif nested := NESTED_TYPES.get(field.name):
            draft.values[field.name] = read_tables(table, (*path, field.key), nested, faults)
        elif field.type in _TIMES and isinstance(table[field.key], str | int | Number):
            _read_time(table[field.key], field, draft, faults, calendar)
        else:
            _read_field(table[field.key], field, draft, faults)
    known = {*fields, POINT_KEY} if type_ is AgendaItem else set(fields)
    for key in table:
        if key not in known:
            faults.add((*path, key), f"{shown(key)} is no field of this table: {choice(key, sorted(known))}")
    return draft


def _read_time(
    value: str | int | Number, field: _Field, draft: Draft, faults: Faults, calendar: Calendar | None
) -> None:
    """Take a day or an hour into the draft that stands there as people write one, or note what is wrong with it."""
    # A good file written by a program has none.
    from tracker.domain.words.time_parsing import UnreadableError, read_day, read_hour

    text = value.written if isinstance(value, Number) else str(value)
    try:
        draft.values[field.name] = read_hour(text) if field.type == time | None else read_day(text).on(calendar)
    except UnreadableError:
        faults.add((*draft.path, field.key), f"{field.key} must be {_expectation(field)}")
    except RefusedError as error:
        faults.add((*draft.path, field.key), f"{field.key}: {error.message} {error.hint}")


def _read_field(value: Any, field: _Field, draft: Draft, faults: Faults) -> None:
    """Take one value into the draft, or note what is wrong with it."""
    path = (*draft.path, field.key)
    if isinstance(value, str):
        value = clean_lines(value) if field.name in BODIES else clean(value)
        if words := too_long(value, limit_of(field.name)):
            faults.add(path, f"{field.key} has {words}")
            return
    value = float(value) if isinstance(value, Number) else value
    try:
        draft.values[field.name] = msgspec.convert(value, field.type, strict=True, builtin_types=(date, time))
    except msgspec.ValidationError:
        allowed = get_args(field.type) if get_origin(field.type) is Literal else ()
        if allowed and isinstance(value, str):
            faults.add(path, f"{field.key} {shown(value)} is not allowed: it must be {_expectation(field)}")
        else:
            faults.add(path, f"{field.key} must be {_expectation(field)}")
        return
    # The days of the meeting itself are looked at together.
    if isinstance(value, date) and draft.type is not Meeting and (fault := day_fault(value)):
        faults.add(path, f"{field.key}: {fault}")
    if field.required and value == "":
        faults.add(path, f"{field.key} is empty but for characters that can't be shown: write text that can")


def _expectation(field: _Field) -> str:
    """Return in words what a field takes."""
    if get_origin(field.type) is Literal:
        return f"one of {', '.join(get_args(field.type))}"
    if field.name == "values":
        return 'a list such as [{ label = "2024", amount = 1.5 }]'
    return _EXPECTED[field.type]


@cache
def _fields_of(type_: type[msgspec.Struct]) -> Mapping[str, _Field]:
    """Return the fields that a file may write for a row of ``type_``, by their keys in the file."""
    # Without their bounds: what is beyond them is told by the checks, in words of this file.
    types = get_type_hints(type_)
    return {
        KEYS.get(info.name, info.name): _Field(
            info.name, KEYS.get(info.name, info.name), types[info.name], info.required
        )
        for info in msgspec.structs.fields(type_)
        if info.name not in MADE_FIELDS
    }


def _name_of(path: Path) -> str:
    return str(path[-1])


def _header_of(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))
