"""The last line tells the keys of what is open, at every size; and forms are saved by a key or by a click."""

import pytest
from textual.pilot import Pilot

from tests.support.keys import name_of
from tests.ui.conftest import MakeApp
from tests.ui.reading import main_of, press, screen_lines, screen_text, settle
from tracker.ui.app import TrackerApp
from tracker.ui.dialogs.form import Form

SIZES = [(40, 15), (59, 30), (80, 17), (80, 24), (120, 40)]

OPENED = {
    "s": "Enter chooses",
    "n": "F2 saves",
    "sd": "F2 saves",
    "d": "F2 saves",
    "1t": "y yes",
    "A": "Esc closes",
    "P": "Esc closes",
    "m": "Esc closes",
    "o": "Esc closes",
    "Z": "Esc closes",
    "H": "Esc closes",
    "?": "Esc closes",
    "p": "Esc closes",
    "i": "Any key closes it",
    "J": "Esc leaves",
    "/": "",
    "ctrl+p": "",
    "T": "",
}
"""Keys that open something, and a word of its keys; the palette and the line to find with may have none."""


async def opened(pilot: Pilot[None], keys: str) -> None:
    """Press the keys that open something."""
    await press(pilot, *([keys] if keys == "ctrl+p" else [name_of(key) for key in keys]))


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_last_line_tells_the_keys_of_what_is_open(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        before = screen_lines(app)[-1]
        assert "Space tick" in before
        for keys, word in OPENED.items():
            await opened(pilot, keys)
            below = screen_lines(app)[-3:]
            assert "Space tick" not in screen_text(app), keys
            assert any(word in row for row in below), (keys, below)
            while len(app.screen_stack) > 1:
                await press(pilot, "escape")
            await press(pilot, "2")
            assert screen_lines(app)[-1] == before, keys


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("keys", ["n", "d", "+f"])
async def test_a_form_has_room_for_its_field_and_its_keys(make_app: MakeApp, size: tuple[int, int], keys: str) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, *(["plus", "f"] if keys == "+f" else keys))
        assert isinstance(app.screen, Form)
        for _ in range(len(app.screen.values)):
            focused = app.screen.focused
            assert focused is not None
            assert focused.region.intersection(focused.parent.parent.region).height  # type: ignore[union-attr]
            assert "[ Save F2 ]  [ Cancel Esc ]" in screen_text(app)
            await press(pilot, "tab")


async def click_on(app: TrackerApp, pilot: Pilot[None], words: str) -> None:
    """Click on the middle of some words, wherever they stand."""
    y = next(at for at, row in enumerate(screen_lines(app)) if words in row)
    await pilot.click(offset=(screen_lines(app)[y].index(words) + len(words) // 2, y))
    await settle(pilot)


@pytest.mark.parametrize("words", ["Save F2", "F2 saves"])
async def test_a_click_saves(make_app: MakeApp, words: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"Hm")
        await click_on(app, pilot, words)
        assert [note.text for note in main_of(app).state.notes.values()] == ["Hm"]
        assert app.screen is main_of(app)


@pytest.mark.parametrize("words", ["Cancel Esc", "Esc cancels"])
async def test_a_click_cancels(make_app: MakeApp, words: str) -> None:
    app = make_app()
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, "n", *"Hm")
        await click_on(app, pilot, words)
        assert not main_of(app).state.notes
        assert app.screen is main_of(app)


async def test_a_click_beside_a_button_does_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"Hm")
        await click_on(app, pilot, "]  [")
        await click_on(app, pilot, "──────")
        assert isinstance(app.screen, Form)
        assert not main_of(app).state.notes
