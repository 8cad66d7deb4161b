"""Cuts what comes from a terminal into characters, whole sequences and pastes.

Much of it was typed by nobody: terminals answer questions of programs that have long ended, and a program that takes
such an answer for keys does what its letters stand for. A sequence is therefore taken as a whole, in however many
pieces it comes; what no key sends is left out by whoever gets it, and what has no end is given up after a while.

Escape is also a key. ESC followed by a character that begins no sequence is that key and then the character. Where it
could begin one (``P`` for a DCS, ``[`` for a CSI ...) what follows decides, or a moment in which nothing follows.
"""

import codecs
import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

ESC: Final = "\x1b"
_BEL, _DEL, _ST = "\a", "\x7f", "\x9c"

_SEQUENCE_SECONDS: Final = 3.0
"""How long a sequence may take to come to its end."""

_PASTE_SECONDS: Final = 10.0
"""How long a paste may go on in small pieces, or in none."""

_BULK: Final = 16
"""Characters that come at once and that nobody types: what they belong to goes on."""

_LONGEST_SEQUENCE: Final = 256
"""Characters of a sequence that are looked at; of a longer one only the end is waited for."""

_MOST_PASTED: Final = 1 << 20
"""Characters of a paste that are kept, many times what any field takes."""

_STRINGS: Final = "]PX^_"
"""OSC, DCS, SOS, PM and APC: what they begin lasts to a string terminator."""

_ANSWERS: Final = re.compile(r"\x1b(?:\]\d|P[\d<=>!$+]|_G)")
"""How the strings begin that terminals send: colours, clipboard, versions, settings, graphics."""

_EIGHT_BIT: Final = {chr(ord(character) + 0x40): character for character in f"[O{_STRINGS}"}
"""C1 characters that begin sequences, by what stands after ESC for them."""

_SHIFTED_RXVT: Final = re.compile(r"\x1b\[(?:[235678]|[123]\d)\$")
"""Keys that rxvt ends with what elsewhere only stands before the end."""

_PASTE_BEGIN: Final = f"{ESC}[200~"
_PASTE_END: Final = f"{ESC}[201~"


Kind = Literal["character", "sequence", "paste"]


class Token(NamedTuple):
    """One thing that came."""

    kind: Kind
    """ESC as a character is the Escape key."""
    text: str


class Waiting(NamedTuple):
    """What the end of something unfinished is waited for."""

    number: int
    """Another one each time that the time begins anew."""
    seconds: float


class _Paste:
    """A paste whose end has not come yet."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.is_ended = False
        self._pieces: list[str] = []
        self._length = 0
        self._tail = ""
        """The last characters, in which its end may have begun."""

    @property
    def text(self) -> str:
        """What was pasted so far, as far as it is kept."""
        return "".join(self._pieces)

    def take(self, text: str) -> int:
        """Take a piece; return how much of it was part of the paste or of its end."""
        rest = self._tail + text
        end = rest.find(_PASTE_END)
        self.is_ended = end >= 0
        if self.is_ended:
            self._keep(rest[:end])
            return end + len(_PASTE_END) - len(self._tail)
        sizes = range(len(_PASTE_END) - 1, 0, -1)
        end = len(rest) - next((size for size in sizes if rest.endswith(_PASTE_END[:size])), 0)
        self._keep(rest[:end])
        self._tail = rest[end:]
        return len(text)

    def _keep(self, piece: str) -> None:
        self._pieces.append(piece[: _MOST_PASTED - self._length])
        self._length += len(self._pieces[-1])


class Tokens:
    """Takes pieces as they come; the same whole gives the same tokens, however it is cut."""

    def __init__(self, keys_after_escape: str = "", escape_seconds: float = 0.1) -> None:
        """Begin with nothing unfinished.

        Args:
            keys_after_escape: control characters that are one key with ESC before them, and not Escape and a key.
            escape_seconds: how long what may be the Escape key waits for the rest of a sequence.
        """
        self._escape_seconds = escape_seconds
        self._keys_after_escape = keys_after_escape
        self._out: list[Token] = []
        self._take: Callable[[str], None] = self._ground
        self._begun = ""
        """The unfinished sequence, as it would be with ESC."""
        self._is_sure = False
        """Whether it can be nothing but a sequence."""
        self._left = 0
        """Characters that an unfinished sequence of known length still has."""
        self._paste: _Paste | None = None
        self._was_given_up = False
        """Whether a paste was given up, and nothing came since."""
        self._number = 0

    @property
    def waiting(self) -> Waiting | None:
        """How long to wait for more before ``lapse()`` is to be called; None while nothing is unfinished."""
        if self._paste is not None:
            return Waiting(self._number, _PASTE_SECONDS)
        if not self._begun:
            return None
        is_long = self._is_sure and self._take != self._terminator
        return Waiting(self._number, _SEQUENCE_SECONDS if is_long else self._escape_seconds)

    def feed(self, text: str) -> list[Token]:
        """Return what ``text`` brings to its end."""
        if self._was_given_up and len(text) >= _BULK and not text.startswith(ESC):
            # The rest of a paste over a slow line: what nobody can have typed does nothing as keys.
            self._paste = _Paste()
        self._was_given_up = False
        at = 0
        while at < len(text):
            if self._paste is None:
                self._take(text[at])
                at += 1
            else:
                at += self._paste.take(text[at:])
                if self._paste.is_ended:
                    self._end_paste()
        if len(text) >= _BULK or (self._paste is None and not self._is_sure):
            self._number += 1
        return self._handed_out()

    def lapse(self) -> list[Token]:
        """Return what the unfinished is, now that nothing has followed it for as long as ``waiting`` says."""
        if self._paste is not None:
            self._end_paste()
            self._was_given_up = True
        elif self._begun:
            ends_with_escape = self._take == self._terminator
            self._give_up()
            if ends_with_escape:
                self._emit("character", ESC)
        return self._handed_out()

    def _handed_out(self) -> list[Token]:
        out, self._out = self._out, []
        return out

    def _emit(self, kind: Kind, text: str) -> None:
        self._out.append(Token(kind, text))

    def _end_paste(self) -> None:
        assert self._paste is not None
        if self._paste.text:
            self._emit("paste", self._paste.text)
        self._paste = None

    # Characters and sequences.

    def _ground(self, character: str) -> None:
        """Take a character that nothing unfinished stands before."""
        if character == ESC:
            self._begin(ESC, self._escape)
        elif "\x80" <= character <= "\x9f":
            # What isn't listed does nothing that anybody could type.
            if character in _EIGHT_BIT:
                self._begin(ESC, self._escape)
                self._escape(_EIGHT_BIT[character])
                self._is_sure = True
        else:
            self._emit("character", character)

    def _begin(self, begun: str, take: Callable[[str], None]) -> None:
        self._begun, self._take, self._is_sure = begun, take, False
        self._number += 1

    def _end(self) -> None:
        """Be done with a sequence."""
        self._begin("", self._ground)

    def _end_sequence(self) -> None:
        """Hand a sequence out; a paste begins with one."""
        begun = self._begun
        self._end()
        if begun == _PASTE_BEGIN:
            self._paste = _Paste()
        else:
            self._emit("sequence", begun)

    def _give_up(self) -> None:
        """Take what can't be a sequence any more for keys, or drop it if it can't have been anything else."""
        begun, is_sure = self._begun, self._is_sure
        self._end()
        if not is_sure:
            for character in begun:
                self._emit("character", character)

    def _break_off(self, character: str) -> None:
        """Give up a sequence at a character that can't be in it."""
        self._give_up()
        self._take(character)

    def _escape(self, character: str) -> None:
        """Take what follows ESC."""
        if character == "[":
            self._begin(f"{ESC}[", self._control_sequence)
        elif character == "O":
            self._begin(f"{ESC}O", self._single_shift)
        elif character in _STRINGS:
            self._begin(ESC + character, self._string)
        elif character in self._keys_after_escape:
            self._add(character)
            self._end_sequence()
        else:
            self._break_off(character)

    def _add(self, character: str) -> None:
        if len(self._begun) < _LONGEST_SEQUENCE:
            self._begun += character
        else:
            self._is_sure = True

    def _control_sequence(self, character: str) -> None:
        """Take parameters, and at last the character that says what a CSI is."""
        if not " " <= character <= "~":
            self._break_off(character)
            return
        is_first = self._begun == f"{ESC}["
        self._add(character)
        if is_first and character in "[M":
            # A function key of the Linux console; a click with its button and place in three characters.
            self._left, self._take = (1 if character == "[" else 3), self._rest
            self._is_sure = True
        elif character >= "@" or _SHIFTED_RXVT.fullmatch(self._begun):
            self._end_sequence()
        else:
            self._is_sure = True

    def _single_shift(self, character: str) -> None:
        """Take the key of a keypad, before which some terminals put a number for Shift and the like."""
        if not " " <= character <= "~":
            self._break_off(character)
            return
        self._add(character)
        if character.isdigit():
            self._is_sure = True
        else:
            self._end_sequence()

    def _rest(self, character: str) -> None:
        """Take one of the last characters of a sequence of known length."""
        if character == ESC:
            self._break_off(character)
            return
        self._add(character)
        self._left -= 1
        if not self._left:
            self._end_sequence()

    def _string(self, character: str) -> None:
        """Take what is said, up to a string terminator or to a key that can't be a part of it."""
        if character in (_BEL, _ST):
            self._end()
        elif character == ESC:
            self._take = self._terminator
        elif character < " " or _DEL <= character <= "\x9f":
            self._break_off(character)
        else:
            self._add(character)
            self._is_sure = self._is_sure or _ANSWERS.match(self._begun) is not None

    def _terminator(self, character: str) -> None:
        """Take what follows an ESC within a string."""
        if character == "\\":
            self._end()
        else:
            self._give_up()
            self._begin(ESC, self._escape)
            self._escape(character)


def _eight_bit(error: UnicodeError) -> tuple[str, int]:
    """Decode a lone byte of which terminals without UTF-8 make sequences; whatever else is wrong shows as such."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    is_control = len(wrong) == 1 and 0x80 <= wrong[0] <= 0x9F
    return (chr(wrong[0]) if is_control else "�"), error.end


def decoder() -> Callable[[bytes], str]:
    """Return a function that decodes what comes, in whatever pieces."""
    codecs.register_error("tracker.terminal", _eight_bit)
    return codecs.getincrementaldecoder("utf-8")("tracker.terminal").decode
