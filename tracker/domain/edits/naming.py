"""Ids for rows that are added in the meeting."""

from tracker.domain.ids import ID_PATTERN, next_id
from tracker.domain.state import State
from tracker.errors import RefusedError


def free_id(state: State, wanted: str, prefix: str) -> str:
    """Return the id ``wanted``, or the next one that begins with ``prefix`` where none is.

    Raises:
        RefusedError: it can't be an id, or it stands for something else already.
    """
    if not wanted:
        return next_id(prefix, state.all_ids)
    if not ID_PATTERN.fullmatch(wanted):
        raise RefusedError(
            f"{wanted!r} can't be an id.", "Use small letters, digits and hyphens, at most 60, not a hyphen first."
        )
    if state.table_with(wanted):
        raise RefusedError(f"The id {wanted} is taken.", "Choose another.")
    if wanted in state.items_by_number:
        raise RefusedError(f"{wanted} is the number of an agenda item, so it can't be an id.", "Choose another.")
    return wanted
