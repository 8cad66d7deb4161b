"""What every format makes of a file: entries, each with its line and the edits that take it in."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.edits import OneEdit
from tracker.domain.model.lengths import BODIES, limit_of
from tracker.domain.model.state import State
from tracker.errors import RefusedError
from tracker.text import clean, clean_lines, too_long

MOST_ENTRIES = 20_000
"""Entries of one file that are looked at; the rest is left out, and that is said."""

_LINE_END = re.compile(r"\r\n|\n|\r")


class Entry(NamedTuple):
    """One event, to-do, row or line of a file."""

    line: int
    """Where it begins, from 1."""
    title: str
    """What a person recognises it by."""
    edits: Callable[[State], Iterable[OneEdit]]
    """Returns what takes it in, given the meeting with all earlier entries in it; raises ``TrackerError`` if nothing
    can."""
    remark: str = ""
    """What of it is not taken although the rest is; empty for nothing."""


class Defaults(NamedTuple):
    """What the person says about everything that the file leaves open."""

    item: str = ""
    """Id of the agenda item that actions, decisions and notes belong to."""
    owner: str = ""
    """Id of the party that owns actions and leads agenda items."""
    session: str = ""
    """Id of the session that attendance is of."""
    today: date = date(1970, 1, 1)
    """The day in the meeting's zone."""


def refused(line: int, title: str, why: str) -> Entry:
    """Return an entry that can't be taken, for a reason that the file alone shows."""

    def edits(_state: State) -> Iterable[OneEdit]:
        raise RefusedError(why)

    return Entry(line, title, edits)


def fitted(field: str, text: str) -> tuple[str, str]:
    """Return a text of a file, clean and as long as its field takes, and the remark on what is cut off, if anything."""
    text, limit = clean_lines(text) if field in BODIES else clean(text), limit_of(field)
    if not (words := too_long(text, limit)):
        return text, ""
    return f"{text[: limit - 1].rstrip()}…", f"its {field} is cut off: {words}"


def stable_id(prefix: str, key: str) -> str:
    """Return the same id for the same ``key`` of another program, so that importing twice makes no doubles."""
    return f"{prefix}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text, whatever ends them; one at a time, for a file may be nothing but line ends."""
    start = 0
    for end in _LINE_END.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]
