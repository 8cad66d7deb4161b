"""Indexes of one table's rows: they hold ids only, so a change of any other field leaves them as they are.

A tick among ten thousand points makes a new state; the order of the points is still the same then, and is kept.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, cast

from tracker.domain.ids import natural
from tracker.domain.programme import AgendaItem, Row, Session, TalkingPoint

Rows = Mapping[str, Row]
"""The rows of one table by their ids."""

Groups = Mapping[str, tuple[str, ...]]
"""Ids of rows by what they have in common."""

Touched = Mapping[str, frozenset[str] | None]
"""The fields that changes touched, by table; None where rows came or went."""


class Index(NamedTuple):
    """How an index is made, and what it hangs on."""

    name: str
    table: str
    fields: frozenset[str]
    """Fields of the table's rows that it is made from."""
    build: Callable[[Rows], Any]

    def is_stale(self, touched: Touched) -> bool:
        """Say whether it must be made anew after changes."""
        if self.table not in touched:
            return False
        fields = touched[self.table]
        return fields is None or not self.fields.isdisjoint(fields)


def _agenda(rows: Rows) -> tuple[str, ...]:
    items = cast(Iterable[AgendaItem], rows.values())
    return tuple(item.id for item in sorted(items, key=lambda item: (item.position, natural(item.number))))


def _items_by_number(rows: Rows) -> Mapping[str, str]:
    return {item.number.casefold(): item.id for item in cast(Iterable[AgendaItem], rows.values())}


def _points_by_item(rows: Rows) -> Groups:
    points = cast(Iterable[TalkingPoint], rows.values())
    standing = sorted((point for point in points if not point.withdrawn), key=lambda point: point.position)
    return _grouped((point.item, point.id) for point in standing)


def _withdrawn(rows: Rows) -> tuple[str, ...]:
    return tuple(point.id for point in cast(Iterable[TalkingPoint], rows.values()) if point.withdrawn)


def _schedule(rows: Rows) -> tuple[str, ...]:
    sessions = cast(Iterable[Session], rows.values())
    return tuple(session.id for session in sorted(sessions, key=_schedule_key))


def _sessions_by_item(rows: Rows) -> Groups:
    return _grouped(
        (item_id, session_id)
        for session_id in _schedule(rows)
        for item_id in cast(Session, rows[session_id]).agenda_items
    )


def _schedule_key(session: Session) -> tuple[Any, ...]:
    start = session.start.isoformat() if session.start else ""
    return (session.date, bool(start), start, session.position)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Groups:
    groups: dict[str, list[str]] = {}
    for key, row_id in pairs:
        groups.setdefault(key, []).append(row_id)
    return {key: tuple(ids) for key, ids in groups.items()}


def by_field(table: str, field: str) -> Index:
    """Return an index of a table's ids by the value of a text field, in the order in which they were numbered."""

    def build(rows: Rows) -> Groups:
        ordered = sorted(rows.values(), key=lambda row: natural(row.id))
        return _grouped((getattr(row, field), row.id) for row in ordered)

    return Index(f"{table} by {field}", table, frozenset((field,)), build)


_HOURS = frozenset(("date", "start", "position"))
_HELD = frozenset(("end", "status", "shift_minutes", "started_at", "ended_at"))

AGENDA = Index("agenda", "agenda_items", frozenset(("position", "number")), _agenda)
ITEMS_BY_NUMBER = Index("items by number", "agenda_items", frozenset(("number",)), _items_by_number)
POINTS_BY_ITEM = Index(
    "points by item", "talking_points", frozenset(("item", "position", "withdrawn")), _points_by_item
)
WITHDRAWN_POINTS = Index("withdrawn points", "talking_points", frozenset(("withdrawn",)), _withdrawn)
SCHEDULE = Index("schedule", "sessions", _HOURS, _schedule)
NOW_AND_NEXT = Index("now and next", "sessions", _HOURS | _HELD, lambda _rows: {})
"""What was found to be on, and how long that holds, by zone: filled by whoever looks, several times a key."""

SESSIONS_BY_ITEM = Index("sessions by item", "sessions", _HOURS | {"agenda_items"}, _sessions_by_item)
NOTES_BY_ABOUT = by_field("notes", "about")
DECISIONS_BY_ITEM = by_field("decisions", "item")
ACTIONS_BY_ITEM = by_field("action_items", "item")
ACTIONS_BY_DECISION = by_field("action_items", "decision")
ATTENDANCE_BY_SESSION = by_field("attendance", "session")
PEOPLE_BY_PARTY = by_field("people", "party")
FACTS_BY_ABOUT = by_field("fact_values", "about")
