"""Keyboards with other letters: keys work by their place, and what is typed into a text is never touched."""

import string

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, main_of, press, screen_text, send_at_once, settle
from tracker.personal.settings import LAYOUTS
from tracker.ui.dialogs.chooser import Chooser
from tracker.ui.dialogs.find_line import FindLine
from tracker.ui.dialogs.form import Form
from tracker.ui.dialogs.jump_overlay import JumpOverlay
from tracker.ui.dialogs.list_dialog import ListScreen
from tracker.ui.keyboard.layouts import place_of
from tracker.ui.keyboard.typed_key import TypedKey

LATIN = {
    "йцукенгшщзфывапролдячсмить": "qwertyuiopasdfghjklzxcvbnm",
    "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ": "QWERTYUIOPASDFGHJKLZXCVBNM",
    "йцукенгшщзфівапролдячсмить": "qwertyuiopasdfghjklzxcvbnm",
    "ςερτυθιοπασδφγηξκλζχψωβνμ": "wertyuiopasdfghjklzxcvbnm",
    "ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ": "ERTYUIOPASDFGHJKLZXCVBNM",
    "قوعرتےءیہپاسدفگحجکلزشچطبنم": "qwertyuiopasdfghjklzxcvbnm",
    "１２ｑＱ": "12qQ",
    "۱۲۳١٢٣": "123123",
    "؟": "?",
}


@pytest.mark.parametrize(("typed", "places"), LATIN.items())
def test_letters_and_their_places(typed: str, places: str) -> None:
    assert "".join(place_of(character, "urdu") for character in typed) == places


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_keyboard_has_a_key_for_each_letter(layout: str) -> None:
    every = [chr(number) for number in range(0x600, 0x700)]
    places = [place_of(character, layout) for character in every]
    assert set(string.ascii_lowercase) - set(places) <= ({"b"} if layout == "arabic" else set())
    letters = [place for place in places if place in string.ascii_letters and place]
    assert len(letters) == len(set(letters)), "two characters on one key"


@pytest.mark.parametrize("character", ["a", "Z", "?", "1", " ", "é", "ß", "²", "ª", "日", "\u200c", ""])
def test_what_has_no_other_place(character: str) -> None:
    assert place_of(character, "urdu") == ""


async def type_characters(pilot: Pilot[None], text: str) -> None:
    """Type characters that a pilot has no names for."""
    for character in text:
        pilot.app.post_message(events.Key(_character_to_key(character), character))
        await settle(pilot)


async def test_commands_of_the_main_screen(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "о", "о")
        assert agenda_of(app).cursor == 2
        await press(pilot, "П")
        assert agenda_of(app).cursor == len(agenda_of(app).row_ids) - 1
        await press(pilot, "п", "ج", "ξ")
        assert agenda_of(app).cursor == 2
        await press(pilot, "۱")
        assert main_of(app).active_panel is main_of(app).panels[0]


@pytest.mark.parametrize(("layout", "key"), [("urdu", "ج"), ("urdu-windows", "ا"), ("persian", "ت"), ("arabic", "ت")])
async def test_the_keyboard_that_the_settings_name(make_app: MakeApp, layout: str, key: str) -> None:
    app = make_app(layout=layout)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, key)
        assert agenda_of(app).cursor == 1


async def test_keys_of_the_settings_come_first(make_app: MakeApp) -> None:
    app = make_app(keys={"tick": ("й", "full_stop")})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "о", "й")
        assert main_of(app).state.talking_points["offshore.1"].done
        await press(pilot, "full_stop")
        assert not main_of(app).state.talking_points["offshore.1"].done
        assert app.screen is main_of(app)


async def test_a_chooser_a_question_a_list_and_a_jump(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ы")
        assert isinstance(app.screen, Chooser)
        await press(pilot, "о", "л", "й", "ы", "е")
        assert main_of(app).state.agenda_items["offshore"].status == "taken_up"
        await press(pilot, "О")
        assert isinstance(app.screen, JumpOverlay)
        await press(pilot, "в")
        assert agenda_of(app).cursor == 2
        await press(pilot, "З")
        assert isinstance(app.screen, ListScreen)
        await press(pilot, "й")
        assert app.screen is main_of(app)


async def test_attendance(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "ь", "у")
        assert [mark.presence for mark in main_of(app).state.attendance.values()] == ["excused"]


async def test_a_text_is_kept_as_it_is_typed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await type_characters(pilot, "тй.,\u200c\u00a0\u200d\ufe0f\u0301ی")
        assert isinstance(app.screen, Form)
        assert app.screen.query_one(TextArea).text == "й.,\u200c\u00a0\u200d\ufe0f\u0301ی"
        await press(pilot, "escape", "slash")
        assert isinstance(app.screen, FindLine)
        await type_characters(pilot, "йا\u200cم\u00a0.")
        assert app.screen.query_one(Input).value == "йا\u200cم\u00a0."
        await press(pilot, "escape", "ctrl+p", *"йц")
        assert app.screen.query_one(Input).value == "йц"


async def test_a_packet_that_opens_a_form_and_types_into_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "о", "т", *"причина ж")
        assert app.screen.query_one(TextArea).text == "причина ж"
        await send_at_once(pilot, "escape", "о")
        assert app.screen is main_of(app)
        assert agenda_of(app).cursor == 2


async def test_the_help_tells_of_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, "question_mark", "end")
        assert "place: й is q." in screen_text(app)


async def test_the_base_key_that_a_terminal_tells(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in (TypedKey("ہ", "ہ", base="j"), TypedKey("ж", "ж", base="j")):
            app.post_message(key)
            await settle(pilot)
        assert agenda_of(app).cursor == 2
        app.post_message(events.Key("ctrl+з", None))
        await settle(pilot)
        assert app.screen.query_one(Input).has_focus
