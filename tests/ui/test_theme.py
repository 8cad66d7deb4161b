"""Themes: the terminal's own colours by default, a choice that is kept, a name that there isn't refused in words."""

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import press, screen_lines, settle
from tracker.clock import FrozenClock
from tracker.errors import TrackerError
from tracker.personal.settings import Settings
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext


async def test_a_choice_is_kept(open_store: OpenStore, clock: FrozenClock) -> None:
    kept: list[str] = []
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(remember_theme=kept.append))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert kept == []
        await press(pilot, "T", *"gruvbox", "enter")
    assert kept == ["gruvbox"]


async def test_a_choice_that_cant_be_kept_is_told(open_store: OpenStore, clock: FrozenClock) -> None:
    def refuse(_: str) -> None:
        raise TrackerError("The settings can't be written.")

    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(remember_theme=refuse))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "T", *"gruvbox", "enter")
        assert app.theme == "gruvbox"
        assert "The settings can't be written." in screen_lines(app)[-1]


def test_an_unknown_theme_names_those_there_are(make_app: MakeApp) -> None:
    with pytest.raises(TrackerError, match="there is no theme 'no-such'") as caught:
        make_app(theme="no-such")
    assert "ansi-dark" in caught.value.hint


async def test_the_default_paints_no_background(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        strips = app.screen._compositor.render_strips(app.size)
        backgrounds = {
            str(segment.style.bgcolor.name)
            for strip in strips
            for segment in strip
            if segment.style and segment.style.bgcolor
        }
        assert backgrounds <= {"default"}
