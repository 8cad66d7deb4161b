"""Time zones that a calendar brings along, as far as their clocks change by yearly rules.

For every hour that is reckoned the library goes through the rules of its zone from their first day on: a rule of
minutes from the year 1 is a billion of them. So a zone is looked at first, and one that asks for more than zones do is
left out; hours in it are taken as those of the meeting, as in any zone that isn't known. The library is never given a
zone to remember, for what it remembers it uses unasked.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timezone, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tracker.domain.model.bounds import LAST_DAY
from tracker.exchange.ics.components import Block, parsed

if TYPE_CHECKING:
    from icalendar import Component

Zones = Mapping[str, tzinfo]
"""The zones of a file by their names."""

_MOST_ZONES = 1_000
"""More than there are in the world."""
_MOST_CHARACTERS = 100_000
_MOST_OBSERVANCES = 200
"""Kinds of changes of one zone, such as that to summer time since 1996."""
_MOST_CHANGES = 10_000
"""Of one zone up to the last day of all; two a year since the year 1 are 6,000."""
_MOST_OF_ALL = 20 * _MOST_CHANGES
"""Of all zones of a file."""

_MOMENTS = ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID")
_TAKEN = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE")
_RULE_PARTS = frozenset(("FREQ", "INTERVAL", "UNTIL", "COUNT", "BYMONTH", "BYDAY", "BYMONTHDAY", "WKST"))
_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_WEEKS = 5
_TOO_OFTEN = "this time zone has rules that can't be followed; its hours are taken as those of the meeting"
_TOO_MANY = f"of one file at most {_MOST_ZONES:,} time zones are taken; the hours of others are those of the meeting"


def zones_of(blocks: Iterable[Block]) -> tuple[Zones, list[tuple[Block, str]]]:
    """Return the zones of a calendar that can be used, and those that can't, each with the reason."""
    zones: dict[str, tzinfo] = {}
    left_out: list[tuple[Block, str]] = []
    left = _MOST_OF_ALL
    for number, block in enumerate(block for block in blocks if block.kind == "VTIMEZONE"):
        if number == _MOST_ZONES:
            left_out.append((block, _TOO_MANY))
            break
        if len(block.text) > _MOST_CHARACTERS:
            left_out.append((block, _TOO_OFTEN))
            continue
        # Read under its own name, the library would remember it.
        zone = parsed(block._replace(text=_renamed(block.text)))
        if zone is None or not (name := _name_in(zone)) or name in zones:
            continue
        changes = _changes_of(zone)
        if changes is None or changes > min(left, _MOST_CHANGES):
            left_out.append((block, _TOO_OFTEN))
        elif made := _made(zone):
            zones[name] = made
            left -= changes
    return zones, left_out


def set_zones(component: "Component", zones: Zones) -> None:
    """Put the moments of an event or a to-do into the zones that they name; without one where nobody knows it."""
    for name in _MOMENTS:
        for value in _listed(component, name):
            if isinstance(moment := getattr(value, "dt", None), datetime):
                value.dt = _in_zone(moment, str(value.params.get("TZID", "")).strip("/"), zones)


def _in_zone(moment: datetime, name: str, zones: Zones) -> datetime:
    is_known = isinstance(moment.tzinfo, ZoneInfo | timezone)
    if is_known and str(moment.tzinfo) == name:
        return moment
    if own := zones.get(name):
        return moment.replace(tzinfo=own)
    # What the library found within an event, and remembers since, was not looked at.
    return moment if is_known else moment.replace(tzinfo=None)


def _renamed(text: str) -> str:
    lines = text.split("\r\n")
    return "\r\n".join(("BEGIN:X-ZONE", *lines[1:-2], "END:X-ZONE", ""))


def _name_in(zone: "Component") -> str:
    name = zone.get("TZID")
    return "" if name is None or isinstance(name, list) else str(name).strip("/")


def _made(zone: "Component") -> tzinfo | None:
    """Return a zone as Python knows them; None where something of it is missing or wrong."""
    from icalendar import Timezone

    made = Timezone()
    made.add("TZID", "own")
    for observance in zone.subcomponents:
        # Names, remarks and what vendors add would only be refused.
        for name in set(observance) - set(_TAKEN):
            del observance[name]
        made.add_component(observance)
    try:
        found: tzinfo = made.to_tz(lookup_tzid=False)
    except Exception:  # of a broken component the library raises whatever it stumbles over
        return None
    return found


def _changes_of(zone: "Component") -> int | None:
    """Return how many changes a zone has at most; None where it has any that no clock makes."""
    observances = zone.subcomponents
    if len(observances) > _MOST_OBSERVANCES or any(each.subcomponents for each in observances):
        return None
    try:
        found = [_changes_in(each) for each in observances]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None
    return None if None in found else sum(filter(None, found))


def _changes_in(observance: "Component") -> int | None:
    observed: Any = observance
    start: date = observed["DTSTART"].dt
    changes = 1 + sum(len(each.dts) for each in _listed(observance, "RDATE"))
    for rule in _listed(observance, "RRULE"):
        times = _times_a_year(rule, start)
        if times is None:
            return None
        last = min([LAST_DAY.year, *(until.year for until in rule.get("UNTIL", ()))])
        changes += times * max(0, last - start.year + 1)
    return changes


def _listed(component: "Component", name: str) -> list[Any]:
    """Return the values of a property that may stand several times."""
    value: Any = component.get(name, [])
    return value if isinstance(value, list) else [value]


def _times_a_year(rule: Mapping[str, list[Any]], start: date) -> int | None:
    """Return how often a rule applies in a year at most; None for one that isn't yearly, or may never apply."""
    months, weekdays, days = (rule.get(name, []) for name in ("BYMONTH", "BYDAY", "BYMONTHDAY"))
    is_yearly = rule["FREQ"] == ["YEARLY"] and rule.get("INTERVAL", [1]) == [1] and _RULE_PARTS.issuperset(rule)
    if not is_yearly or len(months) > 1 or len(weekdays) > 1 or not all(1 <= month <= 12 for month in months):
        return None
    week = weekdays[0].relative if weekdays else None
    if week is not None:
        return 1 if 1 <= abs(week) <= _MOST_WEEKS and not days else None
    longest = _DAYS_OF_MONTHS[months[0] - 1] if months else 31
    if not all(1 <= abs(day) <= 31 for day in days) or min(map(abs, days or [start.day])) > longest:
        return None
    weeks = _MOST_WEEKS if weekdays else len(set(days)) or 1
    return weeks * (1 if months or not (weekdays or days) else 12)
