"""Moments as the command line prints them: in the meeting's zone, with the day, the year and the UTC offset."""

from datetime import date, datetime

from tracker.domain.programme import Meeting, Session
from tracker.domain.timeline import effective_span, local_time, short_day


def moment_label(meeting: Meeting, moment: datetime) -> str:
    """Return ``moment`` in the meeting's zone: ``Wed 26 Nov 2025 10:42 UTC+05:00``."""
    return zoned_label(local_time(meeting, moment))


def zoned_label(moment: datetime) -> str:
    """Return an aware moment in its own zone: ``Wed 26 Nov 2025 08:42 UTC+03:00``."""
    return f"{day_with_year(moment.date())} {moment:%H:%M} {offset_label(moment)}"


def day_with_year(day: date) -> str:
    """Return a day as ``Wed 26 Nov 2025``."""
    return f"{short_day(day)} {day.year}"


def offset_label(moment: datetime) -> str:
    """Return the distance of an aware moment's zone from UTC: ``UTC+05:00``."""
    offset = f"{moment:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def delay_label(meeting: Meeting, session: Session) -> str:
    """Return by how much a session is late, and from when on it is held: ``20 min late, from 10:20``; empty if not."""
    if not session.shift_minutes:
        return ""
    start = local_time(meeting, effective_span(meeting, session)[0])
    return f"{session.shift_minutes} min late, from {start:%H:%M}"
