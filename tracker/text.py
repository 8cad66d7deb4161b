"""The single gate for text that comes in: keyboard, paste, files, settings, environment, names and exception texts.

What leaves ``clean()`` can't move a cursor, change a title, reverse the reading order or hide itself: no C0 or C1
controls, no ESC, no bidirectional controls, no zero-width characters but ZWJ and ZWNJ (which Urdu and emoji need), no
private-use, unassigned or surrogate code points; NFC; a cap on combining marks per base character. Nothing is cut
off: whoever keeps a text refuses it in the words of ``too_long()``.

Nor is there a text that looks empty and isn't: what Unicode has no glyph for is taken out, letters and signs that are
drawn as a blank become one, and a joiner or a combining mark stays only where there is something for it to act upon.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

ELLIPSIS = "…"
"""Stands for the rest of what is cut off."""

TITLE_LIMIT = 500
"""Most characters of a one-line text: a title, a name, an id."""

BODY_LIMIT = 20_000
"""Most characters of a text of several lines: a note, a decision."""

FIELD_LIMIT = 10 * BODY_LIMIT
"""Most characters that a field holds while it is filled in: more than can be saved, so that it is shortened there."""

_MARKS_PER_BASE = 4
_LONGEST_RUN = 30
"""Marks in a row that are put in order (UAX #15, the Stream-Safe Text Format), before all but a few are dropped."""

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

_PLAIN = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u017f\u0400-\u0482\u048a-\u052f"  # Latin, Cyrillic
    "\u0621-\u063a\u0641-\u064a\u0660-\u0669\u2010-\u2027\u2116]*"  # Arabic, dashes, quotation marks, the number sign
)
"""Text in which nothing is to be changed but blanks: most of what is written in Latin, Cyrillic and Arabic letters."""

# A run of blanks is tried from its beginning only: from each of its blanks it would take the square of its length.
_BREAKS = re.compile(r"(?:(?<![ \t])[ \t]++)?[\n\r\x0b\x0c\x85\u2028\u2029]++[ \t]*+")


def clean(text: str) -> str:
    """Return ``text`` as one safe line; runs of white space become one space."""
    if _PLAIN.fullmatch(text):
        return text if "  " not in text and text.strip(" ") == text else " ".join(text.split())
    return " ".join(_safe(text, keep_lines=False).split())


def clean_lines(text: str) -> str:
    """Return ``text`` as safe lines parted by line feeds; indents are kept, empty lines at both ends are not."""
    if _PLAIN.fullmatch(text):
        return text.rstrip()
    safe = _safe(text.replace("\r\n", "\n").replace("\r", "\n"), keep_lines=True)
    return "\n".join(line.rstrip() for line in safe.split("\n")).strip("\n")


def too_long(text: str, limit: int) -> str:
    """Say by how many characters a clean text is longer than ``limit``; nothing where it isn't."""
    over = len(text) - limit
    return f"{over:,} character{'s' * (over > 1)} too many: at most {limit:,}" if over > 0 else ""


def shortened(text: str, limit: int) -> str:
    """Return ``text`` as one safe line for where only so much is to be shown; an ellipsis stands for the rest."""
    return cut(clean(text), limit)


def cut(text: str, limit: int) -> str:
    """Return a safe text in at most ``limit`` characters; an ellipsis stands for the rest."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}{ELLIPSIS}"


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

    ``keep_lines`` keeps the line breaks; else lines are joined with one blank, and a break at the end, as of a line
    that was copied whole, is nothing. It is cleaned as a whole when it is handed in.
    """
    if not keep_lines:
        text = _BREAKS.sub(" ", text.strip("".join(_LINE_BREAKS)))
    return _safe(text.replace("\r\n", "\n").replace("\r", "\n"), keep_lines=keep_lines, is_whole=False)


def is_kept(character: str) -> bool:
    """Say whether a typed character stays in a text: also a joiner, a mark or a blank that keeps words together."""
    return unicodedata.category(character[:1] or "\0") != "Cc" and typed(character) != ""


def _safe(text: str, *, keep_lines: bool, is_whole: bool = True) -> str:
    """Return ``text`` without what can't be shown safely.

    ``is_whole`` says that nothing stands before it that its first mark or joiner could act upon.
    """
    lines = text.split("\n") if keep_lines else [text]
    if all(map(_PLAIN.fullmatch, lines)):
        return text
    kept: list[str] = []
    marks = 0
    break_as = "\n" if keep_lines else " "
    for character in unicodedata.normalize("NFC", "".join(_without_long_runs(text))):
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
    return unicodedata.normalize("NFC", "".join(kept))


def _without_long_runs(text: str) -> Iterator[str]:
    """Yield the characters of ``text`` but those of runs of marks that no writing has: sorting them takes for ever."""
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _LONGEST_RUN:
            yield character


def _is_blank(kept: list[str]) -> bool:
    """Say whether there is nothing before a mark or a joiner that it could act upon."""
    return not kept or kept[-1].isspace()
