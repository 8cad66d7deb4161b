"""Checks of the commands about others, and about one's own changes."""

from textual.pilot import Pilot

from tests.ui.key_checks.registering import checks
from tests.ui.reading import main_of, press, screen_text
from tracker.ui.app import TrackerApp


@checks("together")
async def _together(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert "Nobody else is here now" in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("own_changes")
async def _own_changes(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "space", "j", "space", key)
    assert "My changes: 2 ─" in screen_text(app)
    await press(pilot, "u", "u", "U")
    assert "My changes: 2, 1 of them taken back" in screen_text(app)
    await press(pilot, key)
    state = main_of(app).state
    assert [point.id for point in state.talking_points.values() if point.done] == ["offshore.1"]
