"""Length limits of the texts of a row. A longer text is refused with the number that is too much, never cut."""

from collections.abc import Iterator
from typing import Any

from tracker.domain.model.changes import Change
from tracker.domain.words.formatting import field_words
from tracker.errors import RefusedError
from tracker.text import BODY_LIMIT, TITLE_LIMIT, too_long

BODIES = frozenset(("text", "description", "annotation"))
"""Fields that hold several lines; all others hold one."""

SHORTEN = "Shorten it or split it."
"""The way out."""

_WORDS = {"status_reason": "reason", "withdrawn_reason": "reason"}


def limit_of(field: str) -> int:
    """Return the most characters that a field of a row takes."""
    return BODY_LIMIT if field in BODIES else TITLE_LIMIT


def refuse_long_texts(change: Change) -> None:
    """Refuse a change that brings a text that is too long.

    Raises:
        RefusedError: there is one; it says which, and by how much.
    """
    for field, text, words in long_texts(change.after):
        # What is as it was is not this change's doing.
        if all(text != known for _, known, _ in long_texts(change.before)):
            name = _WORDS.get(field) or field
            message = f"{field_words(name).capitalize()}: {words}."
            raise RefusedError(message, SHORTEN, field=name, in_field=f"{words}.")


def long_texts(value: Any, field: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the texts of a row as plain data that are too long: the field of each, the text, and by how much it is."""
    if isinstance(value, str):
        if words := too_long(value, limit_of(field)):
            yield field, value, words
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from long_texts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from long_texts(part, field)
