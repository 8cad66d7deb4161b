"""Labels of rows and values in sentences: short, plain, in English whatever the locale is."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from tracker.domain.model.programme import Row
from tracker.domain.model.state import State
from tracker.domain.words.formatting import full_day, hour_words, in_words
from tracker.text import cut

LONGEST_QUOTE = 48
"""Most characters of a title or text within a sentence."""

SHORTEST_QUOTE = 32
"""Most characters of a title where a few words must do."""

_KINDS = {
    "meeting": "the meeting",
    "parties": "party",
    "references": "reference",
    "sessions": "session",
    "agenda_items": "agenda item",
    "talking_points": "point",
    "people": "person",
    "notes": "note",
    "decisions": "decision",
    "action_items": "action",
    "attendance": "attendance",
    "fact_values": "value",
}
_TITLES: Mapping[str, tuple[str, ...]] = {
    "sessions": ("title",),
    "agenda_items": ("title",),
    "talking_points": ("title",),
    "references": ("title",),
    "parties": ("short_name", "name"),
    "people": ("name",),
    "fact_values": ("fact",),
}
"""The fields of a table that hold what a row is called, the first that says something before the others."""
_NUMBERS = {"agenda_items": "number", "decisions": "number", "action_items": "ref"}
_LOOKED_UP = frozenset(("item", "decision", "about", "session", "carried_to", "supersedes"))
_NAMES = frozenset(("attendee", "owner_party", "owner_person", "party", "verified_by"))
_NAME_LISTS = frozenset(("parties", "lead_parties", "other_parties", "people", "co_owners"))
_ENUMERATIONS = frozenset(
    ("status", "disposition", "purpose", "type", "kind", "priority", "standing", "role", "visibility", "presence")
)
_DAYS = frozenset(("date", "due", "signed_on", "as_of", "first_day", "last_day", "published"))
_HOURS = frozenset(("start", "end"))


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line, its end left off where it is long."""
    return f'"{cut(" ".join(text.split()), LONGEST_QUOTE)}"'


def row_label(state: State, table: str, row_id: str, gone: Mapping[str, Any] | None = None) -> str:
    """Return how a sentence calls a row: ``agenda item 3 "The mills"``, ``point 3.2 "Next steps"``, ``action A1``.

    Args:
        state: the meeting as it stands.
        table: the table of the row.
        row_id: its id.
        gone: fields of the row, for one that isn't in ``state`` any more.
    """
    if table == "meeting":
        return _KINDS[table]
    # Lists of thousands of rows ask for each of them, so only the fields that are wanted are looked at.
    row = state.tables[table].get(row_id)
    title = ""
    for name in _TITLES.get(table, ()):
        if title := _field(row, gone, name):
            break
    number = _number(state, table, row_id, row, gone)
    words = f"{_KINDS[table]} {number}" if number else _KINDS[table]
    return f"{words} {quoted(title)}" if title else words


def short_label(state: State, table: str, row_id: str, gone: Mapping[str, Any] | None = None) -> str:
    """Return how a few words call a row: ``3``, ``3.2``, ``A1``, ``Morning session``; see ``row_label()``."""
    row = state.tables[table].get(row_id)
    if table == "meeting":
        return _KINDS[table]
    if table == "notes":
        return f"the note on {short_label_of(state, _field(row, gone, 'about'))}"
    named = next((title for name in _TITLES.get(table, ()) if (title := _field(row, gone, name))), row_id)
    numbered = table == "talking_points" or table in _NUMBERS
    words = _number(state, table, row_id, row, gone) if numbered else " ".join(named.split())
    return cut(words, SHORTEST_QUOTE)


def short_label_of(state: State, row_id: str) -> str:
    """Return how a few words call whatever row has an id; the id itself where none has."""
    table = state.table_with(row_id)
    return short_label(state, table, row_id) if table else row_id


def label_of(state: State, row_id: str) -> str:
    """Return how a sentence calls whatever row has an id; the id itself where none has."""
    table = state.table_with(row_id)
    return row_label(state, table, row_id) if table else row_id


def name_of(state: State, row_id: str) -> str:
    """Return the name of a party or a person as it is shown; the id itself where there is neither."""
    row = state.parties.get(row_id) or state.people.get(row_id)
    return row.label if row else row_id


def known_by(state: State, row_id: str) -> str:
    """Return what a party or a person is known by besides ``name_of()``: the full name; the post, and whose it is."""
    if party := state.parties.get(row_id):
        return party.name if party.name != party.label else ""
    person = state.people.get(row_id)
    if person is None:
        return ""
    party = state.parties.get(person.party)
    of = (party.label, party.name) if party else ()
    return ", ".join(dict.fromkeys(filter(None, (person.designation, person.organisation, *of))))


def value_words(state: State, field: str, value: Any) -> str:
    """Return the plain value of a field (see ``changes.Document``) as a sentence has it."""
    if value in (None, "", []):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and field in _NAME_LISTS:
        return ", ".join(name_of(state, str(each)) for each in value)
    if isinstance(value, list):
        return ", ".join(state.number_of(each) or str(each) for each in value) if _are_texts(value) else str(len(value))
    text = str(value)
    if field in _ENUMERATIONS:
        return in_words(text)
    if field in _LOOKED_UP:
        return "the next meeting" if text == "next" else label_of(state, text)
    if field in _NAMES:
        return name_of(state, text)
    if field in _DAYS:
        return full_day(date.fromisoformat(text))
    if field in _HOURS:
        return hour_words(time.fromisoformat(text))
    return f"{text} %" if field == "percent" else text if isinstance(value, int | float) else quoted(text)


def _field(row: Row | None, gone: Mapping[str, Any] | None, name: str) -> str:
    return str(getattr(row, name) if row is not None else (gone or {}).get(name) or "")


def _number(state: State, table: str, row_id: str, row: Row | None, gone: Mapping[str, Any] | None) -> str:
    """Return what a row is cited by: its printed number where it has one, else its id where that tells it apart."""
    if table == "talking_points":
        item_id, _, point = row_id.rpartition(".")
        item = state.agenda_items.get(item_id)
        return f"{item.number}.{point}" if item else row_id
    if field := _NUMBERS.get(table):
        return _field(row, gone, field) or row_id
    return row_id if table in ("sessions", "notes") else ""


def _are_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
