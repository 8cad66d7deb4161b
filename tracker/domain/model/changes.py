"""Changes of rows, field by field: enough to redo, to undo and to describe an edit.

The journal keeps changes, so they hold plain data only (``dict``, ``list``, ``str``, numbers, ``bool``, ``None``; dates
as ISO 8601 text), never rows.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec

from tracker.domain.model.bounds import refuse_odd
from tracker.domain.model.programme import Row
from tracker.domain.model.state import TABLES, State
from tracker.domain.search.indexes import Touch

Document = dict[str, Any]
"""A row, or some fields of one, as plain data."""

STAMP_FIELDS = frozenset(("rev", "changed_by", "changed_at"))
"""Fields that say which change touched the row last; changes don't carry them, applying a change sets them."""


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row's fields before and after an edit."""

    table: str
    id: str
    before: Document | None
    """The fields that the edit changes, as they were; None where the row is new."""
    after: Document | None
    """The same fields as they are now; None where the row is gone."""

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(table=self.table, id=self.id, before=self.after, after=self.before)


class Stamp(msgspec.Struct, frozen=True):
    """Which change touched a row, whose it was, and when."""

    seq: int
    by: str
    at: datetime


class Last(NamedTuple):
    """A row's last change that was made elsewhere."""

    seq: int
    who: str
    """Whose it was: another person's, or the same one's on another screen or in a shell."""


def inverse_of(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that take ``changes`` back, in the order in which they must be applied."""
    return tuple(change.inverse for change in reversed(tuple(changes)))


def document_of(row: Row) -> Document:
    """Return a row as plain data; fields at their defaults are left out where the row's type says so."""
    # By way of JSON, because to_builtins() keeps tuples: what is read back from a journal must equal what was written.
    document: Document = msgspec.json.decode(msgspec.json.encode(row))
    return document


def row_of(table: str, document: Mapping[str, Any]) -> Row:
    """Return the row that ``document`` describes.

    Raises:
        msgspec.ValidationError: a field is missing, unknown, of the wrong type or beyond all bounds.
    """
    row = msgspec.convert(document, TABLES[table], strict=True)
    refuse_odd((row,))
    return row


def change_between(table: str, old: Row | None, new: Row | None) -> Change | None:
    """Return what leads from ``old`` to ``new`` (None: no such row), or None where nothing does."""
    row = new or old
    if row is None or old == new:
        return None
    before, after = _fields(old), _fields(new)
    if before is not None and after is not None:
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if not names:
            return None
        defaults = _defaults(table)
        before = {name: before.get(name, defaults.get(name)) for name in names}
        after = {name: after.get(name, defaults.get(name)) for name in names}
    return Change(table=table, id=row.id, before=before, after=after)


def document_after(known: Document | None, before: Document | None, after: Document, stamp: Document) -> Document:
    """Return the document that a change makes of the ``known`` one.

    This is what every record of a journal means, whether it is applied to rows or to plain documents. A row that is new
    (``before`` is None) takes nothing from one that stood there.
    """
    return {**((known or {}) if before is not None else {}), **after, **stamp}


def apply_changes(state: State, changes: Iterable[Change], stamp: Stamp) -> State:
    """Return ``state`` after ``changes``, each row stamped.

    Raises:
        msgspec.ValidationError: a change leads to a row that can't be.
        KeyError: a change names a table or a row that there isn't.
    """
    fresh: dict[str, dict[str, Row]] = {}
    touched: dict[str, Touch] = {}
    stamp_document = _stamp_document(stamp)
    for change in changes:
        rows = fresh.get(change.table)
        if rows is None:
            rows, touched[change.table] = dict(state.tables[change.table]), Touch(set(), [])
            fresh[change.table] = rows
        touched[change.table] = _touched(touched[change.table], change, rows)
        if change.after is None:
            del rows[change.id]
        else:
            known = None if change.before is None else document_of(rows[change.id])
            document = document_after(known, change.before, change.after, stamp_document)
            rows[change.id] = row_of(change.table, document)
    return state.after({**state.tables, **fresh}, stamp.seq, touched)


def current_fields(state: State, change: Change) -> Document | None:
    """Return the fields that ``change`` is about as they stand in ``state``; None where there is no such row."""
    row = state.tables[change.table].get(change.id)
    if row is None:
        return None
    document, defaults = document_of(row), _defaults(change.table)
    names = change.after if change.after is not None else change.before or {}
    return {name: document.get(name, defaults.get(name)) for name in names}


def _fields(row: Row | None) -> Document | None:
    """Return a row's fields without its stamp; None for no row."""
    if row is None:
        return None
    return {name: value for name, value in document_of(row).items() if name not in STAMP_FIELDS}


def _touched(touch: Touch, change: Change, rows: Mapping[str, Row]) -> Touch:
    """Return what was touched of a table, with a change that comes to its ``rows``."""
    if change.before is not None and change.after is not None:
        touch.fields.update(change.after)
    elif change.after is not None and change.id not in rows:
        touch.came.append(change.id)
    else:
        return touch._replace(any_went=True)
    return touch


@cache
def _defaults(table: str) -> Document:
    """Return the plain form of the fields' defaults, for documents that leave them out."""
    return {
        info.name: msgspec.json.decode(msgspec.json.encode(info.default))
        for info in msgspec.structs.fields(TABLES[table])
        if info.default is not msgspec.NODEFAULT
    }


def _stamp_document(stamp: Stamp) -> Document:
    return {"rev": stamp.seq, "changed_by": stamp.by, "changed_at": msgspec.to_builtins(stamp.at)}
