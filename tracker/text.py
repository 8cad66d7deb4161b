"""The single gate for text that comes in: keyboard, paste, files, settings, environment, names and exception texts.

What leaves ``clean()`` can't move a cursor, change a title, reverse the reading order or hide itself: no C0 or C1
controls, no ESC, no bidirectional controls, no zero-width characters but ZWJ and ZWNJ (which Urdu and emoji need), no
private-use, unassigned or surrogate code points; NFC; a cap on length and on combining marks per base character.

Nor is there a text that looks empty and isn't: what Unicode has no glyph for is taken out, letters and signs that are
drawn as a blank become one, and a joiner or a combining mark stays only where there is something for it to act upon.
"""

import unicodedata
from typing import Any

TITLE_LIMIT = 500
"""Most characters of a one-line text: a title, a name, an id."""

BODY_LIMIT = 20_000
"""Most characters of a text of several lines: a note, a decision."""

_MARKS_PER_BASE = 4
_JOINERS = frozenset("\u200c\u200d")
_LINE_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_DROPPED_CATEGORIES = frozenset(("Cc", "Cs", "Co", "Cn", "Cf"))
_BLANKS = frozenset("\u2800\u3164\uffa0\U00013441\U00013442\U0001d159")
"""Letters and signs with a width that are drawn as nothing: Braille, Hangul fillers, Egyptian blanks, null notehead."""

_NEVER_SHOWN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\U00016fe4"
    + "".join(map(chr, (*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0))))
)
"""Letters and marks without a glyph: of DerivedCoreProperties.txt those with Default_Ignorable_Code_Point that no
category above drops, without the two that choose an emoji's form (U+FE0E and U+FE0F); and the Khitan filler."""


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
    return _safe(text.replace("\r\n", "\n").replace("\r", "\n"), limit, keep_lines=keep_lines, is_whole=False)


def _safe(text: str, limit: int, *, keep_lines: bool, is_whole: bool = True) -> str:
    """Return ``text`` without what can't be shown safely; cut before normalising so that the work is bounded.

    ``is_whole`` says that nothing stands before it that its first mark or joiner could act upon.
    """
    kept: list[str] = []
    marks = 0
    break_as = "\n" if keep_lines else " "
    # NFC can make a text longer (never more than threefold), so it is cut again after.
    for character in unicodedata.normalize("NFC", text[: limit * 2]):
        if character in _LINE_BREAKS:
            character = break_as
        elif character == "\t":
            character = "    " if keep_lines else " "
        elif character in _BLANKS:
            character = " "
        elif character in _JOINERS:
            if (kept[-1:] and kept[-1] in _JOINERS) or (is_whole and _is_blank(kept)):
                continue
        elif unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > _MARKS_PER_BASE or character in _NEVER_SHOWN or (is_whole and _is_blank(kept)):
                continue
        elif character in _NEVER_SHOWN or unicodedata.category(character) in _DROPPED_CATEGORIES:
            continue
        else:
            marks = 0
        kept.append(character)
    # What was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", "".join(kept))[:limit]


def _is_blank(kept: list[str]) -> bool:
    """Say whether there is nothing before a mark or a joiner that it could act upon."""
    return not kept or kept[-1].isspace()
