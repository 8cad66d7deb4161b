"""Menus: what is typed ahead is taken by the form that it was meant for, and never by a menu on the way."""

import pytest
from textual import events
from textual.pilot import Pilot

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, main_of, press, screen_lines, screen_text, settle
from tracker.ui.dialogs.chooser import Chooser
from tracker.ui.dialogs.form import Form
from tracker.ui.dialogs.question import Question

TYPED = "Not ready: they wait for tons, days and papers"
"""Has the letters that menus, lists and questions know, and blanks."""

_OPENING = ("s", "sd", "so", "d", "t", "M", "o")
_ALSO_OPENING = (
    *("sc", "sn", "sw", "a", "n", "e", "em", "+", "+s", "+p", "+f", "b", "bs", "L", "Mx"),
    *("P", "P+", "A", "C", "H", "1e", "1ex", "1em", "1eh"),
)


async def send_at_once(pilot: Pilot[None], typed: str) -> None:
    """Hand keys in as one packet brings them."""
    for character in typed:
        pilot.app.post_message(events.Key({" ": "space", "+": "plus"}.get(character, character), character))
    await settle(pilot)


@pytest.mark.parametrize(
    "keys", [*_OPENING, *(pytest.param(keys, marks=pytest.mark.long) for keys in _ALSO_OPENING)], ids=str
)
async def test_a_text_that_is_typed_ahead_changes_nothing(keys: str, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = main_of(app).state
        await send_at_once(pilot, keys + TYPED)
        assert main_of(app).state is before


@pytest.mark.long
@pytest.mark.parametrize("keys", [*_OPENING, *_ALSO_OPENING])
async def test_a_text_that_is_typed_slowly_changes_nothing(keys: str, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = main_of(app).state
        await press(pilot, *keys, *TYPED)
        assert main_of(app).state is before


@pytest.mark.parametrize("keys", ["sd", "sn", "sw", "n", "1ex", "Mx", "1e", "L"])
async def test_what_is_typed_after_the_letters_is_in_the_form(keys: str, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, keys + ("e" if keys == "1e" else "") + TYPED)
        assert isinstance(app.screen, Form)
        assert str(next(iter(app.screen.values.values()))).endswith(TYPED)


async def test_after_a_letter_that_means_nothing_a_menu_waits_for_enter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "x", "t", "space")
        assert isinstance(app.screen, Chooser)
        await press(pilot, "enter")
        assert main_of(app).state.agenda_items["offshore"].status == "taken_up"


async def test_after_a_letter_that_is_no_answer_a_question_waits_for_enter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "t", "enter", "o", "y")
        assert isinstance(app.screen, Question)
        assert "Enter yes  n no" in screen_lines(app)[-1]
        session = main_of(app).state.sessions["talks-26"]
        assert session.status != "in_progress"
        await press(pilot, "enter")
        assert main_of(app).state.sessions["talks-26"].status == "in_progress"


async def test_marking_everybody_asks_first(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "m", "a", "P")
        count = len(main_of(app).state.parties) - 1
        assert f"Mark {count} others as present?" in screen_text(app)
        await press(pilot, "n")
        assert len(main_of(app).state.attendance_of("talks-26")) == 1
        await press(pilot, "P", "y", "escape")
        marks = main_of(app).state.attendance_of("talks-26").values()
        assert sorted(mark.presence for mark in marks) == ["absent", *["present"] * count]


async def test_what_is_there_already_is_one_key_from_the_form_of_something_new(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"One", "f2", "n", *"Two", "f2", "n")
        assert "F3 earlier (2)" in screen_text(app)
        await press(pilot, "f3", "down", "enter", "end", *"!", "f2", "x", "y", "escape")
        assert [note.text for note in main_of(app).state.notes.values()] == ["One"]
        await press(pilot, "a", *"Send it", "tab", "O", "f2", "a")
        assert "F3 A1" in screen_text(app)
        await press(pilot, "f3", "d", *"Sent", "tab", *"Anna", "f2")
        (action,) = main_of(app).state.action_items.values()
        assert action.status == "completed"


async def test_an_item_is_placed_by_a_form_that_begins_as_it_is(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = [item.id for item in main_of(app).state.agenda]
        await press(pilot, "e", "m", "f2")
        assert [item.id for item in main_of(app).state.agenda] == before
        await press(pilot, "e", "m", "right", "f2")
        assert [item.id for item in main_of(app).state.agenda] == ["mining", "offshore", "psm", "insulin"]
        assert agenda_of(app).cursor_id == "offshore"


async def test_closing_says_what_came_of_it_and_why_at_once(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "c", "n", "tab", "right", "tab", *"As in Moscow", "enter")
        item = main_of(app).state.agenda_items["offshore"]
        assert (item.status, item.disposition, item.status_reason) == ("closed", "noted", "As in Moscow")
