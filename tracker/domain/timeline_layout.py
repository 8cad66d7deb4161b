"""The timeline as numbers: for each day its bars, from 0 at its left edge to 1 at its right, for whoever draws them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.model.programme import Meeting, Session
from tracker.domain.model.state import State
from tracker.domain.timeline import effective_span, is_on

FIRST_HOUR, LAST_HOUR = 8, 18
"""The hours that every day shows at least."""


class Bar(NamedTuple):
    """One session on one day."""

    session: str
    start: float
    """Where it begins, 0 to 1."""
    end: float
    """Where it ends, 0 to 1; never before ``start``."""
    lane: int
    """Row within the day, from 0; bars of one lane don't overlap."""
    is_all_day: bool
    is_on: bool


class DayTrack(NamedTuple):
    """One day of the timeline."""

    date: date
    first_hour: int
    """Hour at its left edge, 0 to 23; the same for every day."""
    last_hour: int
    """Hour at its right edge, 1 to 24; the same for every day."""
    bars: tuple[Bar, ...]
    """In the order of the schedule."""
    lanes: int
    """How many rows its bars need; 0 for a day without sessions."""
    now: float | None
    """Where the moment is, 0 to 1; None where it is outside what is shown."""


def timeline(state: State, moment: datetime) -> tuple[DayTrack, ...]:
    """Return the days of the meeting with their sessions; cancelled ones are left out."""
    sessions = [session for session in state.schedule if session.status != "cancelled"]
    first, last = _hours_shown(state.meeting, sessions)
    return tuple(_track(state, day, sessions, (first, last), moment) for day in state.days)


def _track(state: State, day: date, sessions: Iterable[Session], hours: tuple[int, int], moment: datetime) -> DayTrack:
    zone = ZoneInfo(state.meeting.time_zone)
    midnight = datetime.combine(day, time(), zone)
    left, right = (midnight.astimezone(UTC) + timedelta(hours=hour) for hour in hours)

    def place(at: datetime) -> float:
        return (at.astimezone(UTC) - left) / (right - left)

    bars: list[Bar] = []
    lane_ends: list[float] = []
    for session in sessions:
        if session.date != day:
            continue
        is_all_day = session.start is None
        start, end = (0.0, 1.0) if is_all_day else map(place, effective_span(state.meeting, session))
        start = min(max(start, 0.0), 1.0)
        end = min(max(end, start), 1.0)
        lane = next((lane for lane, lane_end in enumerate(lane_ends) if lane_end <= start), len(lane_ends))
        lane_ends[lane : lane + 1] = [end]
        bars.append(Bar(session.id, start, end, lane, is_all_day, is_on(state.meeting, session, moment)))
    now = place(moment)
    return DayTrack(day, *hours, tuple(bars), len(lane_ends), now if 0 <= now < 1 else None)


def _hours_shown(meeting: Meeting, sessions: Iterable[Session]) -> tuple[int, int]:
    """Return the hours between which all sessions of all days lie; what goes past midnight is cut there."""
    zone = ZoneInfo(meeting.time_zone)
    first, last = FIRST_HOUR, LAST_HOUR
    for session in sessions:
        if session.start is None:
            continue
        midnight = datetime.combine(session.date, time(), zone).astimezone(UTC)
        start, end = (moment.astimezone(UTC) - midnight for moment in effective_span(meeting, session))
        first = min(first, max(0, start // timedelta(hours=1)))
        if session.end is not None:
            last = max(last, min(24, -(-end // timedelta(hours=1))))
    return first, max(last, first + 1)
