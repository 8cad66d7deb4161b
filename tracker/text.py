"""The single gate for text that comes in: keyboard, paste, files, settings, environment, names and exception texts.

What leaves ``clean()`` can't move a cursor, change a title, reverse the reading order or hide itself: no C0 or C1
controls, no ESC, no bidirectional controls, no zero-width characters but ZWJ and ZWNJ (which Urdu and emoji need), no
private-use, unassigned or surrogate code points; NFC; a cap on length and on combining marks per base character.
"""

import unicodedata
from typing import Any

TITLE_LIMIT = 500
"""Most characters of a one-line text: a title, a name, an id."""

BODY_LIMIT = 20_000
"""Most characters of a text of several lines: a note, a decision."""

_MARKS_PER_BASE = 4
_JOINERS = frozenset("\u200c\u200d")
_VARIATION_SELECTORS = frozenset("\ufe0e\ufe0f")
_LINE_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_DROPPED_CATEGORIES = frozenset(("Cc", "Cs", "Co", "Cn", "Cf"))


def clean(text: str, *, limit: int = TITLE_LIMIT) -> str:
    """Return ``text`` as one safe line of at most ``limit`` characters; runs of white space become one space."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_safe(text, limit, keep_lines=False).split())[:limit]


def clean_lines(text: str, *, limit: int = BODY_LIMIT) -> str:
    """Return ``text`` as safe lines parted by line feeds, of at most ``limit`` characters; indents are kept."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text.rstrip()
    safe = _safe(text.replace("\r\n", "\n").replace("\r", "\n"), limit, keep_lines=True)
    return "\n".join(line.rstrip() for line in safe.split("\n")).strip("\n")


def clean_data(value: Any) -> Any:
    """Return plain data as JSON holds it with every text made safe to show; a text of several lines keeps its lines."""
    if isinstance(value, str):
        return clean_lines(value)
    if isinstance(value, dict):
        return {name: clean_data(part) for name, part in value.items()}
    if isinstance(value, list):
        return [clean_data(part) for part in value]
    return value


def typed(text: str, *, keep_lines: bool = False) -> str:
    """Return what a person typed or pasted, safe and with every blank kept: it may be the middle of a text.

    ``keep_lines`` keeps the line breaks; else each becomes a blank. It is cleaned as a whole when it is handed in.
    """
    limit = BODY_LIMIT if keep_lines else TITLE_LIMIT
    return _safe(text.replace("\r\n", "\n").replace("\r", "\n"), limit, keep_lines=keep_lines)


def _safe(text: str, limit: int, *, keep_lines: bool) -> str:
    """Return ``text`` without what can't be shown safely; cut before normalising so that the work is bounded."""
    kept: list[str] = []
    marks = 0
    break_as = "\n" if keep_lines else " "
    # NFC can make a text longer (never more than threefold), so it is cut again after.
    for character in unicodedata.normalize("NFC", text[: limit * 2]):
        if character in _LINE_BREAKS:
            character = break_as
        elif character == "\t":
            character = "    " if keep_lines else " "
        elif unicodedata.category(character) in _DROPPED_CATEGORIES:
            if character not in _JOINERS:
                continue
        elif unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > _MARKS_PER_BASE or _is_invisible_mark(character):
                continue
        else:
            marks = 0
        kept.append(character)
    # What was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", "".join(kept))[:limit]


def _is_invisible_mark(character: str) -> bool:
    """Say whether a combining mark shows nothing of itself (other than the two that choose an emoji's form)."""
    if character in _VARIATION_SELECTORS:
        return False
    code = ord(character)
    return code == 0x034F or 0xFE00 <= code <= 0xFE0D or 0xE0100 <= code <= 0xE01EF
