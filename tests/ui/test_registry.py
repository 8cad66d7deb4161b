"""Bindings, line of keys, help, palette, keymap and the table of the documents all come from the one registry."""

import pytest
from textual.content import Content

from tests.ui.conftest import MakeApp
from tests.ui.reading import main_of, press, screen_lines, settle
from tracker.errors import TrackerError
from tracker.glyphs import UNICODE
from tracker.ui.commands import BY_ID, COMMANDS, key_label, keys_label, with_keymap
from tracker.ui.dialogs.help import help_lines
from tracker.ui.dialogs.palette import TrackerPalette
from tracker.ui.rendering.status import keys_line

TAKEN_BY_TERMINALS = {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+j", "ctrl+space", "ctrl+z", "ctrl+c", "ctrl+q"}


def test_ids_and_keys_are_unique() -> None:
    keys = [(command.mode, key) for command in COMMANDS for key in command.keys]
    assert len(BY_ID) == len(COMMANDS)
    assert len(set(keys)) == len(keys)


def test_no_key_is_one_that_terminals_take() -> None:
    assert not TAKEN_BY_TERMINALS & {key for command in COMMANDS for key in command.keys}


def test_every_command_but_the_palettes_own_has_a_plain_key() -> None:
    for command in COMMANDS:
        plain = [key for key in command.keys if not key.startswith("ctrl+")]
        assert plain or command.id in ("palette", "repaint")


async def test_the_bindings_are_the_registry(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        bound = {
            key: [binding.action for binding in bindings]
            for key, bindings in main_of(app)._bindings.key_to_bindings.items()
        }
    expected: dict[str, list[str]] = {}
    # What has its keys in a mode only is asked first.
    for command in sorted(COMMANDS, key=lambda command: not command.mode):
        for key in command.keys:
            expected.setdefault(key, []).append(command.action)
    assert bound == expected


async def test_every_action_exists(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)):
        for command in COMMANDS:
            name = command.action.partition("(")[0]
            assert hasattr(main_of(app), f"action_{name}")


def test_the_help_lists_every_command() -> None:
    lines = [content.plain for content in help_lines(COMMANDS, "agenda", ascii_only=False)]
    for command in COMMANDS:
        assert any(keys_label(command) in text and command.title in text for text in lines)
    (other,) = (at for at, text in enumerate(lines) if "Other keyboards" in text)
    assert other == len(COMMANDS) + len({command.group for command in COMMANDS})


async def test_the_palette_offers_every_command_and_every_row(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        palette = TrackerPalette(main_of(app))
        offered = [hit.text async for hit in palette.discover()]
        assert offered == [command.title for command in COMMANDS]
        state = main_of(app).state
        titles = [session.title for session in state.schedule] + [item.title for item in state.agenda]
        for title in (*titles, *(point.title for point in state.talking_points.values())):
            hits = [hit async for hit in palette.search(title)]
            assert any(title in str(hit.text) for hit in hits)
            assert all(isinstance(hit.prompt, Content) for hit in hits)


async def test_choosing_a_row_in_the_palette_goes_there(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"psm.2", "enter")
        assert main_of(app).active_panel.name == "agenda"
        assert app.screen is main_of(app)
        assert any(row.lstrip("│ ").startswith(">     [ ] 2") for row in [line[28:] for line in screen_lines(app)])


@pytest.mark.parametrize("panel", ["schedule", "agenda", "detail"])
def test_the_line_of_keys_dims_what_does_nothing_here(panel: str) -> None:
    content = keys_line(COMMANDS, panel, True, 200, UNICODE, ascii_only=False)
    dimmed = {content.plain[span.start : span.end] for span in content.spans if span.style == "dim"}
    for command in COMMANDS:
        if command.footer:
            label = f"{key_label(command.keys[0])} {command.footer}"
            assert label in content.plain
            assert (label in dimmed) == (panel not in command.panels)


def test_a_view_only_meeting_dims_every_change() -> None:
    content = keys_line(COMMANDS, "agenda", False, 200, UNICODE, ascii_only=False)
    dimmed = {content.plain[span.start : span.end] for span in content.spans if span.style == "dim"}
    assert dimmed == {f"{key_label(c.keys[0])} {c.footer}" for c in COMMANDS if c.footer and c.changes}


async def test_a_keymap_moves_a_command_to_another_key(make_app: MakeApp) -> None:
    app = make_app(keys={"tick": ("x",), "quit": ("space",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        assert "x tick" in screen_lines(app)[-1]
        await press(pilot, "x")
        assert main_of(app).state.talking_points["offshore.1"].done


@pytest.mark.parametrize(
    ("keymap", "words"),
    [
        ({"tik": ("x",)}, "no command 'tik'"),
        ({"tick": ("u",)}, "u would do both"),
        ({"tick": ()}, "tick needs at least one key"),
    ],
)
def test_a_keymap_that_cant_be_is_refused(keymap: dict[str, tuple[str, ...]], words: str) -> None:
    with pytest.raises(TrackerError, match=words):
        with_keymap(keymap)
