"""Notes, statements and minutes about any part of the meeting, and facts with their sources."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from tracker.domain.edits.base import (
    Deletion,
    Edit,
    EditContext,
    Outcome,
    handles,
    next_id,
    provided_fields,
    require_row,
    required_body,
    required_line,
)
from tracker.domain.model.programme import Visibility
from tracker.domain.model.record import FactStanding, FactValue, Note, NoteKind, NoteStatus
from tracker.domain.model.state import State
from tracker.domain.search.lookup import nearest_ids
from tracker.errors import RefusedError, UnknownIdError

_NOTED_TABLES = ("meeting", "sessions", "agenda_items", "talking_points", "decisions", "action_items")

_FACT_TABLES = ("meeting", "sessions", "agenda_items", "talking_points", "parties", "decisions")


class AddNote(Edit, frozen=True, kw_only=True, tag="add_note"):
    """Write something down about the meeting, a session, an item, a point, a decision or an action item."""

    about: str
    text: str
    kind: NoteKind = "note"
    visibility: Visibility | Literal[""] = ""
    """Left out: internal for a note, public for a statement or a minute."""
    side: str = ""
    """The side whose own it is."""
    status: NoteStatus = "draft"


class EditNote(Edit, frozen=True, kw_only=True, tag="edit_note"):
    """Change a note; what is left out stays."""

    note: str
    text: str | UnsetType = UNSET
    kind: NoteKind | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET
    side: str | UnsetType = UNSET
    status: NoteStatus | UnsetType = UNSET


class RemoveNote(Edit, frozen=True, kw_only=True, tag="remove_note"):
    """Take a note away."""

    note: str


class AddFactValue(Edit, frozen=True, kw_only=True, tag="add_fact_value"):
    """Write down what one source says of one fact."""

    about: str
    """Id of the meeting, a session, an item, a point, a party or a decision."""
    fact: str
    standing: FactStanding
    value: str
    reference: str = ""
    """Id of a reference; this or ``source`` is needed."""
    source: str = ""
    as_of: date | None = None


@handles(AddNote, after_closing=True)
def _add(edit: AddNote, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    if state.table_with(edit.about) not in _NOTED_TABLES:
        raise UnknownIdError(edit.about, nearest_ids(state, edit.about, _NOTED_TABLES))
    _check_side(state, edit.side)
    yield Note(
        id=next_id(state, "n"),
        about=edit.about,
        kind=edit.kind,
        text=required_body(edit.text, "the text of the note", "text"),
        author=context.actor.name,
        visibility=edit.visibility or ("internal" if edit.kind == "note" else "public"),
        side=edit.side,
        status=edit.status,
    )


@handles(EditNote, after_closing=True)
def _edit(edit: EditNote, context: EditContext) -> Iterator[Outcome]:
    note = require_row(context.state, context.state.notes, edit.note)
    fields = provided_fields(edit, "text", "kind", "visibility", "side", "status")
    if "text" in fields:
        required_body(fields["text"], "the text of the note", "text")
    _check_side(context.state, fields.get("side", ""))
    changed = msgspec.structs.replace(note, **fields)
    if note.status == "final" and changed.status == "final" and changed != note:
        raise RefusedError(f"Note {note.id} is final, so it is left as it is.", "Make it a draft again first.")
    yield changed


@handles(RemoveNote, after_closing=True)
def _remove(edit: RemoveNote, context: EditContext) -> Iterator[Outcome]:
    note = require_row(context.state, context.state.notes, edit.note)
    if note.status == "final":
        raise RefusedError(f"Note {note.id} is final, so it stays.", "Make it a draft again first.")
    yield Deletion(note)


def _check_side(state: State, side: str) -> None:
    sides = [known_side.id for known_side in state.meeting.sides]
    if side and side not in sides:
        raise RefusedError(f"{side!r} is no side of this meeting.", f"Its sides are {' and '.join(sides)}.")


# Official records come out when the meeting is over.
@handles(AddFactValue, after_closing=True)
def _add_fact(edit: AddFactValue, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    if state.table_with(edit.about) not in _FACT_TABLES:
        raise UnknownIdError(edit.about, nearest_ids(state, edit.about, _FACT_TABLES))
    if edit.reference:
        require_row(state, state.references, edit.reference)
    texts = provided_fields(edit, "reference", "source")
    if not any(texts.values()):
        raise RefusedError(
            "A fact needs its source.", "Name a reference, or say where it comes from.", field="reference"
        )
    yield FactValue(
        id=next_id(state, "f"),
        about=edit.about,
        fact=required_line(edit.fact, "the name of the fact", "fact"),
        standing=edit.standing,
        value=required_line(edit.value, "the value", "value"),
        as_of=edit.as_of,
        **texts,
    )
