"""Correction of violated invariants, with as few changes as possible."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from tracker.domain.model.ids import free_numbers, leading_number
from tracker.domain.model.programme import SHARED_SIDES, Row
from tracker.domain.model.state import TABLES, State
from tracker.domain.rules.integrity import LINKS, faults, ids_in
from tracker.domain.words.labels import row_label

_MOST_ROUNDS = 50


class Amended(NamedTuple):
    """A sound meeting, and what was done for it."""

    state: State
    words: tuple[str, ...]
    """One sentence for each thing that was put right; empty where nothing was wrong."""


def amended(state: State) -> Amended:
    """Return ``state`` with every fault of it put right; what names something that isn't there goes last of all."""
    words: list[str] = []
    for _ in range(_MOST_ROUNDS):
        if not faults(state):
            break
        for put_right in _STEPS:
            tables: dict[str, dict[str, Row]] = {table: dict(rows) for table, rows in state.tables.items()}
            words += put_right(state, tables)
            state = State(tables, state.seq)
    return Amended(state, tuple(words))


def _double_ids(state: State, tables: dict[str, dict[str, Row]]) -> Iterator[str]:
    seen: set[str] = set()
    for table, rows in state.tables.items():
        for row_id in rows:
            if row_id in seen:
                yield f"{row_label(state, table, row_id)} was left out: its id {row_id} stood for something else too."
                del tables[table][row_id]
            seen.add(row_id)


def _dangling(state: State, tables: dict[str, dict[str, Row]]) -> Iterator[str]:
    for table, rows in state.tables.items():
        for row in rows.values():
            for field in row.__struct_fields__:
                if field in LINKS and table in tables and row.id in tables[table]:
                    yield from _without_dangling(state, tables, table, row.id, field)


def _without_dangling(
    state: State, tables: dict[str, dict[str, Row]], table: str, row_id: str, field: str
) -> Iterator[str]:
    row = tables[table][row_id]
    value = getattr(row, field)
    lost = [target for target in ids_in(value, field) if not any(target in state.tables[name] for name in LINKS[field])]
    if not lost:
        return
    label, named = row_label(state, table, row_id), ", ".join(lost)
    if isinstance(value, tuple):
        kept = tuple(target for target in value if target not in lost)
        tables[table][row_id] = msgspec.structs.replace(row, **{field: kept})
        yield f"{label} no longer names {named}, which isn't there."
    elif _may_be_empty(table, field):
        tables[table][row_id] = msgspec.structs.replace(row, **{field: ""})
        yield f"{label} no longer names {named}, which isn't there."
    else:
        del tables[table][row_id]
        yield f"{label} was left out: {named}, to which it belonged, isn't there."


def _may_be_empty(table: str, field: str) -> bool:
    return bool(next(info.default for info in msgspec.structs.fields(TABLES[table]) if info.name == field) == "")


def _double_numbers(state: State, tables: dict[str, dict[str, Row]]) -> Iterator[str]:
    seen: set[str] = set()
    highest = max((leading_number(item.number) for item in state.agenda), default=0)
    numbers = free_numbers(highest, lambda number: bool(state.table_with(number)))
    for item in state.agenda:
        if item.number.casefold() in seen:
            number = next(numbers)
            tables["agenda_items"][item.id] = msgspec.structs.replace(item, number=number)
            label = row_label(state, "agenda_items", item.id)
            yield f"{label} has the number {number} now: another item had its number too."
        seen.add(item.number.casefold())


def _decisions(state: State, tables: dict[str, dict[str, Row]]) -> Iterator[str]:
    sides = {side.id for side in state.meeting.sides}
    for decision in state.decisions.values():
        everyone = sides <= set(decision.agreed_sides)
        status: Any = None
        if decision.status in ("agreed", "signed") and not everyone:
            status = "proposed"
        elif decision.status in ("draft", "proposed") and everyone:
            status = "agreed"
        if status:
            tables["decisions"][decision.id] = msgspec.structs.replace(decision, status=status)
            agreed = "every side agreed" if everyone else "not every side agreed"
            yield f"{row_label(state, 'decisions', decision.id)} is {status} now, not {decision.status}: {agreed}."


def _items(state: State, tables: dict[str, dict[str, Row]]) -> Iterator[str]:
    busy: set[str] = set()
    latest = sorted(state.agenda, key=lambda item: (item.opened_at is not None, item.opened_at or 0), reverse=True)
    for item in latest:
        label = row_label(state, "agenda_items", item.id)
        if item.status == "closed" and item.purpose == "for_decision" and not item.disposition:
            tables["agenda_items"][item.id] = msgspec.structs.replace(item, status="skipped", closed_at=None)
            yield f"{label} is skipped now, not closed: it is for decision, and nobody said what came of it."
        if item.status == "taken_up":
            if item.taken_up_in in busy:
                tables["agenda_items"][item.id] = msgspec.structs.replace(item, status="skipped")
                yield f"{label} is skipped now: another item was taken up in the same session."
            busy.add(item.taken_up_in)


def _points(state: State, tables: dict[str, dict[str, Row]]) -> Iterator[str]:
    for point in state.talking_points.values():
        if point.done and not point.done_by:
            who = point.changed_by
            fields = {"done_by": who} if who else {"done": False, "done_at": None}
            tables["talking_points"][point.id] = msgspec.structs.replace(point, **fields)
            done = f"was ticked by {who}" if who else "is not ticked any more: nobody had ticked it"
            yield f"{row_label(state, 'talking_points', point.id)} {done}."


def _sides(state: State, tables: dict[str, dict[str, Row]]) -> Iterator[str]:
    sides = {side.id for side in state.meeting.sides} | set(SHARED_SIDES)
    for party in state.parties.values():
        if party.side not in sides:
            tables["parties"][party.id] = msgspec.structs.replace(party, side="third")
            yield f"{row_label(state, 'parties', party.id)} is of a third side now: there is no side {party.side}."


_STEPS: tuple[Callable[[State, dict[str, dict[str, Row]]], Iterator[str]], ...] = (
    _double_ids,
    _dangling,
    _sides,
    _double_numbers,
    _decisions,
    _items,
    _points,
)
