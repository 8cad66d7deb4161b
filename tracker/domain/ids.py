"""Ids and numbers: which may be given, which is free next. An id never changes its meaning and stands for one row."""

import re
from collections.abc import Container, Iterable

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""What an id may look like, in full; the id of a talking point is its item's id, a dot, and one of these."""

# Python refuses to read numbers of more than some thousand digits; nobody counts that far.
_MOST_DIGITS = 18
_PARTS = re.compile(rf"(\d{{1,{_MOST_DIGITS}}})", re.ASCII)
_LEADING = re.compile(rf"\d{{1,{_MOST_DIGITS}}}", re.ASCII)


def natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what sorts names as people do: ``a2`` before ``a10``."""
    return tuple(
        (False, int(part), part) if _LEADING.fullmatch(part) else (True, 0, part) for part in _PARTS.split(name) if part
    )


def next_id(prefix: str, taken: Iterable[str]) -> str:
    """Return ``prefix`` with the next number: one more than the highest that any of ``taken`` has behind it."""
    numbers = (name[len(prefix) :] for name in taken if name.startswith(prefix))
    return f"{prefix}{max((int(number) for number in numbers if _LEADING.fullmatch(number)), default=0) + 1}"


def next_number(numbers: Iterable[str], taken: Container[str]) -> str:
    """Return the next free number of an agenda: one more than the highest, whatever letters follow it.

    Args:
        numbers: the numbers that are printed or were.
        taken: ids that a number must not be mistaken for.
    """
    found = [int(match[0]) for number in numbers if (match := _LEADING.match(number))]
    number = max(found, default=0) + 1
    while str(number) in taken:
        number += 1
    return str(number)
