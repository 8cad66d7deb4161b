"""The status as one JSON object; ``tracker/README.md`` documents its shape.

Fields are added over time, never removed or renamed: a reader that ignores what it doesn't know goes on working.
"""

from datetime import datetime
from typing import Any

import msgspec

from tracker.domain.changes import STAMP_FIELDS
from tracker.domain.programme import AgendaItem, Row, Session, TalkingPoint
from tracker.domain.rules import item_progress, meeting_progress
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import State
from tracker.domain.timeline import day_position, local_time, now_and_next

VERSION = 1
"""Version of the shape; raised only if a field had to change its meaning."""

_LEFT_OUT = STAMP_FIELDS | {"position"}

Document = dict[str, Any]


def status_document(snapshot: Snapshot, now: datetime) -> Document:
    """Return the status as of ``now`` (aware) as plain data; dates and times are ISO 8601 text."""
    state = snapshot.state
    on_now, comes_next = now_and_next(state, now)
    return {
        "version": VERSION,
        "as_of": _moment(local_time(state.meeting, now)),
        "change": state.seq,
        "standing": snapshot.standing.name.lower(),
        "meeting": _plain(state.meeting),
        "day": day_position(state.meeting, now)._asdict(),
        "now": [session.id for session in on_now],
        "next": [session.id for session in comes_next],
        "counts": _counts(state),
        "sessions": [_session(session) for session in state.schedule],
        "agenda_items": [_item(state, item) for item in state.agenda],
        "parties": [_plain(party) for party in state.parties.values()],
        "references": [_plain(reference) for reference in state.references.values()],
    }


def _counts(state: State) -> Document:
    progress = meeting_progress(state)
    return {
        "sessions": len(state.sessions),
        "agenda_items": len(state.agenda_items),
        "talking_points": progress.total,
        "ticked": progress.done,
    }


def _session(session: Session) -> Document:
    return {**_plain(session), "all_day": session.start is None}


def _item(state: State, item: AgendaItem) -> Document:
    progress = item_progress(state, item.id)
    return {
        **_plain(item),
        "ticked": progress.done,
        "total": progress.total,
        "talking_points": [_point(state, point) for point in state.points_of(item.id)],
    }


def _point(state: State, point: TalkingPoint) -> Document:
    return {**_plain(point), "number": state.number_of(point.id), "done_by": point.done_by or None}


def _plain(row: Row) -> Document:
    """Return every field of a row, also those at their defaults, so that a reader finds each one always."""
    values = ((name, getattr(row, name)) for name in row.__struct_fields__ if name not in _LEFT_OUT)
    return {
        name: _moment(value) if isinstance(value, datetime) else msgspec.to_builtins(value) for name, value in values
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
