"""The journal, applied: to rows, where a state is known and its records are this program's, else to plain documents.

What a record makes of a row is said once, in ``document_after()``; whatever reads a meeting, follows it or mends it
comes here.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from tracker.domain.model.changes import Change, Document, Stamp, apply_changes, document_after, row_of
from tracker.domain.model.history import Entry
from tracker.domain.model.programme import TalkingPoint
from tracker.domain.model.state import TABLES, State
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.journal import ADOPT, Body, BrokenChainError, Journal, Position, Record, entry_of
from tracker.store.format.migrations import Migration, Tables, migrated
from tracker.text import clean_data


class Step(NamedTuple):
    """What one record leads to."""

    state: State
    position: Position
    """Where the record ends."""
    entry: Entry | None
    """The change; None where the record holds the whole state, which is no change of anyone's."""


def steps(journal: Journal, state: State, after: Position, limit: int, schema: int) -> Iterator[Step]:
    """Yield what becomes of ``state`` with each record from ``after`` to the byte ``limit``, oldest first.

    Raises:
        UnreadableError: a record is damaged, doesn't follow or doesn't fit, or is of another schema than ``schema``.
    """
    try:
        for record in journal.records(after, limit):
            if record.schema != schema:
                raise UnreadableError(f"schema {record.schema}")
            step = _step(state, record)
            state = step.state
            yield step
    except (BrokenChainError, msgspec.ValidationError, KeyError) as error:
        raise UnreadableError(str(error)) from error


def _step(state: State, record: Record) -> Step:
    if record.adopts:
        return Step(state_of(adopted([record]), record.position.seq), record.position, None)
    entry = entry_of(record.body)
    state = apply_changes(state, entry.changes, Stamp(entry.seq, entry.actor.name, entry.at))
    refuse_orphans(state, entry.changes)
    return Step(state, record.position, entry)


def roll(tables: Tables, body: Body) -> None:
    """Do to plain documents what a journal record says, or nothing; one with the whole state replaces them.

    Every text is cleaned.

    Raises:
        UnreadableError: it doesn't fit them.
    """
    try:
        body = clean_data(body)
        if body["edit"] == ADOPT:
            tables.clear()
            for change in body["changes"]:
                tables.setdefault(change["table"], {})[change["id"]] = change["after"]
            return
        for table, row_id, document in _touched(tables, body):
            if document is None:
                tables[table].pop(row_id, None)
            else:
                tables[table][row_id] = document
    except (KeyError, TypeError, RecursionError) as error:
        raise UnreadableError(f"change {body.get('seq')} doesn't fit: {error}") from error


def _touched(tables: Tables, body: Body) -> list[tuple[str, str, Document | None]]:
    """Return the documents that a record makes of those that it touches; None for one that it removes."""
    stamp = {"rev": body["seq"], "changed_by": body["actor"]["name"], "changed_at": body["at"]}
    made: dict[tuple[str, str], Document | None] = {}
    for change in body["changes"]:
        table, row_id, after = change["table"], change["id"], change["after"]
        known = made.get((table, row_id), tables.setdefault(table, {}).get(row_id))
        if change["before"] is not None and known is None:
            raise KeyError(row_id)
        made[table, row_id] = None if after is None else document_after(known, change["before"], after, stamp)
    return [(table, row_id, document) for (table, row_id), document in made.items()]


def adopted(records: Iterable[Record]) -> Tables:
    """Return the documents that records make, of which the first holds a whole state.

    Raises:
        UnreadableError: they don't fit together.
    """
    tables: Tables = {}
    for record in records:
        roll(tables, record.body)
    return tables


def state_of(tables: Tables, seq: int) -> State:
    """Return documents as a state.

    Raises:
        UnreadableError: a document isn't one that this program knows.
    """
    try:
        rows = {
            table: {document["id"]: row_of(table, document) for document in tables.get(table, {}).values()}
            for table in TABLES
        }
    except (msgspec.ValidationError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    if len(rows["meeting"]) != 1:
        raise UnreadableError("there isn't one meeting in it")
    state = State(rows, seq)
    refuse_orphans(state)
    return state


def refuse_orphans(state: State, changes: Iterable[Change] | None = None) -> None:
    """Refuse a state in which a talking point has no agenda item, which no edit leads to.

    Where ``changes`` led to it from a good one, only what they touched is looked at.

    Raises:
        UnreadableError: there is such a point: somebody wrote the record by hand, seals and all.
    """
    points: Iterable[TalkingPoint] = state.talking_points.values()
    if changes is not None and not any(change.table == "agenda_items" and change.after is None for change in changes):
        points = [
            state.talking_points[change.id]
            for change in changes
            if change.table == "talking_points" and change.id in state.talking_points
        ]
    if lost := {point.item for point in points} - state.agenda_items.keys():
        raise UnreadableError(f"there are talking points of {min(lost)}, which isn't there")


def brought_up(tables: Tables, schema: int, wanted: int, migrations: tuple[Migration, ...]) -> Tables:
    """Return documents of an older schema as this program's.

    Raises:
        UnreadableError: the program doesn't know the way.
    """
    try:
        return migrated(tables, schema, wanted, migrations)
    except KeyError as error:
        raise UnreadableError(f"this program can't read schema {schema}") from error


def state_of_newer(tables: Tables, seq: int) -> State:
    """Return as much of a newer program's documents as this one knows: fields and tables that it doesn't are left out.

    Raises:
        UnreadableError: what is left isn't a meeting.
    """
    known: Tables = {}
    for table, row_type in TABLES.items():
        names = {field.encode_name for field in msgspec.structs.fields(row_type)}
        documents: dict[str, Document] = tables.get(table, {})
        known[table] = {
            row_id: {name: value for name, value in document.items() if name in names}
            for row_id, document in documents.items()
        }
    return state_of(known, seq)
