"""Components of a calendar (RFC 5545), each with its line and parsed alone: one that is broken spoils no other."""

import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import TrackerError
from tracker.exchange.importing import lines_of

if TYPE_CHECKING:
    from icalendar import Component

KINDS = ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY")
_BEGIN = re.compile(rf"BEGIN:({'|'.join((*KINDS, 'VTIMEZONE'))})\s*", re.IGNORECASE)
_MOST_LINES = 5_000


class Block(NamedTuple):
    """The lines of one component."""

    kind: str
    line: int
    text: str
    is_whole: bool
    """Its ``END`` is there."""


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the components of a calendar in the order of the file; what is nested in one belongs to it.

    Raises:
        TrackerError: it is no calendar.
    """
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines_of(text)):
        raise TrackerError("It is no calendar: BEGIN:VCALENDAR is missing.", "Export it again as iCalendar (.ics).")
    open_at, kind, own = 0, "", list[str]()
    for number, line in enumerate(lines_of(text), start=1):
        begun = _BEGIN.fullmatch(line)
        if begun:
            if kind:
                yield _block(kind, open_at, own, is_whole=False)
            open_at, kind, own = number, begun[1].upper(), [line]
        elif kind:
            own.append(line)
            if line.strip().upper() == f"END:{kind}":
                yield _block(kind, open_at, own, is_whole=True)
                kind = ""
    if kind:
        yield _block(kind, open_at, own, is_whole=False)


def parsed(block: Block) -> "Component | None":
    """Return one component; None where it can't be read."""
    from icalendar import Component

    if not block.is_whole or block.text.count("\n") > _MOST_LINES:
        return None
    try:
        with warnings.catch_warnings():
            # The library tells the person about its own insides, as of a zone with a vendor's name before it.
            warnings.simplefilter("ignore")
            return Component.from_ical(block.text)
    except Exception:  # of a broken component the library raises whatever it stumbles over
        return None


def _block(kind: str, line: int, lines: list[str], *, is_whole: bool) -> Block:
    return Block(kind, line, "\r\n".join((*lines, "")), is_whole)
