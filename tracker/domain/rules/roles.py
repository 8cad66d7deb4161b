"""Permissions of each role, checked on the changes themselves: no edit, undo or redo gets around them."""

from collections.abc import Iterable, Mapping
from typing import Literal

from tracker.domain.model.changes import Change
from tracker.domain.words.formatting import in_words
from tracker.errors import RefusedError

Role = Literal["viewer", "officer", "secretary"]

_STAMPS = frozenset(("rev", "changed_by", "changed_at"))
_RECORD = frozenset(("notes", "decisions", "action_items", "attendance", "fact_values"))
"""Tables whose rows an officer may add, change and take away."""

_OFFICERS_FIELDS: Mapping[str, frozenset[str]] = {
    "talking_points": frozenset(("done", "done_by", "done_at")),
    "agenda_items": frozenset(
        ("status", "disposition", "status_reason", "opened_at", "closed_at", "taken_up_in", "carried_to")
    ),
}
"""Fields that an officer may change of the rows that the programme has."""

_MOVING = frozenset(("skipped", "deferred"))
"""Statuses of an item that give it another place on the agendas of sessions."""

_BEFORE_ITS_END = frozenset(("draft", "open", "in_progress"))

VIEWER_WORDS = "View only: you are here as a viewer."
_WAY_OUT = "Ask the secretary of the meeting."


def refuse_beyond(role: Role, changes: Iterable[Change]) -> None:
    """Refuse changes that ``role`` may not make: a viewer none, an officer the record and not the programme.

    Raises:
        RefusedError: there is such a change; nothing of the edit may be made.
    """
    if role == "secretary":
        return
    made = tuple(changes)
    for change in made:
        if role == "viewer":
            raise RefusedError(VIEWER_WORDS, _WAY_OUT)
        if change.table not in _RECORD and not _is_progress(change) and not _follows(change, made):
            what = in_words(change.table)
            raise RefusedError(f"You are here as an officer: only a secretary changes {what} that way.", _WAY_OUT)


def _is_progress(change: Change) -> bool:
    """Say whether a change only says how far a row of the programme has come."""
    if change.before is None or change.after is None:
        return False
    return {*change.before, *change.after} <= _OFFICERS_FIELDS.get(change.table, frozenset()) | _STAMPS


def _follows(change: Change, made: tuple[Change, ...]) -> bool:
    """Say whether a change is what another one of ``made`` brings with it by the rules of statuses, or takes along.

    The first item that is taken up puts the meeting in progress; one that is skipped or deferred moves on the agendas.
    """
    if change.before is None or change.after is None:
        return False
    fields = {*change.before, *change.after} - _STAMPS
    if change.table == "meeting" and fields == {"status"}:
        ends = {change.before["status"], change.after["status"]}
        return (
            "in_progress" in ends and ends <= _BEFORE_ITS_END and any("taken_up" in _statuses(other) for other in made)
        )
    if change.table == "sessions" and fields == {"agenda_items"}:
        moved = {other.id for other in made if _statuses(other) & _MOVING or "carried_to" in (other.after or ())}
        stayed = (
            [item for item in agenda["agenda_items"] if item not in moved] for agenda in (change.before, change.after)
        )
        return next(stayed) == next(stayed)
    return False


def _statuses(change: Change) -> frozenset[str]:
    """Return what the status of an agenda item was and became by a change; empty where it isn't about that."""
    if change.table != "agenda_items" or change.before is None or change.after is None:
        return frozenset()
    return frozenset(fields["status"] for fields in (change.before, change.after) if "status" in fields)
