"""How the pictures of the meeting look: the timeline, and progress by item and by party."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from tracker.domain.charts import (
    Line,
    Look,
    Role,
    implementation_lines,
    item_progress_lines,
    party_progress_lines,
    timeline_lines,
)
from tracker.domain.model.state import State
from tracker.domain.timeline import local_time
from tracker.glyphs import Glyphs
from tracker.text import typed
from tracker.ui.rendering.lines import DONE, ERROR, MUTED, NOW, STRONG, line

_STYLES: Mapping[Role, str] = {"": "", "strong": STRONG, "muted": MUTED, "done": DONE, "now": NOW, "late": ERROR}


class Picture(NamedTuple):
    """One picture of a meeting."""

    title: str
    draw: Callable[[State, datetime, Look], Iterable[Line]]
    """Draws the meeting as of an aware moment."""


PICTURES = (
    Picture("Timeline", timeline_lines),
    Picture("Progress by item", lambda state, moment, look: item_progress_lines(state, look)),
    Picture("Progress by party", lambda state, moment, look: party_progress_lines(state, look)),
    Picture(
        "Implementation by party",
        lambda state, moment, look: implementation_lines(state, local_time(state.meeting, moment).date(), look),
    ),
)
"""All pictures, in the order in which they are turned."""


def picture_lines(picture: Picture, state: State, moment: datetime, width: int, glyphs: Glyphs) -> list[Content]:
    """Return the lines of a picture, at most ``width`` cells wide."""
    drawn = picture.draw(state, moment, Look(width, glyphs, cell_len))
    return [line(*((typed(part.text), _STYLES[part.role]) for part in parts)) for parts in drawn]
