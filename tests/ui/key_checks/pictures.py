"""Checks of the pictures, of following and jumping, and of the introduction."""

from textual.pilot import Pilot

from tests.ui.key_checks.registering import checks
from tests.ui.reading import agenda_of, main_of, press, schedule_of, screen_text
from tracker.ui.app import TrackerApp


@checks("pictures")
async def _pictures(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert "Timeline" in screen_text(app)
    assert "today, now 10:42" in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("follow")
async def _follow(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "1", "G", "2", key)
    assert main_of(app).following
    assert schedule_of(app).cursor_id == "talks-26"
    await press(pilot, key)
    assert not main_of(app).following


@checks("jump")
async def _jump(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, "s")
    assert agenda_of(app).cursor_id == "offshore.1"
    assert len(app.screen_stack) == 1


@checks("tour")
async def _tour(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert "Introduction" in screen_text(app)
    assert "This meeting lies in" in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1
