"""How days, hours, moments and lengths of time are written, wherever a person reads them; ``when`` reads them back.

There is one style, its parts always in this order: ``Wed 26 Nov 2025 10:42 UTC+05:00``. A place leaves out what goes
without saying there: the screen the zone, and the year of a day that can only be one of this meeting's year. What
programs read (``--json``, exports) has ISO 8601 instead. Everything is in English whatever the locale is.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tracker.domain.model.bounds import FIRST_DAY, LAST_DAY
from tracker.domain.model.programme import Meeting, Session
from tracker.domain.timeline import Countdown, held_hours, local_time

LONGEST_MEETING = 100
"""Most days of a meeting that is planned; the schedule shows each of them."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""From Monday on, as ``date.weekday()`` counts."""


class Calendar(NamedTuple):
    """The days by which a day is understood that is written without its year, or as ``fri`` or ``tomorrow``."""

    first_day: date
    """Of the meeting."""
    last_day: date
    today: date | None = None
    """The day in the meeting's zone; None where a text must mean the same day whenever it is read, as in a file."""

    def distance(self, day: date) -> int:
        """Return how many days a day is away from those of the meeting; 0 for one of them."""
        return max((self.first_day - day).days, (day - self.last_day).days, 0)

    def nearest(self, month: int, day: int) -> date | None:
        """Return the day nearest to those of the meeting that has this date in some year; of two the later one.

        None where no year has it, such as for 31 February.
        """
        found = self._days(month, day)
        return min(found, key=lambda known: (self.distance(known), -known.toordinal()), default=None)

    def next(self, month: int, day: int) -> date | None:
        """Return the first day from the beginning of the meeting on that has this date; None as in ``nearest()``."""
        return min((known for known in self._days(month, day) if known >= self.first_day), default=None)

    def _days(self, month: int, day: int) -> Iterator[date]:
        """Yield the days of the years around the meeting that have a date."""
        # A 29 February may be eight years away.
        years = range(max(self.first_day.year - 8, FIRST_DAY.year), min(self.last_day.year + 8, LAST_DAY.year) + 1)
        yield from (known for year in years if (known := day_of(year, month, day)))


def calendar_of(meeting: Meeting, now: datetime) -> Calendar:
    """Return the calendar of a meeting at an aware moment."""
    return Calendar(meeting.first_day, meeting.last_day, local_time(meeting, now).date())


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day; None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_fault(day: date) -> str:
    """Return in one sentence why a day can't be used; empty where it can."""
    if FIRST_DAY <= day <= LAST_DAY:
        return ""
    return f"{day_words(day)} is too far away: days lie between {day_words(FIRST_DAY)} and {day_words(LAST_DAY)}."


def days_fault(first_day: date, last_day: date) -> str:
    """Return in one sentence why a meeting can't last from one day to the other; empty where it can."""
    if fault := day_fault(first_day) or day_fault(last_day):
        return fault
    if last_day < first_day:
        return f"The last day {day_words(last_day)} is before the first day {day_words(first_day)}."
    if (length := (last_day - first_day).days + 1) > LONGEST_MEETING:
        return f"The meeting would last {length} days: at most {LONGEST_MEETING} can be shown."
    return ""


def day_words(day: date) -> str:
    """Return a day with its year: ``1 Jan 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04d}"


def short_day(day: date) -> str:
    """Return a day of the meeting: ``Thu 27 Nov``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def full_day(day: date) -> str:
    """Return a day with all that it has: ``Thu 27 Nov 2025``."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"


def screen_day(meeting: Meeting, day: date) -> str:
    """Return a day as the screen has it: ``Thu 27 Nov``; with its year where that isn't the meeting's."""
    return short_day(day) if _goes_without_year(meeting, day) else full_day(day)


def day_label(day: date, today: date) -> str:
    """Return how a day is called today: ``today``, ``tomorrow``, ``Thu 27 Nov``; with its year where it is another."""
    return relative_day(day, today) or (short_day(day) if day.year == today.year else full_day(day))


def relative_day(day: date, today: date) -> str:
    """Return ``today`` or ``tomorrow`` for a day that is; else empty."""
    return {0: "today", 1: "tomorrow"}.get((day - today).days, "")


def _goes_without_year(meeting: Meeting, day: date) -> bool:
    calendar = Calendar(meeting.first_day, meeting.last_day)
    if not calendar.distance(day) and (meeting.last_day - meeting.first_day).days < 365:
        # So is every day of the schedule, and a row is drawn often.
        return True
    is_of_its_year = day.year in (meeting.first_day.year, meeting.last_day.year)
    return is_of_its_year and calendar.nearest(day.month, day.day) == day


def hour_words(hour: time | datetime) -> str:
    """Return an hour to the minute: ``09:30``."""
    return f"{hour.hour:02d}:{hour.minute:02d}"


def times_between(start: time | datetime | None, end: time | datetime | None) -> str:
    """Return hours from when to when: ``10:00-12:30``, ``from 10:00`` or ``all day``."""
    if start is None:
        return "all day"
    return f"from {hour_words(start)}" if end is None else f"{hour_words(start)}-{hour_words(end)}"


def planned_hours_label(session: Session) -> str:
    """Return a session's planned hours: ``10:00-12:30``, ``from 10:00`` or ``all day``."""
    return times_between(session.start, session.end)


def hours_label(meeting: Meeting, session: Session) -> str:
    """Return a session's hours as it is held, with the delay and what was recorded taken in.

    Where it is held on another day than it was planned for, that follows: ``10:00-12:30 on Fri 28 Nov 2025``.
    """
    start, end = held_hours(meeting, session)
    words = times_between(start, end)
    return words if start is None or start.date() == session.date else f"{words} on {full_day(start.date())}"


def held_day(meeting: Meeting, session: Session) -> date:
    """Return the day on which a session is held; it may have been started on another than it was planned for."""
    start, _ = held_hours(meeting, session)
    return start.date() if start else session.date


def planned_label(meeting: Meeting, session: Session) -> str:
    """Return a session's planned hours where it isn't held so, with the day where that is another; else empty."""
    planned = planned_hours_label(session)
    if held_day(meeting, session) != session.date:
        return f"{full_day(session.date)} {planned}"
    return "" if short_hours_label(meeting, session) == planned else planned


def short_hours_label(meeting: Meeting, session: Session) -> str:
    """Return ``hours_label()`` without a day, for narrow places."""
    return times_between(*held_hours(meeting, session))


def late_label(session: Session) -> str:
    """Return by how much the day's delay puts a session off: ``20 min late``; empty once it has started."""
    return f"{minutes_words(session.shift_minutes)} late" if session.shift_minutes and not session.started_at else ""


def deviation_label(meeting: Meeting, session: Session) -> str:
    """Return how ``hours_label()`` comes to differ from the plan: ``20 min late, planned 10:00-12:30``; else empty."""
    planned = planned_label(meeting, session)
    return ", ".join(filter(None, (late_label(session), f"planned {planned}"))) if planned else ""


def minutes_words(minutes: int) -> str:
    """Return a length of time: ``25 min``, ``1 h 5 min``; ``-5 min`` for less than nothing."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours)
    return "-" * (minutes < 0) + " ".join(parts)


def countdown_label(left: Countdown) -> str:
    """Return how long until a session starts or ends: ``starts in 1 h 5 min``, ``25 min left``, ``12 min over``."""
    long = minutes_words(left.minutes)
    return {"to_come": f"starts in {long}", "on": f"{long} left", "over": f"{long} over"}[left.phase]


def moment_label(meeting: Meeting, moment: datetime) -> str:
    """Return a moment in the meeting's zone as the shell has it: ``Wed 26 Nov 2025 10:42 UTC+05:00``."""
    return zoned_label(local_time(meeting, moment))


def zoned_label(moment: datetime) -> str:
    """Return an aware moment in its own zone: ``Wed 26 Nov 2025 08:42 UTC+03:00``."""
    return f"{full_day(moment.date())} {hour_words(moment)} {offset_label(moment)}"


def screen_moment(meeting: Meeting, moment: datetime) -> str:
    """Return a moment in the meeting's zone as the screen has it: ``26 Nov 10:42``, or ``12 Jul 2026 10:42``."""
    local = local_time(meeting, moment)
    return f"{screen_day(meeting, local.date()).split(' ', 1)[1]} {hour_words(local)}"


def short_moment(meeting: Meeting, moment: datetime) -> str:
    """Return a moment for where there is little room: ``26 Nov 10:42``; of another year its day alone."""
    day = local_time(meeting, moment).date()
    return screen_moment(meeting, moment) if _goes_without_year(meeting, day) else day_words(day)


def offset_label(moment: datetime) -> str:
    """Return the distance of an aware moment's zone from UTC: ``UTC+05:00``."""
    distance = moment.utcoffset() or timedelta()
    return f"UTC{'-' if distance < timedelta() else '+'}{':'.join(_parts_of(abs(distance)))}"


def _parts_of(distance: timedelta) -> Iterator[str]:
    """Yield hours and minutes, and seconds where there are some: zones had them a century ago."""
    minutes, seconds = divmod(distance.seconds, 60)
    yield from (f"{minutes // 60:02d}", f"{minutes % 60:02d}")
    if seconds:
        yield f"{seconds:02d}"
