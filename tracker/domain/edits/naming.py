"""Ids for rows that are added in the meeting."""

from tracker.domain.model.ids import ID_PATTERN, free_numbers
from tracker.domain.model.state import TABLES, State
from tracker.domain.search import indexes
from tracker.errors import RefusedError


def next_id(state: State, prefix: str) -> str:
    """Return ``prefix``, which is no digit at its end, with one more than the highest number that any id has there."""
    return f"{prefix}{max(state.index(indexes.last_ids(table)).get(prefix, 0) for table in TABLES) + 1}"


def next_number(state: State, item_id: str) -> str:
    """Return the next free number of the agenda, for a new item of this id."""
    highest = state.index(indexes.LAST_NUMBER).get("", 0)
    return next(free_numbers(highest, lambda number: number == item_id or bool(state.table_with(number))))


def free_id(state: State, wanted: str, prefix: str) -> str:
    """Return the id ``wanted``, or the next one that begins with ``prefix`` where none is.

    Raises:
        RefusedError: it can't be an id, or it stands for something else already.
    """
    if not wanted:
        return next_id(state, prefix)
    if not ID_PATTERN.fullmatch(wanted):
        raise RefusedError(
            f"{wanted!r} can't be an id.", "Use small letters, digits and hyphens, at most 60, not a hyphen first."
        )
    if state.table_with(wanted):
        raise RefusedError(f"The id {wanted} is taken.", "Choose another.")
    if wanted in state.items_by_number:
        raise RefusedError(f"{wanted} is the number of an agenda item, so it can't be an id.", "Choose another.")
    return wanted
