"""Parser of days, hours, moments and lengths of time, for forms, shell, filter, settings and programme files.

It takes all that ``formatting`` prints, and what people write besides, and refuses whatever could mean two things. A
day is read in two steps: ``read_day()`` says at once whether it is one at all, and ``on()`` which one, once it is known
which meeting it is about.

    day     2025-11-28  28 Nov  Nov 28, 2025  28.11.  28.11.2025  28/11/2025  fri  today  tomorrow  +7d  day 2
    hour    15:30  15.30  9:30  1530  3pm  3:30 pm  noon
    hours   10:00-12:30  from 10:00  all day
    length  15  15 min  1h30  1:30  1 h 5 min  -5  +20
    moment  a day and an hour, or one of them: fri 15:30  2025-11-28T15:30+05:00
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any, NamedTuple, NoReturn

from tracker.domain.words.formatting import (
    MONTH_NAMES,
    MONTHS,
    WEEKDAY_NAMES,
    Calendar,
    day_fault,
    day_of,
    day_words,
    hour_words,
)
from tracker.errors import RefusedError
from tracker.text import clean, shortened

DAY_EXAMPLE = "28 Nov, 28.11.2025, 2025-11-28, fri, tomorrow or +7d"
HOUR_EXAMPLE = "15:30, 9.30 or 3:30 pm"
HOURS_EXAMPLE = "10:00-12:30, from 10:00 or all day"
MINUTES_EXAMPLE = "15, 1h30 or -5"
MOMENT_EXAMPLE = "28 Nov 15:30, fri 3pm, 15:30 or 2025-11-28T15:30"

LONGEST_MINUTES = 9999 * 60
"""Most minutes of a length of time, forwards or back: more than a year."""

_WITH_YEAR = "28 Nov 2025 or 2025-11-28"

_LONGEST = 100
"""Most characters that can be a day or an hour; one is never as long."""

_WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_HOUR_WORDS = {"noon": time(12), "midnight": time(0)}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"∶": ":", "٫": ".", "،": ",", "’": "'"})


def _names(known: Iterable[str], *, shortest: int = 3) -> Mapping[str, int]:
    """Return what names may be shortened to, in small letters, with the place of each from 0."""
    return {name[:length].lower(): at for at, name in enumerate(known) for length in range(shortest, len(name) + 1)}


_MONTHS_BY_NAME = _names(MONTH_NAMES)
_WEEKDAYS_BY_NAME = _names(WEEKDAY_NAMES)

_WEEKDAY = r"(?:(?P<weekday>[a-z]{3,9})\.?,? )?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_DAY_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_WEEKDAY}{_NUMBER}[ -]?{_MONTH}(?:(?: |-|, ?){_YEAR})?",
        rf"{_WEEKDAY}{_MONTH}[ -]?{_NUMBER}(?:(?: |-|, ?){_YEAR})?",
        rf"{_WEEKDAY}(?P<year>\d{{4}})(?P<parted>[-./])(?P<month>\d\d?)(?P=parted)(?P<day>\d\d?)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        rf"{_WEEKDAY}(?P<day>\d\d?)\.(?P<month>\d\d?)\.?(?:(?<=\.) ?{_YEAR})?",
    )
)
_ANY_ORDER = re.compile(rf"{_WEEKDAY}(\d\d?)([/-])(\d\d?)(?:\3{_YEAR})?", re.ASCII)
_DISTANCE = re.compile(r"(?:(?P<sign>[+-]) ?|in )(?P<count>\d{1,6}) ?(?P<unit>d|days?|w|weeks?)", re.ASCII)
_NTH_DAY = re.compile(r"day (?P<number>\d{1,4})(?:(?: of |/)\d{1,4})?", re.ASCII)

_HALF = r"(?: ?(?P<half>[ap])\.?m\.?)?"
_HOUR_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"(?P<hour>\d\d?)[:.](?P<minute>\d\d){_HALF}",
        r"(?P<hour>\d\d?):(?P<minute>\d\d):00",
        rf"(?P<hour>\d\d?)(?P<minute>\d\d){_HALF}",
        r"(?P<hour>\d\d?) ?(?P<half>[ap])\.?m\.?",
    )
)
_SPAN = re.compile(r"(.+?)(?: ?- ?| to | until )(.+)")

_MIN = r"(?: ?(?:m|mins?|minutes?))"
_LENGTH_FORMS = tuple(
    re.compile(rf"(?P<sign>[+-]?) ?{form}(?: (?P<turn>late|early))?", re.ASCII)
    for form in (
        rf"(?P<minutes>\d{{1,6}}){_MIN}?",
        rf"(?P<hours>\d{{1,4}}) ?(?:h|hrs?|hours?)(?: ?(?P<rest>\d\d?){_MIN}?)?",
        r"(?P<hours>\d{1,4}):(?P<rest>\d\d)",
    )
)

_MOMENT_FORMS = tuple(
    re.compile(rf"(?:(?P<day>.+?)(?:, | |t)(?:at )?)?{hour}{zone}", re.ASCII)
    for zone in (
        r"(?: ?(?P<zone>z|utc|(?:utc|gmt)?(?P<sign>[+-])(?P<zh>\d\d):?(?P<zm>\d\d)(?::(?P<zs>\d\d))?))?"
        r"(?: \((?P<name>[^()]+)\))?",
    )
    for hour in (
        r"(?P<hour>\d\d?:\d\d)(?P<second>:\d\d(?:\.\d{1,6})?)?",
        r"(?P<hour>\d\d?[:.]\d\d(?: ?[ap]\.?m\.?)?|\d\d? ?[ap]\.?m\.?|noon|midnight|\d{4})",
    )
)


class UnreadableError(RefusedError):
    """What was written is nothing of the kind."""


class DayWords(NamedTuple):
    """A day as it was written. Which one it is hangs on the meeting."""

    text: str
    """As it was written, for a refusal."""
    year: int | None = None
    month: int = 0
    """0 where no date was written."""
    day: int = 0
    weekday: int | None = None
    """From 0 for Monday; alone, or beside a date that must be such a day."""
    days_from_today: int | None = None
    day_of_meeting: int = 0
    """From 1; 0 where none was written."""

    def on(self, calendar: Calendar | None, *, is_due: bool = False) -> date:
        """Return the day that is meant.

        Args:
            calendar: the days of the meeting; None where there is no meeting yet, so that only a whole date will do.
            is_due: whether something is to be done by that day, so that without its year it isn't one before the
                meeting, and as a weekday none before today; else it is the day nearest to those of the meeting.

        Raises:
            RefusedError: it can't be told, there is no such day, or it is out of bounds.
        """
        day = self._day(calendar, is_due)
        if day is None:
            self._refuse("is too far away.", f"Write it as {DAY_EXAMPLE}.")
        if self.weekday is not None and day.weekday() != self.weekday:
            name = WEEKDAY_NAMES[day.weekday()]
            self._refuse(f"is not a date: {day_words(day)} is a {name}.", "Leave the weekday out, or correct it.")
        if fault := day_fault(day):
            raise RefusedError(fault, "Look at its year.")
        return day

    def _day(self, calendar: Calendar | None, is_due: bool) -> date | None:
        """Return the day, whatever it is; None where the calendar doesn't reach as far."""
        if self.year is not None:
            return day_of(self.year, self.month, self.day)
        if calendar is None:
            self._refuse("doesn't say which year.", f"Write it with its year, such as {_WITH_YEAR}.")
        if self.month:
            return (calendar.next if is_due else calendar.nearest)(self.month, self.day)
        if self.day_of_meeting:
            if calendar.distance(day := _after(calendar.first_day, self.day_of_meeting - 1) or date.max):
                self._refuse("is no day of the meeting.", f"Write it as {DAY_EXAMPLE}.")
            return day
        if self.days_from_today is not None:
            return _after(self._today(calendar), self.days_from_today)
        return self._next_weekday(calendar, is_due)

    def _next_weekday(self, calendar: Calendar, is_due: bool) -> date:
        """Return the day of the meeting that is this weekday, of several the nearest to today; else the next one."""
        assert self.weekday is not None
        first = calendar.first_day + timedelta(days=(self.weekday - calendar.first_day.weekday()) % 7)
        found = [first + timedelta(days=at) for at in range(0, (calendar.last_day - first).days + 1, 7)]
        if is_due:
            found = [day for day in found if day >= self._today(calendar)]
        if len(found) == 1:
            return found[0]
        today = self._today(calendar)
        if found:
            return min(found, key=lambda day: (abs((day - today).days), -day.toordinal()))
        return today + timedelta(days=(self.weekday - today.weekday() - 1) % 7 + 1)

    def _today(self, calendar: Calendar) -> date:
        if calendar.today is None:
            self._refuse("means another day each time it is read.", f"Write the date, such as {_WITH_YEAR}.")
        return calendar.today

    def _refuse(self, why: str, way_out: str) -> NoReturn:
        raise RefusedError(f"{self.text!r} {why}", way_out)


class MomentWords(NamedTuple):
    """A moment as it was written."""

    text: str
    day: DayWords
    hour: time
    zone: tzinfo | None = None
    zone_name: str = ""
    """Of a zone that was named in brackets; empty for none."""

    def at(self, calendar: Calendar | None, zone: tzinfo) -> datetime:
        """Return the moment that is meant, aware; where no zone was written, in ``zone``.

        Raises:
            RefusedError: as ``DayWords.on()``.
        """
        if self.zone_name and self.zone_name != str(zone).casefold():
            raise RefusedError(
                f"{self.text!r} is in a zone of its own: here hours are those of {zone}.", "Leave the zone out."
            )
        return datetime.combine(self.day.on(calendar), self.hour, self.zone or zone)


class Hours(NamedTuple):
    """From when to when; no start for all day, no end where none was said."""

    start: time | None
    end: time | None


def read_day(text: str) -> DayWords:
    """Return a day from how a person writes one.

    Raises:
        RefusedError: it is none, or could be two; says how to write it.
    """
    plain, shown = _plain(text), _shown(text)
    if plain in _WORDS:
        return DayWords(shown, days_from_today=_WORDS[plain])
    if plain in _WEEKDAYS_BY_NAME:
        return DayWords(shown, weekday=_WEEKDAYS_BY_NAME[plain])
    if match := _DISTANCE.fullmatch(plain):
        days = int(match["count"]) * (7 if match["unit"].startswith("w") else 1)
        return DayWords(shown, days_from_today=-days if match["sign"] == "-" else days)
    if (match := _NTH_DAY.fullmatch(plain)) and int(match["number"]):
        return DayWords(shown, day_of_meeting=int(match["number"]))
    if match := _ANY_ORDER.fullmatch(plain):
        return _date(shown, _in_order(match, shown))
    for form in _DAY_FORMS:
        if (match := form.fullmatch(plain)) and (found := _date_or_none(shown, match.groupdict())):
            return found
    raise UnreadableError(f"{shown!r} is not a date.", f"Write it as {DAY_EXAMPLE}.")


def read_hour(text: str) -> time:
    """Return an hour of the day from how a person writes one.

    Raises:
        RefusedError: it is none; says how to write it.
    """
    plain = _plain(text)
    if plain in _HOUR_WORDS:
        return _HOUR_WORDS[plain]
    for form in _HOUR_FORMS:
        if (match := form.fullmatch(plain)) and (found := _hour_or_none(match.groupdict())) is not None:
            return found
    raise UnreadableError(f"{_shown(text)!r} is not a time.", f"Write it as {HOUR_EXAMPLE}.")


def read_hours(text: str) -> Hours:
    """Return from when to when, from how a person writes it.

    Raises:
        RefusedError: it can't be told; says how to write it.
    """
    plain = _plain(text)
    if plain == "all day":
        return Hours(None, None)
    try:
        if plain.startswith("from ") and not _SPAN.fullmatch(plain):
            return Hours(read_hour(plain.removeprefix("from ")), None)
        if match := _SPAN.fullmatch(plain.removeprefix("from ")):
            return Hours(read_hour(match[1]), read_hour(match[2]))
    except RefusedError:
        pass
    raise UnreadableError(f"{_shown(text)!r} are no hours.", f"Write them as {HOURS_EXAMPLE}.")


def read_minutes(text: str) -> int:
    """Return a length of time in minutes, fewer than 0 for backwards, from how a person writes one.

    Raises:
        RefusedError: it is none, or longer than anyone means; says how to write it.
    """
    plain, shown = _plain(text), _shown(text)
    way_out = f"Write it in minutes or hours: {MINUTES_EXAMPLE}."
    match = next(filter(None, (form.fullmatch(plain) for form in _LENGTH_FORMS)), None)
    parts = match.groupdict() if match else {}
    rest = int(parts.get("rest") or 0)
    if match is None or rest > 59 or (parts["turn"] and parts["sign"]):
        raise UnreadableError(f"{shown!r} is not a length of time.", way_out)
    minutes = int(parts.get("hours") or 0) * 60 + rest + int(parts.get("minutes") or 0)
    if minutes > LONGEST_MINUTES:
        raise RefusedError(f"{shown!r} is too long.", way_out)
    return -minutes if parts["sign"] == "-" or parts["turn"] == "early" else minutes


def read_moment(text: str) -> MomentWords:
    """Return a moment from how a person writes one: a day, an hour of today, or both.

    Raises:
        RefusedError: it is none, or could be two; says how to write it.
    """
    plain, shown = _plain(text), _shown(text)
    as_day: DayWords | None = _or_none(read_day, plain)
    matches = (form.fullmatch(plain) for form in _MOMENT_FORMS)
    found = next(filter(None, (_moment_or_none(shown, match.groupdict()) for match in matches if match)), None)
    # The last four digits of "26 Nov 2025" are its year.
    if as_day is not None and (found is None or plain[-4:].isdecimal()):
        return MomentWords(shown, as_day._replace(text=shown), time())
    if as_day is not None and found is not None:
        day, hour = f"{as_day.day} {MONTHS[as_day.month - 1]}", hour_words(found.hour)
        raise RefusedError(f"{shown!r} could be {day} or {hour}.", f"Write {day}, or {hour}.")
    if found is None:
        raise UnreadableError(f"{shown!r} is not a moment.", f"Write it as {MOMENT_EXAMPLE}.")
    return found


def _plain(text: str) -> str:
    """Return what was written in small letters, ASCII digits and plain dashes; empty for what can't be a day."""
    if len(text) > _LONGEST or any(unicodedata.category(each) == "Cc" and not each.isspace() for each in text):
        return ""
    # Full-width and other digits are digits: ``۱۵:۳۰`` is half past three.
    folded = unicodedata.normalize("NFKC", clean(text)).translate(_DASHES).casefold()
    digits = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in folded)
    return " ".join("".join(digits).split())


def _shown(text: str) -> str:
    """Return what was written as a sentence quotes it."""
    return shortened(text, 40)


def _or_none(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except RefusedError:
        return None


def _date_or_none(shown: str, parts: Mapping[str, str | None]) -> DayWords | None:
    """Return the day of the parts that were found; None where a name among them is none."""
    month, weekday = parts["month"] or "", parts.get("weekday")
    number = int(month) if month.isdecimal() else _MONTHS_BY_NAME.get(month, -1) + 1
    if not number or (weekday and weekday not in _WEEKDAYS_BY_NAME):
        return None
    return _date(shown, {**parts, "month": str(number)})


def _date(shown: str, parts: Mapping[str, str | None]) -> DayWords:
    """Return the day of a date whose month is a number.

    Raises:
        RefusedError: its year is too short, its weekday is none, or no year has such a day.
    """
    year, month, day = parts.get("year") or "", int(parts["month"] or 0), int(parts["day"] or 0)
    weekday = parts.get("weekday")
    if weekday and weekday not in _WEEKDAYS_BY_NAME:
        raise UnreadableError(f"{shown!r} is not a date.", f"Write it as {DAY_EXAMPLE}.")
    if len(year) == 2:
        raise RefusedError(f"{shown!r} has no whole year.", f"Write the year with four digits: 20{year}.")
    # A leap year where none was written: which years have the day is looked for later.
    if day_of(int(year or 2000), month, day) is None:
        raise RefusedError(f"{shown!r} is no date: there is no such day.", f"Write it as {DAY_EXAMPLE}.")
    return DayWords(shown, int(year) if year else None, month, day, _WEEKDAYS_BY_NAME[weekday] if weekday else None)


def _in_order(match: "re.Match[str]", shown: str) -> Mapping[str, str | None]:
    """Return the parts of a date in which day and month could stand either way round.

    Raises:
        RefusedError: both could be the month; says how to write which.
    """
    one, other, year = int(match[2]), int(match[4]), match["year"] or ""
    if one != other and min(one, other) > 0 and max(one, other) <= 12:
        first, second = f"{one} {MONTHS[other - 1]} {year}".strip(), f"{other} {MONTHS[one - 1]} {year}".strip()
        raise RefusedError(f"{shown!r} could be {first} or {second}.", f"Write {first}, or {second}.")
    day, month = (one, other) if other <= 12 else (other, one)
    return {"weekday": match["weekday"], "year": match["year"], "month": str(month), "day": str(day)}


def _hour_or_none(parts: Mapping[str, str | None]) -> time | None:
    """Return the hour of the parts that were found; None where there is no such hour."""
    hour, minute, half = int(parts["hour"] or 0), int(parts.get("minute") or 0), parts.get("half")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p")
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _moment_or_none(shown: str, parts: Mapping[str, str | None]) -> MomentWords | None:
    """Return the moment of the parts that were found; None where one of them can't be read."""
    hour: time | None = _or_none(read_hour, parts["hour"] or "")
    day: DayWords | None = _or_none(read_day, parts["day"]) if parts["day"] else DayWords(shown, days_from_today=0)
    if hour is None or day is None:
        return None
    second, _, fraction = (parts.get("second") or ":0")[1:].partition(".")
    zone = _zone(parts)
    if int(second) > 59 or (parts["zone"] and zone is None):
        return None
    hour = hour.replace(second=int(second), microsecond=int(fraction.ljust(6, "0")))
    return MomentWords(shown, day._replace(text=shown), hour, zone, parts["name"] or "")


def _zone(parts: Mapping[str, str | None]) -> tzinfo | None:
    """Return the zone that was written as a distance from UTC; None where none was, or none is as far."""
    if not parts["zone"]:
        return None
    if not parts["sign"]:
        return UTC
    hours, minutes, seconds = (int(parts[name] or 0) for name in ("zh", "zm", "zs"))
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    distance = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-distance if parts["sign"] == "-" else distance)


def _after(start: date, days: int) -> date | None:
    """Return the day some days later; None where the calendar ends before."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None
