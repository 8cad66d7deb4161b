"""How tests read the screen: as the characters that a person sees."""

import re
from typing import NamedTuple

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.worker import Worker

from tests.support.keys import CHARACTERS
from tracker.ui.app import TrackerApp
from tracker.ui.main.dialogs import ASKING
from tracker.ui.main.screen import MainScreen
from tracker.ui.textual_internals import paint_now
from tracker.ui.typeahead import InOrderApp
from tracker.ui.widgets.agenda import AgendaPanel
from tracker.ui.widgets.detail import DetailPanel
from tracker.ui.widgets.frame import FramePanel
from tracker.ui.widgets.schedule import SchedulePanel


def screen_lines(app: App[None]) -> list[str]:
    """Return the characters of every row of the screen."""
    width, height = app.size
    rows = app.screen._compositor.render_strips(app.size)
    return [row.text.ljust(width) for row in rows][:height]


def screen_text(app: App[None]) -> str:
    """Return the whole screen as one text."""
    return "\n".join(screen_lines(app))


def screen_words(app: App[None]) -> str:
    """Return the words of the screen without frames and wrapping."""
    return " ".join(re.sub("[─-╿]", " ", screen_text(app)).split())


def marked_in(panel: FramePanel) -> list[str]:
    """Return the texts that are underlined in a panel, from top to bottom."""
    strips = [panel.render_line(y) for y in range(panel.size.height)]
    return [segment.text for strip in strips for segment in strip if segment.style and segment.style.underline]


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


def let_notice_be_read(app: TrackerApp) -> None:
    """Let the time pass in which a notice stands."""
    main = main_of(app)
    if main._notice_timer is not None:
        main._notice_timer.stop()
    main.notice_was_read()


async def let_time_pass(pilot: Pilot[None]) -> None:
    """Let all be shown that comes after a moment, and all be gone that goes by itself or with a later key."""
    assert isinstance(pilot.app, TrackerApp)
    main = main_of(pilot.app)
    let_notice_be_read(pilot.app)
    main._key_after_notice()
    main.detail.show_rest()
    await settle(pilot)
    for screen in pilot.app.screen_stack:
        # What lies beneath a dialog is seen too, and the pilot paints only the one on top.
        paint_now(screen)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until all that was typed is done, every edit is through, what asks waits for a key, and all is painted."""
    await pilot.pause()
    app = pilot.app
    # A pause ends once the process hardly uses the processor, as it also does where others have it: what counts is that
    # nothing is left to do.
    while (busy := [worker for worker in app.workers if _is_busy(app, worker)]) or _is_behind(app):
        if ended := [worker for worker in busy if worker.group != ASKING]:
            await app.workers.wait_for_complete(ended)
        else:
            await pilot.pause()
    await pilot.pause()


def _is_behind(app: App[None]) -> bool:
    """Say whether something that was typed waits, or still has an effect to come."""
    return isinstance(app, InOrderApp) and app.is_running and (app.is_behind or not app.is_still())


def _is_busy(app: App[None], worker: Worker[object]) -> bool:
    """Say whether a worker goes on by itself: one that asks goes on once the screen over the main one is answered."""
    is_asking = worker.group == ASKING and len(app.screen_stack) > 1
    return not worker.is_finished and not is_asking


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each once the one before has had its effect."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


class Click(NamedTuple):
    """A press and a release of the left button on one cell."""

    x: int
    y: int


class Paste(NamedTuple):
    """A text that the terminal says was pasted."""

    text: str


Input = str | Click | Paste
"""What a person does: presses a key, clicks, pastes."""


def send_in_one_packet(app: App[None], *inputs: Input) -> None:
    """Hand in what a person does as a packet brings it: without letting the app do anything between."""
    for each in inputs:
        if isinstance(each, Paste):
            app.post_message(events.Paste(each.text))
        elif isinstance(each, Click):
            for kind in (events.MouseDown, events.MouseUp):
                app.post_message(kind(None, *each, 0, 0, 1, False, False, False, *each))
        else:
            app.post_message(events.Key(each, CHARACTERS.get(each, each if len(each) == 1 else None)))


async def send_at_once(pilot: Pilot[None], *keys: str) -> None:
    """Hand keys in without letting the app do anything between them."""
    send_in_one_packet(pilot.app, *keys)
    await settle(pilot)
