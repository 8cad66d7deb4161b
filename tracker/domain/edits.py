"""What a person wants done, as data: an edit is an intent that is applied to the newest state, never a whole row.

``changes_for()`` turns an edit into changes, or refuses it. The inverse of an edit is ``inverse_of()`` its changes.
"""

from datetime import datetime

import msgspec

from tracker.domain.changes import Change, change_between
from tracker.domain.history import Actor
from tracker.domain.programme import Row
from tracker.domain.state import State
from tracker.errors import ConflictError, UnknownIdError


class Edit(msgspec.Struct, frozen=True, kw_only=True, tag_field="edit", omit_defaults=True):
    """An intent. ``seen`` is what its author had before them."""

    seen: int | None = None
    """Sequence number of the state that the author saw: a later change by someone else to the same rows is a
    conflict. None for an author who saw none, such as a script."""


class Tick(Edit, frozen=True, kw_only=True, tag="tick"):
    """Tick or untick talking points. A point that is already so stays as it is, with its first ticker."""

    points: tuple[str, ...]
    """Ids of talking points."""
    done: bool


AnyEdit = Tick
"""Every edit there is."""


def changes_for(edit: AnyEdit, state: State, actor: Actor, at: datetime) -> tuple[Change, ...]:
    """Return what ``edit`` changes in ``state``; nothing where all is as wanted already.

    Raises:
        UnknownIdError: it names a row that the meeting doesn't have.
        ConflictError: someone else changed one of its rows after ``edit.seen`` and disagrees with it.
    """
    return _tick(edit, state, actor, at)


def _tick(edit: Tick, state: State, actor: Actor, at: datetime) -> tuple[Change, ...]:
    changes = []
    for point_id in dict.fromkeys(edit.points):
        point = state.talking_points.get(point_id)
        if point is None:
            raise UnknownIdError(point_id, ())
        if point.done == edit.done:
            continue
        refuse_unseen(point, edit.seen, actor)
        done = msgspec.structs.replace(
            point, done=edit.done, done_by=actor.name if edit.done else "", done_at=at if edit.done else None
        )
        if change := change_between("talking_points", point, done):
            changes.append(change)
    return tuple(changes)


def refuse_unseen(row: Row, seen: int | None, actor: Actor) -> None:
    """Refuse to change a row that someone else changed since the actor saw it.

    Raises:
        ConflictError: the row's last change is newer than ``seen`` and another person's.
    """
    if seen is None or row.rev <= seen or row.changed_by == actor.name:
        return
    raise ConflictError(
        row.id,
        row.changed_by,
        row.rev,
        f"{row.changed_by} changed {row.id} since you last saw it, so it was left as it is.",
    )
