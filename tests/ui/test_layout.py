"""Every size is usable: nothing overlaps, nothing is cut without a sign, the cursor stays on its item."""

import pytest

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, detail_of, main_of, press, schedule_of, screen_lines, screen_text, settle

SIZES = [(120, 40), (80, 24), (60, 20), (40, 15), (200, 60), (40, 10)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_frames_are_whole(size: tuple[int, int], make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = screen_text(app)
        shown = [panel for panel in (schedule_of(app), agenda_of(app), detail_of(app)) if panel.size.height]
        assert [text.count(corner) for corner in "╭╮╰╯"] == [len(shown)] * 4
        assert all(len(row) == size[0] for row in screen_lines(app))


@pytest.mark.parametrize(
    ("size", "count"), [((120, 40), 3), ((80, 24), 3), ((60, 20), 3), ((59, 20), 1), ((60, 17), 1)]
)
async def test_panels_at_a_time(size: tuple[int, int], count: int, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        panels = (schedule_of(app), agenda_of(app), detail_of(app))
        assert sum(panel.size.height > 0 for panel in panels) == count
        for key, panel in zip("123", panels, strict=True):
            await press(pilot, key)
            assert panel.size.height > 0


async def test_too_small_is_said(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(39, 9)) as pilot:
        await settle(pilot)
        assert "Too small: 39x9." in screen_text(app)
        assert "╭" not in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "Too small" not in screen_text(app)
        assert "Agenda" in screen_text(app)


async def test_a_list_that_was_hidden_has_its_cursor_in_sight(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "z", "z", "1")
        main_of(app).action_reveal("insulin.4")
        await settle(pilot)
        assert "> ▸ [ ] 4" in screen_text(app) or ">     [ ] 4" in screen_text(app)


async def test_resizing_keeps_the_cursor_on_its_point_and_in_sight(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *["j"] * 14)
        wanted = agenda_of(app).cursor_id
        assert "." in wanted
        for size in ((80, 24), (40, 15), (39, 9), (60, 20), (40, 10), (200, 60), (120, 40)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            agenda = agenda_of(app)
            assert agenda.cursor_id == wanted
            assert not agenda.size.height or agenda.top <= agenda.cursor < agenda.top + agenda.page


async def test_what_is_cut_has_an_ellipsis_and_is_whole_in_the_detail(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "j")
        title = main_of(app).state.talking_points["offshore.1"].title
        row = next(row for row in screen_lines(app) if ">     [ ] 1" in row)
        assert title in row or "…" in row
        detail = " ".join(content.plain.strip() for content in detail_of(app)._lines[:3])
        assert title in detail


async def test_lines_out_of_sight_are_counted(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        detail = detail_of(app)
        below = detail.line_count - detail.page
        assert below > 0
        assert f"↓{below}" in screen_lines(app)[-2]
        await press(pilot, "3", "G")
        assert f"↑{below}" in screen_lines(app)[-2]
        assert detail.top == below


async def test_the_schedule_begins_with_its_first_day(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Tue 25 Nov" in screen_lines(app)[3]
        assert schedule_of(app).cursor_id == "talks-26"


async def test_ascii_glyphs_are_ascii(make_app: MakeApp) -> None:
    app = make_app(ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "space", "question_mark")
        assert screen_text(app).isascii()
        await press(pilot, "escape", "3", "G")
        assert screen_text(app).isascii()
