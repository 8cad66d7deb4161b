"""Keys that come in one packet: each is for the screen that the ones before it have opened."""

import pytest
from textual.widgets import TextArea

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, main_of, press, schedule_of, send_at_once
from tracker.ui.dialogs.form import Form
from tracker.ui.dialogs.help import HelpScreen


async def test_a_letter_of_a_list_is_for_the_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "s", "t")
        assert main_of(app).state.agenda_items["offshore"].status == "taken_up"
        assert app.screen is main_of(app)


async def test_arrows_move_in_the_list_and_not_below_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        cursor = agenda_of(app).cursor_id
        await send_at_once(pilot, "s", "down", "up", "enter")
        assert main_of(app).state.agenda_items["offshore"].status == "taken_up"
        assert agenda_of(app).cursor_id == cursor


async def test_a_text_goes_into_the_form_whole(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "n", *"quit: on", "backspace", "backspace", *"no", "enter", *"seen")
        assert isinstance(app.screen, Form)
        assert app.screen.query_one(TextArea).text == "quit: no\nseen"


async def test_a_form_behind_a_list_gets_what_was_typed_for_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "s", "w", *"Too early", "enter")
        item = main_of(app).state.agenda_items["offshore"]
        assert (item.status, item.status_reason) == ("withdrawn", "Too early")


@pytest.mark.parametrize("asked", ["psm", "is:open"])
async def test_a_search_gets_all_its_letters(make_app: MakeApp, asked: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "slash", *asked, "enter")
        finding = main_of(app).finding
        assert finding is not None
        assert finding.text == asked


async def test_a_jump_gets_its_letter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "J", "d")
        assert agenda_of(app).cursor_id == agenda_of(app).rows_in_sight()[2]
        assert app.screen is main_of(app)


async def test_a_command_that_is_refused_holds_nothing_up(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "1", "d", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        await send_at_once(pilot, "escape", "2", "j")
        assert agenda_of(app).cursor == 1


async def test_each_field_of_a_form_gets_its_own_text(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "e", "h")
        await send_at_once(pilot, *"10:00", "enter", *"12:30", "up", "end", "backspace", "5", "f2")
        session = main_of(app).state.sessions[schedule_of(app).cursor_id]
        assert (f"{session.start:%H:%M}", f"{session.end:%H:%M}") == ("10:05", "12:30")
        assert app.screen is main_of(app)


async def test_a_whole_action_item_in_one_packet(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await send_at_once(pilot, "a", *"Send it", "tab", "O", "tab", "tab", *"2026-05-31", "enter", "f2", "j")
        (action,) = main_of(app).state.action_items.values()
        assert (action.text, action.owner_party, str(action.due)) == ("Send it", "ogdc", "2026-05-31")


async def test_what_follows_a_search_is_no_part_of_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await send_at_once(pilot, "slash", *"psm", "enter", "N")
        finding = main_of(app).finding
        assert finding is not None
        assert finding.text == "psm"
