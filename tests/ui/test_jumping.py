"""Jumping: a letter before every row in sight, and the letter leads there."""

import msgspec
import pytest

from tests.support.samples import shipped_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, main_of, press, schedule_of, screen_lines, screen_text
from tracker.domain.model.programme import TalkingPoint
from tracker.ui.dialogs.jump_overlay import LETTERS, jump_labels


@pytest.mark.parametrize("count", [0, 1, 26, 27, 51, 52, 200, 676])
def test_labels_are_one_letter_or_two_and_none_begins_with_another(count: int) -> None:
    labels = jump_labels(count)
    assert len(labels) == len(set(labels)) == count
    assert set("".join(labels)) <= set(LETTERS)
    assert max(map(len, labels), default=1) == (1 if count <= len(LETTERS) else 2)
    assert not [pair for pair in labels if len(pair) == 2 and pair[0] in labels]


def test_the_home_row_comes_first() -> None:
    assert jump_labels(9) == list("asdfghjkl")


async def test_every_row_has_its_letter_and_its_title(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        before = screen_lines(app)
        await press(pilot, "J")
        after = screen_lines(app)
        rows = len(agenda_of(app).rows_in_sight()) + len(schedule_of(app).rows_in_sight())
        changed = [
            (old[column], new[column])
            for old, new in zip(before[:-1], after[:-1], strict=True)
            for column in range(80)
            if old[column] != new[column]
        ]
        assert sorted(new for _, new in changed) == sorted(jump_labels(rows))
        assert {old for old, _ in changed} == {" ", ">"}
        assert after[-1].startswith(" Type the letter of a row")
        await press(pilot, "escape")
        assert screen_lines(app) == before


async def test_a_letter_leads_to_another_panel(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        count = len(agenda_of(app).rows_in_sight())
        await press(pilot, "J", jump_labels(count + 4)[count])
        assert main_of(app).active_panel is schedule_of(app)
        assert schedule_of(app).cursor_id == "arrival"
        await press(pilot, "J", "f")
        assert schedule_of(app).cursor_id == "commission"


async def test_two_letters_where_there_are_more_rows_than_letters(make_app: MakeApp, open_store: OpenStore) -> None:
    programme = shipped_programme()
    more = (TalkingPoint(id=f"mining.{number}", item="mining", title="More", position=number) for number in range(5, 9))
    longer = msgspec.structs.replace(programme, talking_points=(*programme.talking_points, *more))
    app = make_app(open_store(programme=longer))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "z", "z", "g")
        rows = agenda_of(app).rows_in_sight()
        labels = jump_labels(len(rows) + len(schedule_of(app).rows_in_sight()))
        await press(pilot, "1", "J")
        ordered = (*schedule_of(app).rows_in_sight(), *rows)
        label = labels[-1]
        assert len(label) == 2
        assert f"{label} " in screen_text(app)
        await press(pilot, label[0])
        assert f"{label[1]} " in screen_text(app)
        await press(pilot, label[1])
        assert agenda_of(app).cursor_id == ordered[-1]
        assert main_of(app).active_panel is agenda_of(app)


@pytest.mark.parametrize("key", ["escape", "q", "1", "space", "J"])
async def test_any_other_key_leaves_and_does_nothing(key: str, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "1", "2", "z", "J")
        assert "q" not in jump_labels(8)
        await press(pilot, key)
        assert len(app.screen_stack) == 1
        assert main_of(app).active_panel is agenda_of(app)
        assert not app._exit
        assert not main_of(app).state.talking_points["offshore.1"].done


async def test_in_a_small_terminal_only_the_panel_in_sight_has_letters(make_app: MakeApp) -> None:
    app = make_app(ascii=True)
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "1", "J", "s")
        assert schedule_of(app).cursor_id == schedule_of(app).rows_in_sight()[1]
        assert screen_text(app).isascii()
