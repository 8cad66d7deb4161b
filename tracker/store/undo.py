"""Undo and redo of one's own changes, found in the journal, so they work across restarts and from another terminal.

Both append an entry of their own; nothing is ever taken out of the journal. Undo takes back one's newest change that
still stands; redo takes back one's newest undo, as long as one has changed nothing else since.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.model.changes import Change, current_fields
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.programme import Meeting
from tracker.domain.model.state import State
from tracker.domain.words.formatting import day_words
from tracker.errors import ConflictError, RefusedError
from tracker.store.format.journal import Journal, Position
from tracker.store.history import entries_before, name_mark, row_mark

_DAYS = ("first_day", "last_day")


class Past(NamedTuple):
    """The journal up to a change, as far back as its rows are those of today's schema."""

    journal: Journal
    position: Position
    schema: int

    def entries(self, marks: tuple[bytes, ...]) -> Iterator[Entry]:
        """Yield the entries that hold one of ``marks``, newest first."""
        return entries_before(self.journal, self.position.end, marks, self.schema)


class Target(NamedTuple):
    """An entry to be taken back, and who else touched its rows after it."""

    entry: Entry
    later: Entry | None
    """The newest change by someone else to one of its rows; None where there is none."""


def undo_target(past: Past, actor: Actor) -> Target:
    """Return what ``actor`` did last and has not taken back.

    Raises:
        RefusedError: there is no such thing.
    """
    taken_back: set[int] = set()
    for entry in _own(past, actor):
        if entry.redoes is not None:
            taken_back.add(entry.redoes)
        elif entry.seq in taken_back:
            continue
        elif entry.undoes is not None:
            taken_back.add(entry.undoes)
        else:
            return Target(entry, _later(past, entry, actor))
    raise RefusedError("There is no change of yours to undo.")


def redo_target(past: Past, actor: Actor) -> Target:
    """Return the undo of ``actor`` that can be taken back.

    Raises:
        RefusedError: there is none, or they changed something since.
    """
    redone: set[int] = set()
    for entry in _own(past, actor):
        if entry.redoes is not None:
            redone.add(entry.redoes)
        elif entry.undoes is None:
            break
        elif entry.seq not in redone:
            return Target(entry, _later(past, entry, actor))
    raise RefusedError("There is nothing of yours to redo.")


def changes_back(target: Target, state: State, *, anyway: bool) -> tuple[Change, ...]:
    """Return the changes that take an entry back as the rows stand now.

    Raises:
        ConflictError: someone else touched one of its rows since, and it isn't to be done ``anyway``.
        RefusedError: a row that it needs is gone, or the meeting would end before it begins.
    """
    if target.later is not None and not anyway:
        row_id = _shared_row(target.entry, target.later)
        who = target.later.actor.name
        raise ConflictError(
            row_id, who, target.later.seq, f"{who} changed {row_id} since you did, so it was left as it is."
        )
    changes = []
    for change in reversed(target.entry.changes):
        wanted = change.inverse
        now = current_fields(state, wanted)
        if (now is None) != (wanted.before is None):
            there = "is there again" if wanted.before is None else "is gone"
            raise RefusedError(f"That can't be taken back any more: {change.id} {there}.")
        changes.append(Change(table=change.table, id=change.id, before=now, after=wanted.after))
    _refuse_days(changes, state.meeting)
    return tuple(changes)


def _refuse_days(changes: Iterable[Change], meeting: Meeting) -> None:
    """Refuse to bring a day of the meeting back that the other one, which was changed since, leaves no room for."""
    for after in (change.after for change in changes if change.table == "meeting" and change.after):
        try:
            first, last = (date.fromisoformat(after.get(name, str(getattr(meeting, name)))) for name in _DAYS)
        except (TypeError, ValueError):
            # It comes from a file, and what can't be a day is refused with everything else that can't be.
            continue
        if last < first:
            back, day, other, now = ("last", last, "first", first)
            if "first_day" in after:
                back, day, other, now = other, now, back, day
            raise RefusedError(
                f"The {back} day can't be {day_words(day)} again: the {other} day is {day_words(now)} now.",
                "Set both days together in the meeting details instead.",
            )


def warning(target: Target) -> str:
    """Return what a person should know who took an entry back anyway; empty where nobody else touched its rows."""
    if target.later is None:
        return ""
    return f"{target.later.actor.name} had changed {_shared_row(target.entry, target.later)} since."


def _own(past: Past, actor: Actor) -> Iterator[Entry]:
    """Yield the entries of ``actor``, newest first."""
    for entry in past.entries((name_mark(actor.name),)):
        if entry.actor.is_same_person(actor):
            yield entry


def _later(past: Past, target: Entry, actor: Actor) -> Entry | None:
    """Return the newest entry after ``target`` in which someone else touched one of its rows."""
    marks = tuple(row_mark(change.id) for change in target.changes)
    for entry in past.entries(marks):
        if entry.seq <= target.seq:
            return None
        if not entry.actor.is_same_person(actor) and _shared_row(target, entry):
            return entry
    return None


def _shared_row(one: Entry, other: Entry) -> str:
    """Return the id of a row that both touched; empty where there is none."""
    rows = {(change.table, change.id) for change in other.changes}
    return next((change.id for change in one.changes if (change.table, change.id) in rows), "")
