"""Bounds of the values of rows beyond their types: days and moments of our times, in zones that there are.

A file can say anything under a right checksum, and be written by anybody who may write the folder. What lies outside
would end in an overflow wherever it is reckoned with. The bounds are wider than those for what people type.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from operator import attrgetter
from typing import Annotated, Any

import msgspec

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
MOST_DAYS = 366
"""Most days of a meeting."""
MOST_CHANGES = 10**9
"""Most changes of a meeting: one a second for thirty years."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A moment that belongs to a zone; within the days above."""
Hour = Annotated[time, msgspec.Meta(tz=False)]
"""An hour of the meeting's own zone."""
Count = Annotated[int, msgspec.Meta(ge=0, le=MOST_CHANGES)]
Place = Annotated[int, msgspec.Meta(ge=-MOST_CHANGES, le=MOST_CHANGES)]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
Shift = Annotated[int, msgspec.Meta(ge=-(7 * 24 * 60), le=7 * 24 * 60)]
"""Minutes; more than any delay that can be told."""
LARGEST_AMOUNT = 1e18
Amount = Annotated[float, msgspec.Meta(ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT)]
Name = Annotated[str, msgspec.Meta(min_length=1)]

_FIRST_MOMENT = datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC)
_LAST_MOMENT = datetime(LAST_DAY.year, 12, 30, tzinfo=UTC)

DAYS: dict[str, tuple[str, ...]] = {
    "Meeting": ("first_day", "last_day"),
    "Session": ("date",),
    "Decision": ("signed_on",),
    "ActionItem": ("due",),
    "DueChange": ("due",),
}
"""Fields that hold days which are reckoned with, by the row's type; the day of a source may be any."""
MOMENTS: dict[str, tuple[str, ...]] = {
    "Session": ("changed_at", "started_at", "ended_at"),
    "AgendaItem": ("changed_at", "opened_at", "closed_at"),
    "TalkingPoint": ("changed_at", "done_at"),
    "ActionItem": ("changed_at", "completed_at"),
    "SideText": ("agreed_at",),
    "DueChange": ("at",),
    "ActionTaken": ("at",),
}
"""Fields that hold moments, by the row's type; of every other row ``changed_at`` alone."""
PARTS: dict[str, tuple[str, ...]] = {"Decision": ("texts",), "ActionItem": ("due_history", "taken")}
"""Fields that hold rows of such types within a row."""


def is_within(moment: datetime) -> bool:
    """Say whether an aware moment is one of our times."""
    return _FIRST_MOMENT <= moment <= _LAST_MOMENT


def refuse_odd(rows: Sequence[msgspec.Struct]) -> None:
    """Refuse rows, all of one type, that hold what can't be reckoned with.

    Raises:
        msgspec.ValidationError: there is such a row; says what it holds.
    """
    if not rows:
        return
    kind = type(rows[0]).__name__
    for field in DAYS.get(kind, ()):
        _refuse_beyond(rows, field, FIRST_DAY, LAST_DAY)
    for field in MOMENTS.get(kind, ("changed_at",)):
        _refuse_beyond(rows, field, _FIRST_MOMENT, _LAST_MOMENT)
    for field in PARTS.get(kind, ()):
        refuse_odd([part for row in rows for part in getattr(row, field)])
    if kind == "Meeting":
        for meeting in rows:
            _refuse_odd_meeting(meeting)


def is_zone(name: str) -> bool:
    """Say whether there is a time zone of this name."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _refuse_beyond(rows: Iterable[msgspec.Struct], field: str, first: Any, last: Any) -> None:
    # Of ten thousand rows the least and the greatest are found in a millisecond.
    values = [value for value in map(attrgetter(field), rows) if value is not None]
    if values and not (first <= min(values) and max(values) <= last):
        odd = next(value for value in values if not first <= value <= last)
        raise msgspec.ValidationError(f"{field} {odd.isoformat()} lies outside {FIRST_DAY.year} to {LAST_DAY.year}")


def _refuse_odd_meeting(meeting: Any) -> None:
    if not 0 <= (meeting.last_day - meeting.first_day).days < MOST_DAYS:
        raise msgspec.ValidationError(
            f"it would last from {meeting.first_day} to {meeting.last_day}, and a meeting has 1 to {MOST_DAYS} days"
        )
    for zone in (meeting.time_zone, meeting.second_time_zone):
        if (zone or zone is meeting.time_zone) and not is_zone(zone):
            raise msgspec.ValidationError(f"there is no time zone {zone[:40]!r}")
