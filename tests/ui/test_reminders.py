"""A reminder on the screen: a line for the eyes, the bell once, as the settings have it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.samples import small_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import let_notice_be_read, main_of, press, screen_lines, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import RunLate

BEFORE = datetime(2026, 3, 28, 3, 59, tzinfo=UTC)
"""09:44 in Kathmandu, sixteen minutes before the morning session."""


@pytest.mark.parametrize(("settings", "rings"), [({}, 1), ({"bell": False}, 0)])
async def test_a_session_that_starts_soon_is_told_once(
    settings: dict[str, bool],
    rings: int,
    make_app: MakeApp,
    open_store: OpenStore,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock.at = BEFORE
    app = make_app(open_store(programme=small_programme()), **settings)
    rung: list[None] = []
    monkeypatch.setattr(app, "bell", lambda: rung.append(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(3):
            clock.at += timedelta(minutes=1)
            await main_of(app)._on_poll()
            await main_of(app)._on_poll()
            await settle(pilot)
        assert "In 15 min, at 10:00: Morning session" in screen_lines(app)[-1]
        assert len(rung) == rings
        let_notice_be_read(app)
        await settle(pilot)
        assert "Morning session" in screen_lines(app)[-1]
        await press(pilot, "j")
        assert "Morning session" not in screen_lines(app)[-1]


async def test_a_late_session_is_told_with_the_hour_at_which_it_starts(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    clock.at = BEFORE
    store = open_store(programme=small_programme())
    store.transact(RunLate(minutes=20))
    clock.at += timedelta(minutes=20)
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        clock.at += timedelta(minutes=1)
        await main_of(app)._on_poll()
        await settle(pilot)
        assert "In 15 min, at 10:20: Morning session" in screen_lines(app)[-1]
