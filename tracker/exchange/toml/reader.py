"""Reader of the programme file, the TOML that a secretary writes; ``fixtures/igc-2025.toml`` explains it.

Reading goes through four steps: ``source`` (TOML at all), ``tables`` (each field of each table), ``checks`` (what must
be true between tables), and the rows are built here. All faults of a file come out at once, each with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from tracker.domain.model.programme import (
    AgendaItem,
    Meeting,
    Party,
    Programme,
    Reference,
    Session,
    Side,
    TalkingPoint,
)
from tracker.domain.words.formatting import Calendar, days_fault
from tracker.exchange.source_files import read_text
from tracker.exchange.toml.checks import DraftsByKey, check
from tracker.exchange.toml.source import parse_toml
from tracker.exchange.toml.tables import (
    FORMAT,
    NESTED_TYPES,
    POINT_KEY,
    Draft,
    Faults,
    choice,
    read_table,
    read_tables,
    shown,
)
from tracker.text import clean

if TYPE_CHECKING:
    from tracker.domain.model.state import State
    from tracker.exchange.importing import Defaults, Entry


_ARRAYS: Mapping[str, type[msgspec.Struct]] = {
    "side": Side,
    "reference": Reference,
    "party": Party,
    "session": Session,
    "agenda_item": AgendaItem,
}
"""The arrays of tables at the top level of a file, by their keys."""

_KNOWN_KEYS = ("format", "meeting", *_ARRAYS)
_StructT = TypeVar("_StructT", bound=msgspec.Struct)


def read_programme(path: Path) -> Programme:
    """Return the programme in the file at ``path``.

    Raises:
        BadFileError: it can't be read, or something in it is wrong; carries all faults with their lines.
    """
    return parse_programme(read_text(path), str(path))


def entries(text: str, state: State, defaults: Defaults) -> Iterator[Entry]:
    """Yield the one entry that a programme is: it fits as a whole or not at all.

    Raises:
        BadFileError: something in it is wrong; carries all faults with their lines.
    """
    # A new meeting is made of a programme without any edit.
    from tracker.domain.edits import Revise
    from tracker.exchange.importing import Entry

    programme = parse_programme(text, "the file")
    yield Entry(1, programme.meeting.title, lambda _state: (Revise(programme=programme),))


def parse_programme(text: str, name: str) -> Programme:
    """Return the programme that ``text`` describes; ``name`` is what its faults call the file.

    Raises:
        BadFileError: something in it is wrong; carries all faults with their lines.
    """
    name = clean(name)
    text = text.removeprefix("\ufeff")
    tables = parse_toml(text, name)
    faults = Faults(name, text, tables)
    _check_format(tables, faults)
    drafts = _read(tables, faults)
    check(drafts, faults)
    faults.raise_any()
    return _programme(drafts)


def _check_format(tables: Mapping[str, Any], faults: Faults) -> None:
    """Refuse at once what is written in another format: its other faults would mean nothing."""
    version = tables.get("format")
    if type(version) is int and version == FORMAT:
        return
    if type(version) is int and version > FORMAT:
        faults.add(("format",), f"format {version:.20g} is of a newer tracker, this one reads {FORMAT}: update it")
    else:
        faults.add(("format",), f"format is missing or wrong: write format = {FORMAT} above all tables")
    faults.raise_any()


def _read(tables: Mapping[str, Any], faults: Faults) -> DraftsByKey:
    """Return the drafts of all tables of a file."""
    drafts: dict[str, list[Draft]] = {"meeting": []}
    meeting = tables.get("meeting")
    if isinstance(meeting, dict):
        drafts["meeting"].append(read_table(meeting, ("meeting",), Meeting, faults))
    elif meeting is None:
        faults.add((), "the table [meeting] is missing: add it, with the title, the place and the days")
    else:
        faults.add(("meeting",), "there is one meeting in a file: write [meeting], in single brackets, once")
    calendar = _calendar_of(drafts["meeting"])
    for key, type_ in _ARRAYS.items():
        drafts[key] = read_tables(tables, (key,), type_, faults, calendar if type_ is Session else None)
    if "side" not in tables:
        faults.add((), "there is no [[side]]: add one for each side that meets, with its id and name")
    drafts[POINT_KEY] = []
    for item in drafts["agenda_item"]:
        table = tables["agenda_item"][item.path[-1]]
        drafts[POINT_KEY] += read_tables(table, (*item.path, POINT_KEY), TalkingPoint, faults)
    for key in tables:
        if key not in _KNOWN_KEYS:
            faults.add((key,), f"{shown(key)} is nothing that a programme has: {choice(key, _KNOWN_KEYS)}")
    return drafts


def _calendar_of(meetings: list[Draft]) -> Calendar | None:
    """Return the days of the meeting, among which those of its sessions lie; None where they are missing or wrong."""
    for meeting in meetings:
        first, last = meeting.values.get("first_day"), meeting.values.get("last_day")
        if first and last and not days_fault(first, last):
            return Calendar(first, last)
    return None


def _programme(drafts: DraftsByKey) -> Programme:
    """Return the programme of drafts in which nothing is wrong."""
    sides = tuple(_build(Side, draft) for draft in drafts["side"])
    item_ids = {item.path: item.id for item in drafts["agenda_item"]}
    return Programme(
        meeting=_build(Meeting, drafts["meeting"][0], sides=sides),
        references=_rows(Reference, drafts["reference"]),
        parties=_rows(Party, drafts["party"]),
        sessions=_rows(Session, drafts["session"]),
        agenda_items=_rows(AgendaItem, drafts["agenda_item"]),
        talking_points=tuple(
            _build(TalkingPoint, draft, item=item_ids[draft.path[:-2]], position=_position(draft))
            for draft in drafts[POINT_KEY]
        ),
    )


def _rows(type_: type[_StructT], drafts: list[Draft]) -> tuple[_StructT, ...]:
    return tuple(_build(type_, draft, position=_position(draft)) for draft in drafts)


def _position(draft: Draft) -> int:
    """Return the place of a table among its like, from 1."""
    return int(draft.path[-1]) + 1


def _build(type_: type[_StructT], draft: Draft, **made: Any) -> _StructT:
    """Return what a draft describes, with the fields that the file doesn't write."""
    values = {
        name: tuple(_build(NESTED_TYPES[name], nested) for nested in value) if name in NESTED_TYPES else value
        for name, value in draft.values.items()
    }
    return type_(**values, **made)
