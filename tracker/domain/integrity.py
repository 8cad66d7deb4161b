"""What must be true of every meeting, whatever was done to it: checked by tests and before a change is taken back."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.domain.changes import Change
from tracker.domain.labels import row_label
from tracker.domain.programme import Row
from tracker.domain.rules import NEXT_MEETING
from tracker.domain.state import State
from tracker.errors import RefusedError

_LINKS: dict[str, tuple[str, ...]] = {
    "references": ("references",),
    "reference": ("references",),
    "agenda_items": ("agenda_items",),
    "item": ("agenda_items",),
    "parties": ("parties",),
    "lead_parties": ("parties",),
    "other_parties": ("parties",),
    "party": ("parties",),
    "owner_party": ("parties",),
    "owner_person": ("people",),
    "people": ("people",),
    "co_owners": ("parties", "people"),
    "attendee": ("parties", "people"),
    "session": ("sessions",),
    "taken_up_in": ("sessions",),
    "carried_to": ("sessions",),
    "decision": ("decisions",),
    "supersedes": ("decisions",),
    "about": ("meeting", "sessions", "agenda_items", "talking_points", "parties", "decisions", "action_items"),
}
"""Fields that name other rows by their ids, and the tables in which these may be."""


def faults(state: State) -> tuple[str, ...]:
    """Return what isn't as it must be, one sentence each; nothing for a sound meeting."""
    return (*_double_ids(state), *_dangling(state), *_contradictions(state))


def refuse_dangling(after: State, changes: Iterable[Change]) -> None:
    """Refuse changes, such as an undo, that take a row away which others still name.

    Args:
        after: the state that the changes lead to.
        changes: the changes.

    Raises:
        RefusedError: there is such another; names it.
    """
    gone = {change.id: change for change in changes if change.after is None}
    if not gone:
        return
    for table, rows in after.tables.items():
        for row in rows.values():
            for target in _named(row):
                if change := gone.get(target):
                    raise RefusedError(
                        f"{row_label(after, change.table, target, change.before)} can't be taken away: "
                        f"{row_label(after, table, row.id)} names it.",
                        "Withdraw it instead, or take that away first.",
                    )


def _named(row: Row) -> Iterator[str]:
    """Yield the ids that a row names."""
    for field in row.__struct_fields__:
        if field in _LINKS:
            yield from _ids_in(getattr(row, field), field)


def _ids_in(value: Any, field: str) -> Iterator[str]:
    ids = value if isinstance(value, tuple) else (value,)
    yield from (row_id for row_id in ids if row_id and not (field == "carried_to" and row_id == NEXT_MEETING))


def _double_ids(state: State) -> Iterator[str]:
    times = Counter(state.all_ids)
    yield from (f"The id {row_id} stands for {count} things." for row_id, count in times.items() if count > 1)
    numbers = Counter(item.number.casefold() for item in state.agenda)
    yield from (f"The number {number} stands for {count} items." for number, count in numbers.items() if count > 1)


def _dangling(state: State) -> Iterator[str]:
    for table, rows in state.tables.items():
        for row in rows.values():
            for field in row.__struct_fields__:
                tables = _LINKS.get(field, ())
                for target in _ids_in(getattr(row, field), field) if tables else ():
                    if not any(target in state.tables[known] for known in tables):
                        yield f"{row.id} in {table} names {target} as {field}, which isn't there."


def _contradictions(state: State) -> Iterator[str]:
    sides = {side.id for side in state.meeting.sides}
    for decision in state.decisions.values():
        everyone = sides <= set(decision.agreed_sides)
        if decision.status in ("agreed", "signed") and not everyone:
            yield f"{decision.number} is {decision.status}, but not every side agreed."
        if decision.status in ("draft", "proposed") and everyone:
            yield f"{decision.number} is {decision.status}, but every side agreed."
    current = Counter(item.taken_up_in for item in state.agenda if item.status == "taken_up")
    yield from (f"{count} items are taken up in {session}." for session, count in current.items() if count > 1)
    for item in state.agenda:
        if item.status == "closed" and item.purpose == "for_decision" and not item.disposition:
            yield f"{item.id} is closed and for decision, but has no disposition."
    for point in state.talking_points.values():
        if point.done and not point.done_by:
            yield f"{point.id} is done by nobody."
