"""Rows as the plain data that ``--json`` prints: every field, dates and times as ISO 8601 text.

Fields are added over time, never removed or renamed: a reader that ignores what it doesn't know goes on working.
"""

from datetime import date, datetime
from typing import Any

import msgspec

from tracker.domain.model.changes import STAMP_FIELDS
from tracker.domain.model.history import Entry
from tracker.domain.model.programme import AgendaItem, Session, TalkingPoint
from tracker.domain.model.record import ActionItem
from tracker.domain.model.state import State
from tracker.domain.rules.rules import is_overdue, item_progress
from tracker.domain.timeline import effective_span, local_time

Document = dict[str, Any]

_LEFT_OUT = STAMP_FIELDS | {"position"}


def plain(value: Any) -> Any:
    """Return a value as plain data; of a row every field, also those at their defaults."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__ if name not in _LEFT_OUT}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return moment(value) if isinstance(value, datetime) else msgspec.to_builtins(value)


def moment(at: datetime) -> str:
    """Return an aware moment to the second, with its offset."""
    return at.isoformat(timespec="seconds")


def session_document(state: State, session: Session) -> Document:
    """Return a session: as planned, and from when to when it is held with the delay and what was recorded taken in."""
    return {**plain(session), "all_day": session.start is None, **held_document(state, session)}


def held_document(state: State, session: Session) -> Document:
    """Return from when to when a session is held, as moments in the meeting's zone."""
    start, end = (local_time(state.meeting, at) for at in effective_span(state.meeting, session))
    return {"held_from": moment(start), "held_until": moment(end)}


def item_document(state: State, item: AgendaItem) -> Document:
    """Return an agenda item with its talking points."""
    progress = item_progress(state, item.id)
    return {
        **plain(item),
        "ticked": progress.done,
        "total": progress.total,
        "talking_points": [point_document(state, point) for point in state.points_of(item.id)],
    }


def point_document(state: State, point: TalkingPoint) -> Document:
    """Return a talking point."""
    return {**plain(point), "number": state.number_of(point.id), "done_by": point.done_by or None}


def action_document(action: ActionItem, today: date) -> Document:
    """Return an action item; ``today`` is the day in the meeting's zone that tells what is overdue."""
    return {**plain(action), "overdue": is_overdue(action, today)}


def entry_document(entry: Entry) -> Document:
    """Return an entry of the history."""
    return {
        "seq": entry.seq,
        "at": moment(entry.at),
        "who": {"uid": entry.actor.uid, "name": entry.actor.name, "login_uid": entry.actor.login_uid}
        | {"account": entry.actor.account, "key": entry.actor.key},
        "edit": entry.edit,
        "undoes": entry.undoes,
        "redoes": entry.redoes,
        "changes": msgspec.to_builtins(entry.changes),
    }
