"""Reading verbs: the meeting as a verb sees it that changes nothing, and what all of them take and say."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import click

from tracker.cli.run import Run, warn_of_snapshot

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.domain.model.snapshot import Snapshot
    from tracker.domain.model.state import State

json_option = click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")


class Reading:
    """The meeting as it was read, and the moment that is shown as now."""

    def __init__(self, run: Run, snapshot: Snapshot) -> None:
        """Say on standard error what a reader must know about where the meeting comes from."""
        self._run = run
        self.snapshot = snapshot
        warn_of_snapshot(snapshot, run.folder)

    @property
    def state(self) -> State:
        """The meeting."""
        return self.snapshot.state

    @cached_property
    def now(self) -> datetime:
        """The moment that is shown as now, aware.

        Raises:
            TrackerError: there is no such moment as ``--now`` names.
        """
        return self._run.clock_for(self.state.meeting).now()

    @property
    def today(self) -> date:
        """The day in the meeting's zone at the moment that is shown as now."""
        from tracker.domain.timeline import local_time

        return local_time(self.state.meeting, self.now).date()


def read_meeting(run: Run) -> Reading:
    """Open the meeting, read it and close it."""
    with run.store() as store:
        snapshot = store.snapshot()
    return Reading(run, snapshot)
