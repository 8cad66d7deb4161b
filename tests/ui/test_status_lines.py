"""What stays in the first and in the last line when there is little room."""

import pytest

from tests.support.samples import DAY_TWO, shipped_state
from tests.ui.conftest import MakeApp
from tests.ui.reading import press, screen_lines
from tracker.domain.model.snapshot import SaveStatus, Snapshot
from tracker.glyphs import UNICODE
from tracker.ui.rendering.status import meeting_line


def first_line(width: int, *also: str) -> str:
    snapshot = Snapshot(shipped_state(), SaveStatus.SAVED)
    return meeting_line(snapshot, DAY_TWO, False, width, UNICODE, also=also).plain


@pytest.mark.parametrize(
    ("width", "also", "shown"),
    [
        (80, (), " Pakistan-Russia IGC · day 2 of 3 · Islamabad 10:42 · Moscow 08:42      ✓ saved "),
        (80, ("2 here",), " Pakistan-Russia IGC · day 2 of 3 · Islamabad 10:42             2 here  ✓ saved "),
        (
            80,
            ("following", "12 here"),
            " Pakistan-Russia IGC · day 2 of 3 · Islamabad 10:42 following  12 here  ✓ saved ",
        ),
        (60, (), " Pakistan-Russia IGC · day 2 of 3 · Islamabad 10:42 ✓ saved "),
        (60, ("2 here",), " Pakistan-Russia IGC · day 2 of 3 · 10:42   2 here  ✓ saved "),
        (40, (), " Pakistan-Ru… · day 2/3 · 10:42 ✓ saved "),
        (40, ("following", "2 here"), " 10:42       following  2 here  ✓ saved "),
    ],
)
def test_the_clock_of_the_second_city_goes_first_and_the_name_last(
    width: int, also: tuple[str, ...], shown: str
) -> None:
    assert first_line(width, *also) == shown


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (59, 30), (40, 15)], ids=str)
async def test_the_key_for_help_never_goes(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        for keys in ((), ("1",), ("3",), ("2", "v"), ("escape", "slash", *"gaz", "enter")):
            await press(pilot, *keys)
            assert "? help" in screen_lines(app)[-1], keys
            assert len(screen_lines(app)[-1].rstrip()) <= size[0]


async def test_a_mode_names_what_matters_most_where_there_is_little_room(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(40, 15)) as pilot:
        await press(pilot, "slash", *"a long word that is looked for", "enter")
        assert screen_lines(app)[-1].rstrip().endswith("Esc all  ? help")
