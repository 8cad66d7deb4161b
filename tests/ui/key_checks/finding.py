"""Checks of the commands that find and select."""

from textual.pilot import Pilot

from tests.ui.key_checks.registering import checks
from tests.ui.reading import agenda_of, main_of, press, screen_lines, screen_text
from tracker.ui.app import TrackerApp


@checks("find")
async def _find(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, *"gaz")
    assert agenda_of(app).row_ids == ("offshore", "offshore.1", "offshore.2")
    assert "3 hits" in screen_lines(app)[-1]
    await press(pilot, "escape")
    assert len(agenda_of(app).row_ids) > 3


@checks("find.next")
async def _next(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "slash", *"gaz", "enter", key)
    assert agenda_of(app).cursor_id == "offshore.1"
    await press(pilot, key, key)
    assert agenda_of(app).cursor_id == "offshore"
    assert "Wrapped to the top." in screen_text(app)


@checks("find.previous")
async def _previous(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "slash", *"gaz", "enter", key)
    assert agenda_of(app).cursor_id == "offshore.2"


@checks("find.all")
async def _all(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "slash", *"gaz", "enter", "full_stop", key)
    assert agenda_of(app).index_of("mining") is not None
    assert agenda_of(app).cursor_id == "offshore.1"


@checks("views")
async def _views(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "space", key, "1")
    assert agenda_of(app).index_of("offshore.1") is None
    assert "/is:open" in screen_lines(app)[-1]


@checks("select")
async def _select(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", key, key, "space")
    state = main_of(app).state
    assert [point.id for point in state.talking_points.values() if point.done] == ["offshore.1", "offshore.2"]


@checks("select.range")
async def _select_range(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "v", "j", key)
    assert main_of(app).selected == {"offshore.1", "offshore.2", "offshore.3"}
    await press(pilot, key)
    assert not main_of(app).selected
