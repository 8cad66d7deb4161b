"""Nothing is ticked that a person doesn't see: what hides points asks first."""

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, detail_of, main_of, press, screen_lines, settle
from tracker.ui.app import TrackerApp
from tracker.ui.dialogs.question import Question
from tracker.ui.widgets.agenda import AgendaPanel

SIZES = [(80, 24), (40, 15)]
MINING, OFFSHORE = 4, 5
"""Points of the two items."""


def ticked(app: TrackerApp) -> set[str]:
    return {point.id for point in main_of(app).state.talking_points.values() if point.done}


async def asked(pilot: Pilot[None], app: TrackerApp, question: str) -> None:
    """See that a question is asked before anything is done, and answer it with no, then with yes."""
    before = ticked(app)
    said = " ".join(" ".join(screen_lines(app)[-3:]).split())
    assert isinstance(app.screen, Question)
    assert question in said
    await press(pilot, "n")
    assert ticked(app) == before


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_folded_item_asks(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "G", "k", "k", "space")
        await asked(pilot, app, f"Tick {MINING} points of 2 Mining cooperation, all folded away?")
        await press(pilot, "space", "y")
        assert ticked(app) == {f"mining.{n + 1}" for n in range(MINING)}
        await press(pilot, "space")
        await asked(pilot, app, f"Untick all {MINING} points of 2 Mining cooperation, all folded away?")


async def test_a_click_on_the_box_of_a_folded_item_asks(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        row = agenda_of(app).index_of("mining")
        assert row is not None
        await pilot.click(AgendaPanel, offset=(agenda_of(app).box_columns("mining").start + 1, row + 1))
        await settle(pilot)
        await asked(pilot, app, f"Tick {MINING} points of 2 Mining cooperation, all folded away?")


async def test_points_that_a_filter_hides_are_counted(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"gaz", "enter", "g")
        assert agenda_of(app).row_ids == ("offshore", "offshore.1", "offshore.2")
        await press(pilot, "space")
        await asked(pilot, app, f"Tick {OFFSHORE} points of 1 Offshore energy, 3 of them hidden by the filter?")
        await press(pilot, "j", "space", "j", "space")
        assert ticked(app) == {"offshore.1", "offshore.2"}
        await press(pilot, "g", "space")
        await asked(pilot, app, "Tick 3 points of 1 Offshore energy, all hidden by the filter?")


async def test_a_selected_item_that_is_folded_asks_and_stays_selected(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "v", "G", "k", "k", "v", "space")
        await asked(pilot, app, "Tick 5 selected points, 4 of them folded away?")
        assert main_of(app).selected == {"offshore.1", "mining"}
        await press(pilot, "space", "y")
        assert len(ticked(app)) == 1 + MINING
        assert not main_of(app).selected


async def test_a_detail_that_fills_the_window_asks_for_an_item(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, "3", "space")
        assert main_of(app).active_panel is detail_of(app)
        await asked(pilot, app, f"Tick {OFFSHORE} points of 1 Offshore energy, all not shown here?")
        await press(pilot, "2", "j", "3", "space")
        assert ticked(app) == {"offshore.1"}


async def test_what_is_seen_is_ticked_at_once(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space")
        assert len(ticked(app)) == OFFSHORE


async def test_a_click_ticks_the_row_that_was_clicked(make_app: MakeApp) -> None:
    """Not what is selected elsewhere, and not where the cursor went meanwhile."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "v")
        agenda_of(app).post_message(AgendaPanel.BoxClicked("offshore.3"))
        agenda_of(app).move_to(0)
        await settle(pilot)
        assert ticked(app) == {"offshore.3"}
