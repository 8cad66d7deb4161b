"""The printed form of days, hours, moments and lengths of time, and the words for names of the domain.

``time_parsing`` reads back what is printed here; no other module names months or formats a moment for people.

There is one style, its parts always in this order: ``Wed 26 Nov 2025 10:42 UTC+05:00``. A place leaves out what goes
without saying there: the screen the zone, and the year of a day that can only be one of this meeting's year. What
programs read (``--json``, exports) has ISO 8601 instead. Everything is in English whatever the locale is.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.model.bounds import FIRST_DAY, LAST_DAY
from tracker.domain.model.programme import Meeting, Session
from tracker.domain.timeline import Countdown, held_hours, local_time

LONGEST_MEETING = 100
"""Most days of a meeting that is planned; the schedule shows each of them."""

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""From Monday on, as ``date.weekday()`` counts."""
MONTHS, WEEKDAYS = (tuple(name[:3] for name in names) for names in (MONTH_NAMES, WEEKDAY_NAMES))
"""As they are written in a day: ``Fri 28 Nov``."""

_FIELD_WORDS: Mapping[str, str] = {
    "annotation": "description",
    "carried_to": "what it is deferred to",
    "co_owners": "co-owners",
    "date": "day",
    "designation": "office",
    "disposition": "outcome",
    "owner_party": "party",
    "owner_person": "person",
    "shift_minutes": "delay in minutes",
}
"""What people call the fields that are called otherwise in files and options."""


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


def days_words(first_day: date, last_day: date) -> str:
    """Return the days of a meeting with their years: ``26 Nov 2025 to 28 Nov 2025``; of one day that day."""
    return day_words(first_day) if first_day == last_day else f"{day_words(first_day)} to {day_words(last_day)}"


def meeting_days(meeting: Meeting) -> str:
    """Return from when to when a meeting lasts, as a sentence has it: ``Wed 26 Nov to Fri 28 Nov 2025``."""
    first, last = meeting.first_day, meeting.last_day
    return f"{short_day(first) if first.year == last.year else full_day(first)} to {full_day(last)}"


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


def hours_in_two_zones(meeting: Meeting, session: Session) -> tuple[str, str]:
    """Return the hours as they are held, in the meeting's zone and in the second one; empty where there is none."""
    here = hours_label(meeting, session)
    if not meeting.second_time_zone:
        return here, ""
    start, end = held_hours(meeting, session)
    if start is None:
        return here, here
    zone = ZoneInfo(meeting.second_time_zone)
    start, end = start.astimezone(zone), end.astimezone(zone) if end else None
    another_day = "" if start.date() == session.date else f" ({short_day(start.date())})"
    return here, times_between(start, end) + another_day


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


def hours_and_minutes(length: timedelta) -> str:
    """Return a length of time in digits, its seconds left off: ``01:05``."""
    minutes = length // timedelta(minutes=1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


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


def paper_moment(meeting: Meeting, moment: datetime) -> str:
    """Return a moment in the meeting's zone as papers have it: ``26 Nov 2025, 10:42 (Asia/Karachi)``."""
    local = local_time(meeting, moment)
    return f"{day_words(local.date())}, {hour_words(local)} ({meeting.time_zone})"


def file_stamp(moment: datetime) -> str:
    """Return a moment as the name of a file has it, which sorts by time: ``20251126-104215``."""
    return f"{moment:%Y%m%d-%H%M%S}"


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
    # Zones had seconds a century ago.
    seconds = abs(distance).seconds % 60
    digits = f"{hours_and_minutes(abs(distance))}:{seconds:02d}" if seconds else hours_and_minutes(abs(distance))
    return f"UTC{'-' if distance < timedelta() else '+'}{digits}"


def in_words(name: str) -> str:
    """Return a status, an outcome, a kind or another name of the domain as words: ``taken up``."""
    return name.replace("_", " ")


def field_words(name: str) -> str:
    """Return what a sentence and a form call a field of a row."""
    return _FIELD_WORDS.get(name) or in_words(name)


def either(choices: Sequence[str]) -> str:
    """Return choices as a sentence has them: ``a``, ``a or b``, ``a, b or c``."""
    return " or ".join(filter(None, (", ".join(choices[:-1]), *choices[-1:])))


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
