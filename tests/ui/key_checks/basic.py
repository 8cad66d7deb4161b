"""Checks of moving, ticking and of the commands about the program."""

from textual.command import CommandPalette
from textual.pilot import Pilot

from tests.ui.key_checks.registering import checks
from tests.ui.reading import agenda_of, detail_of, main_of, press, schedule_of, screen_text
from tracker.ui.app import TrackerApp
from tracker.ui.dialogs.help import HelpScreen


@checks("tick")
async def _tick(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", key)
    assert main_of(app).state.talking_points["offshore.1"].done
    assert "[x] 1" in screen_text(app)
    assert "anna" in screen_text(app)
    await press(pilot, key)
    assert not main_of(app).state.talking_points["offshore.1"].done


@checks("undo")
async def _undo(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "space", key)
    assert not main_of(app).state.talking_points["offshore.1"].done


@checks("redo")
async def _redo(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "space", "u", key)
    assert main_of(app).state.talking_points["offshore.1"].done


@checks("open")
async def _open(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "1", key)
    assert main_of(app).active_panel is agenda_of(app)
    assert agenda_of(app).cursor_id == "offshore"
    await press(pilot, key)
    assert main_of(app).active_panel is schedule_of(app)
    assert "offshore" in main_of(app).state.sessions[schedule_of(app).cursor_id].agenda_items


@checks("panel.next")
async def _next_panel(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    seen = []
    for _ in range(3):
        await press(pilot, key)
        seen.append(main_of(app).active_panel.name)
    assert seen == ["detail", "schedule", "agenda"]


@checks("panel.previous")
async def _previous_panel(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert main_of(app).active_panel is schedule_of(app)


@checks("panel.schedule")
async def _schedule_panel(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert main_of(app).active_panel is schedule_of(app)


@checks("panel.agenda")
async def _agenda_panel(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "1", key)
    assert main_of(app).active_panel is agenda_of(app)


@checks("panel.detail")
async def _detail_panel(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert main_of(app).active_panel is detail_of(app)
    await press(pilot, "j")
    assert detail_of(app).top == 1


@checks("move.down")
async def _down(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert agenda_of(app).cursor_id == "offshore.1"
    assert detail_of(app).subject.id == "offshore.1"


@checks("move.up")
async def _up(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "j", key)
    assert agenda_of(app).cursor_id == "offshore.1"


@checks("move.left")
async def _left(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "j", key)
    assert agenda_of(app).cursor_id == "offshore"
    await press(pilot, key)
    assert agenda_of(app).index_of("offshore.1") is None


@checks("move.right")
async def _right(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "G", key)
    assert agenda_of(app).index_of("insulin.1") is not None
    assert agenda_of(app).cursor_id == "insulin"
    await press(pilot, key)
    assert agenda_of(app).cursor_id == "insulin.1"


@checks("move.page_down")
async def _page_down(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "z", "z", key)
    assert agenda_of(app).cursor == agenda_of(app).page - 1


@checks("move.page_up")
async def _page_up(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "z", "z", "G", key)
    assert agenda_of(app).cursor == agenda_of(app).line_count - agenda_of(app).page


@checks("move.first")
async def _first(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "G", key)
    assert agenda_of(app).cursor_id == "offshore"


@checks("move.last")
async def _last(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert agenda_of(app).cursor_id == "insulin"


@checks("fold.all")
async def _fold_all(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", key)
    assert agenda_of(app).row_ids == ("offshore", "mining", "psm", "insulin")
    assert agenda_of(app).cursor_id == "offshore"
    await press(pilot, key)
    state = main_of(app).state
    assert agenda_of(app).line_count == len(state.agenda_items) + len(state.talking_points)


@checks("history")
async def _history(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", "space", key)
    assert "ticked point 1.1" in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("copy")
async def _copy(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", key)
    assert main_of(app).state.talking_points["offshore.1"].title[:30] in app.clipboard
    assert "Sent to your terminal's clipboard" in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("help")
async def _help(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert isinstance(app.screen, HelpScreen)
    assert "Take my last change back" in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("palette")
async def _palette(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert isinstance(app.screen, CommandPalette)


@checks("theme")
async def _theme(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, *"nord", "enter")
    assert app.theme == "nord"


@checks("repaint")
async def _repaint(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    before = screen_text(app)
    await press(pilot, key)
    assert screen_text(app) == before


@checks("quit")
async def _quit(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await pilot.pause()
    assert app._exit
