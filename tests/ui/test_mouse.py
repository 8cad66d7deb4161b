"""The mouse: a click moves, a click on a box ticks, the wheel scrolls."""

from textual.events import MouseScrollDown

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, detail_of, main_of, schedule_of, settle
from tracker.ui.widgets.agenda import AgendaPanel
from tracker.ui.widgets.detail import DetailPanel
from tracker.ui.widgets.schedule import SchedulePanel


async def test_a_click_moves_the_cursor_and_the_keys(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(AgendaPanel, offset=(20, 3))
        await settle(pilot)
        assert agenda_of(app).cursor_id == "offshore.2"
        assert not main_of(app).state.talking_points["offshore.2"].done
        await pilot.click(SchedulePanel, offset=(10, 2))
        await settle(pilot)
        assert main_of(app).active_panel is schedule_of(app)
        assert schedule_of(app).cursor_id == "arrival"
        assert detail_of(app).subject.id == "arrival"


async def test_a_click_on_a_heading_or_the_frame_moves_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = schedule_of(app).cursor_id
        for row in (0, 1, 11):
            await pilot.click(SchedulePanel, offset=(5, row))
            await settle(pilot)
        assert schedule_of(app).cursor_id == before


async def test_a_click_on_a_box_ticks(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        column = agenda_of(app).box_columns("offshore.2").start + 1
        await pilot.click(AgendaPanel, offset=(column, 3))
        await settle(pilot)
        assert main_of(app).state.talking_points["offshore.2"].done


async def test_the_wheel_scrolls(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot._post_mouse_events([MouseScrollDown], DetailPanel, offset=(5, 3), button=0)
        await settle(pilot)
        assert detail_of(app).top == 3
