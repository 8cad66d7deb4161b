"""Finding and selecting: what is shown, what is acted on, and that others' changes never move the cursor."""

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import (
    agenda_of,
    detail_of,
    main_of,
    marked_in,
    press,
    schedule_of,
    screen_lines,
    screen_text,
    screen_words,
    settle,
)
from tracker.clock import FrozenClock
from tracker.domain.edits import AddNote, AddPoint, EditSession, Tick, Withdraw
from tracker.domain.search.query import STATUSES
from tracker.errors import TrackerError
from tracker.personal.settings import Settings
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext


async def test_every_key_filters_both_lists(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "quotation_mark", *"commission meetings")
        assert schedule_of(app).row_ids[-1] == "commission"
        assert f"{len(schedule_of(app).row_ids) // 2} of 4" in screen_lines(app)[2]
        assert agenda_of(app).index_of("offshore") is None
        await press(pilot, "backspace", *"x")
        assert "nothing found" in screen_lines(app)[-1]
        assert not agenda_of(app).row_ids
        await press(pilot, "enter", "space", ".", "s", "v", "V", "d")
        assert "This is for agenda items." in screen_lines(app)[-1]
        assert not any(point.done for point in main_of(app).state.talking_points.values())
        await press(pilot, "escape")
        assert agenda_of(app).index_of("offshore") is not None


async def test_an_unfinished_term_says_so_and_keeps_the_filter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"gaz")
        rows = agenda_of(app).row_ids
        await press(pilot, *" is:")
        assert "is: is not finished" in screen_lines(app)[-1]
        assert agenda_of(app).row_ids == rows
        await press(pilot, *"open")
        assert "3 hits" in screen_lines(app)[-1]


async def test_escape_goes_back_to_where_one_was(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "j", "j", "slash", *"insulin", "escape")
        assert main_of(app).active_panel is agenda_of(app)
        assert agenda_of(app).cursor_id == "offshore.3"


async def test_a_hit_in_a_note_shows_what_it_is_about(make_app: MakeApp, open_store: OpenStore) -> None:
    open_store("boris", 1002).transact(AddNote(about="mining.2", text="Copper first"))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"copper", "enter")
        assert agenda_of(app).row_ids == ("mining", "mining.2")
        assert agenda_of(app).cursor_id == "mining.2"


async def test_the_keys_of_the_hits_say_so_while_nothing_is_looked_for(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "full_stop")
        assert "No filter is on: / finds." in screen_lines(app)[-1]


async def test_the_settings_of_earlier_versions_go_on_working(make_app: MakeApp) -> None:
    app = make_app(keys={"find.next": ("n",), "follow": ("comma",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"gaz", "enter")
        assert "n next  / change" in screen_lines(app)[-1]
        await press(pilot, "n")
        assert agenda_of(app).cursor_id == "offshore.1"
        await press(pilot, "comma")
        assert main_of(app).following, "a key that the settings give to a command is that command's"
        await press(pilot, "escape", "n")
        assert "Note about" in screen_text(app)


async def test_the_words_are_marked_in_every_panel_whatever_their_accents(
    make_app: MakeApp, open_store: OpenStore
) -> None:
    boris = open_store("boris", 1002)
    boris.transact(AddNote(about="mining.2", text="Ёлка: the gåz price. ГАЗ"))
    boris.transact(EditSession(session="talks-26", title="Gaź talks"))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"gaz")
        assert marked_in(schedule_of(app)) == ["Gaź"]
        assert marked_in(agenda_of(app)) == ["Gaz", "Gaz"]
        await press(pilot, "enter", "G")
        assert agenda_of(app).cursor_id == "mining.2"
        assert marked_in(detail_of(app)) == ["gåz", "Gaź"]
        await press(pilot, "slash", "end", *" -x елка")
        assert marked_in(detail_of(app)) == ["Ёлка", "gåz", "Gaź"]
        await press(pilot, "escape")
        assert not any(marked_in(panel) for panel in main_of(app).panels)


async def test_a_hit_under_the_cursor_is_marked_too(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"stakes", "enter", "full_stop")
        assert agenda_of(app).cursor_id == "offshore.2"
        assert marked_in(agenda_of(app)) == ["Stakes"]
        styles = [segment.style for segment in agenda_of(app).render_line(2) if segment.text == "Stakes"]
        assert [(style.reverse, style.underline) for style in styles if style] == [(True, True)]


async def test_a_kept_filter_is_replaced_by_typing_and_gone_on_with_after_a_blank(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"ogdc", "enter", "slash", *"steel", "enter")
        assert screen_lines(app)[-1].startswith(" /steel ")
        await press(pilot, "slash", *" is:open", "enter")
        assert screen_lines(app)[-1].startswith(" /steel is:open ")
        await press(pilot, "slash", "enter")
        assert screen_lines(app)[-1].startswith(" /steel is:open ")
        await press(pilot, "slash", "left", *"x", "enter")
        assert screen_lines(app)[-1].startswith(" /xsteel is:open ")
        await press(pilot, "slash", "up", "up", "enter")
        assert screen_lines(app)[-1].startswith(" /steel ")


@pytest.mark.parametrize("colours", [True, False])
async def test_a_kept_filter_is_seen_to_be_selected(open_store: OpenStore, clock: FrozenClock, colours: bool) -> None:
    app = TrackerApp(open_store(), clock, Settings(), has_colours=colours)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"ogdc", "enter", "slash")
        (selected,) = (each for each in app.screen._compositor.render_strips(app.size)[-1] if each.text == "ogdc")
        assert selected.style
        assert selected.style.reverse


@pytest.mark.parametrize("size", [(40, 10), (40, 15), (80, 24), (120, 40)], ids=str)
async def test_a_word_that_there_is_not_is_answered_with_those_that_there_are(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "slash", *"status:blah")
        assert f"After status: write one of {', '.join(STATUSES)}. /status:blah" in screen_words(app)
        await press(pilot, *["backspace"] * 4, *"de")
        assert "After status: write deferred." in screen_lines(app)[-2]
        await press(pilot, *"ferred")
        assert "nothing found" in screen_lines(app)[-1]
        assert "write" not in screen_text(app)


async def test_going_to_a_hidden_row_drops_the_filter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"gaz", "enter")
        main_of(app).action_reveal("psm.2")
        await settle(pilot)
        assert agenda_of(app).cursor_id == "psm.2"
        assert main_of(app).finding is None


async def test_earlier_searches_come_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(
            pilot, "slash", *"gaz", "enter", "escape", "slash", *"mining", "enter", "escape", "slash", "up", "up"
        )
        assert "/gaz" in screen_lines(app)[-1]
        await press(pilot, "enter")
        assert agenda_of(app).row_ids == ("offshore", "offshore.1", "offshore.2")


async def test_a_change_from_elsewhere_leaves_the_cursor_on_its_row(make_app: MakeApp, open_store: OpenStore) -> None:
    app, boris = make_app(), open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"is:open", "enter", ".", ".", ".")
        assert agenda_of(app).cursor_id == "offshore.3"
        boris.transact(Tick(points=("offshore.1", "offshore.2"), done=True))
        boris.transact(AddPoint(item="offshore", title="New"))
        await main_of(app).look_for_changes()
        await settle(pilot)
        assert agenda_of(app).index_of("offshore.1") is None
        assert agenda_of(app).index_of("offshore.6") is not None
        assert agenda_of(app).cursor_id == "offshore.3"
        await press(pilot, "space")
        done = {point.id for point in main_of(app).state.talking_points.values() if point.done}
        assert done == {"offshore.1", "offshore.2", "offshore.3"}


async def test_a_selection_is_ticked_and_taken_back_in_one_change(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "v", "j", "v", "z", "j", "v")
        assert main_of(app).selected == {"offshore.1", "offshore.3", "mining"}
        assert "3 selected, 2 of them out of sight" in screen_lines(app)[-1]
        before = main_of(app).state.seq
        await press(pilot, "z", "space")
        state = main_of(app).state
        done = {point.id for point in state.talking_points.values() if point.done}
        assert done == {"offshore.1", "offshore.3", *state.point_ids_of("mining")}
        assert state.seq == before + 1
        assert not main_of(app).selected
        await press(pilot, "u")
        assert not any(point.done for point in main_of(app).state.talking_points.values())


async def test_what_is_out_of_sight_is_not_ticked(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "v", "v", "slash", *"stakes", "enter", "space")
        state = main_of(app).state
        assert [point.id for point in state.talking_points.values() if point.done] == ["offshore.2"]


async def test_unticking_a_selection_asks(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "v", "v", "space", "k", "k", "v", "v", "space")
        assert "Untick all 2 selected points?" in screen_text(app)
        await press(pilot, "n")
        assert main_of(app).state.talking_points["offshore.1"].done


async def test_a_selected_row_that_is_gone_is_selected_no_longer(make_app: MakeApp, open_store: OpenStore) -> None:
    app, boris = make_app(), open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "v", "v")
        boris.transact(Withdraw(id="offshore.1"))
        await main_of(app).look_for_changes()
        await settle(pilot)
        await press(pilot, "space")
        state = main_of(app).state
        assert [point.id for point in state.talking_points.values() if point.done] == ["offshore.2"]


@pytest.fixture
def views() -> dict[str, str]:
    return {}


async def test_a_view_is_kept_and_forgotten(open_store: OpenStore, clock: FrozenClock, views: dict[str, str]) -> None:
    def keep(name: str, query: str) -> None:
        views[name] = query

    app = TrackerApp(open_store(), clock, Settings(views={"Ours": "party:ogdc"}), own=UserContext(remember_view=keep))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "7")
        assert "/party:ogdc" in screen_lines(app)[-1]
        await press(pilot, "slash", *" is:open", "enter", "b", "s", *"Ours open", "enter")
        assert views == {"Ours open": "party:ogdc is:open"}
        await press(pilot, "b", "x", "enter", "y")
        assert views["Ours"] == ""
        await press(pilot, "b")
        assert "Ours open: party:ogdc is:open" in screen_text(app)
        assert "Ours: party:ogdc" not in screen_text(app)


async def test_a_view_that_cannot_be_kept_is_told(open_store: OpenStore, clock: FrozenClock) -> None:
    def refuse(name: str, query: str) -> None:
        raise TrackerError("settings.toml: the settings can't be written (No space left on device).")

    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(remember_view=refuse))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"gaz", "enter", "b", "s", *"Gaz", "enter")
        assert "No space left" in screen_text(app)


async def test_a_view_that_is_not_understood_is_told(open_store: OpenStore, clock: FrozenClock) -> None:
    app = TrackerApp(open_store(), clock, Settings(views={"Odd": "is:odd"}))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "7")
        assert "odd" in screen_lines(app)[-1]
        assert agenda_of(app).index_of("mining") is not None
