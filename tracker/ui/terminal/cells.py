"""Text cut into what terminal cells hold: graphemes and their widths, by the tables that Rich and Textual use."""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size, split_graphemes

_single: Final = set(map(chr, range(0x20, 0x7F)))
"""Characters known to fill one cell each, whatever stands beside them; grows as text comes by."""

# Rows of signs whose East Asian width is "ambiguous" and which are no letters, lines, blocks or punctuation:
# Unicode Standard Annex 11. Terminals set up for Chinese, Japanese or Korean make them two cells wide.
_ENCLOSED: Final = range(0x2460, 0x2500)
_SYMBOLS: Final = range(0x2600, 0x27C0)
_EMOJI: Final = range(0x1F000, 0x1FB00)
_SOFT_HYPHEN: Final = "\u00ad"


@lru_cache(maxsize=4096)
def graphemes(text: str) -> tuple[tuple[str, int], ...]:
    """Cut text into graphemes.

    Args:
        text: Printable text, without control characters.

    Returns:
        Pairs of a grapheme and its width in cells (0, 1 or 2). Only the first may have width 0: it belongs to
        whatever stands before the text.
    """
    spans, _ = split_graphemes(text)
    return tuple((text[start:end], width) for start, end, width in spans)


def all_single(text: str) -> bool:
    """Say whether each character of the text fills exactly one cell, in any terminal."""
    if _single.issuperset(text):
        return True
    if all(len(grapheme) == width == 1 and not unsure(grapheme) for grapheme, width in graphemes(text)):
        _single.update(text)
        return True
    return False


@lru_cache(maxsize=4096)
def unsure(grapheme: str) -> bool:
    """Say whether a terminal may give the grapheme another width than Rich's tables do.

    Args:
        grapheme: What one cell holds.

    Returns:
        True for emoji, emoji sequences (variation selectors, joiners, flags, skin tones), characters for
        private use, invisible format characters, and signs of ambiguous East Asian width. A letter with
        accents, a CJK ideograph or a box-drawing line is sure.
    """
    first, rest = grapheme[:1], grapheme[1:]
    if any(not unicodedata.combining(character) for character in rest):
        return True
    number = ord(first) if first else 0x20
    if number in _EMOJI or unicodedata.category(first or " ") in ("Co", "Cn", "Cf", "Cs"):
        return True
    if number in _ENCLOSED or number in _SYMBOLS:
        return unicodedata.east_asian_width(first) == "A" or get_character_cell_size(first) != 1
    return first == _SOFT_HYPHEN
