"""Import of a file: its entries, each with its line and the edits that take it in, and the one change made of them.

A format reads a file into entries before anything is known of the meeting. They are tried one by one, each on the
meeting with all before it, and each is taken whole or left out.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from tracker.domain.edits import OneEdit, changes_for
from tracker.domain.model.changes import Stamp, apply_changes
from tracker.domain.model.history import Actor
from tracker.domain.model.lengths import BODIES, limit_of
from tracker.domain.model.state import State
from tracker.errors import BadFileError, RefusedError, TrackerError
from tracker.exchange.registry import IMPORTS, module_of, recognised
from tracker.text import TITLE_LIMIT, clean, clean_lines, cut, shortened, too_long

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
    return cut(text, limit), f"its {field} is cut off: {words}"


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


class Source(NamedTuple):
    """A file that was read."""

    name: str
    """As the person named it; ``standard input`` for that."""
    text: str


def format_of(source: Source) -> str:
    """Return the format of a file, from its name, else from its text.

    Raises:
        TrackerError: it can't be told.
    """
    ending = source.name.rpartition(".")[2].lower()
    by_ending = {each: name for name, known in IMPORTS.items() for each in known.endings}
    found = by_ending.get(ending) if "." in source.name else None
    if not (found := found or recognised(source.text)):
        raise TrackerError(f"{source.name}: its format can't be told.", f"Name it with --format: {', '.join(IMPORTS)}.")
    return found


def entries_of(source: Source, format_name: str, state: State, defaults: Defaults) -> Iterator[Entry]:
    """Yield the entries of a file in its order, and one more for all that are too many.

    Raises:
        BadFileError: it is not of that format at all.
    """
    try:
        found = iter(module_of(IMPORTS[format_name]).entries(source.text, state, defaults))
        yield from islice(found, MOST_ENTRIES)
    except BadFileError as error:
        raise BadFileError(source.name, error.faults, error.hint) from error
    except TrackerError as error:
        raise BadFileError(source.name, (f"{error.message} {error.hint}".strip(),)) from error
    if left := sum(1 for _ in islice(found, MOST_ENTRIES)):
        yield _too_many(f"at least {left}" if left == MOST_ENTRIES else str(left))


def _too_many(left: str) -> Entry:
    why = f"of one file at most {MOST_ENTRIES} entries are taken; import the rest from another"
    return refused(0, f"{left} more", why)


class LeftOut(NamedTuple):
    """What of a file was not taken, and why."""

    line: int
    title: str
    why: str
    whole: bool
    """Nothing of the entry was taken; else only a part of it is missing."""


class Planned(NamedTuple):
    """What taking a file in comes to."""

    edits: tuple[OneEdit, ...]
    taken: int
    """Entries that change something."""
    unchanged: int
    """Entries that the meeting has already, just so."""
    left_out: tuple[LeftOut, ...]


def planned(entries: Iterable[Entry], state: State, actor: Actor, at: datetime) -> Planned:
    """Return the edits that take ``entries`` in, and what can't be taken.

    Args:
        entries: in the order of the file.
        state: the meeting as it is.
        actor: whose change it is going to be.
        at: when, aware, in UTC.
    """
    edits: list[OneEdit] = []
    left_out: list[LeftOut] = []
    taken = unchanged = 0
    for entry in entries:
        try:
            later, own = _tried(entry, state, actor, at)
        except TrackerError as error:
            left_out.append(LeftOut(entry.line, shortened(entry.title, TITLE_LIMIT), clean(error.message), whole=True))
            continue
        if entry.remark:
            left_out.append(LeftOut(entry.line, shortened(entry.title, TITLE_LIMIT), clean(entry.remark), whole=False))
        taken, unchanged = taken + bool(own), unchanged + (not own)
        state = later
        edits += own
    return Planned(tuple(edits), taken, unchanged, tuple(left_out))


def _tried(entry: Entry, state: State, actor: Actor, at: datetime) -> tuple[State, list[OneEdit]]:
    """Return the meeting with one entry in it, and those of its edits that change something."""
    own: list[OneEdit] = []
    for edit in entry.edits(state):
        changes = changes_for(edit, state, actor, at)
        if changes:
            state = apply_changes(state, changes, Stamp(state.seq + 1, actor.name, at))
            own.append(edit)
    return state, own
