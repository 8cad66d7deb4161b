"""Checks of the commands that change the programme."""

from textual.pilot import Pilot

from tests.ui.key_checks.registering import checks
from tests.ui.reading import agenda_of, main_of, press, schedule_of, screen_text
from tracker.ui.app import TrackerApp


@checks("edit")
async def _edit(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", key, "e", "end", *" now", "f2")
    assert main_of(app).state.talking_points["offshore.1"].title.endswith("venture now")


@checks("add")
async def _add(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, "p", *"A new point", "f2")
    assert main_of(app).state.talking_points["offshore.6"].title == "A new point"
    assert agenda_of(app).cursor_id == "offshore.6"


@checks("start")
async def _start(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "1", key, "y")
    session = schedule_of(app).cursor_id
    assert main_of(app).state.sessions[session].status == "in_progress"
    assert "in progress" in screen_text(app)
    await press(pilot, key, "n")
    assert main_of(app).state.sessions[session].status == "in_progress"
    await press(pilot, key, "y")
    assert main_of(app).state.sessions[session].status == "held"
    await press(pilot, key, "y")
    assert main_of(app).state.sessions[session].status == "in_progress"


@checks("late")
async def _late(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "1", key, *"15", "enter")
    assert "has no hours, so it can't be late." in screen_text(app)
    await press(pilot, "escape", "e", "h", *"14:00", "tab", *"15:00", "f2", key, "ctrl+u", *"20", "enter")
    session = main_of(app).state.sessions[schedule_of(app).cursor_id]
    assert session.shift_minutes == 20
    assert "20 min late, planned 14:00-15:00" in screen_text(app)


@checks("clashes")
async def _clashes(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    assert "Clashes: " in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("parties")
async def _parties(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, "plus", "p", *"A. Khan", "f2")
    (person,) = main_of(app).state.people.values()
    assert (person.name, person.party) == ("A. Khan", "government-pk")
    assert "A. Khan" in screen_text(app)
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("meeting")
async def _meeting(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, "r", "y")
    assert main_of(app).state.meeting.released
