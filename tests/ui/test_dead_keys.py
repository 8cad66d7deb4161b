"""A key that does nothing here says why, or what to do."""

import pytest

from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, main_of, press, screen_lines


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("1", "space"), "Sessions are not ticked: go to the agenda with 2."),
        (("1", "v"), "Only points of the agenda are selected: go there with 2."),
        (("3", "V"), "Only points of the agenda are selected: go there with 2."),
        (("1", "h"), "Schedule doesn't fold: go to the agenda with 2."),
        (("3", "right"), "Item 1 doesn't fold: go to the agenda with 2."),
        (("slash", *"gaz", "enter", "h"), "Nothing is folded while a filter is on: Esc shows all."),
        (("slash", *"gaz", "enter", "z"), "Nothing is folded while a filter is on: Esc shows all."),
        (("1", "s"), "This is for agenda items. Go to one with 2."),
        (("y",), "y does nothing here. ? shows the keys."),
        (("語",), "語 does nothing here. ? shows the keys."),
    ],
)
async def test_what_is_told(keys: tuple[str, ...], told: str, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *keys)
        assert screen_lines(app)[-1].startswith(told)


async def test_a_list_that_is_hidden_is_not_selected_in_nor_folded(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, "1")
        rows = agenda_of(app).row_ids
        await press(pilot, "V", "v", "z")
        assert not main_of(app).selected
        assert agenda_of(app).row_ids == rows
