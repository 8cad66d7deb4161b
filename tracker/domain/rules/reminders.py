"""Reminders of sessions that are about to start: some minutes before, and once for each lead time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.domain.timeline import effective_span


class Reminder(NamedTuple):
    """A session that starts soon."""

    session: Session
    minutes: int
    """Minutes from the reminder to the start."""
    start: datetime
    """When it starts, delay and all, in the meeting's zone."""


def reminders_due(state: State, lead_minutes: Iterable[int], after: datetime, until: datetime) -> tuple[Reminder, ...]:
    """Return the reminders that fall due after ``after``, up to and with ``until``, the earliest start first.

    All-day sessions have no hour to remind of, and those that run late are reminded of later. Where two lead times of
    a session fall due at once, as after a long pause, the shorter one tells all.
    """
    due: dict[str, Reminder] = {}
    for session in state.schedule:
        if session.start is None or session.status in ("in_progress", "held", "cancelled"):
            continue
        start, _ = effective_span(state.meeting, session)
        for minutes in sorted(lead_minutes, reverse=True):
            if after < start - timedelta(minutes=minutes) <= until and until < start:
                due[session.id] = Reminder(session, minutes, start)
    return tuple(due.values())
