"""A meeting folder, a clock that stands still, and the app on them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.samples import DAY_TWO, shipped_programme
from tracker.clock import FrozenClock
from tracker.domain.model.history import Actor
from tracker.domain.model.programme import Programme
from tracker.personal.settings import Settings
from tracker.store.config import StoreConfig
from tracker.store.meeting_store import MeetingStore
from tracker.ui.app import TrackerApp

OpenStore = Callable[..., MeetingStore]
MakeApp = Callable[..., TrackerApp]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(DAY_TWO)


@pytest.fixture
def open_store(tmp_path: Path, clock: FrozenClock) -> OpenStore:
    """Return a function that opens the same meeting folder for a person of a given name."""

    def open_for(
        name: str = "anna", uid: int = 1001, programme: Programme | None = None, config: StoreConfig | None = None
    ) -> MeetingStore:
        return MeetingStore.open(
            tmp_path / "meeting",
            actor=Actor(uid=uid, name=name),
            clock=clock,
            programme=lambda: programme or shipped_programme(),
            create=True,
            config=config,
        )

    return open_for


@pytest.fixture
def make_app(open_store: OpenStore, clock: FrozenClock) -> MakeApp:
    """Return a function that makes the app of anna, or of the store that it is given."""

    def make(store: MeetingStore | None = None, **settings: Any) -> TrackerApp:
        return TrackerApp(store or open_store(), clock, Settings()._replace(**settings))

    return make
