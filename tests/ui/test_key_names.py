"""The keys of the settings: how they may be written, and what is refused, with the line that it stands in."""

import string

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from tests.ui.conftest import MakeApp
from tests.ui.reading import main_of, press
from tracker.errors import TrackerError
from tracker.ui.commands import COMMANDS, key_label, with_keymap
from tracker.ui.keyboard.key_names import SIGNS, key_named, sent_instead
from tracker.ui.terminal.tokens import Tokens
from tracker.ui.terminal.typing import Typing


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


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("shift+q", "'Q'"),
        ("Shift+Q", "'Q'"),
        ("shift+1", "the sign that it types"),
        ("shift+/", "the sign that it types"),
        ("shift+space", "'space'"),
        ("ctrl+i", "'tab'"),
        ("Ctrl+M", "'enter'"),
        ("ctrl+h", "'backspace'"),
        ("ctrl+[", "'escape'"),
        ("ctrl+shift+q", "'ctrl+q'"),
        ("ctrl+shift+i", "'tab'"),
        ("ctrl+1", "'1'"),
        ("ctrl+?", "'?'"),
        ("ctrl+enter", "'enter'"),
        ("alt+x", "'x'"),
        ("alt+shift+x", "'X'"),
        ("ctrl+alt+x", "'ctrl+x'"),
    ],
)
def test_a_key_that_no_terminal_sends_is_refused_with_what_to_write(written: str, instead: str) -> None:
    with pytest.raises(TrackerError) as refused:
        with_keymap({"tick": (written,)})
    assert refused.value.message == f"keys.tick: a terminal can't send {written!r}; write {instead} instead."


_XTERM = {
    name: f"\x1b[1;{{}}{final}"
    for name, final in zip(("up", "down", "right", "left", "home", "end"), "ABCDHF", strict=True)
}
_XTERM |= {name: f"\x1b[1;{{}}{final}" for name, final in zip(("f1", "f2", "f3", "f4"), "PQRS", strict=True)}
_XTERM |= {
    f"f{at}": f"\x1b[{code};{{}}~" for at, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)
}
_XTERM |= {name: f"\x1b[{code};{{}}~" for code, name in ((2, "insert"), (3, "delete"), (5, "pageup"), (6, "pagedown"))}
_HELD = {"shift+": 2, "alt+": 3, "alt+shift+": 4, "ctrl+": 5, "ctrl+shift+": 6, "alt+ctrl+": 7, "alt+ctrl+shift+": 8}


def sent_for(key: str) -> str:
    """Return what a terminal sends for a key that has something held beside it."""
    held, _, name = key.rpartition("+")
    if name in _XTERM:
        return _XTERM[name].format(_HELD[f"{held}+"])
    return "\x1b[Z" if name == "tab" else chr(ord(SIGNS.get(name, name).upper()) & 0x1F)


def test_what_is_not_refused_is_sent_by_terminals() -> None:
    names = [*string.ascii_lowercase, *string.digits, *SIGNS, *_XTERM, "space", "enter", "tab", "escape", "backspace"]
    taken = [key for held in _HELD for name in names if not sent_instead(key := key_named(f"{held}{name}"))]
    assert len(taken) > 150
    for key in taken:
        (token,) = Tokens().feed(sent_for(key))
        (typed,) = Typing().messages(token)
        assert isinstance(typed, Key)
        assert typed.key == key


def test_a_key_that_is_written_twice_counts_once() -> None:
    (tick,) = (command for command in with_keymap({"tick": ("x", "x", "Space")}) if command.id == "tick")
    assert tick.keys == ("x", "space")


async def test_a_sign_works_as_a_key(make_app: MakeApp) -> None:
    app = make_app(keys={"tick": ("%",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "percent_sign")
        assert main_of(app).state.talking_points["offshore.1"].done
