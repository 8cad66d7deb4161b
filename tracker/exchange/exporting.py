"""Export of a meeting: the text that a format makes of it, with nothing in it that its audience must not read."""

from tracker.domain.model.state import State
from tracker.errors import TrackerError
from tracker.exchange.audience import refuse_leaks, visible_state
from tracker.exchange.registry import EXPORTS, ExportRequest, module_of


def exported(name: str, state: State, request: ExportRequest) -> str:
    """Return the text of an export, with nothing in it that its audience must not read.

    Raises:
        TrackerError: the format has no such part, or something internal would leave with it.
    """
    known = EXPORTS[name]
    part = request.part or next(iter(known.parts), "")
    if part and part not in known.parts:
        has = f"It has {', '.join(known.parts)}." if known.parts else "It is always whole."
        raise TrackerError(f"The format {name} has no part {part!r}.", has)
    asked = request._replace(part=part)
    text: str = module_of(known).write(visible_state(state, asked), asked)
    refuse_leaks(text, state, asked)
    return text
