"""What belongs to a row of the meeting: what lies under it, and what was written down about it."""

from collections.abc import Iterator

from tracker.domain.model.record import ActionItem, Attendance, Note
from tracker.domain.model.state import State


def rows_under(state: State, row_id: str) -> frozenset[str]:
    """Return the ids of a row and of all that is recorded under it."""
    return frozenset(_with_record(state, (row_id, *state.point_ids_of(row_id))))


def notes_of(state: State, row_id: str) -> tuple[Note, ...]:
    """Return the notes about a row and, for an agenda item, about its talking points."""
    return tuple(note for about in (row_id, *state.point_ids_of(row_id)) for note in state.notes_about(about))


def actions_concerning(state: State, row_id: str) -> tuple[ActionItem, ...]:
    """Return the action items under an agenda item or a decision, or those that a party or a person owns."""
    if row_id in state.parties or row_id in state.people:
        actions = state.action_items.values()
        return tuple(a for a in actions if row_id in (a.owner_party, a.owner_person, *a.co_owners))
    return state.actions_of(row_id)


def attendance_concerning(state: State, row_id: str) -> tuple[Attendance, ...]:
    """Return who was in a session, or in which sessions a party or a person was."""
    if row_id in state.sessions:
        return tuple(state.attendance_of(row_id).values())
    return tuple(mark for mark in state.attendance.values() if mark.attendee == row_id)


def _with_record(state: State, row_ids: tuple[str, ...]) -> Iterator[str]:
    for row_id in row_ids:
        yield row_id
        yield from (note.id for note in state.notes_about(row_id))
        yield from (value.id for value in state.facts_about(row_id))
        yield from (mark.id for mark in attendance_concerning(state, row_id))
        for row in (*state.decisions_of(row_id), *state.actions_of(row_id)):
            yield row.id
            yield from (note.id for note in state.notes_about(row.id))
