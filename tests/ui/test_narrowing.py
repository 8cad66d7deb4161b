"""Lists narrowed by typing, and what they say where there is nothing in them."""

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import main_of, press, screen_text, send_in_one_packet, settle
from tracker.domain.edits import AddAction, AddPerson
from tracker.ui.screens.attendance import AttendanceScreen
from tracker.ui.screens.form import Form
from tracker.ui.screens.listing import ListScreen


async def test_a_list_shows_the_rows_with_the_words_under_their_headings(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "P", "slash", *"gaz")
        assert isinstance(app.screen, ListScreen)
        assert [row for row in app.screen.panel.row_ids if not row.startswith("side ")] == ["gazprom"]
        shown = screen_text(app)
        assert ("Russia  " in shown, "Pakistan Steel" in shown, "1 of 12" in shown) == (True, False, True)
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert app.screen.name == "edit:gazprom"


async def test_letters_of_a_list_are_words_while_it_is_narrowed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        send_in_one_packet(app, "P", "slash", *"xqj+ o")
        await settle(pilot)
        assert isinstance(app.screen, ListScreen)
        assert "Nothing matches xqj+ o." in screen_text(app)
        assert main_of(app).state.seq == 0
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, ListScreen)
        assert len(app.screen.panel.row_ids) > 12
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1


async def test_what_people_dont_type_need_not_be_typed(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    store.transact(AddPerson(name="Семён Ёлкин", party="gazprom"))
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "P", "slash", *"елкин")
        assert "Семён Ёлкин" in screen_text(app)


async def test_arrows_go_along_the_rows_that_are_left(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    for text, about in (("Send the map", "offshore"), ("Find a mill", "psm"), ("Send the drill", "mining")):
        store.transact(AddAction(about=about, text=text, owner_party="ogdc"))
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "A", "slash", *"send", "down", "down", "end", "enter")
        assert main_of(app).agenda.cursor_id == "mining"


async def test_marks_are_for_those_that_are_shown_alone(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "m", "slash", *"gaz", "enter", "P", "y")
        assert isinstance(app.screen, AttendanceScreen)
        marks = main_of(app).state.attendance_of("talks-26")
        assert {row: mark.presence for row, mark in marks.items()} == {"gazprom": "present"}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("A", "No decisions and no action items yet. d and a add them."),
        ("Z", "You have changed nothing yet."),
        ("o", "Nothing changed since you last looked"),
        ("H", "Nothing was changed yet."),
    ],
)
@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_an_empty_list_says_what_there_is_none_of(
    make_app: MakeApp, key: str, said: str, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, key)
        shown = " ".join(screen_text(app).replace("│", " ").split())
        assert said in shown
