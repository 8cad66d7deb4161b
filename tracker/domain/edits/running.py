"""Sessions as they are held: started, ended, and running late."""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from tracker.domain.edits.base import Edit, EditContext, Outcome, handles, require_row
from tracker.domain.edits.lifecycle import under_way
from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.domain.rules.rules import SESSION_OFF, current_item, item_title
from tracker.domain.timeline import effective_span, local_time
from tracker.domain.words.formatting import full_day, short_day
from tracker.errors import RefusedError

LONGEST_DELAY = 12 * 60
"""Most minutes by which a day can run late."""

_TOO_LATE = "Choose what is still to come, or set the hours of a session."


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
        days = f"{short_day(meeting.first_day)} to {full_day(meeting.last_day)}"
        return RefusedError(f"{full_day(day)} is no day of the meeting: it lasts from {days}.", "Name one of its days.")
    if first is not None and first.start is None:
        return RefusedError(f"{first.title} has no hours, so it can't be late.", "Set its hours first.")
    if not with_hours:
        return RefusedError(f"No session on {full_day(day)} has hours, so none can be late.", "Set their hours first.")
    if first is not None:
        return RefusedError(f"{first.title} is over, and so is everything after it.", _TOO_LATE)
    return RefusedError(f"{full_day(day)} is over: none of its sessions is still to be held.", _TOO_LATE)
