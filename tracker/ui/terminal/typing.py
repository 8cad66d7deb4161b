"""From what a terminal types to Textual's messages. What no key, click or paste sends is left out.

Textual knows the sequences of keys; what it takes for one is looked at first, because it also types the letter of any
number that a terminal answers with.
"""

import re
from collections.abc import Iterator
from typing import Final

from textual import events
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from tracker.text import is_kept
from tracker.ui.keyboard.typed_key import TypedKey
from tracker.ui.terminal.tokens import Token
from tracker.ui.textual_internals import ANSI_SEQUENCES_KEYS, FUNCTIONAL_KEYS, XTermParser, key_name, modified_keys

_KEY: Final = re.compile(
    r"\x1b\[(?P<code>\d{0,7})(?::(?P<shifted>\d{0,7}))?(?::(?P<base>\d{1,7}))?"
    r"(?:;(?P<modifiers>\d{0,3})(?::(?P<event>\d))?)?(?:;(?P<text>[\d:]{0,60}))?(?P<final>[u~ABCDEFHPQRS])"
)
"""A key of xterm or of the kitty keyboard protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol/)."""

_MOUSE: Final = re.compile(r"\x1b\[<\d+;-?\d+;-?\d+[Mm]")
_SYNCHRONISES: Final = re.compile(r"\x1b\[\?2026;[1-4]\$y")
_RELEASED: Final = "3"
_MODIFIED: Final = "27"
"""What xterm puts in place of the code of a key that has none of its own (modifyOtherKeys); that comes last."""

_SHIFT: Final = 1
_LOCKS: Final = 64 | 128
"""Caps lock and num lock."""

_KEYPAD: Final = {57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+", 57415: "=", 57416: ","}
_SINGLE_SHIFTS: Final = {"I": "\t", "X": "=", "l": ",", " ": " "}
"""Keys of a keypad that Textual doesn't know."""


class Typing:
    """Makes messages; it remembers where the mouse was."""

    def __init__(self) -> None:
        """Begin with the mouse in the corner."""
        self._parser = XTermParser()

    def messages(self, token: Token) -> Iterator[Message]:
        """Yield what a token means."""
        if token.kind == "character":
            yield from _keys(token.text)
        elif token.kind == "paste":
            yield events.Paste(token.text.replace("\0", ""))
        elif token.text.startswith("\x1b["):
            yield from self._control_sequence(token.text)
        elif token.text in ANSI_SEQUENCES_KEYS:
            yield from _keys(token.text)
        else:
            yield from self._single_shift(token.text)

    def _control_sequence(self, sequence: str) -> Iterator[Message]:
        match = _KEY.fullmatch(sequence)
        if match is not None and (keys := self._extended(match)) is not None:
            yield from keys
        elif sequence in ANSI_SEQUENCES_KEYS:
            yield from _keys(sequence)
        elif _MOUSE.fullmatch(sequence):
            if (event := self._parser.parse_mouse_code(sequence)) is not None:
                yield event
        elif _SYNCHRONISES.fullmatch(sequence):
            yield TerminalSupportsSynchronizedOutput()

    def _single_shift(self, sequence: str) -> Iterator[Message]:
        """Yield the key of a keypad, with Shift and the like before it; what is none is Escape and characters."""
        modifiers, final = sequence[2:-1], sequence[-1]
        if modifiers:
            yield from self._control_sequence(f"\x1b[1;{modifiers}{final}")
        elif final in _SINGLE_SHIFTS:
            yield from _keys(_SINGLE_SHIFTS[final])
        else:
            for character in sequence:
                yield from _keys(character)

    def _extended(self, match: re.Match[str]) -> Iterator[Message] | None:
        """Return the keys of a sequence with numbers in it; None if no key has these."""
        code, modifiers, final = match["code"] or "1", match["modifiers"] or "1", match["final"]
        text = match["text"] or ""
        if final == "~" and code == _MODIFIED and text.isdecimal():
            code, final, text = text, "u", ""
        held = max(0, int(modifiers) - 1) & ~_LOCKS
        if match["event"] == _RELEASED:
            return iter(())
        if f"{code}{final}" in FUNCTIONAL_KEYS and int(code) not in _KEYPAD:
            # A report of the cursor's place looks like F3 with nothing held.
            return None if final == "R" and not held else self._modified(code, held, final)
        return self._lettered(int(code), held, text, match) if final == "u" else None

    def _lettered(self, code: int, held: int, text: str, match: re.Match[str]) -> Iterator[Message] | None:
        """Return the keys of a sequence that names the letter on a key."""
        letter = _KEYPAD.get(code) or _character(code)
        base = _character(int(match["base"] or 0))
        if not letter:
            return None
        if held & ~_SHIFT:
            named = base if base and not letter.isascii() else letter
            return self._modified(str(ord(named)), held, "u")
        typed = "".join(_character(int(part or 0)) for part in text.split(":"))
        if not typed and held:
            typed = _character(int(match["shifted"] or 0)) or letter.upper()
            base = base.upper()
        return (key for character in typed or letter for key in _keys(character, base))

    def _modified(self, code: str, held: int, final: str) -> Iterator[Message]:
        """Yield a key with what is held beside it."""
        for key, character in modified_keys(self._parser, f"\x1b[{code};{held + 1}{final}"):
            yield TypedKey(key, character)


def _keys(sequence: str, base: str = "") -> Iterator[Message]:
    """Yield the keys of a sequence in Textual's table, or the one of a character."""
    known = ANSI_SEQUENCES_KEYS.get(sequence, sequence)
    if isinstance(known, tuple):
        for key in known:
            yield TypedKey(key.value, sequence if len(sequence) == 1 else None, base=base)
    elif isinstance(known, str):
        yield TypedKey(key_name(known), known, base=base)


def _character(code: int) -> str:
    """Return the character of a number; empty if no key types it."""
    is_one = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_one and is_kept(chr(code)) else ""
