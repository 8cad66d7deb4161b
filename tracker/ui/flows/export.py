"""The key that writes the meeting into a file: what it may be is chosen, the name is made here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.model.state import State
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import file_stamp
from tracker.errors import TrackerError
from tracker.text import clean
from tracker.ui.dialogs.choices import Option
from tracker.ui.flows.context import FlowContext

if TYPE_CHECKING:
    from tracker.exchange.registry import Offer


class ExportSteps(FlowContext):
    """``X``: an export into the folder that is for them."""

    async def export(self, folder: Path) -> None:
        """Ask what to export, and write it into ``folder``."""
        from tracker.exchange.registry import OFFERS

        offers = {offer.key: offer for offer in OFFERS}
        options = tuple(Option(key, offer.label, key) for key, offer in offers.items())
        chosen = await self.choose("Export, for both delegations", options)
        if chosen is None:
            return
        state, now = self.state, self.clock.now()
        try:
            path = await self.store_worker.run(lambda: _write(folder, state, offers[chosen], now))
        except TrackerError as error:
            self.tell_error(error)
            return
        self.tell(f"Written: {path.name} in {clean(str(folder))}")


def _write(folder: Path, state: State, offer: Offer, now: datetime) -> Path:
    """Write what was chosen into a new file; return its path.

    Raises:
        TrackerError: something internal would leave with it, or it can't be written.
    """
    # The formats load libraries of their own, and few screens export anything.
    from tracker.exchange.exporting import exported
    from tracker.exchange.registry import EXPORTS, OF_A_DAY, ExportRequest
    from tracker.exchange.target_files import write_target

    local = local_time(state.meeting, now)
    day = local.date() if offer.part in OF_A_DAY else None
    text = exported(offer.format, state, ExportRequest(now, part=offer.part, day=day))
    path = folder / f"{state.meeting.id}-{offer.part}-{file_stamp(local)}.{EXPORTS[offer.format].ending}"
    write_target(path, text.encode())
    return path
