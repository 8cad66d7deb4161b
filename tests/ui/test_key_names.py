"""The keys of the settings: how they may be written, and what is refused, with the line that it stands in."""

import string

import pytest
from textual.keys import _character_to_key

from tests.ui.conftest import MakeApp
from tests.ui.reading import main_of, press
from tracker.errors import TrackerError
from tracker.ui.commands import COMMANDS, key_label, with_keymap
from tracker.ui.key_names import SIGNS, key_named


def test_the_signs_are_called_as_textual_calls_them() -> None:
    assert {_character_to_key(sign): sign for sign in string.punctuation} == SIGNS


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("x", "x"),
        ("X", "X"),
        ("7", "7"),
        ("й", "й"),
        ("?", "question_mark"),
        ("+", "plus"),
        ("question_mark", "question_mark"),
        ("Space", "space"),
        ("PgDn", "pagedown"),
        ("Esc", "escape"),
        ("F12", "f12"),
        ("Ctrl+Q", "ctrl+q"),
        ("shift+ctrl+up", "ctrl+shift+up"),
        ("shift+tab", "shift+tab"),
        ("ctrl+?", "ctrl+question_mark"),
    ],
)
def test_keys_as_people_write_them(written: str, key: str) -> None:
    assert key_named(written) == key


@pytest.mark.parametrize(
    "written", ["", "foo", "f25", "f0", "ctrl+", "ctrl+foo", "hyper+x", "ctrl+ctrl+x", "x y", "\x1b", "space,x", "j,k"]
)
def test_what_is_no_key(written: str) -> None:
    assert key_named(written) == ""


def test_every_key_of_the_registry_is_one() -> None:
    assert [key for command in COMMANDS for key in command.keys if key_named(key) != key] == []


def test_every_label_of_the_registry_can_be_written_into_the_settings() -> None:
    arrows = dict(zip("↓↑←→", ("down", "up", "left", "right"), strict=True))
    for command in COMMANDS:
        for key in command.keys:
            label = key_label(key)
            assert key_named(arrows.get(label, label)) == key


@pytest.mark.parametrize(
    ("keymap", "words"),
    [
        ({"tick": ("foo",)}, "keys.tick: there is no key 'foo'."),
        ({"tik": ("x",)}, "keys.tik: there is no command 'tik'."),
        ({"tick": ("u",)}, "keys.tick: u would do both tick and undo."),
        ({"undo": ("Space",)}, "keys.undo: Space would do both tick and undo."),
        ({"tick": ("?",)}, "keys.tick: ? would do both tick and help."),
        ({"tick": ()}, "keys.tick: tick needs at least one key."),
    ],
)
def test_a_refusal_names_the_line_and_the_way_out(keymap: dict[str, tuple[str, ...]], words: str) -> None:
    with pytest.raises(TrackerError) as refused:
        with_keymap(keymap)
    assert refused.value.message == words
    assert refused.value.hint


def test_a_key_that_is_written_twice_counts_once() -> None:
    (tick,) = (command for command in with_keymap({"tick": ("x", "x", "Space")}) if command.id == "tick")
    assert tick.keys == ("x", "space")


async def test_a_sign_works_as_a_key(make_app: MakeApp) -> None:
    app = make_app(keys={"tick": ("%",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "percent_sign")
        assert main_of(app).state.talking_points["offshore.1"].done
