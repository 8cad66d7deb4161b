"""Position of a moment in a meeting: its day, what is on, what comes next, in the meeting's own time zone."""

import math
from datetime import UTC, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.model.programme import Meeting, Session
from tracker.domain.model.state import State
from tracker.domain.search.indexes import NOW_AND_NEXT

OVERRUN_SHOWN = timedelta(hours=6)
"""How long after its end a session counts as on that nobody has ended."""


class DayPosition(NamedTuple):
    """Where a day stands to the meeting's days."""

    number: int
    """1 for the first day; 0 or less before the meeting (0 is the eve), more than ``total`` after it."""
    total: int

    @property
    def label(self) -> str:
        """The position in words: ``day 2 of 3``, ``in 2 days``, ``ended``."""
        if self.number > self.total:
            return "ended"
        if self.number >= 1:
            return f"day {self.number} of {self.total}"
        days_left = 1 - self.number
        return "tomorrow" if days_left == 1 else f"in {days_left} days"


class NowAndNext(NamedTuple):
    """The sessions that are on, and those that start next (all of the same start)."""

    now: tuple[Session, ...]
    next: tuple[Session, ...]


class Countdown(NamedTuple):
    """How long until a session starts or ends, or since it should have ended."""

    phase: Literal["to_come", "on", "over"]
    minutes: int
    """Whole minutes, 0 or more: those left are rounded up, those over are rounded down."""


def local_time(meeting: Meeting, moment: datetime) -> datetime:
    """Return ``moment`` in the meeting's own zone."""
    return _in_zone(moment, meeting.time_zone)


def second_time(meeting: Meeting, moment: datetime) -> datetime | None:
    """Return ``moment`` in the meeting's second zone, or None where it has none."""
    return _in_zone(moment, meeting.second_time_zone) if meeting.second_time_zone else None


def _in_zone(moment: datetime, name: str) -> datetime:
    try:
        return moment.astimezone(ZoneInfo(name))
    except OverflowError:
        # At the ends of the calendar a moment has no date in every zone.
        return moment


def day_position(meeting: Meeting, moment: datetime) -> DayPosition:
    """Return where ``moment`` stands to the meeting's days."""
    total = (meeting.last_day - meeting.first_day).days + 1
    return DayPosition((local_time(meeting, moment).date() - meeting.first_day).days + 1, total)


class _Stretch(NamedTuple):
    """A stretch of time in which nothing starts or ends."""

    since: datetime | None
    """None where it has no beginning."""
    until: datetime | None
    """Where the next one begins; None where it has no end."""
    on_now: tuple[str, ...]
    """Ids of sessions."""
    to_come: tuple[str, ...]

    def holds(self, moment: datetime) -> bool:
        """Say whether a moment lies in it."""
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


def now_and_next(state: State, moment: datetime) -> NowAndNext:
    """Return what is on at ``moment`` and what starts next."""
    # Asked for several times a key, each time a little later: only when something starts or ends is it another answer.
    known: dict[str, _Stretch] = state.index(NOW_AND_NEXT)
    zone = state.meeting.time_zone
    if zone not in known or not known[zone].holds(moment):
        known[zone] = _stretch_around(state, moment)
    on_now, to_come = (tuple(state.sessions[row_id] for row_id in ids) for ids in known[zone][2:])
    return NowAndNext(on_now, to_come)


def _stretch_around(state: State, moment: datetime) -> _Stretch:
    """Return the stretch that ``moment`` lies in, with the sessions that are on and those that start next."""
    meeting = state.meeting
    on_now, starts, turns = [], [], []
    for session in state.schedule:
        start, end = effective_span(meeting, session)
        turns += [start, end, end + OVERRUN_SHOWN] if session.status == "in_progress" else [start, end]
        if is_on(meeting, session, moment):
            on_now.append(session.id)
        elif session.status not in ("in_progress", "held", "cancelled") and start > moment:
            starts.append((start, session.id))
    first = min((start for start, _ in starts), default=None)
    return _Stretch(
        since=max((turn for turn in turns if turn <= moment), default=None),
        until=min((turn for turn in turns if turn > moment), default=None),
        on_now=tuple(on_now),
        to_come=tuple(row_id for start, row_id in starts if start == first),
    )


def is_on(meeting: Meeting, session: Session, moment: datetime) -> bool:
    """Say whether a session is on: by its hours, or because it was started and not ended yet."""
    if session.status in ("held", "cancelled"):
        return False
    start, end = effective_span(meeting, session)
    if session.status == "in_progress":
        return moment < (end + OVERRUN_SHOWN if session.end else end)
    return start <= moment < end


def countdown(meeting: Meeting, session: Session, moment: datetime) -> Countdown | None:
    """Return how long until a session starts or ends; None where that can't be told, as for an all-day one."""
    if session.start is None or session.status in ("held", "cancelled"):
        return None
    start, end = effective_span(meeting, session)
    if session.status != "in_progress" and moment < start:
        return Countdown("to_come", math.ceil((start - moment) / timedelta(minutes=1)))
    if session.end is None or end <= start:
        return None
    if moment < end:
        return Countdown("on", math.ceil((end - moment) / timedelta(minutes=1)))
    if session.status != "in_progress":
        return None
    return Countdown("over", (moment - end) // timedelta(minutes=1))


def effective_span(meeting: Meeting, session: Session) -> tuple[datetime, datetime]:
    """Return a session's start and (exclusive) end as it is held, aware.

    What was recorded counts; else the hours do, later by as much as the day runs late. An all-day one isn't shifted.
    """
    start, end = span(meeting, session)
    if session.shift_minutes and session.start is not None:
        start = _later(start, session.shift_minutes)
        end = _later(end, session.shift_minutes) if session.end is not None else max(start, end)
    start = session.started_at or start
    end = session.ended_at or end
    return start, max(start, end)


def held_hours(meeting: Meeting, session: Session) -> tuple[datetime | None, datetime | None]:
    """Return from when to when a session is held, in the meeting's zone: ``effective_span()`` as it is shown.

    Without a start it lasts all day. Without an end nobody knows it: none was planned, or it was over before it began.
    """
    if session.start is None and session.started_at is None:
        return None, None
    start, end = effective_span(meeting, session)
    is_open = session.ended_at is None and (session.end is None or end <= start)
    return local_time(meeting, start), None if is_open else local_time(meeting, end)


def _later(moment: datetime, minutes: int) -> datetime:
    """Return a moment of a zone some minutes later, also where its clocks change in between."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def span(meeting: Meeting, session: Session) -> tuple[datetime, datetime]:
    """Return a session's planned start and (exclusive) end, aware; an all-day one spans the local day."""
    zone = ZoneInfo(meeting.time_zone)
    start = datetime.combine(session.date, session.start or time(), zone)
    if session.end is None:
        return start, datetime.combine(session.date + timedelta(days=1), time(), zone)
    # A session that ends at or before the hour of its start runs past midnight.
    last_day = session.date if session.end > (session.start or time()) else session.date + timedelta(days=1)
    return start, datetime.combine(last_day, session.end, zone)
