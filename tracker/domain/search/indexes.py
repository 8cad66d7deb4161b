"""Indexes of one table's rows: they hold ids only, so a change of any other field leaves them as they are.

A tick among ten thousand points makes a new state; the order of the points is still the same then, and is kept. A row
that comes is put into its place, where an index knows how: a file of ten thousand rows is taken in one after the other.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from tracker.domain.model.ids import leading_number, natural, parted
from tracker.domain.model.programme import AgendaItem, Row, Session, TalkingPoint

Rows = Mapping[str, Row]
"""The rows of one table by their ids."""

Groups = Mapping[str, tuple[str, ...]]
"""Ids of rows by what they have in common."""


_FEW = 8
"""Rows that are put into their places one by one; for more, all is made anew."""


class Touch(NamedTuple):
    """What changes did to one table."""

    fields: set[str]
    """Fields that they touched of rows that were there."""
    came: list[str]
    """Ids of new rows, in their order."""
    any_went: bool = False


Touched = Mapping[str, Touch]
"""What changes touched, by table."""


class Index(NamedTuple):
    """How an index is made, and what it hangs on. What is made is never changed in place, and never None."""

    name: str
    table: str
    fields: frozenset[str]
    """Fields of the table's rows that it is made from."""
    build: Callable[[Rows], Any]
    grown: Callable[[Any, Rows, str], Any] | None = None
    """Returns what was made with the row of one more id in it, given all rows; None where it is made anew."""

    def after(self, made: Any, rows: Rows, touched: Touched) -> Any:
        """Return what was made as it is after changes; None where it must be made anew."""
        touch = touched.get(self.table)
        if touch is None:
            return made
        if touch.any_went or len(touch.came) > _FEW or not self.fields.isdisjoint(touch.fields):
            return None
        for row_id in touch.came:
            if self.grown is None:
                return None
            made = self.grown(made, rows, row_id)
        return made


def _agenda(rows: Rows) -> tuple[str, ...]:
    return tuple(item.id for item in sorted(cast(Iterable[AgendaItem], rows.values()), key=_agenda_key))


def _agenda_key(item: AgendaItem) -> tuple[Any, ...]:
    return (item.position, natural(item.number))


def _items_by_number(rows: Rows) -> Mapping[str, str]:
    return {item.number.casefold(): item.id for item in cast(Iterable[AgendaItem], rows.values())}


def _with_number(made: Mapping[str, str], rows: Rows, row_id: str) -> Mapping[str, str]:
    return {**made, cast(AgendaItem, rows[row_id]).number.casefold(): row_id}


def _points_by_item(rows: Rows) -> Groups:
    points = cast(Iterable[TalkingPoint], rows.values())
    standing = sorted((point for point in points if not point.withdrawn), key=lambda point: point.position)
    return _grouped((point.item, point.id) for point in standing)


def _with_point(made: Groups, rows: Rows, row_id: str) -> Groups:
    point = cast(TalkingPoint, rows[row_id])
    return made if point.withdrawn else _with_ids(made, rows, row_id, (point.item,), lambda row: row.position)


def _withdrawn(rows: Rows) -> tuple[str, ...]:
    return tuple(point.id for point in cast(Iterable[TalkingPoint], rows.values()) if point.withdrawn)


def _with_withdrawn(made: tuple[str, ...], rows: Rows, row_id: str) -> tuple[str, ...]:
    return (*made, row_id) if cast(TalkingPoint, rows[row_id]).withdrawn else made


def _schedule(rows: Rows) -> tuple[str, ...]:
    sessions = cast(Iterable[Session], rows.values())
    return tuple(session.id for session in sorted(sessions, key=_schedule_key))


def _sessions_by_item(rows: Rows) -> Groups:
    return _grouped(
        (item_id, session_id)
        for session_id in _schedule(rows)
        for item_id in cast(Session, rows[session_id]).agenda_items
    )


def _with_session(made: Groups, rows: Rows, row_id: str) -> Groups:
    return _with_ids(made, rows, row_id, cast(Session, rows[row_id]).agenda_items, _schedule_key)


def _schedule_key(session: Session) -> tuple[Any, ...]:
    start = session.start.isoformat() if session.start else ""
    return (session.date, bool(start), start, session.position)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Groups:
    groups: dict[str, list[str]] = {}
    for key, row_id in pairs:
        groups.setdefault(key, []).append(row_id)
    return {key: tuple(ids) for key, ids in groups.items()}


def _with_ids(made: Groups, rows: Rows, row_id: str, keys: Iterable[str], order: Callable[[Any], Any]) -> Groups:
    """Return groups with one more id in those of ``keys``; their rows are in the order of what ``order`` returns."""
    return {**made, **{key: _with_id(made.get(key, ()), rows, row_id, order) for key in keys}}


def _with_id(ids: tuple[str, ...], rows: Rows, row_id: str, order: Callable[[Any], Any]) -> tuple[str, ...]:
    # Loaded here: who only reads has no row that comes.
    from bisect import bisect_right

    # What is made anew has the rows that are alike in the order in which they came.
    place = bisect_right(ids, order(rows[row_id]), key=lambda each: order(rows[each]))
    return (*ids[:place], row_id, *ids[place:])


def by_field(table: str, field: str) -> Index:
    """Return an index of a table's ids by the value of a text field, in the order in which they were numbered."""

    def build(rows: Rows) -> Groups:
        ordered = sorted(rows.values(), key=lambda row: natural(row.id))
        return _grouped((getattr(row, field), row.id) for row in ordered)

    def grown(made: Groups, rows: Rows, row_id: str) -> Groups:
        return _with_ids(made, rows, row_id, (getattr(rows[row_id], field),), lambda row: natural(row.id))

    return Index(f"{table} by {field}", table, frozenset((field,)), build, grown)


def highest(name: str, table: str, number_of: Callable[[Any], tuple[str, int]], *fields: str) -> Index:
    """Return an index of the highest numbers in a table, by what they are numbers of; those of 0 are left out."""

    def grown(made: Mapping[str, int], rows: Rows, row_id: str) -> Mapping[str, int]:
        what, number = number_of(rows[row_id])
        return {**made, what: number} if number > made.get(what, 0) else made

    def build(rows: Rows) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for row in rows.values():
            what, number = number_of(row)
            if number > found.get(what, 0):
                found[what] = number
        return found

    return Index(name, table, frozenset(fields), build, grown)


_HOURS = frozenset(("date", "start", "position"))
_HELD = frozenset(("end", "status", "shift_minutes", "started_at", "ended_at"))

AGENDA = Index(
    "agenda",
    "agenda_items",
    frozenset(("position", "number")),
    _agenda,
    lambda made, rows, row_id: _with_id(made, rows, row_id, _agenda_key),
)
ITEMS_BY_NUMBER = Index("items by number", "agenda_items", frozenset(("number",)), _items_by_number, _with_number)
POINTS_BY_ITEM = Index(
    "points by item", "talking_points", frozenset(("item", "position", "withdrawn")), _points_by_item, _with_point
)
WITHDRAWN_POINTS = Index("withdrawn points", "talking_points", frozenset(("withdrawn",)), _withdrawn, _with_withdrawn)
SCHEDULE = Index(
    "schedule", "sessions", _HOURS, _schedule, lambda made, rows, row_id: _with_id(made, rows, row_id, _schedule_key)
)
NOW_AND_NEXT = Index("now and next", "sessions", _HOURS | _HELD, lambda _rows: {})
"""What was found to be on, and how long that holds, by zone: filled by whoever looks, several times a key."""

SESSIONS_BY_ITEM = Index("sessions by item", "sessions", _HOURS | {"agenda_items"}, _sessions_by_item, _with_session)
NOTES_BY_ABOUT = by_field("notes", "about")
DECISIONS_BY_ITEM = by_field("decisions", "item")
ACTIONS_BY_ITEM = by_field("action_items", "item")
ACTIONS_BY_DECISION = by_field("action_items", "decision")
ATTENDANCE_BY_SESSION = by_field("attendance", "session")
PEOPLE_BY_PARTY = by_field("people", "party")
FACTS_BY_ABOUT = by_field("fact_values", "about")

LAST_NUMBER = highest("last number", "agenda_items", lambda item: ("", leading_number(item.number)), "number")
LAST_SESSION = highest("last session", "sessions", lambda session: ("", session.position), "position")
LAST_POINTS = highest("last points", "talking_points", lambda point: (point.item, point.position), "item", "position")
"""Of each item the last place that a point has, withdrawn or not."""


@cache
def last_ids(table: str) -> Index:
    """Return an index of the highest numbers at the ends of a table's ids, by what stands before them."""
    return highest(f"last ids of {table}", table, lambda row: parted(row.id))
