"""Agenda items and talking points: added, changed and moved."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from tracker.domain.edits.base import (
    Edit,
    EditContext,
    Outcome,
    SideEffect,
    all_known,
    free_id,
    handles,
    next_id,
    next_number,
    provided_fields,
    require_row,
    required_line,
)
from tracker.domain.model.programme import AgendaItem, Purpose, TalkingPoint, Visibility
from tracker.domain.model.state import State
from tracker.domain.rules.rules import item_title
from tracker.domain.search import indexes
from tracker.errors import RefusedError
from tracker.text import clean_lines

PlacedT = TypeVar("PlacedT", bound=AgendaItem | TalkingPoint)


class AddItem(Edit, frozen=True, kw_only=True, tag="add_item"):
    """Add an agenda item, with the next free number."""

    title: str
    purpose: Purpose
    lead_parties: tuple[str, ...]
    other_parties: tuple[str, ...] = ()
    annotation: str = ""
    """What it is about; left out, the title says it."""
    sessions: tuple[str, ...] = ()
    """Ids of the sessions that take it up, after what they have."""
    before: str = ""
    """Id of the item that it is placed before; left out, it is the last."""
    visibility: Visibility = "public"
    carried_from: str = ""
    id: str = ""
    """Left out, it is the next free one."""


class EditItem(Edit, frozen=True, kw_only=True, tag="edit_item"):
    """Change what an agenda item is about; what is left out stays. Its number and status have edits of their own."""

    item: str
    title: str | UnsetType = UNSET
    purpose: Purpose | UnsetType = UNSET
    annotation: str | UnsetType = UNSET
    lead_parties: tuple[str, ...] | UnsetType = UNSET
    other_parties: tuple[str, ...] | UnsetType = UNSET
    references: tuple[str, ...] | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET


class MoveItem(Edit, frozen=True, kw_only=True, tag="move_item"):
    """Place an agenda item elsewhere. Until the release the numbers follow the order; then each keeps its own."""

    item: str
    before: str = ""
    """Id of the item that it is placed before; left out, it goes to the end."""


class AddPoint(Edit, frozen=True, kw_only=True, tag="add_point"):
    """Add a talking point, with the next free number of its item."""

    item: str
    title: str
    before: str = ""
    """Id of the point that it is placed before; left out, it is the last."""
    references: tuple[str, ...] = ()
    visibility: Visibility = "public"


class EditPoint(Edit, frozen=True, kw_only=True, tag="edit_point"):
    """Change a talking point; what is left out stays."""

    point: str
    title: str | UnsetType = UNSET
    references: tuple[str, ...] | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET


class MovePoint(Edit, frozen=True, kw_only=True, tag="move_point"):
    """Place a talking point elsewhere within its item; it keeps its number."""

    point: str
    before: str = ""
    """Id of the point that it is placed before; left out, it goes to the end."""


@handles(AddItem)
def _add_item(edit: AddItem, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    title = required_line(edit.title, "the title of the agenda item", "title")
    item = AgendaItem(
        id=free_id(state, edit.id, "item-"),
        number=next_number(state, edit.id),
        title=title,
        purpose=edit.purpose,
        annotation=clean_lines(edit.annotation) or title,
        lead_parties=_leads(state, edit.lead_parties),
        other_parties=all_known(state, state.parties, edit.other_parties),
        visibility=edit.visibility,
        added=True,
        **provided_fields(edit, "carried_from"),
    )
    if edit.before:
        yield from _arranged(state, [*state.agenda, item], item, edit.before)
    else:
        agenda: tuple[str, ...] = state.index(indexes.AGENDA)
        yield at_end(item, max((state.agenda_items[row_id].position for row_id in agenda[-1:]), default=0))
    for session_id in all_known(state, state.sessions, edit.sessions):
        session = state.sessions[session_id]
        yield SideEffect(msgspec.structs.replace(session, agenda_items=(*session.agenda_items, item.id)))


@handles(EditItem)
def _edit_item(edit: EditItem, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    item = require_row(state, state.agenda_items, edit.item)
    fields = provided_fields(
        edit, "title", "purpose", "annotation", "lead_parties", "other_parties", "references", "visibility"
    )
    for name in ("title", "annotation"):
        if name in fields:
            required_line(fields[name], f"the {name} of the agenda item", name)
    if "lead_parties" in fields:
        fields["lead_parties"] = _leads(state, fields["lead_parties"])
    if "other_parties" in fields:
        fields["other_parties"] = all_known(state, state.parties, fields["other_parties"])
    if "references" in fields:
        fields["references"] = all_known(state, state.references, fields["references"])
    yield msgspec.structs.replace(item, **fields)


@handles(MoveItem)
def _move_item(edit: MoveItem, context: EditContext) -> Iterator[Outcome]:
    item = require_row(context.state, context.state.agenda_items, edit.item)
    yield from _arranged(context.state, list(context.state.agenda), item, edit.before)


@handles(AddPoint)
def _add_point(edit: AddPoint, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    item = require_row(state, state.agenda_items, edit.item)
    if item.status == "withdrawn":
        raise RefusedError(f"{item_title(item)} was withdrawn.", "Put it back first.")
    point = TalkingPoint(
        id=next_id(state, f"{item.id}."),
        item=item.id,
        title=required_line(edit.title, "the title of the talking point", "title"),
        references=all_known(state, state.references, edit.references),
        visibility=edit.visibility,
        added=True,
    )
    if before := _anchor(state, item.id, edit.before):
        yield from reorder([*_siblings(state, item.id), point], point, before)
    else:
        yield at_end(point, state.index(indexes.LAST_POINTS).get(item.id, 0))


@handles(EditPoint)
def _edit_point(edit: EditPoint, context: EditContext) -> Iterator[Outcome]:
    point = require_row(context.state, context.state.talking_points, edit.point)
    fields = provided_fields(edit, "title", "references", "visibility")
    if "title" in fields:
        required_line(fields["title"], "the title of the talking point", "title")
    if "references" in fields:
        fields["references"] = all_known(context.state, context.state.references, fields["references"])
    yield msgspec.structs.replace(point, **fields)


@handles(MovePoint)
def _move_point(edit: MovePoint, context: EditContext) -> Iterator[Outcome]:
    point = require_row(context.state, context.state.talking_points, edit.point)
    yield from reorder(_siblings(context.state, point.item), point, _anchor(context.state, point.item, edit.before))


def _arranged(state: State, items: list[AgendaItem], item: AgendaItem, before: str) -> Iterator[Outcome]:
    """Yield the agenda with ``item`` in another place; until the release the numbers stay in their order."""
    numbers = [] if state.meeting.released else [each.number for each in items]
    if before:
        require_row(state, state.agenda_items, before)
    yield from reorder(items, item, before, numbers)


def _siblings(state: State, item_id: str) -> list[TalkingPoint]:
    """Return all points of an item in their order, withdrawn ones too, since they may be put back."""
    points = (point for point in state.talking_points.values() if point.item == item_id)
    return sorted(points, key=lambda point: point.position)


def _anchor(state: State, item_id: str, before: str) -> str:
    """Return the id of the point before which another is placed."""
    if before and require_row(state, state.talking_points, before).item != item_id:
        raise RefusedError(f"{before} belongs to another agenda item.", "Name a point of the same item.")
    return before


def _leads(state: State, party_ids: tuple[str, ...]) -> tuple[str, ...]:
    leads = all_known(state, state.parties, party_ids)
    if not leads:
        raise RefusedError("An agenda item needs a lead party.", "Name at least one.", field="lead_parties")
    return leads


def at_end(row: PlacedT, last: int) -> PlacedT:
    """Return a new row behind the one that has the place ``last``, without looking at all that are there."""
    return msgspec.structs.replace(row, position=max(last, 0) + 1)


def reorder(rows: Sequence[PlacedT], row: PlacedT, before: str, numbers: Sequence[str] = ()) -> Iterator[Outcome]:
    """Yield what changes when ``row`` goes before the row ``before`` (empty: to the end), first of all ``row``.

    Args:
        rows: all of its like in their order, itself too.
        row: the one that is placed.
        before: id of the row that comes after it then.
        numbers: the numbers that are given out anew, in their order; none where each row keeps its own.
    """
    others: list[PlacedT] = [other for other in rows if other.id != row.id]
    ids = [other.id for other in others]
    place = len(ids)
    if before == row.id:
        place = [other.id for other in rows].index(row.id)
    elif before:
        place = ids.index(before)
    following = others[place].position if place < len(others) else None
    last = 0
    asides: list[Outcome] = []
    arranged: list[PlacedT] = [*others[:place], row, *others[place:]]
    for index, other in enumerate(arranged):
        fits = other.position > last and (other.id != row.id or following is None or other.position < following)
        last = other.position if fits else last + 1
        fields: dict[str, Any] = {"position": last}
        if numbers:
            fields["number"] = numbers[index]
        if other.id == row.id:
            yield msgspec.structs.replace(row, **fields)
        elif any(getattr(other, name) != value for name, value in fields.items()):
            asides.append(SideEffect(msgspec.structs.replace(other, **fields)))
    yield from asides
