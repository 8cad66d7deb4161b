"""Lists narrowed by typing, and what they say where there is nothing in them."""

import pytest
from textual.pilot import Pilot

from tests.support.samples import shipped_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import main_of, press, screen_lines, screen_text, screen_words, send_in_one_packet, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import AddAction, AddPerson
from tracker.personal.settings import Settings
from tracker.store.meeting_store import MeetingStore
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext
from tracker.ui.dialogs.chooser import Chooser
from tracker.ui.dialogs.form import Form
from tracker.ui.dialogs.list_dialog import ListScreen
from tracker.ui.flows.attendance import AttendanceScreen


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


async def open_pick(pilot: Pilot[None], *keys: str) -> Chooser:
    """Open the list of a field, in a form that the keys lead to."""
    await press(pilot, *keys, "space")
    assert isinstance(pilot.app.screen, Chooser)
    return pilot.app.screen


@pytest.mark.parametrize("words", ["gaz", "GAZ", "prom"])
async def test_letters_narrow_a_picker_without_letters_at_once(make_app: MakeApp, words: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        chooser = await open_pick(pilot, "a", "tab")
        await press(pilot, *words)
        assert chooser.panel.row_ids == ("gazprom",)
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert app.screen.values["owner_party"] == "gazprom"


async def test_a_first_letter_that_moves_begins_a_word_once_another_follows(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        chooser = await open_pick(pilot, "a", "tab")
        await press(pilot, "j", "j")
        assert (chooser.panel.cursor, chooser.words) == (2, "")
        await press(pilot, "k", "a")
        assert (chooser.words, chooser.panel.row_ids) == ("ka", ())
        assert "Nothing matches ka." in screen_text(app)


async def test_what_is_marked_stays_marked_while_others_are_shown(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_pick(pilot, "e", "e", "tab", "tab")
        await press(pilot, *"mari", "space", *["backspace"] * 4, *"psm", "space")
        assert "Enter takes the 4 marked" in screen_text(app)
        await press(pilot, "enter", "f2")
        lead = main_of(app).state.agenda_items["offshore"].lead_parties
        assert set(lead) == {"ogdc", "gazprom", "mari", "steel-mills"}


async def test_a_picker_is_called_as_its_field_and_says_what_there_is_none_of(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_pick(pilot, "a", "tab")
        assert "▸ Party ─" in screen_text(app)
        await press(pilot, "escape", "escape")
        await open_pick(pilot, "1", "e", "e", *["tab"] * 5)
        shown = screen_text(app)
        assert "▸ People ─" in shown
        assert "No people yet. P adds someone." in shown
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)


async def test_a_menu_with_letters_keeps_them(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "M", "slash", *"close")
        assert isinstance(app.screen, Chooser)
        assert app.screen.panel.row_ids == ("close",)
        await press(pilot, "escape", "e")
        assert isinstance(app.screen, Form)


@pytest.mark.parametrize(
    ("keys", "words", "found", "shown"),
    [
        (("a", "tab"), "gas development", "ogdc", "OGDC  Oil and Gas Development Company"),
        (("a", "tab"), "ogdc", "ogdc", "OGDC  Oil and Gas Development Company"),
        (("a", "tab", "tab"), "exploration", "khan", "Dr Sana Khan  Director Exploration"),
        (("a", "tab", "tab"), "planning com", "khan", "Planning Commission"),
        (("a", "tab", "tab"), "sana ogdc", "khan", "OGDC"),
        (("a", "tab", "tab"), "gas development", "khan", "Oil and Gas Development Company"),
        (("1", "e", "e", *["tab"] * 4), "development", "ogdc", "OGDC  Oil and Gas Development Company"),
        (("1", "e", "e", *["tab"] * 5), "exploration", "khan", "Dr Sana Khan  Director Exploration"),
        (("1", "e", "e", *["tab"] * 3), "steel", "psm", "3 Pakistan Steel Mills revival"),
        (("1", "e", "e", *["tab"] * 3), "reviv", "psm", "3 Pakistan Steel Mills revival"),
    ],
)
async def test_a_picker_finds_by_all_that_something_is_known_by(
    make_app: MakeApp, open_store: OpenStore, keys: tuple[str, ...], words: str, found: str, shown: str
) -> None:
    app = make_app(_with_someone(open_store))
    async with app.run_test(size=(120, 40)) as pilot:
        chooser = await open_pick(pilot, *keys)
        await press(pilot, *("space" if letter == " " else letter for letter in words))
        assert chooser.panel.row_ids == (found,)
        assert shown in screen_text(app)


async def test_what_a_picker_has_no_room_for_is_read_below_it(make_app: MakeApp, open_store: OpenStore) -> None:
    app = make_app(_with_someone(open_store))
    async with app.run_test(size=(40, 15)) as pilot:
        await open_pick(pilot, "a", "tab", "tab")
        await press(pilot, *"khan")
        below = " ".join(" ".join(screen_lines(app)[-5:]).split())
        assert "Dr Sana Khan Director Exploration, Planning Commission, OGDC, Oil and Gas Development Company" in below
        assert "Enter chooses  Esc cancels" in screen_lines(app)[-1]


@pytest.mark.parametrize("size", [(40, 10), (40, 15)])
async def test_what_a_menu_has_no_room_for_is_read_below_it(
    open_store: OpenStore, clock: FrozenClock, size: tuple[int, int]
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(read_programme=lambda _: shipped_programme()))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "M", "down", "down")
        assert "Create the next meeting from open…" in screen_text(app)
        await press(pilot, "down")
        assert "Create the next meeting from open items" in screen_words(app)
        assert "Enter chooses  Esc cancels" in screen_lines(app)[-1]
        await press(pilot, "down")
        assert " left" not in screen_text(app)


@pytest.mark.parametrize(
    ("key", "words", "found"),
    [
        ("P", "ogdc khan", ()),
        ("P", "ogdc", ("ogdc",)),
        ("P", "planning", ("khan",)),
        ("m", "gas development", ("ogdc", "khan")),
        ("m", "planning", ("khan",)),
    ],
)
async def test_lists_of_who_takes_part_find_by_short_and_full_names(
    make_app: MakeApp, open_store: OpenStore, key: str, words: str, found: tuple[str, ...]
) -> None:
    app = make_app(_with_someone(open_store))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", key, "slash", *("space" if letter == " " else letter for letter in words))
        assert isinstance(app.screen, ListScreen | AttendanceScreen)
        assert tuple(row for row in app.screen.panel.row_ids if not row.startswith("side ")) == found


def _with_someone(open_store: OpenStore) -> MeetingStore:
    """Return a meeting with a person of whom all is known."""
    store = open_store()
    someone = AddPerson(
        id="khan",
        name="Sana Khan",
        honorific="Dr",
        party="ogdc",
        designation="Director Exploration",
        organisation="Planning Commission",
    )
    store.transact(someone)
    return store
