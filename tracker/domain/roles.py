"""What each role may change: checked on the changes themselves, so that no edit, undo or redo gets around it."""

from collections.abc import Iterable, Mapping
from typing import Literal

from tracker.domain.changes import Change
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

VIEWER_WORDS = "View only: you are here as a viewer."
_WAY_OUT = "Ask the secretary of the meeting."


def refuse_beyond(role: Role, changes: Iterable[Change]) -> None:
    """Refuse changes that ``role`` may not make: a viewer none, an officer the record and not the programme.

    Raises:
        RefusedError: there is such a change; nothing of the edit may be made.
    """
    if role == "secretary":
        return
    for change in changes:
        if role == "viewer":
            raise RefusedError(VIEWER_WORDS, _WAY_OUT)
        if change.table not in _RECORD and not _is_progress(change):
            what = change.table.replace("_", " ")
            raise RefusedError(f"You are here as an officer: only a secretary changes {what} that way.", _WAY_OUT)


def _is_progress(change: Change) -> bool:
    """Say whether a change only says how far a row of the programme has come."""
    if change.before is None or change.after is None:
        return False
    return {*change.before, *change.after} <= _OFFICERS_FIELDS.get(change.table, frozenset()) | _STAMPS
