"""From what people and programs call something to its row: by id, number, reference, short name or name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.domain.programme import SessionType
from tracker.domain.rules import in_words
from tracker.domain.state import State
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
    return _only(item.id for item in state.agenda if _key(item.title) == wanted)


def party_called(state: State, name: str) -> str:
    """Return the id of a party; empty if none, or more than one, is called so."""
    wanted = _key(name)
    if wanted in state.parties:
        return wanted
    return _only(party.id for party in state.parties.values() if wanted in (_key(party.name), _key(party.short_name)))


def person_called(state: State, name: str) -> str:
    """Return the id of a person; empty if none, or more than one, is called so."""
    wanted = _key(name)
    if wanted in state.people:
        return wanted
    return _only(person.id for person in state.people.values() if wanted in (_key(person.name), _key(person.label)))


def session_called(state: State, name: str) -> str:
    """Return the id of a session; empty if none, or more than one, is called so."""
    wanted = _key(name)
    if wanted in state.sessions:
        return wanted
    return _only(session.id for session in state.schedule if _key(session.title) == wanted)


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
    return next((_TYPES[key] for word in words if (key := _key(word).replace("_", " ")) in _TYPES), None)


def _key(name: str) -> str:
    return clean(name).casefold()


def _only(found: Iterator[str]) -> str:
    """Return the one that there is; two of one name are not guessed between."""
    ids = set(found)
    return ids.pop() if len(ids) == 1 else ""
