"""Hostile text on every screen that a key opens: shown as it is written, nothing runs, nothing gets out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from tests.support.hostile import CONTROLS, GOOD, MARKUP, acts_on_a_terminal, hostile_state
from tests.ui.reading import press, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.model.history import Actor
from tracker.personal.settings import Settings
from tracker.store.meeting_store import MeetingStore
from tracker.ui.app import TrackerApp
from tracker.ui.commands import COMMANDS, Command

OPENING = [command for command in COMMANDS if command.id != "quit"]
PAYLOADS = (*MARKUP, *(text for text in CONTROLS if "\ud800" not in text), GOOD)
"""Half a character can't be kept in a file: the store refuses it, which other tests show."""

SIZE = (100, 30)
PLACES = [(70, 8), (40, 14)]
"""Where the short test clicks; the long one clicks all over."""


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the actions of texts that ran: none may."""
    ran: list[str] = []
    monkeypatch.setattr(Screen, "action_pwn", lambda _self: ran.append("pwn"), raising=False)
    monkeypatch.setattr(TrackerApp, "action_quit", lambda _self: ran.append("quit"))
    monkeypatch.setattr(TrackerApp, "action_screenshot", lambda *_: ran.append("screenshot"))
    return ran


@pytest.fixture
def make(tmp_path: Path, clock: FrozenClock) -> Callable[[], TrackerApp]:
    def made() -> TrackerApp:
        store = MeetingStore.open(
            tmp_path / "meeting",
            actor=Actor(uid=1001, name="anna[/x]"),
            clock=clock,
            programme=lambda: hostile_state(PAYLOADS),
            create=False,
        )
        return TrackerApp(store, clock, Settings())

    return made


async def look(app: TrackerApp, pilot: Pilot[None]) -> str:
    """Return what the screen shows, in which there must be nothing that acts on a terminal."""
    await settle(pilot)
    text = screen_text(app)
    assert not acts_on_a_terminal(text), ascii(text)
    return text


@pytest.mark.parametrize("part", range(4))
async def test_every_screen(part: int, make: Callable[[], TrackerApp], never: list[str]) -> None:
    app = make()
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await press(pilot, "2", "z", "z", "j")
        for command in OPENING[part::4]:
            await press(pilot, *command.keys[:1])
            seen = await look(app, pilot)
            for place in PLACES:
                await pilot.click(offset=place)
            await press(pilot, "escape", "escape", "escape")
            seen += await look(app, pilot)
            assert (app.is_running, never) == (True, []), command.id
            assert "[/x]" in seen or "[b + x" in seen, command.id


@pytest.mark.long
@pytest.mark.parametrize("command", OPENING, ids=lambda command: command.id)
async def test_every_cell_of_every_screen(command: Command, make: Callable[[], TrackerApp], never: list[str]) -> None:
    app = make()
    async with app.run_test(size=(60, 20), notifications=True, tooltips=True) as pilot:
        await press(pilot, "2", "z", "z", "j", *command.keys[:1])
        # What opens nothing leaves the main screen, which all the others that open nothing click as well.
        step = 2 if len(app.screen_stack) > 1 or command.id == "repaint" else 10
        for row in range(20):
            for column in range(0, 60, step):
                if len(app.screen_stack) == 1:
                    await press(pilot, *command.keys[:1])
                await pilot.click(offset=(column, row))
        await press(pilot, "escape", "escape", "escape")
        await look(app, pilot)
        assert never == []
