"""Lookup of a row by what a person types: an id (``psm.2``) or a printed number (``3.2``)."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.domain.model.state import State
from tracker.errors import UnknownIdError

_SEARCHED_TABLES = (
    "agenda_items",
    "talking_points",
    "sessions",
    "parties",
    "references",
    "decisions",
    "action_items",
    "people",
    "notes",
    "fact_values",
)
_MOST_SUGGESTIONS = 3


class Found(NamedTuple):
    """The table and id of a row."""

    table: str
    id: str


def find_row(state: State, asked: str) -> Found:
    """Return the row with the id or number ``asked``, whatever its case.

    Raises:
        UnknownIdError: there is none; it suggests the nearest.
    """
    wanted = asked.strip().casefold()
    for table in _SEARCHED_TABLES:
        if wanted in state.tables[table]:
            return Found(table, wanted)
    number, _, point_number = wanted.partition(".")
    if item_id := state.items_by_number.get(number):
        if not point_number and wanted == number:
            return Found("agenda_items", item_id)
        if f"{item_id}.{point_number}" in state.talking_points:
            return Found("talking_points", f"{item_id}.{point_number}")
    raise UnknownIdError(asked, nearest_ids(state, wanted))


def points_asked_for(state: State, asked: str) -> tuple[str, ...]:
    """Return the ids of the talking points that ``asked`` names: one point, or all of an agenda item.

    Raises:
        UnknownIdError: it names neither; it suggests the nearest that do.
    """
    try:
        found = find_row(state, asked)
    except UnknownIdError:
        found = Found("", "")
    if found.table == "talking_points":
        return (found.id,)
    if found.table == "agenda_items":
        return tuple(point.id for point in state.points_of(found.id))
    raise UnknownIdError(asked, nearest_ids(state, asked.strip().casefold(), _SEARCHED_TABLES[:2]))


def above(state: State, row_id: str) -> Iterator[str]:
    """Yield the ids of what a row lies under: the item of a point or a decision, what a note is about, and so on up."""
    if point := state.talking_points.get(row_id):
        yield point.item
    elif decision := state.decisions.get(row_id):
        yield decision.item
    elif action := state.action_items.get(row_id):
        yield action.item
        if action.decision:
            yield action.decision
    elif about := state.notes.get(row_id) or state.fact_values.get(row_id):
        yield about.about
        yield from above(state, about.about)


def nearest_ids(state: State, wanted: str, tables: tuple[str, ...] = _SEARCHED_TABLES) -> tuple[str, ...]:
    """Return up to three ids (or numbers) of ``tables`` that are spelled most like ``wanted``, the nearest first."""
    # difflib is slow to load and only needed once something was mistyped.
    from difflib import get_close_matches

    known = [row_id for table in tables for row_id in state.tables[table]]
    matches = get_close_matches(wanted[:100], known, n=_MOST_SUGGESTIONS, cutoff=0.5)
    if not matches and "." in wanted:
        number = wanted.partition(".")[0]
        item_part = next((item.id for item in state.agenda if item.number.casefold() == number), number)
        matches = [row_id for row_id in known if row_id.partition(".")[0] == item_part][:_MOST_SUGGESTIONS]
    return tuple(matches)
