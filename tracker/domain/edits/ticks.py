"""Ticks of talking points."""

from collections.abc import Iterator

import msgspec

from tracker.domain.edits.base import Edit, EditContext, Outcome, handles, require_row
from tracker.domain.model.programme import TalkingPoint
from tracker.domain.model.state import State
from tracker.domain.rules.rules import item_title
from tracker.errors import RefusedError


class Tick(Edit, frozen=True, kw_only=True, tag="tick"):
    """Tick or untick talking points. A point that is already so stays as it is, with its first ticker."""

    points: tuple[str, ...]
    """Ids of talking points."""
    done: bool


@handles(Tick)
def _tick(edit: Tick, context: EditContext) -> Iterator[Outcome]:
    for point_id in dict.fromkeys(edit.points):
        point = require_row(context.state, context.state.talking_points, point_id)
        if point.done == edit.done:
            continue
        _refuse_out_of_play(context.state, point, edit.done)
        yield msgspec.structs.replace(
            point,
            done=edit.done,
            done_by=context.actor.name if edit.done else "",
            done_at=context.at if edit.done else None,
        )


def _refuse_out_of_play(state: State, point: TalkingPoint, done: bool) -> None:
    """Refuse to tick what was withdrawn, and to untick what the record says is closed."""
    item = state.agenda_items[point.item]
    if point.withdrawn:
        raise RefusedError(f"Point {state.number_of(point.id)} was withdrawn.", "Put it back first.")
    if item.status == "withdrawn":
        raise RefusedError(f"{item_title(item)} was withdrawn.", "Put it back first: set it to planned, with a reason.")
    if item.status == "closed" and not done:
        raise RefusedError(
            f"{item_title(item)} is closed, so its points stay ticked.",
            "Reopen it first: set it to taken up, with a reason.",
        )
