"""How tests read the screen: as the characters that a person sees."""

from textual.app import App
from textual.pilot import Pilot

from tracker.ui.app import TrackerApp
from tracker.ui.panels.agenda import AgendaPanel
from tracker.ui.panels.detail import DetailPanel
from tracker.ui.panels.schedule import SchedulePanel
from tracker.ui.screens.main import MainScreen


def screen_lines(app: App[None]) -> list[str]:
    """Return the characters of every row of the screen."""
    width, height = app.size
    rows = app.screen._compositor.render_strips(app.size)
    return [row.text.ljust(width) for row in rows][:height]


def screen_text(app: App[None]) -> str:
    """Return the whole screen as one text."""
    return "\n".join(screen_lines(app))


def main_of(app: TrackerApp) -> MainScreen:
    """Return the main screen, whatever is open over it."""
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def agenda_of(app: TrackerApp) -> AgendaPanel:
    return main_of(app).query_one(AgendaPanel)


def schedule_of(app: TrackerApp) -> SchedulePanel:
    return main_of(app).query_one(SchedulePanel)


def detail_of(app: TrackerApp) -> DetailPanel:
    return main_of(app).query_one(DetailPanel)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every edit that was handed in is through and everything is painted."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each once the one before has had its effect."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
