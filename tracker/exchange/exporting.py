"""Export of a meeting: what is asked for, and the text of it, with nothing in it that its audience must not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tracker.errors import TrackerError
from tracker.exchange.registry import EXPORTS, module_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.domain.model.state import State

Audience = Literal["own", "joint", "press"]
"""Who is going to read it: one side's own people, both delegations, or everybody."""


class ExportRequest(NamedTuple):
    """What to write and for whom: the same for every format, and each takes of it what it knows."""

    as_of: datetime
    """The moment that it tells about, aware; what was generated says so."""
    part: str = ""
    """Which part of the record, as the format names its parts; empty for the format's own first one."""
    audience: Audience = "joint"
    """Internal items, points and notes leave only in one side's own paper."""
    side: str = ""
    """Id of the side whose own paper it is; needed by ``own`` and empty else."""
    day: date | None = None
    """The day that an evening brief is about; None for the whole meeting."""


def exported(name: str, state: State, request: ExportRequest) -> str:
    """Return the text of an export, with nothing in it that its audience must not read.

    Raises:
        TrackerError: the format has no such part, or something internal would leave with it.
    """
    # The domain is loaded only where something is written: a verb's help names the audiences.
    from tracker.exchange.audience import refuse_leaks, visible_state

    known = EXPORTS[name]
    part = request.part or next(iter(known.parts), "")
    if part and part not in known.parts:
        has = f"It has {', '.join(known.parts)}." if known.parts else "It is always whole."
        raise TrackerError(f"The format {name} has no part {part!r}.", has)
    asked = request._replace(part=part)
    text: str = module_of(known).write(visible_state(state, asked), asked)
    refuse_leaks(text, state, asked)
    return text
