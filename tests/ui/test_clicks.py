"""What can be clicked beside rows and boxes: the sign for folding, and each word of a line of keys."""

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, let_time_pass, main_of, press, schedule_of, screen_lines, screen_text, settle
from tracker.ui.app import TrackerApp
from tracker.ui.dialogs.form import Form
from tracker.ui.dialogs.help import HelpScreen
from tracker.ui.rendering.lines import line
from tracker.ui.widgets.agenda import AgendaPanel
from tracker.ui.widgets.lines import key_at


async def click_on(pilot: Pilot[None], words: str) -> None:
    """Click in the middle of some words, in the last row that shows them."""
    rows = screen_lines(pilot.app)
    y = max(at for at, row in enumerate(rows) if words in row)
    await pilot.click(offset=(rows[y].index(words) + len(words) // 2, y))
    await settle(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)], ids=str)
async def test_the_sign_for_folding(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f", "2")
        shown = agenda_of(app).row_ids
        for _ in range(2):
            row = agenda_of(app).index_of("offshore")
            assert row is not None
            was_folded = agenda_of(app).is_folded("offshore")
            await pilot.click(AgendaPanel, offset=(3, row + 1 - agenda_of(app).top))
            await settle(pilot)
            assert agenda_of(app).is_folded("offshore") is not was_folded
            assert agenda_of(app).cursor_id == "offshore"
        assert agenda_of(app).row_ids == shown
        assert not main_of(app).following
        assert not any(point.done for point in main_of(app).state.talking_points.values())


async def test_it_says_so_where_a_filter_unfolds_all(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"gaz", "enter")
        await pilot.click(AgendaPanel, offset=(3, 1))
        await settle(pilot)
        assert "Nothing is folded while a filter is on" in screen_lines(app)[-1]


def is_ticked(app: TrackerApp) -> bool:
    return all(point.done for point in main_of(app).state.points_of("offshore"))


async def test_each_word_of_the_keys_is_its_command(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await click_on(pilot, "Space tick")
        assert is_ticked(app)
        await let_time_pass(pilot)
        await click_on(pilot, "u undo")
        assert not is_ticked(app)
        await let_time_pass(pilot)
        await click_on(pilot, "n note")
        assert isinstance(app.screen, Form)
        await click_on(pilot, "Esc cancels")
        await click_on(pilot, "Tab panel")
        assert main_of(app).active_panel.name == "detail"
        await click_on(pilot, "? help")
        assert isinstance(app.screen, HelpScreen)
        await click_on(pilot, "Esc closes")
        assert len(app.screen_stack) == 1
        await click_on(pilot, "Ctrl+P all")
        assert len(app.screen_stack) == 2


async def test_words_of_questions_lists_and_modes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "space")
        await click_on(pilot, "n no")
        assert len(app.screen_stack) == 1
        await press(pilot, "space")
        await click_on(pilot, "y yes")
        assert all(point.done for point in main_of(app).state.points_of("insulin"))
        await let_time_pass(pilot)
        await press(pilot, "C")
        await click_on(pilot, "Esc closes")
        await press(pilot, "s")
        await click_on(pilot, "Esc cancels")
        assert len(app.screen_stack) == 1
        await press(pilot, "slash", *"gaz", "enter")
        await click_on(pilot, "Esc all")
        assert main_of(app).finding is None


async def test_a_dimmed_word_says_why_it_does_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await click_on(pilot, "Space tick")
        assert "Sessions are not ticked" in screen_lines(app)[-1]
        assert schedule_of(app).is_active


async def test_what_is_told_is_no_key(make_app: MakeApp) -> None:
    """The first word of a notice that begins with A is not the key A."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for told in ("A word  q quit", "Z was here. " * 12):
            main_of(app).tell(told)
            await settle(pilot)
            await click_on(pilot, told[:8].strip())
            assert len(app.screen_stack) == 1
            assert not app._exit
        assert "Z was here" in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "column", "key"),
    [
        (" Space tick  u undo", 0, ""),
        (" Space tick  u undo", 1, "space"),
        (" Space tick  u undo", 10, "space"),
        (" Space tick  u undo", 11, ""),
        (" Space tick  u undo", 13, "u"),
        (" Space tick  u undo", 40, ""),
        (" /漢字  Esc all", 9, "escape"),
        ("╰─ Tab next  F2 saves ──────╯", 4, "tab"),
        ("+- Tab next  F2 saves ------+", 16, "f2"),
        ("+- Tab next  F2 saves ------+", 26, ""),
        (" Ctrl+P all  + adds  . next", 3, "ctrl+p"),
        (" Ctrl+P all  + adds  . next", 14, "plus"),
        (" Ctrl+P all  + adds  . next", 22, "full_stop"),
        (" nothing at all", 4, ""),
    ],
)
def test_the_key_of_a_column(keys: str, column: int, key: str) -> None:
    assert key_at(line(keys), column) == key
