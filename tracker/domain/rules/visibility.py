"""Visibility outside the meeting folder: everything public, and what is internal only for the own side."""

from tracker.domain.model.state import State
from tracker.domain.search.lookup import above


def is_visible(state: State, row_id: str, side: str = "") -> bool:
    """Say whether a row may go into what is written for others.

    What lies under something internal is internal too.

    Args:
        state: the meeting.
        row_id: the row.
        side: id of the side whose own paper it is; empty for a joint paper or the press.
    """
    return all(_is_open_to(state, each, side) for each in (row_id, *above(state, row_id)))


def _is_open_to(state: State, row_id: str, side: str) -> bool:
    row = state.agenda_items.get(row_id) or state.talking_points.get(row_id) or state.notes.get(row_id)
    if row is None or row.visibility == "public":
        return True
    note = state.notes.get(row_id)
    return bool(side) and (note is None or note.side in ("", side))
