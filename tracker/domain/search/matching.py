"""Matching of rows with a query, in every panel as one types."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from operator import eq, ge, gt, le, lt
from typing import Any, NamedTuple

from tracker.domain.model.programme import Row
from tracker.domain.model.state import State
from tracker.domain.rules.rules import UNFINISHED_ACTION, is_overdue
from tracker.domain.search.folding import folded
from tracker.domain.search.indexes import Index
from tracker.domain.search.lookup import above
from tracker.domain.search.query import Query, Term, day_meant
from tracker.domain.words.formatting import Calendar
from tracker.errors import RefusedError

SEARCHED = (
    "sessions",
    "agenda_items",
    "talking_points",
    "decisions",
    "action_items",
    "notes",
    "people",
    "parties",
    "references",
    "fact_values",
)
"""Tables whose rows a query can find."""


class Viewpoint(NamedTuple):
    """Who asks, and when."""

    today: date
    """The day in the meeting's zone."""
    seen: int = 0
    """Sequence number up to which they have seen the changes."""
    name: str = ""
    """Their login name: what they changed themselves is not news to them."""


def matches(state: State, query: Query, viewpoint: Viewpoint) -> frozenset[str]:
    """Return the ids of the rows that meet every term of ``query``; of all rows where it is empty.

    What holds for an agenda item by its party, owner, day, status or by what it has, holds for its talking points too.
    """
    everything = frozenset(row_id for table in SEARCHED for row_id in state.tables[table])
    found = everything
    for term in query.terms:
        meant = frozenset(_FINDERS[term.key](state, term, viewpoint))
        found = found - meant if term.negated else found & meant
    return found


def prepare(state: State) -> None:
    """Put together the texts that are searched, so that the first word is found as quickly as the next."""
    for table in SEARCHED:
        state.index(_TEXTS[table])


def with_context(state: State, found: Iterable[str]) -> frozenset[str]:
    """Return ``found`` with what each lies under, so that a tree can show it: the item of a point, of a decision."""
    shown, talking_points = set(found), state.talking_points
    points = shown & talking_points.keys()
    items = {talking_points[row_id].item for row_id in points}
    return frozenset(shown | items).union(*(above(state, row_id) for row_id in shown - points))


def _with_points(state: State, item_ids: Iterable[str]) -> Iterator[str]:
    """Yield agenda items with their talking points and decisions."""
    for item_id in item_ids:
        yield item_id
        yield from state.point_ids_of(item_id)
        yield from (decision.id for decision in state.decisions_of(item_id))


def _by_text(state: State, term: Term, _: Viewpoint) -> Iterator[str]:
    words = folded(term.value)
    for table in SEARCHED:
        texts: Mapping[str, str] = state.index(_TEXTS[table])
        yield from (row_id for row_id, text in texts.items() if words in text)
    number, dot, point = words.partition(".")
    if item_id := state.items_by_number.get(number):
        yield f"{item_id}.{point}" if dot else item_id


def _by_state(state: State, term: Term, viewpoint: Viewpoint) -> Iterator[str]:
    if term.value == "changed":
        rows = (row for table in SEARCHED for row in state.tables[table].values())
        yield from (row.id for row in rows if row.rev > viewpoint.seen and row.changed_by != viewpoint.name)
    elif term.value == "overdue":
        yield from (action.id for action in state.action_items.values() if is_overdue(action, viewpoint.today))
    else:
        done = term.value == "done"
        yield from (point.id for point in state.talking_points.values() if point.done is done and not point.withdrawn)
        wanted = _DONE if done else _OPEN
        for table, statuses in wanted.items():
            yield from (row.id for row in state.tables[table].values() if getattr(row, "status", "") in statuses)


_OPEN: Mapping[str, frozenset[str]] = {
    "sessions": frozenset(("tentative", "confirmed", "rescheduled", "in_progress")),
    "agenda_items": frozenset(("planned", "taken_up", "skipped", "deferred")),
    "decisions": frozenset(("draft", "proposed")),
    "action_items": UNFINISHED_ACTION,
    "notes": frozenset(("draft",)),
}
_DONE: Mapping[str, frozenset[str]] = {
    "sessions": frozenset(("held",)),
    "agenda_items": frozenset(("closed",)),
    "decisions": frozenset(("agreed", "signed")),
    "action_items": frozenset(("completed",)),
    "notes": frozenset(("final",)),
}


def _by_status(state: State, term: Term, _: Viewpoint) -> Iterator[str]:
    for table in _OPEN:
        rows = (row.id for row in state.tables[table].values() if getattr(row, "status", "") == term.value)
        yield from _with_points(state, rows) if table == "agenda_items" else rows


def _by_party(state: State, term: Term, _: Viewpoint) -> Iterator[str]:
    parties = _called(state.parties.values(), term.value)
    yield from parties
    yield from (person.id for person in state.people.values() if person.party in parties)
    yield from (session.id for session in state.schedule if not parties.isdisjoint(session.parties))
    yield from (action.id for action in state.action_items.values() if not parties.isdisjoint(_owners(action)))
    items = (item for item in state.agenda if not parties.isdisjoint((*item.lead_parties, *item.other_parties)))
    yield from _with_points(state, (item.id for item in items))


def _by_owner(state: State, term: Term, _: Viewpoint) -> Iterator[str]:
    owners = _called((*state.parties.values(), *state.people.values()), term.value)
    yield from (action.id for action in state.action_items.values() if not owners.isdisjoint(_owners(action)))
    led = (item.id for item in state.agenda if not owners.isdisjoint(item.lead_parties))
    yield from _with_points(state, led)


def _owners(action: Any) -> tuple[str, ...]:
    return (action.owner_party, action.owner_person, *action.co_owners)


def _called(rows: Iterable[Any], value: str) -> frozenset[str]:
    """Return the ids of the parties and people whose id, or a word of whose name, begins with ``value``."""
    begun = folded(value)
    return frozenset(
        row.id
        for row in rows
        if row.id.startswith(begun) or f" {begun}" in folded(f" {row.name} {getattr(row, 'short_name', '')}")
    )


def _by_day(state: State, term: Term, viewpoint: Viewpoint) -> Iterator[str]:
    if term.names_day:
        day = _day_meant(state, term, viewpoint)
        sessions = [session for session in state.schedule if session.date == day]
    else:
        sessions = [session for session in state.schedule if session.date.day == int(term.value)]
    yield from (session.id for session in sessions)
    items = dict.fromkeys(item_id for session in sessions for item_id in session.agenda_items)
    yield from _with_points(state, items)


def _by_what_it_has(state: State, term: Term, _: Viewpoint) -> Iterator[str]:
    has: Callable[[str], Any] = {
        "decision": state.decisions_of,
        "note": state.notes_about,
        "action": state.actions_of,
    }[term.value]
    yield from _with_points(state, (item.id for item in state.agenda if has(item.id)))
    if term.value == "action":
        yield from (decision.id for decision in state.decisions.values() if has(decision.id))
    if term.value == "note":
        tables = ("sessions", "talking_points", "decisions", "action_items")
        noted = {note.about for note in state.notes.values()}
        yield from (row_id for row_id in noted if any(row_id in state.tables[table] for table in tables))


def _by_due(state: State, term: Term, viewpoint: Viewpoint) -> Iterator[str]:
    if day := _day_meant(state, term, viewpoint):
        is_so = {"<": lt, "<=": le, "=": eq, ">=": ge, ">": gt}[term.comparison]
        yield from (action.id for action in state.action_items.values() if action.due and is_so(action.due, day))


def _day_meant(state: State, term: Term, viewpoint: Viewpoint) -> date | None:
    """Return the day that a term names; None where this meeting has none such: another had, when the term was kept."""
    meeting = state.meeting
    try:
        return day_meant(term, Calendar(meeting.first_day, meeting.last_day, viewpoint.today))
    except RefusedError:
        return None


_Finder = Callable[[State, Term, Viewpoint], Iterator[str]]
_FINDERS: Mapping[str, _Finder] = {
    "text": _by_text,
    "is": _by_state,
    "status": _by_status,
    "party": _by_party,
    "owner": _by_owner,
    "day": _by_day,
    "has": _by_what_it_has,
    "due": _by_due,
}

_TEXT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "sessions": ("id", "title", "description", "room"),
    "agenda_items": ("id", "number", "title", "annotation", "facts"),
    "talking_points": ("id", "title"),
    "decisions": ("id", "texts"),
    "action_items": ("id", "text"),
    "notes": ("id", "text", "author"),
    "people": ("id", "name", "designation", "organisation"),
    "parties": ("id", "name", "short_name"),
    "references": ("id", "title", "publisher", "supports"),
    "fact_values": ("id", "fact", "value", "source"),
}


def _texts_index(table: str) -> Index:
    """Return an index of all that can be searched for in a table's rows, folded."""
    fields = _TEXT_FIELDS[table]

    def build(rows: Mapping[str, Row]) -> Mapping[str, str]:
        return {row_id: folded("\n".join(_texts(row, fields))) for row_id, row in rows.items()}

    def grown(made: Mapping[str, str], rows: Mapping[str, Row], row_id: str) -> Mapping[str, str]:
        return {**made, **build({row_id: rows[row_id]})}

    return Index(f"texts of {table}", table, frozenset(fields), build, grown)


def _texts(row: Row, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        value = getattr(row, field)
        if isinstance(value, str):
            yield value
        else:
            # Facts and the words of the sides.
            yield from (part.text for part in value)


_TEXTS = {table: _texts_index(table) for table in SEARCHED}
