"""Base of edits: the type of intents, the context that they are applied to, and the registry of handlers.

A handler gets an edit and the context and yields the rows as they are to be; it refuses what the rules don't allow.
``dispatch.changes_for`` compares them with the rows that there are.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from tracker.domain.model.changes import Last
from tracker.domain.model.history import Actor
from tracker.domain.model.ids import ID_PATTERN, free_numbers
from tracker.domain.model.lengths import BODIES
from tracker.domain.model.programme import Row
from tracker.domain.model.state import TABLES, State
from tracker.domain.search import indexes
from tracker.domain.search.lookup import nearest_ids
from tracker.errors import ConflictError, RefusedError, UnknownIdError
from tracker.text import clean, clean_lines


class Edit(msgspec.Struct, frozen=True, kw_only=True, tag_field="edit", omit_defaults=True):
    """An intent. ``seen`` is what its author had before them."""

    seen: int | None = None
    """Sequence number of the state that the author saw: a later change to the same rows that isn't their own is a
    conflict. What they did on another screen or in a shell isn't either: they didn't see it here. None for an author
    who saw none."""


LastElsewhere: TypeAlias = Callable[[Row], Last]
"""Tells a row's last change that wasn't made where the edit comes from."""


def last_anywhere(row: Row) -> Last:
    """Return the last change of a row, for an edit that comes from where nothing was done before."""
    return Last(row.rev, row.changed_by)


class EditContext(NamedTuple):
    """What an edit is applied to: the newest state, who wants it, and when (aware, in UTC)."""

    state: State
    actor: Actor
    at: datetime
    last_elsewhere: LastElsewhere = last_anywhere


class Deletion(NamedTuple):
    """A row that is to be there no more."""

    row: Row


class SideEffect(NamedTuple):
    """A row that changes along with what the person meant: another's unseen change of it is no conflict."""

    row: Row


Outcome: TypeAlias = Row | Deletion | SideEffect
Handler: TypeAlias = Callable[[Any, EditContext], Iterable[Outcome]]
EditT = TypeVar("EditT", bound=Edit)
RowT = TypeVar("RowT", bound=Row)


class Registered(NamedTuple):
    """How one kind of edit is applied."""

    handler: Handler
    after_closing: bool
    """Whether it may still be done once the meeting is closed or cancelled."""


HANDLERS: dict[str, Registered] = {}
"""What applies each kind of edit, by its tag."""


def handles(
    edit_type: type[EditT], *, after_closing: bool = False
) -> Callable[[Callable[[EditT, EditContext], Iterable[Outcome]]], Callable[[EditT, EditContext], Iterable[Outcome]]]:
    """Register the decorated function as what applies edits of ``edit_type``."""

    def register(
        handler: Callable[[EditT, EditContext], Iterable[Outcome]],
    ) -> Callable[[EditT, EditContext], Iterable[Outcome]]:
        HANDLERS[tag_of(edit_type)] = Registered(handler, after_closing)
        return handler

    return register


def tag_of(edit_type: type[Edit]) -> str:
    """Return the tag of a kind of edit, such as ``tick``."""
    return str(edit_type.__struct_config__.tag)


def require_row(state: State, rows: Mapping[str, RowT], row_id: str) -> RowT:
    """Return the row of an id.

    Raises:
        UnknownIdError: there is none in ``rows``; it suggests the nearest.
    """
    row = rows.get(row_id)
    if row is None:
        tables = tuple(table for table in TABLES if state.tables[table] is rows)
        raise UnknownIdError(row_id, nearest_ids(state, row_id, tables))
    return row


def all_known(state: State, rows: Mapping[str, RowT], row_ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids that all stand for one of ``rows``, each once.

    Raises:
        UnknownIdError: one doesn't; it suggests the nearest.
    """
    return tuple(require_row(state, rows, row_id).id for row_id in dict.fromkeys(row_ids))


def required_line(text: str, what: str, field: str) -> str:
    """Return ``text`` as one clean line.

    Raises:
        RefusedError: nothing is left of it; ``what`` says what it was to be, ``field`` is its name in the edit.
    """
    return _filled(clean(text), what, field)


def required_body(text: str, what: str, field: str) -> str:
    """Return ``text`` as clean lines.

    Raises:
        RefusedError: nothing is left of it; ``what`` says what it was to be, ``field`` is its name in the edit.
    """
    return _filled(clean_lines(text), what, field)


# Characters that clean() lets through, for Urdu and emoji, and that show nothing by themselves.
_JOINERS = "\u200c\u200d"


def _filled(text: str, what: str, field: str) -> str:
    if not text.strip(f"{_JOINERS} \n"):
        message, hint = f"{what[0].upper()}{what[1:]} is missing.", "Write at least one word."
        # Of a reason the sentence says for what it is.
        raise RefusedError(message, hint, field=field, in_field="" if field == "reason" else "nothing is written here.")
    return text


def provided_fields(edit: Edit, *names: str) -> dict[str, Any]:
    """Return the fields of ``names`` that the author set, the texts in them clean; see ``msgspec.UNSET``."""
    found = {name: getattr(edit, name) for name in names}
    return {name: _tidy(name, value) for name, value in found.items() if value is not msgspec.UNSET}


def _tidy(name: str, value: Any) -> Any:
    """Return one value clean; tuples hold ids, which are looked up anyway."""
    if not isinstance(value, str):
        return value
    return clean_lines(value) if name in BODIES else clean(value)


def refuse_unseen(row: Row, seen: int | None, context: EditContext) -> None:
    """Refuse to change a row that was changed elsewhere since the actor saw it.

    Raises:
        ConflictError: it was, by another person or by the same one on another screen or in a shell.
    """
    if seen is None or (last := context.last_elsewhere(row)).seq <= seen:
        return
    who = f"You changed {row.id} elsewhere" if last.who == context.actor.name else f"{last.who} changed {row.id}"
    raise ConflictError(row.id, last.who, last.seq, f"{who} since you last saw it, so it was left as it is.")


def next_id(state: State, prefix: str) -> str:
    """Return ``prefix``, which is no digit at its end, with one more than the highest number that any id has there."""
    return f"{prefix}{max(state.index(indexes.last_ids(table)).get(prefix, 0) for table in TABLES) + 1}"


def next_number(state: State, item_id: str) -> str:
    """Return the next free number of the agenda, for a new item of this id."""
    highest = state.index(indexes.LAST_NUMBER).get("", 0)
    return next(free_numbers(highest, lambda number: number == item_id or bool(state.table_with(number))))


def free_id(state: State, wanted: str, prefix: str) -> str:
    """Return the id ``wanted``, or the next one that begins with ``prefix`` where none is.

    Raises:
        RefusedError: it can't be an id, or it stands for something else already.
    """
    if not wanted:
        return next_id(state, prefix)
    if not ID_PATTERN.fullmatch(wanted):
        raise RefusedError(
            f"{wanted!r} can't be an id.", "Use small letters, digits and hyphens, at most 60, not a hyphen first."
        )
    if state.table_with(wanted):
        raise RefusedError(f"The id {wanted} is taken.", "Choose another.")
    if wanted in state.items_by_number:
        raise RefusedError(f"{wanted} is the number of an agenda item, so it can't be an id.", "Choose another.")
    return wanted
