"""The meeting of the screens as another process changes it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.samples import shipped_programme
from tracker.clock import SystemClock
from tracker.domain.edits import Tick
from tracker.domain.model.history import Actor
from tracker.store.meeting_store import MeetingStore


def point_ids() -> dict[str, str]:
    """Return the ids of the talking points by the numbers that the screen shows: ``3.2`` to ``psm.2``."""
    programme = shipped_programme()
    numbers = {item.id: item.number for item in programme.agenda_items}
    return {f"{numbers[point.item]}.{point.id.rpartition('.')[2]}": point.id for point in programme.talking_points}


@contextmanager
def colleague(folder: Path) -> Iterator[MeetingStore]:
    """Open the meeting in ``folder / "meeting"`` for another official."""
    store = MeetingStore.open(
        folder / "meeting",
        actor=Actor(uid=os.getuid() + 1, name="boris"),
        clock=SystemClock(),
        programme=shipped_programme,
        create=True,
    )
    try:
        yield store
    finally:
        store.close()


def tick(store: MeetingStore, point_id: str, *, done: bool = True) -> None:
    """Tick or untick a point, whatever it is now."""
    store.transact(Tick(points=(point_id,), done=done, seen=store.snapshot().state.seq))
