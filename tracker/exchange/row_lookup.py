"""Rows by what files call them: by id, number, reference, short name or name, and by the same words in the same place.

Each look-up is an index of the state: a file may name somebody on every line, and to look through all rows each time
would take for ever.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from tracker.domain.model.programme import Session, SessionType
from tracker.domain.model.state import State
from tracker.domain.search.indexes import Index, Rows
from tracker.domain.words.formatting import in_words
from tracker.errors import RefusedError
from tracker.text import clean

_TYPES: Mapping[str, SessionType] = {
    in_words(kind): kind
    for kind in ("arrival", "technical", "working_group", "plenary", "bilateral", "signing", "press", "social", "break")
}


def item_called(state: State, name: str) -> str:
    """Return the id of the agenda item or, for a talking point, of its item; empty if none is called so."""
    wanted = _key(name)
    if point := state.talking_points.get(wanted):
        return point.item
    if wanted in state.agenda_items:
        return wanted
    if by_number := state.items_by_number.get(wanted.rstrip(".")):
        return by_number
    return _only(state, _ITEMS, wanted)


def party_called(state: State, name: str) -> str:
    """Return the id of a party; empty if none, or more than one, is called so."""
    wanted = _key(name)
    if wanted in state.parties:
        return wanted
    return _only(state, _PARTIES, wanted)


def person_called(state: State, name: str) -> str:
    """Return the id of a person; empty if none, or more than one, is called so."""
    wanted = _key(name)
    if wanted in state.people:
        return wanted
    return _only(state, _PEOPLE, wanted)


def session_called(state: State, name: str) -> str:
    """Return the id of a session; empty if none, or more than one, is called so."""
    wanted = _key(name)
    if wanted in state.sessions:
        return wanted
    return _only(state, _SESSIONS, wanted)


def session_on(state: State, day: date) -> str:
    """Return the id of the session of a day; empty if there is none, or more than one."""
    found: Mapping[date, str] = state.index(_SESSIONS_BY_DAY)
    return found.get(day, "")


def owner_called(state: State, name: str, otherwise: str) -> dict[str, Any]:
    """Return the owner of an action item as the fields of its edit; ``otherwise`` is the party of one without a name.

    Raises:
        RefusedError: nobody is called so, or nobody is named at all.
    """
    if person := name and person_called(state, name):
        return {"owner_person": person}
    if party := name and party_called(state, name):
        return {"owner_party": party}
    if otherwise:
        return {"owner_party": otherwise}
    if name:
        raise RefusedError(f"no party or person is called {clean(name)!r}; name who owns it with --owner")
    raise RefusedError("it doesn't say who owns it; name a party with --owner")


def item_meant(state: State, names: Iterable[str], otherwise: str) -> str:
    """Return the id of the first agenda item that ``names`` name, else ``otherwise``.

    Raises:
        RefusedError: there is neither.
    """
    found = next((item for name in names if name and (item := item_called(state, name))), otherwise)
    if not found:
        raise RefusedError("it names no agenda item of this meeting; name one with --item")
    return found


def session_type(words: Iterable[str]) -> SessionType | None:
    """Return the type of session that the first of ``words`` names (``working group``); None if none does."""
    return next((_TYPES[key] for word in words if (key := in_words(_key(word))) in _TYPES), None)


def _key(name: str) -> str:
    return clean(name).casefold()


def _only(state: State, index: Index, wanted: str) -> str:
    """Return the one that there is; two of one name are not guessed between."""
    names: Mapping[str, str] = state.index(index)
    return names.get(wanted, "")


def _by_name(table: str, names_in: Callable[[Any], Iterable[str]], *fields: str) -> Index:
    """Return an index of a table's ids by what its rows are called; no id where several are called so.

    Args:
        table: the table.
        names_in: what a row is called.
        fields: those that the names are made of.
    """

    def build(rows: Rows) -> Mapping[str, str]:
        called: dict[str, str] = {}
        for row in rows.values():
            for name in set(map(_key, names_in(row))):
                called[name] = "" if name in called else row.id
        return called

    return Index(f"{table} by name", table, frozenset(fields), build)


_ITEMS = _by_name("agenda_items", lambda item: (item.title,), "title")
_PARTIES = _by_name("parties", lambda party: (party.name, party.short_name), "name", "short_name")
_PEOPLE = _by_name("people", lambda person: (person.name, person.label), "name", "honorific")
_SESSIONS = _by_name("sessions", lambda session: (session.title,), "title")


def _by_day(rows: Rows) -> Mapping[date, str]:
    found: dict[date, str] = {}
    for session in cast("Iterable[Session]", rows.values()):
        if session.status != "cancelled":
            found[session.date] = "" if session.date in found else session.id
    return found


_SESSIONS_BY_DAY = Index("the session of a day", "sessions", frozenset(("date", "status")), _by_day)


def known_by(state: State, index: Index, words: Hashable) -> str:
    """Return the id of the row that has these words, the oldest where several have; empty for none."""
    found: Mapping[Hashable, str] = state.index(index)
    return found.get(words, "")


def _by_words(name: str, table: str, words_of: Callable[[Any], Iterable[Hashable]], *fields: str) -> Index:
    def grown(made: Mapping[Hashable, str], rows: Rows, row_id: str) -> Mapping[Hashable, str]:
        return {**made, **{words: row_id for words in words_of(rows[row_id]) if words not in made}}

    def build(rows: Rows) -> Mapping[Hashable, str]:
        found: dict[Hashable, str] = {}
        for row in rows.values():
            for words in words_of(row):
                found.setdefault(words, row.id)
        return found

    return Index(name, table, frozenset(fields), build, grown)


ITEMS_BY_TITLE = _by_words("items by title", "agenda_items", lambda item: (item.title.casefold(),), "title")
POINTS_BY_TITLE = _by_words(
    "points by title",
    "talking_points",
    lambda point: () if point.withdrawn else ((point.item, point.title.casefold()),),
    *("item", "title", "withdrawn"),
)
NOTES_BY_WORDS = _by_words("notes by words", "notes", lambda note: ((note.about, note.text),), "about", "text")
DECISIONS_BY_WORDS = _by_words(
    "decisions by words",
    "decisions",
    lambda decision: ((decision.item, side.text) for side in decision.texts),
    *("item", "texts"),
)
ACTIONS_BY_WORDS = _by_words(
    "actions by words", "action_items", lambda action: ((action.item, action.text),), "item", "text"
)
