"""Sessions as they are held: started, ended, and running late."""

from collections.abc import Iterator
from datetime import date

import msgspec

from tracker.domain.edits.base import Edit, Outcome, Scene, handles, known
from tracker.domain.edits.meeting import under_way
from tracker.domain.programme import Session
from tracker.domain.rules import SESSION_OFF, current_item, item_title
from tracker.domain.state import State
from tracker.domain.timeline import effective_span, local_time, short_day
from tracker.errors import RefusedError

LONGEST_DELAY = 12 * 60
"""Most minutes by which a day can run late."""


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
    """Left out, it is the day of ``session`` or today."""
    session: str = ""


@handles(StartSession)
def _start(edit: StartSession, scene: Scene) -> Iterator[Outcome]:
    session = known(scene.state, scene.state.sessions, edit.session)
    if session.status == "in_progress":
        return
    if session.status == "cancelled":
        raise RefusedError(f"{session.title} was cancelled.", "Restore it first.")
    if session.status == "held" and not edit.resume:
        raise RefusedError(f"{session.title} has ended.", "Resume it if it goes on.")
    yield msgspec.structs.replace(
        session,
        status="in_progress",
        started_at=session.started_at or scene.at,
        ended_at=None,
        sequence=session.sequence + 1,
    )
    yield from under_way(scene.state.meeting)


@handles(EndSession)
def _end(edit: EndSession, scene: Scene) -> Iterator[Outcome]:
    session = known(scene.state, scene.state.sessions, edit.session)
    if session.status == "held":
        return
    if session.status != "in_progress":
        raise RefusedError(f"{session.title} hasn't started, so it can't end.", "Start it first.")
    if current := current_item(scene.state, session.id):
        raise RefusedError(
            f"{item_title(current)} is still taken up in {session.title}.", "Close, skip or defer it first."
        )
    ended_at = max(scene.at, session.started_at or scene.at)
    yield msgspec.structs.replace(session, status="held", ended_at=ended_at, sequence=session.sequence + 1)


@handles(RunLate)
def _run_late(edit: RunLate, scene: Scene) -> Iterator[Outcome]:
    remaining = _remaining(edit, scene)
    for session in remaining:
        shift = session.shift_minutes + edit.minutes
        if not 0 <= shift <= LONGEST_DELAY:
            limit = "less than nothing" if shift < 0 else f"more than {LONGEST_DELAY // 60} hours"
            raise RefusedError(f"{session.title} would be late by {limit}.", "Set its hours instead.")
        yield msgspec.structs.replace(session, shift_minutes=shift, sequence=session.sequence + 1)


def _remaining(edit: RunLate, scene: Scene) -> list[Session]:
    """Return the sessions that a delay shifts.

    Raises:
        RefusedError: there is none, or no delay.
    """
    state = scene.state
    if not edit.minutes:
        raise RefusedError("A delay of 0 minutes shifts nothing.", "Say by how many minutes.")
    first = known(state, state.sessions, edit.session) if edit.session else None
    day = edit.day or (first.date if first else local_time(state.meeting, scene.at).date())
    sessions = [session for session in _with_hours(state, day) if effective_span(state.meeting, session)[1] > scene.at]
    if first is not None:
        start = effective_span(state.meeting, first)[0]
        sessions = [session for session in sessions if effective_span(state.meeting, session)[0] >= start]
    if not sessions:
        raise RefusedError(f"No session with hours is left on {short_day(day)}.", "Set the hours of a session first.")
    return sessions


def _with_hours(state: State, day: date) -> Iterator[Session]:
    for session in state.schedule:
        if session.date == day and session.start is not None and session.status not in SESSION_OFF:
            yield session
