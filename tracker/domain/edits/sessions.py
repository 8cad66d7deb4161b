"""The schedule as the days go: sessions added, changed, moved and cancelled."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from tracker.domain.edits.base import (
    Edit,
    EditContext,
    Outcome,
    all_known,
    handles,
    provided_fields,
    require_row,
    required_line,
)
from tracker.domain.edits.naming import free_id
from tracker.domain.model.programme import Session, SessionType
from tracker.domain.model.state import State
from tracker.domain.search import indexes
from tracker.domain.words.formatting import full_day, short_day
from tracker.errors import RefusedError


class AddSession(Edit, frozen=True, kw_only=True, tag="add_session"):
    """Add a session to the schedule; without hours it lasts all day."""

    title: str
    type: SessionType
    date: date
    start: time | None = None
    end: time | None = None
    room: str = ""
    description: str = ""
    agenda_items: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    status: Literal["tentative", "confirmed"] = "confirmed"
    id: str = ""
    """Left out, it is the next free one."""


class EditSession(Edit, frozen=True, kw_only=True, tag="edit_session"):
    """Change what a session is about and who takes part; what is left out stays."""

    session: str
    title: str | UnsetType = UNSET
    type: SessionType | UnsetType = UNSET
    room: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    agenda_items: tuple[str, ...] | UnsetType = UNSET
    parties: tuple[str, ...] | UnsetType = UNSET
    people: tuple[str, ...] | UnsetType = UNSET
    status: Literal["tentative", "confirmed"] | UnsetType = UNSET


class SetHours(Edit, frozen=True, kw_only=True, tag="set_hours"):
    """Set the hours of a session on its day, in the meeting's zone; none make it last all day."""

    session: str
    start: time | None
    end: time | None = None


class MoveSession(Edit, frozen=True, kw_only=True, tag="move_session"):
    """Hold a session on another day, or at another hour or place; what is left out stays."""

    session: str
    date: date
    start: time | UnsetType | None = UNSET
    end: time | UnsetType | None = UNSET
    room: str | UnsetType = UNSET
    reason: str = ""


class CancelSession(Edit, frozen=True, kw_only=True, tag="cancel_session"):
    """Cancel a session; it stays in the schedule, marked."""

    session: str
    reason: str = ""


class RestoreSession(Edit, frozen=True, kw_only=True, tag="restore_session"):
    """Hold a session after all that was cancelled."""

    session: str


@handles(AddSession)
def _add(edit: AddSession, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    session = Session(
        id=free_id(state, edit.id, "session-"),
        title=required_line(edit.title, "the title of the session", "title"),
        type=edit.type,
        date=edit.date,
        start=edit.start,
        end=edit.end,
        status=edit.status,
        position=state.index(indexes.LAST_SESSION).get("", 0) + 1,
        added=True,
        **_links(state, edit),
        **provided_fields(edit, "room", "description"),
    )
    yield _on_a_day(state, session)


@handles(EditSession)
def _edit(edit: EditSession, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    session = require_row(state, state.sessions, edit.session)
    fields = provided_fields(edit, "title", "type", "room", "description", "status") | _links(state, edit)
    if "title" in fields:
        required_line(fields["title"], "the title of the session", "title")
    if "status" in fields and session.status not in ("tentative", "confirmed", "rescheduled"):
        raise RefusedError(f"{session.title} is {session.status.replace('_', ' ')}.", "Restore or move it instead.")
    changed = msgspec.structs.replace(session, **fields)
    announced = (changed.room, changed.status) != (session.room, session.status)
    yield msgspec.structs.replace(changed, sequence=session.sequence + announced)


@handles(SetHours)
def _set_hours(edit: SetHours, context: EditContext) -> Iterator[Outcome]:
    session = _to_come(context.state, edit.session)
    yield _moved(context.state, session, {"start": edit.start, "end": edit.end})


@handles(MoveSession)
def _move(edit: MoveSession, context: EditContext) -> Iterator[Outcome]:
    session = _to_come(context.state, edit.session)
    fields = provided_fields(edit, "date", "start", "end", "room")
    if fields.get("start", session.start) is None:
        fields.setdefault("end", None)
    # Before the release nobody has the schedule yet, so nothing is rescheduled.
    if context.state.meeting.released and session.status != "in_progress":
        fields |= {"status": "rescheduled"}
    yield _moved(context.state, session, fields | {"status_reason": provided_fields(edit, "reason")["reason"]})


@handles(CancelSession)
def _cancel(edit: CancelSession, context: EditContext) -> Iterator[Outcome]:
    session = require_row(context.state, context.state.sessions, edit.session)
    if session.status in ("in_progress", "held"):
        raise RefusedError(f"{session.title} has started, so it can't be cancelled.", "End it instead.")
    if session.status != "cancelled":
        reason = provided_fields(edit, "reason")["reason"]
        yield msgspec.structs.replace(session, status="cancelled", status_reason=reason, sequence=session.sequence + 1)


@handles(RestoreSession)
def _restore(edit: RestoreSession, context: EditContext) -> Iterator[Outcome]:
    session = require_row(context.state, context.state.sessions, edit.session)
    if session.status == "cancelled":
        yield msgspec.structs.replace(session, status="confirmed", status_reason="", sequence=session.sequence + 1)


def _links(state: State, edit: AddSession | EditSession) -> dict[str, Any]:
    """Return the rows that a session names, where they are set and all there."""
    tables = {"agenda_items": state.agenda_items, "parties": state.parties, "people": state.people}
    return {name: all_known(state, tables[name], ids) for name, ids in provided_fields(edit, *tables).items()}


def _to_come(state: State, session_id: str) -> Session:
    """Return a session whose time can still be changed."""
    session = require_row(state, state.sessions, session_id)
    if session.status == "cancelled":
        raise RefusedError(f"{session.title} was cancelled.", "Restore it first.")
    if session.status == "held":
        raise RefusedError(f"{session.title} was held already, so its time stays.")
    return session


def _moved(state: State, session: Session, fields: dict[str, Any]) -> Session:
    """Return a session at another time or place. New hours are meant as they are, so no delay is added to them."""
    moved = msgspec.structs.replace(session, **fields)
    before = (session.date, session.start, session.end, session.room)
    if (moved.date, moved.start, moved.end, moved.room) == before:
        return session
    if (moved.date, moved.start, moved.end) != before[:3]:
        moved = msgspec.structs.replace(moved, shift_minutes=0)
    return _on_a_day(state, msgspec.structs.replace(moved, sequence=session.sequence + 1))


def _on_a_day(state: State, session: Session) -> Session:
    """Return a session that lies on a day of the meeting and has no end without a start."""
    meeting = state.meeting
    if not meeting.first_day <= session.date <= meeting.last_day:
        days = f"{short_day(meeting.first_day)} to {short_day(meeting.last_day)}"
        raise RefusedError(
            f"{full_day(session.date)} is outside the meeting, which lasts from {days}.",
            "Choose one of its days, or change the meeting's days first.",
            field="date",
        )
    if session.end is not None and session.start is None:
        raise RefusedError(
            "A session can't have an end without a start.", "Set both, or neither for all day.", field="start"
        )
    return session
