"""Meetings of any size, with something of everything on record."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.support.large_programme import FIRST_DAY, POINTS_PER_ITEM, programme_of
from tracker.clock import FrozenClock
from tracker.domain.edits import AddAction, AddDecision, AddNote, Batch, OneEdit, Tick
from tracker.domain.model.history import Actor
from tracker.store.config import StoreConfig
from tracker.store.io.oscalls import OsCalls
from tracker.store.meeting_store import MeetingStore

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
_RECORDED = 10
"""Of so many items one has a note, a decision and an action item."""


class Size(NamedTuple):
    """How large a meeting is."""

    points: int
    changes: int = 0
    """In its history, beside the record that every meeting is given."""

    def __str__(self) -> str:
        """Return what it is called in tables."""
        return f"{self.points:,}" + (f" + {self.changes:,} changes" if self.changes else "")


class _NoSync(OsCalls):
    """Leaves syncing to the system: a long history is made once, and nothing of it has to outlive a power cut."""

    def fsync(self, descriptor: int) -> None:
        """Do nothing."""


def make_meeting(folder: Path, points: int, changes: int = 0) -> None:
    """Make a meeting folder of ``points`` points, with a record, and ``changes`` ticks in its history."""
    store = opened(folder, points, StoreConfig(calls=_NoSync(), small_file=0))
    store.transact(Batch(edits=tuple(_record(points))))
    for number in range(changes):
        point = f"item-1.{1 + number % POINTS_PER_ITEM}"
        store.transact(Tick(points=(point,), done=number // POINTS_PER_ITEM % 2 == 0))
    store.close()


def _record(points: int) -> Iterator[OneEdit]:
    for number in range(1, max(1, points // POINTS_PER_ITEM) + 1, _RECORDED):
        item = f"item-{number}"
        yield AddNote(about=item, text="Both sides will come back to it.")
        yield AddDecision(item=item, text="It is taken note of.")
        yield AddAction(about=item, text="Send the figures", owner_party="one", due=FIRST_DAY)


def opened(folder: Path, points: int, config: StoreConfig | None = None) -> MeetingStore:
    """Open a meeting folder, or make it."""
    return MeetingStore.open(
        folder,
        actor=Actor(uid=1000, name="anna"),
        clock=FrozenClock(NOW),
        programme=lambda: programme_of(points),
        create=True,
        config=config,
    )
