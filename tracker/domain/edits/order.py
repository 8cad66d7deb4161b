"""Placing a row elsewhere among its like, changing as few of them as it takes."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from tracker.domain.edits.base import Outcome, SideEffect
from tracker.domain.model.programme import AgendaItem, TalkingPoint

PlacedT = TypeVar("PlacedT", bound=AgendaItem | TalkingPoint)


def at_end(row: PlacedT, last: int) -> PlacedT:
    """Return a new row behind the one that has the place ``last``, without looking at all that are there."""
    return msgspec.structs.replace(row, position=max(last, 0) + 1)


def reorder(rows: Sequence[PlacedT], row: PlacedT, before: str, numbers: Sequence[str] = ()) -> Iterator[Outcome]:
    """Yield what changes when ``row`` goes before the row ``before`` (empty: to the end), first of all ``row``.

    Args:
        rows: all of its like in their order, itself too.
        row: the one that is placed.
        before: id of the row that comes after it then.
        numbers: the numbers that are given out anew, in their order; none where each row keeps its own.
    """
    others: list[PlacedT] = [other for other in rows if other.id != row.id]
    ids = [other.id for other in others]
    place = len(ids)
    if before == row.id:
        place = [other.id for other in rows].index(row.id)
    elif before:
        place = ids.index(before)
    following = others[place].position if place < len(others) else None
    last = 0
    asides: list[Outcome] = []
    arranged: list[PlacedT] = [*others[:place], row, *others[place:]]
    for index, other in enumerate(arranged):
        fits = other.position > last and (other.id != row.id or following is None or other.position < following)
        last = other.position if fits else last + 1
        fields: dict[str, Any] = {"position": last}
        if numbers:
            fields["number"] = numbers[index]
        if other.id == row.id:
            yield msgspec.structs.replace(row, **fields)
        elif any(getattr(other, name) != value for name, value in fields.items()):
            asides.append(SideEffect(msgspec.structs.replace(other, **fields)))
    yield from asides
