"""Every format that goes out: what it is called, what parts of the record it knows, and the module that writes it."""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from tracker.domain.model.state import State
from tracker.errors import TrackerError
from tracker.exchange.audience import refuse_leaks, visible_state
from tracker.exchange.request import ExportRequest

_PAPERS = ("minutes", "brief", "programme")


class Format(NamedTuple):
    """One format. Its module has ``write(state, request) -> str``."""

    module: str
    parts: tuple[str, ...]
    """What it can write, the usual one first; empty where there is only one thing."""


FORMATS: Mapping[str, Format] = {
    "ics": Format("ics.writer", ("programme", "actions", "minutes")),
    "markdown": Format("renderers.markdown", _PAPERS),
    "html": Format("renderers.html", _PAPERS),
    "text": Format("renderers.text", _PAPERS),
    "csv": Format("csv.writer", ("agenda", "actions", "decisions", "attendance")),
    "json": Format("whole_json", ()),
    "toml": Format("toml.writer", ()),
    "schedule-json": Format("schedule_json.writer", ()),
}
"""The formats by name, in the order in which they are listed."""


def exported(name: str, state: State, request: ExportRequest) -> str:
    """Return the text of an export, with nothing in it that its audience must not read.

    Raises:
        TrackerError: the format has no such part, or something internal would leave with it.
    """
    known = FORMATS[name]
    part = request.part or next(iter(known.parts), "")
    if part and part not in known.parts:
        has = f"It has {', '.join(known.parts)}." if known.parts else "It is always whole."
        raise TrackerError(f"The format {name} has no part {part!r}.", has)
    module = import_module(f"tracker.exchange.{known.module}")
    asked = request._replace(part=part)
    text: str = module.write(visible_state(state, asked), asked)
    refuse_leaks(text, state, asked)
    return text
