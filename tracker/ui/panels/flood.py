"""How much a field holds while it is filled in: more than can be saved, so that a long text can be shortened there."""

from typing import Final

from textual.message import Message
from textual.widget import Widget

from tracker.text import BODY_LIMIT

MOST_CHARACTERS: Final = 10 * BODY_LIMIT
"""What would make a field longer than this is not taken in at all: it would keep the program busy for too long."""


class Flooded(Message):
    """More was typed or pasted than a field holds; the field is as it was."""

    def __init__(self, words: str) -> None:
        """Tell by how much it was too much."""
        super().__init__()
        self.words = words


def floods(field: Widget, kept: int, text: str) -> bool:
    """Say whether ``text`` is too much for a field beside the ``kept`` characters; the form is told then."""
    over = kept + len(text) - MOST_CHARACTERS
    if over <= 0 or not text:
        return False
    words = f"{over:,} characters too many for a field, which holds {MOST_CHARACTERS:,}. Nothing was inserted."
    field.post_message(Flooded(words))
    return True
