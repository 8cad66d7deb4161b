"""The key that writes the meeting into a file: what it may be is chosen, the name is made here."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tracker.domain.model.state import State
from tracker.domain.timeline import local_time
from tracker.errors import TrackerError
from tracker.text import clean
from tracker.ui.dialogs.choices import Option
from tracker.ui.flows.context import FlowContext


class _Paper(NamedTuple):
    format: str
    part: str
    ending: str
    label: str


_PAPERS: dict[str, _Paper] = {
    "m": _Paper("html", "minutes", "html", "Draft minutes, to print (HTML)"),
    "t": _Paper("text", "minutes", "txt", "Draft minutes (text)"),
    "w": _Paper("markdown", "minutes", "md", "Draft minutes (Markdown)"),
    "e": _Paper("html", "brief", "html", "Evening brief of today (HTML)"),
    "p": _Paper("html", "programme", "html", "Programme, to print (HTML)"),
    "c": _Paper("ics", "programme", "ics", "Sessions for a calendar (iCalendar)"),
    "a": _Paper("ics", "actions", "ics", "Action items for a calendar (iCalendar)"),
    "d": _Paper("csv", "decisions", "csv", "Decisions (CSV)"),
    "i": _Paper("csv", "actions", "csv", "Action items (CSV)"),
}
"""What is offered, by its key; each for both delegations, so nothing internal leaves."""


class ExportSteps(FlowContext):
    """``X``: an export into the folder that is for them."""

    async def export(self, folder: Path) -> None:
        """Ask what to export, and write it into ``folder``."""
        options = tuple(Option(key, paper.label, key) for key, paper in _PAPERS.items())
        chosen = await self.choose("Export, for both delegations", options)
        if chosen is None:
            return
        state, now = self.state, self.clock.now()
        try:
            path = await self.store_worker.run(lambda: _write(folder, state, _PAPERS[chosen], now))
        except TrackerError as error:
            self.tell_error(error)
            return
        self.tell(f"Written: {path.name} in {clean(str(folder))}")


def _write(folder: Path, state: State, paper: _Paper, now: datetime) -> Path:
    """Write a paper into a new file; return its path.

    Raises:
        TrackerError: something internal would leave with it, or it can't be written.
    """
    # The formats load libraries of their own, and few screens export anything.
    from tracker.exchange.formats import exported
    from tracker.exchange.request import ExportRequest
    from tracker.exchange.target_files import write_target

    local = local_time(state.meeting, now)
    day = local.date() if paper.part == "brief" else None
    text = exported(paper.format, state, ExportRequest(now, part=paper.part, day=day))
    path = folder / f"{state.meeting.id}-{paper.part}-{local:%Y%m%d-%H%M%S}.{paper.ending}"
    write_target(path, text.encode())
    return path
