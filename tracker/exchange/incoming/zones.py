"""How much work the time zone of a calendar makes, before the library lays it out: it makes every change of the hour.

A rule of minutes from the year 1 has a thousand million of them. Zones change their hours a few times a year.
"""

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_RULE_PARTS = frozenset(("FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYMONTH", "BYDAY", "BYMONTHDAY"))
_LAST_YEAR = 2038
"""Up to which the library lays a rule out that has no end."""
_WEEKS_OF_A_MONTH = 5

MOST_CHANGES = 20_000
"""Most changes of the hour that the zones of one file may have."""


def changes_in(text: str) -> int | None:
    """Return how many changes of the hour a VTIMEZONE has at most; None where a rule is none of a zone."""
    count, first_year, rules = 0, 1, list[int]()
    for line in _FOLD.sub("", text).splitlines():
        name, _, value = line.partition(":")
        match name.partition(";")[0].strip().upper():
            case "DTSTART":
                first_year = int(value[:4]) if value[:4].isascii() and value[:4].isdecimal() else 1
            case "RDATE":
                count += value.count(",") + 1
            case "RRULE":
                each = _each_year(value)
                if each is None:
                    return None
                rules.append(each)
            case "BEGIN" | "END":
                count += 1 + sum(rules) * max(1, _LAST_YEAR - first_year)
                first_year, rules = 1, []
    return count


def _each_year(rule: str) -> int | None:
    """Return how often a rule changes the hour each year at most; None where it isn't a yearly one."""
    parts = {name.strip().upper(): value for name, _, value in (part.partition("=") for part in rule.split(";"))}
    if parts.get("FREQ", "").strip().upper() != "YEARLY" or not parts.keys() <= _RULE_PARTS | {""}:
        return None
    months, weekdays, days = (
        parts[name].count(",") + 1 if name in parts else 0 for name in ("BYMONTH", "BYDAY", "BYMONTHDAY")
    )
    # A weekday alone is every such day of the month, or of the year where no month is named.
    return max(months, 1 if days or not weekdays else 12 if not months else 1) * max(
        1, days, weekdays * _WEEKS_OF_A_MONTH
    )
