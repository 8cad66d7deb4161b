"""The schedule: sessions added, changed, moved and cancelled, started, ended and delayed."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from tracker.domain.edits.base import (
    Edit,
    EditContext,
    Outcome,
    all_known,
    free_id,
    handles,
    provided_fields,
    require_row,
    required_line,
)
from tracker.domain.edits.lifecycle import under_way
from tracker.domain.model.programme import Session, SessionType
from tracker.domain.model.state import State
from tracker.domain.rules.rules import SESSION_OFF, current_item, item_title
from tracker.domain.search import indexes
from tracker.domain.timeline import effective_span, local_time
from tracker.domain.words.formatting import full_day, in_words, meeting_days
from tracker.errors import RefusedError

LONGEST_DELAY = 12 * 60
"""Most minutes by which a day can run late."""

_TOO_LATE = "Choose what is still to come, or set the hours of a session."


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


class StartSession(Edit, frozen=True, kw_only=True, tag="start_session"):
    """Say that a session has started."""

    session: str
    resume: bool = False
    """Go on with a session that was ended."""


class EndSession(Edit, frozen=True, kw_only=True, tag="end_session"):
    """Say that a session has ended."""

    session: str


class RunLate(Edit, frozen=True, kw_only=True, tag="run_late"):
    """Shift what is left of a day: every session with hours that isn't over, from ``session`` on if one is named."""

    minutes: int
    """By how many minutes later; fewer than 0 catch up."""
    day: date | None = None
    """Left out, it is the day of ``session`` or that of ``as_of``."""
    session: str = ""
    as_of: datetime | None = None
    """The moment (aware) that tells what is over: the one that the author is shown. Left out, it is when the edit is
    made."""


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
        raise RefusedError(f"{session.title} is {in_words(session.status)}.", "Restore or move it instead.")
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
        raise RefusedError(
            f"{full_day(session.date)} is outside the meeting, which lasts from {meeting_days(meeting)}.",
            "Choose one of its days, or change the meeting's days first.",
            field="date",
        )
    if session.end is not None and session.start is None:
        raise RefusedError(
            "A session can't have an end without a start.", "Set both, or neither for all day.", field="start"
        )
    return session


@handles(StartSession)
def _start(edit: StartSession, context: EditContext) -> Iterator[Outcome]:
    session = require_row(context.state, context.state.sessions, edit.session)
    if session.status == "in_progress":
        return
    if session.status == "cancelled":
        raise RefusedError(f"{session.title} was cancelled.", "Restore it first.")
    if session.status == "held" and not edit.resume:
        raise RefusedError(f"{session.title} has ended.", "Resume it if it goes on.")
    yield msgspec.structs.replace(
        session,
        status="in_progress",
        started_at=session.started_at or context.at,
        ended_at=None,
        sequence=session.sequence + 1,
    )
    yield from under_way(context.state.meeting)


@handles(EndSession)
def _end(edit: EndSession, context: EditContext) -> Iterator[Outcome]:
    session = require_row(context.state, context.state.sessions, edit.session)
    if session.status == "held":
        return
    if session.status != "in_progress":
        raise RefusedError(f"{session.title} hasn't started, so it can't end.", "Start it first.")
    if current := current_item(context.state, session.id):
        raise RefusedError(
            f"{item_title(current)} is still taken up in {session.title}.", "Close, skip or defer it first."
        )
    ended_at = max(context.at, session.started_at or context.at)
    yield msgspec.structs.replace(session, status="held", ended_at=ended_at, sequence=session.sequence + 1)


@handles(RunLate)
def _run_late(edit: RunLate, context: EditContext) -> Iterator[Outcome]:
    remaining = _remaining(edit, context)
    for session in remaining:
        shift = session.shift_minutes + edit.minutes
        if not 0 <= shift <= LONGEST_DELAY:
            limit = "less than nothing" if shift < 0 else f"more than {LONGEST_DELAY // 60} hours"
            raise RefusedError(f"{session.title} would be late by {limit}.", "Set its hours instead.")
        yield msgspec.structs.replace(session, shift_minutes=shift, sequence=session.sequence + 1)


def _remaining(edit: RunLate, context: EditContext) -> list[Session]:
    """Return the sessions that a delay shifts.

    Raises:
        RefusedError: there is none, or no delay.
    """
    state = context.state
    if not edit.minutes:
        raise RefusedError("A delay of 0 minutes shifts nothing.", "Say by how many minutes.", field="minutes")
    first = require_row(state, state.sessions, edit.session) if edit.session else None
    at = edit.as_of or context.at
    day = edit.day or (first.date if first else local_time(state.meeting, at).date())
    with_hours = [session for session in state.schedule if session.date == day and session.start is not None]
    sessions = [session for session in with_hours if not _is_over(state, session, at)]
    if first is not None:
        start = effective_span(state.meeting, first)[0]
        sessions = [session for session in sessions if effective_span(state.meeting, session)[0] >= start]
    if not sessions:
        raise _nothing_left(state, day, first, with_hours)
    return sessions


def _is_over(state: State, session: Session, at: datetime) -> bool:
    """Say whether a session can't be late any more; one that was started and not ended goes on, whatever its hours."""
    if session.status == "in_progress":
        return False
    return session.status in SESSION_OFF or effective_span(state.meeting, session)[1] <= at


def _nothing_left(state: State, day: date, first: Session | None, with_hours: list[Session]) -> RefusedError:
    """Return the refusal to shift a day on which nothing is left to be shifted."""
    meeting = state.meeting
    if not meeting.first_day <= day <= meeting.last_day:
        return RefusedError(
            f"{full_day(day)} is no day of the meeting: it lasts from {meeting_days(meeting)}.", "Name one of its days."
        )
    if first is not None and first.start is None:
        return RefusedError(f"{first.title} has no hours, so it can't be late.", "Set its hours first.")
    if not with_hours:
        return RefusedError(f"No session on {full_day(day)} has hours, so none can be late.", "Set their hours first.")
    if first is not None:
        return RefusedError(f"{first.title} is over, and so is everything after it.", _TOO_LATE)
    return RefusedError(f"{full_day(day)} is over: none of its sessions is still to be held.", _TOO_LATE)
