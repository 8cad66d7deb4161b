"""People's text is shown literally: no markup is read, no click runs anything, no control character gets out."""

import unicodedata
from typing import Any

import msgspec
import pytest

from tests.support.samples import shipped_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, main_of, press, screen_text, settle
from tracker.domain.model.programme import Programme
from tracker.ui.rendering.lines import safe

CORPUS = [
    "[/x]",
    "[",
    "[/",
    "[b + x",
    "[@click=app.quit]click[/]",
    "[@click=screen.tick]click[/]",
    "[link=file:///etc/passwd]x[/link]",
    "[bold red]x[/bold red]",
    "\\",
    "$primary {x} %s",
    "\x1b]0;PWNED\x07\x1b[6n\x1b[2J",
    "\x9b31mC1\x9c",
    "right\u202eleft \u2066 \u200b \u00ad \ue000",
    "a" + "\u0301" * 40,
    "\U0001f469\u200d\U0001f4bb 会议 اجلاس заседание",
]
SHOWN_AS = {"[/x]": "[/x]", "[@click=app.quit]click[/]": "[@click=app.quit]click[/]", "[b + x": "[b + x"}
FREE_TEXT = {"title", "short_title", "city", "second_city", "annotation", "description", "room", "label", "text"} | {
    "name",
    "short_name",
    "publisher",
    "supports",
    "unit",
    "body",
}


def poisoned(value: Any, payload: str) -> Any:
    """Return a programme (or a part of one) with ``payload`` in every free text."""
    if isinstance(value, tuple):
        return tuple(poisoned(member, payload) for member in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    changed = {
        name: payload if name in FREE_TEXT and isinstance(old, str) else poisoned(old, payload)
        for name, old in fields.items()
    }
    return msgspec.structs.replace(value, **changed)


@pytest.mark.parametrize("payload", CORPUS, ids=[ascii(payload)[:20] for payload in CORPUS])
async def test_hostile_text_is_only_text(payload: str, make_app: MakeApp, open_store: OpenStore) -> None:
    programme: Programme = poisoned(shipped_programme(), payload)
    app = make_app(open_store(programme=programme))
    async with app.run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        texts = [screen_text(app)]
        for keys in (
            ("j", "space"),
            ("k", "space", "space"),
            ("n", "1", "j"),
            ("question_mark",),
            ("escape", "ctrl+p", "a"),
        ):
            await press(pilot, *keys)
            texts.append(screen_text(app))
        everything = "".join(texts)
        assert not [char for char in everything if unicodedata.category(char) in ("Cc", "Cs", "Co") and char != "\n"]
        assert not set("\u202e\u2066\u200b\u00ad") & set(everything)
        assert SHOWN_AS.get(payload, "") in everything


async def _click_cells(make_app: MakeApp, open_store: OpenStore, column_step: int) -> None:
    """Click the screen but for what ticks, and see that nothing was ticked and the program runs on."""
    programme = poisoned(shipped_programme(), "[@click=app.quit]x[/][@click=screen.tick]y[/]")
    app = make_app(open_store(programme=programme))
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        boxes = range(agenda_of(app).region.x + 4, agenda_of(app).region.x + 11)
        # The last line holds the words of the keys: a click on "Space tick" ticks, as it should.
        for row in range(19):
            for column in range(0, 60, column_step):
                if column not in boxes:
                    await pilot.click(offset=(column, row))
        await settle(pilot)
        assert app.is_running
        assert not any(point.done for point in main_of(app).state.talking_points.values())


async def test_no_click_runs_an_action_of_the_text(make_app: MakeApp, open_store: OpenStore) -> None:
    await _click_cells(make_app, open_store, column_step=9)


@pytest.mark.long
async def test_no_click_anywhere_runs_an_action_of_the_text(make_app: MakeApp, open_store: OpenStore) -> None:
    await _click_cells(make_app, open_store, column_step=1)


def test_the_gate_drops_what_could_reach_the_terminal() -> None:
    assert safe("a\x1b[31mb\x07\u202ec").plain == "a[31mbc"
