"""Comparison of a revised programme with the meeting: what it adds, changes and no longer has.

The programme is taken in by ids. What was recorded stays, and what was added in the meeting stays too. Rows that the
revised programme no longer has are withdrawn or cancelled, unless something came of them already; those come back when
a later revision has them again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, NamedTuple, TypeVar

import msgspec

from tracker.domain.model.changes import STAMP_FIELDS, change_between
from tracker.domain.model.ids import free_numbers, leading_number
from tracker.domain.model.programme import (
    RECORD_FIELDS,
    AgendaItem,
    Party,
    Programme,
    Row,
    Session,
    TalkingPoint,
)
from tracker.domain.model.state import State, table_of
from tracker.domain.words.formatting import in_words
from tracker.domain.words.history_sentences import describe_change
from tracker.errors import RefusedError

LEFT_OUT = "left out of the revised programme"
"""The reason for withdrawing what a revised programme no longer has."""

_RowT = TypeVar("_RowT", bound=Row)
_LINKS = {"agenda_items": "agenda_items", "parties": "parties", "lead_parties": "parties", "other_parties": "parties"}
"""Fields that name rows which may have been added in the meeting, and the tables of these."""

_TO_COME: Mapping[str, str] = {
    "added": "add",
    "cancelled": "cancel",
    "changed": "change",
    "moved": "move",
    "put": "put",
    "removed": "remove",
    "renumbered": "renumber",
    "set": "set",
    "withdrew": "withdraw",
}
"""Verbs by the form in which a change is told that was made."""


class Differences(NamedTuple):
    """What a revised programme would change, one sentence each."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    """What it no longer has, and what becomes of that."""


def counted(found: Differences) -> str:
    """Return how many changes there are: ``1 change``; empty for none."""
    number = sum(map(len, found))
    return f"{number} change{'s' * (number > 1)}" if number else ""


def made(found: Differences) -> Mapping[str, tuple[str, ...]]:
    """Return what was changed, by headings; what there is none of is left out."""
    groups = {"Added": found.added, "Changed": found.changed, "Left out": found.removed}
    return {heading: sentences for heading, sentences in groups.items() if sentences}


def to_come(found: Differences) -> Mapping[str, tuple[str, ...]]:
    """Return the same as ``made()``, told as what is still to be done."""
    return {f"Will be {heading.lower()}": tuple(map(_to_come, sentences)) for heading, sentences in made(found).items()}


def _to_come(words: str) -> str:
    """Return the sentence about a change that was made as one about a change to be made."""
    verb, blank, rest = words.partition(" ")
    return f"{_TO_COME.get(verb, verb)}{blank}{rest}"


def programme_of(state: State) -> Programme:
    """Return what is planned of a meeting: every row of its programme, nothing of what was recorded."""
    return Programme(
        meeting=_planned(state.meeting),
        sessions=tuple(_planned(session) for session in state.schedule),
        agenda_items=tuple(_planned(item) for item in state.agenda),
        talking_points=tuple(_planned(point) for point in state.talking_points.values()),
        parties=tuple(_planned(party) for party in state.parties.values()),
        references=tuple(_planned(reference) for reference in state.references.values()),
    )


def differences(state: State, programme: Programme) -> Differences:
    """Return what taking ``programme`` in would change.

    Raises:
        RefusedError: it can't be taken in; see ``revised_rows()``.
    """
    added: list[str] = []
    changed: list[str] = []
    removed: list[str] = []
    rows = tuple(revised_rows(state, programme))
    tables = {table: dict(known) for table, known in state.tables.items()}
    for row in rows:
        tables[table_of(row)][row.id] = row
    # Told as it is then, so that a new point is under its new item.
    after = State(tables, state.seq)
    for row in rows:
        old = state.tables[table_of(row)].get(row.id)
        change = change_between(table_of(row), old, row)
        if change and (words := describe_change(change, after)):
            group = added if old is None else removed if _is_left_out(row) else changed
            group.append(words)
    return Differences(tuple(added), tuple(changed), tuple(removed))


def revised_rows(state: State, programme: Programme) -> Iterator[Row]:
    """Yield the rows that taking ``programme`` in changes, as they are then, and some that stay as they are.

    Raises:
        RefusedError: it is another meeting's, or ids, numbers or sides don't fit what is there; names each.
    """
    if faults := tuple(_faults(state, programme)):
        raise RefusedError("\n".join(faults), "Nothing was changed. Put it right in the programme file.")
    planned = _rows_of(programme)
    for row in planned.values():
        old = state.tables[table_of(row)].get(row.id)
        yield row if old is None else _merged(state, old, row, planned)
    numbers = _numbers_anew(state, programme)
    for table in ("sessions", "agenda_items", "talking_points", "parties"):
        for row in state.tables[table].values():
            if row.id not in planned:
                row = _left_out(row)
                yield msgspec.structs.replace(row, number=numbers[row.id]) if row.id in numbers else row


def _rows_of(programme: Programme) -> dict[str, Row]:
    rows: Iterable[Row] = (
        programme.meeting,
        *programme.references,
        *programme.parties,
        *programme.sessions,
        *programme.agenda_items,
        *programme.talking_points,
    )
    return {row.id: row for row in rows}


def _planned(row: _RowT) -> _RowT:
    """Return a row without what was recorded on it."""
    return type(row)(**_planned_fields(row))


def _planned_fields(row: Row) -> dict[str, Any]:
    names = (name for name in row.__struct_fields__ if name not in RECORD_FIELDS and name not in STAMP_FIELDS)
    return {name: getattr(row, name) for name in names}


def _merged(state: State, old: Row, planned: Row, all_planned: Mapping[str, Row]) -> Row:
    """Return a row as it is planned now, with what was recorded on it."""
    fields = _planned_fields(planned)
    for name, table in _LINKS.items():
        if name in fields:
            rows = state.tables[table]
            kept = (row_id for row_id in getattr(old, name) if _stays(rows.get(row_id), all_planned, old))
            fields[name] = tuple(dict.fromkeys((*fields[name], *kept)))
    if isinstance(old, Session):
        fields["agenda_items"] = _skipped_last(state, old, fields["agenda_items"])
    row = msgspec.structs.replace(old, **fields)
    if isinstance(row, Session | AgendaItem | TalkingPoint | Party) and row.added:
        row = msgspec.structs.replace(row, added=False)
    row = _put_back(row)
    if isinstance(old, Session) and isinstance(row, Session):
        return _announced(old, row, released=state.meeting.released)
    return row


def _skipped_last(state: State, session: Session, item_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return a session's items in their new order, those last that were put off to its end: that was no plan."""
    at_end = takewhile(lambda row_id: state.agenda_items[row_id].status == "skipped", reversed(session.agenda_items))
    skipped = [row_id for row_id in reversed(tuple(at_end)) if row_id in item_ids]
    return (*(row_id for row_id in item_ids if row_id not in skipped), *skipped)


def _stays(linked: Row | None, all_planned: Mapping[str, Row], row: Row) -> bool:
    """Say whether a row keeps a link that the revised programme doesn't have: it knows nothing of the linked row."""
    if isinstance(linked, AgendaItem) and linked.carried_to == row.id:
        return True
    return isinstance(linked, AgendaItem | Party) and linked.added and linked.id not in all_planned


def _put_back(row: Row) -> Row:
    """Return a row that an earlier revision had left out as one that stands again."""
    if not _is_left_out(row):
        return row
    if isinstance(row, TalkingPoint | Party):
        return msgspec.structs.replace(row, withdrawn=False, withdrawn_reason="")
    status = "planned" if isinstance(row, AgendaItem) else "confirmed"
    return msgspec.structs.replace(row, status=status, status_reason="")


def _announced(old: Session, new: Session, *, released: bool) -> Session:
    """Return a session whose time or place may be new as those who have the schedule must be told."""
    is_moved = (new.date, new.start, new.end) != (old.date, old.start, old.end)
    if is_moved:
        is_known = released and new.status in ("tentative", "confirmed")
        new = msgspec.structs.replace(new, shift_minutes=0, status="rescheduled" if is_known else new.status)
    is_news = is_moved or (new.room, new.status) != (old.room, old.status)
    return msgspec.structs.replace(new, sequence=old.sequence + is_news)


def _left_out(row: Row) -> Row:
    """Return a row that the revised programme doesn't have, as it is then: the same where something came of it."""
    if isinstance(row, Session | AgendaItem | TalkingPoint | Party) and row.added:
        return row
    if isinstance(row, Session) and row.status in ("tentative", "confirmed", "rescheduled"):
        return msgspec.structs.replace(row, status="cancelled", status_reason=LEFT_OUT, sequence=row.sequence + 1)
    if isinstance(row, AgendaItem) and row.status in ("planned", "skipped"):
        return msgspec.structs.replace(row, status="withdrawn", status_reason=LEFT_OUT)
    if isinstance(row, TalkingPoint | Party) and not row.withdrawn and not getattr(row, "done", False):
        return msgspec.structs.replace(row, withdrawn=True, withdrawn_reason=LEFT_OUT)
    return row


def _is_left_out(row: Row) -> bool:
    reason = getattr(row, "withdrawn_reason", "") or getattr(row, "status_reason", "")
    return reason == LEFT_OUT and (getattr(row, "withdrawn", False) or getattr(row, "status", "") in _GONE)


_GONE = ("withdrawn", "cancelled")


def _faults(state: State, programme: Programme) -> Iterator[str]:
    """Yield what stands in the way of taking a programme in, one sentence each."""
    if programme.meeting.id != state.meeting.id:
        yield f"It is the programme of the meeting {programme.meeting.id}, and this one is {state.meeting.id}."
        return
    planned = _rows_of(programme)
    for row in planned.values():
        table = state.table_with(row.id)
        if table not in ("", table_of(row)):
            yield f"The id {row.id} stands for something else already: it is in {in_words(table)}."
    yield from _number_faults(state, programme)
    sides = {side.id for side in programme.meeting.sides}
    gone = {side.id for side in state.meeting.sides} - sides
    parties = {**state.parties, **{party.id: party for party in programme.parties}}
    used = {party.side for party in parties.values()} | {note.side for note in state.notes.values()}
    if state.decisions and sides != {side.id for side in state.meeting.sides}:
        yield "The sides can't change any more: there are decisions with a text for each of them."
    elif lost := sorted(gone & used):
        yield f"The side {' and '.join(lost)} can't be left out: there are parties or notes of it."


def _number_faults(state: State, programme: Programme) -> Iterator[str]:
    """Yield where numbers would change after the release, or stand for two items."""
    for item in programme.agenda_items:
        old = state.agenda_items.get(item.id)
        if old and state.meeting.released and old.number != item.number:
            yield f"Agenda item {item.id} was released as {old.number}, so it can't become {item.number}."
    planned = {item.id: item.number for item in programme.agenda_items}
    numbers = {item.id: item.number for item in state.agenda} | _numbers_anew(state, programme) | planned
    times = Counter(number.casefold() for number in numbers.values())
    for number in (number for number, count in times.items() if count > 1):
        ids = [item_id for item_id, its in numbers.items() if its.casefold() == number]
        yield f"The number {number} would stand for {' and '.join(ids)}."
    for item in programme.agenda_items:
        if (table := state.table_with(item.number.casefold())) and item.number.casefold() != item.id:
            yield f"The number {item.number} is an id already: it is in {in_words(table)}."


def _numbers_anew(state: State, programme: Programme) -> dict[str, str]:
    """Return new numbers, until the release, for the items whose number the programme gives to another one."""
    if state.meeting.released:
        return {}
    known = {item.id for item in programme.agenda_items}
    taken = {item.number.casefold() for item in programme.agenda_items}
    highest = max((leading_number(item.number) for item in (*programme.agenda_items, *state.agenda)), default=0)
    numbers = free_numbers(highest, lambda number: bool(state.table_with(number)))
    return {item.id: next(numbers) for item in state.agenda if item.id not in known and item.number.casefold() in taken}
