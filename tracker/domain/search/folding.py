"""Folding of texts for comparison: without what people don't type.

Capitals, accents and points over letters, the letters that look alike on an Arabic, a Persian and an Urdu keyboard,
digits of other scripts, wide and narrow forms, strokes that only stretch or part letters: none of it has to be typed,
and none of it keeps what was typed from being found.
"""

import unicodedata
from collections.abc import Iterable, Iterator

_SAME: dict[str, str] = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e",
    "ك": "ک", "ڪ": "ک", "ي": "ی", "ى": "ی", "ه": "ہ", "ھ": "ہ", "ە": "ہ", "ة": "ہ", "ۃ": "ہ", "ٱ": "ا",
    "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁄": "/", "ـ": "",
}  # fmt: skip
"""Letters and signs that no decomposition takes to the one that people type for them."""


class _Table(dict[int, str]):
    """What each character is compared as; found out once for each."""

    def __missing__(self, point: int) -> str:
        """Return, and keep, what a character is compared as."""
        self[point] = folded_to = "".join(map(_plain, _decomposed(chr(point))))
        return folded_to


def folded(text: str) -> str:
    """Return ``text`` as it is compared. Each character is by itself what it is compared as, whatever stands around."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


def hits(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where ``words``, which are folded, stand in ``text``: begin and end of each place, in order, none twice.

    A place holds whole characters with the marks that belong to them.
    """
    if text.isascii():
        return _joined(sorted(span for word in words for span in _places(text.lower(), word)))
    pieces = [folded(character) for character in text]
    compared, origin = "".join(pieces), [at for at, piece in enumerate(pieces) for _ in piece]
    found = sorted(span for word in words for span in _places(compared, word))
    return _joined((origin[begin], _end(pieces, origin[end - 1])) for begin, end in found)


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield where a word stands in a text, both folded."""
    at = text.find(word) if word else -1
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word))


def _end(pieces: list[str], last: int) -> int:
    """Return where a place ends: after its last character, and after what isn't compared and belongs to that."""
    end = last + 1
    while end < len(pieces) and not pieces[end]:
        end += 1
    return end


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in order with those that touch made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _decomposed(character: str) -> str:
    """Return a character in small letters and in its parts; again, as some small letters have parts of their own."""
    for _ in range(3):
        character = unicodedata.normalize("NFKD", character).casefold()
    return character


def _plain(character: str) -> str:
    """Return what one part of a character is compared as; empty for what people don't type."""
    if character in _SAME:
        return _SAME[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


_TABLE = _Table()
