"""The status as one JSON object; ``tracker/docs/json.md`` documents its shape."""

from datetime import datetime

from tracker.cli.json_documents import Document, item_document, moment, plain, session_document
from tracker.domain.model.snapshot import Snapshot
from tracker.domain.model.state import State
from tracker.domain.rules.rules import meeting_progress
from tracker.domain.timeline import day_position, local_time, now_and_next


def status_document(snapshot: Snapshot, now: datetime) -> Document:
    """Return the status as of ``now`` (aware) as plain data; dates and times are ISO 8601 text."""
    state = snapshot.state
    on_now, comes_next = now_and_next(state, now)
    return {
        "as_of": moment(local_time(state.meeting, now)),
        "change": state.seq,
        "standing": snapshot.standing.name.lower(),
        "meeting": plain(state.meeting),
        "day": day_position(state.meeting, now)._asdict(),
        "now": [session.id for session in on_now],
        "next": [session.id for session in comes_next],
        "counts": _counts(state),
        "sessions": [session_document(state, session) for session in state.schedule],
        "agenda_items": [item_document(state, item) for item in state.agenda],
        "parties": [plain(party) for party in state.parties.values()],
        "references": [plain(reference) for reference in state.references.values()],
    }


def _counts(state: State) -> Document:
    progress = meeting_progress(state)
    return {
        "sessions": len(state.sessions),
        "agenda_items": len(state.agenda_items),
        "talking_points": progress.total,
        "ticked": progress.done,
    }
