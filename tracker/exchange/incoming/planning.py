"""From entries to one change: each entry is tried on the meeting with all before it, and is taken whole or left out."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from tracker.domain.edits import OneEdit, changes_for
from tracker.domain.model.changes import Stamp, apply_changes
from tracker.domain.model.history import Actor
from tracker.domain.model.state import State
from tracker.errors import TrackerError
from tracker.exchange.incoming.entries import Entry
from tracker.text import TITLE_LIMIT, clean, shortened


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
