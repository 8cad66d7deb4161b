"""Invariants of every meeting, whatever was done to it.

No change may leave more faults than there were: ``refuse_worse()`` is asked before each is made, and looks only at what
the change touches. What is there all the same, from an older program or a hand-made file, ``correction`` puts right.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from tracker.domain.model.changes import Change
from tracker.domain.model.programme import SHARED_SIDES, AgendaItem, Row
from tracker.domain.model.state import State
from tracker.domain.rules.rules import NEXT_MEETING
from tracker.domain.words.formatting import field_words
from tracker.domain.words.labels import row_label
from tracker.errors import RefusedError

LINKS: dict[str, tuple[str, ...]] = {
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


class Fault(NamedTuple):
    """Something that isn't as it must be."""

    words: str
    """One sentence."""
    what: str = ""
    """What it is about, where the sentence says more than that."""
    weight: int = 1


def faults(state: State) -> tuple[str, ...]:
    """Return what isn't as it must be, one sentence each; nothing for a sound meeting."""
    return tuple(fault.words for fault in _all(state))


def refuse_worse(before: State, after: State, changes: Collection[Change]) -> None:
    """Refuse changes that leave a fault which wasn't there; what was wrong before and isn't touched may stay.

    Args:
        before: the state that the changes were made for.
        after: the state that they lead to.
        changes: the changes.

    Raises:
        RefusedError: there would be such a fault; says which.
    """
    refuse_dangling(after, changes)
    if before.meeting.released and after.meeting.released:
        _refuse_other_numbers(before, changes)
    # The sides belong to every decision; all else is told from the rows that are touched.
    is_all = any(change.table == "meeting" for change in changes) and before.meeting.sides != after.meeting.sides
    known = {fault.what or fault.words: fault.weight for fault in _touched(before, changes, is_all=is_all)}
    for fault in _touched(after, changes, is_all=is_all):
        if fault.weight > known.get(fault.what or fault.words, 0):
            raise RefusedError(f"The meeting would contradict itself: {fault.words}", "Nothing was changed.")


def _refuse_other_numbers(before: State, changes: Iterable[Change]) -> None:
    for change in changes:
        if change.table == "agenda_items" and change.before and change.after and "number" in change.after:
            number, label = change.after["number"], row_label(before, change.table, change.id)
            if before.agenda_items[change.id].number != number:
                raise RefusedError(f"The agenda was released, so {label} keeps its number and can't become {number}.")


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


def _all(state: State) -> Iterator[Fault]:
    items = state.agenda_items.values()
    yield from _double_ids(state, [name for name, times in Counter(state.all_ids).items() if times > 1])
    yield from _double_numbers(state, {item.number for item in items})
    for table, rows in state.tables.items():
        for row in rows.values():
            yield from _of_row(state, table, row)
    yield from _taken_up(state, {item.taken_up_in for item in items})


def _touched(state: State, changes: Collection[Change], *, is_all: bool) -> Iterator[Fault]:
    """Yield the faults of the rows that the changes touch, in a state before or after them."""
    if is_all:
        yield from _all(state)
        return
    yield from _double_ids(state, {change.id for change in changes if change.before is None or change.after is None})
    rows = {(change.table, change.id): state.tables[change.table].get(change.id) for change in changes}
    for (table, _), row in rows.items():
        if row is not None:
            yield from _of_row(state, table, row)
    items = [row for row in rows.values() if isinstance(row, AgendaItem)]
    for field, look in (("number", _double_numbers), ("taken_up_in", _taken_up)):
        if values := {value for change in changes for value in _values(change, field)}:
            yield from look(state, {*values, *(getattr(item, field) for item in items)})


def _values(change: Change, field: str) -> Iterator[str]:
    """Yield what a change makes of a field of an agenda item and what it was, also where only the status changes."""
    if change.table != "agenda_items":
        return
    for document in (change.before, change.after):
        if document is not None and not document.keys().isdisjoint((field, "status")):
            yield str(document.get(field, ""))


def _named(row: Row) -> Iterator[str]:
    """Yield the ids that a row names."""
    for field in row.__struct_fields__:
        if field in LINKS:
            yield from ids_in(getattr(row, field), field)


def ids_in(value: Any, field: str) -> tuple[str, ...]:
    """Return the ids that a field's value names."""
    ids = value if isinstance(value, tuple) else (value,)
    return tuple(row_id for row_id in ids if row_id and not (field == "carried_to" and row_id == NEXT_MEETING))


def _double_ids(state: State, ids: Iterable[str]) -> Iterator[Fault]:
    for row_id in ids:
        if (count := sum(row_id in rows for rows in state.tables.values())) > 1:
            yield Fault(f"The id {row_id} stands for {count} things.", f"id {row_id}", count)


def _double_numbers(state: State, wanted: Iterable[str]) -> Iterator[Fault]:
    times = Counter(item.number.casefold() for item in state.agenda_items.values())
    for number in dict.fromkeys(number.casefold() for number in wanted):
        if (count := times[number]) > 1:
            yield Fault(f"The number {number} stands for {count} items.", f"number {number}", count)


def _taken_up(state: State, sessions: Iterable[str]) -> Iterator[Fault]:
    current = Counter(item.taken_up_in for item in state.agenda_items.values() if item.status == "taken_up")
    for name in sessions:
        if (count := current[name]) > 1:
            yield Fault(f"{count} items are taken up in {name}.", f"taken up in {name}", count)


def _of_row(state: State, table: str, row: Row) -> Iterator[Fault]:
    """Yield the faults of one row."""
    for field in row.__struct_fields__:
        if tables := LINKS.get(field):
            for target in ids_in(getattr(row, field), field):
                if not any(target in state.tables[known] for known in tables):
                    yield Fault(f"{row.id} in {table} names {target} as {field_words(field)}, which isn't there.")
    if look := _RULES.get(table):
        yield from map(Fault, look(state, row))


def _of_decision(state: State, decision: Any) -> Iterator[str]:
    everyone = {side.id for side in state.meeting.sides} <= set(decision.agreed_sides)
    if decision.status in ("agreed", "signed") and not everyone:
        yield f"{decision.number} is {decision.status}, but not every side agreed."
    if decision.status in ("draft", "proposed") and everyone:
        yield f"{decision.number} is {decision.status}, but every side agreed."


def _of_item(_state: State, item: Any) -> Iterator[str]:
    if item.status == "closed" and item.purpose == "for_decision" and not item.disposition:
        yield f"{item.id} is closed and for decision, but has no outcome."


def _of_point(_state: State, point: Any) -> Iterator[str]:
    if point.done and not point.done_by:
        yield f"{point.id} is done by nobody."


def _of_party(state: State, party: Any) -> Iterator[str]:
    if party.side not in SHARED_SIDES and all(side.id != party.side for side in state.meeting.sides):
        yield f"{party.id} is of the side {party.side}, which isn't there."


_RULES: dict[str, Callable[[State, Any], Iterator[str]]] = {
    "decisions": _of_decision,
    "agenda_items": _of_item,
    "talking_points": _of_point,
    "parties": _of_party,
}
