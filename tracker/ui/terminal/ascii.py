"""Writes with ASCII alone what was meant to be shown with more, keeping every column where it is."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tracker.glyphs import LOOK_ALIKES
from tracker.ui.terminal.cells import graphemes

_BEYOND: Final = re.compile(r"[^\x00-\x7f]+")
_UNKNOWN: Final = "?"

_LINES: Final = range(0x2500, 0x2580)


def fold(text: str) -> str:
    """Replace what is not ASCII.

    Args:
        text: Text with escape sequences; these are ASCII and stay as they are.

    Returns:
        The text with each other grapheme replaced by a look-alike (a letter without its accent, `+` for the corner
        of a box), or by question marks, as wide as it was.
    """
    return text if text.isascii() else _BEYOND.sub(lambda found: _folded(found[0]), text)


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """Replace a text of which no character is ASCII."""
    return "".join(_alike(grapheme).ljust(width, _UNKNOWN)[:width] for grapheme, width in graphemes(text))


def _alike(grapheme: str) -> str:
    """Return an ASCII character that looks like a grapheme."""
    sign = LOOK_ALIKES.get(grapheme[0])
    if sign is not None:
        return sign
    if ord(grapheme[0]) in _LINES:
        return "+"
    letter = unicodedata.normalize("NFKD", grapheme)[0]
    return letter if letter.isascii() and letter.isprintable() else _UNKNOWN
