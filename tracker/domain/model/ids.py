"""Rules of ids and numbers, and the next free one. An id never changes its meaning and stands for one row."""

import re
from collections.abc import Callable, Iterator
from itertools import count

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


def parted(name: str) -> tuple[str, int]:
    """Return what stands before the number at the end of a name, and that number; 0 where there is none."""
    before = name.rstrip("0123456789")
    number = name[len(before) :]
    return (before, int(number)) if 0 < len(number) <= _MOST_DIGITS else (name, 0)


def leading_number(name: str) -> int:
    """Return the number that a name begins with, whatever letters follow it; 0 where it begins with none."""
    match = _LEADING.match(name)
    return int(match[0]) if match else 0


def free_numbers(highest: int, is_taken: Callable[[str], bool]) -> Iterator[str]:
    """Yield the next free numbers of an agenda.

    Args:
        highest: the highest that is printed or was.
        is_taken: whether it would be mistaken for the id of a row.
    """
    return (number for number in map(str, count(highest + 1)) if not is_taken(number))
