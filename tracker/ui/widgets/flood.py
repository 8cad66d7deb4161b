"""More than a field takes in at all: it would keep the program busy for too long."""

from textual.message import Message
from textual.widget import Widget

from tracker.text import FIELD_LIMIT


class Flooded(Message):
    """More was typed or pasted than a field holds; the field is as it was."""

    def __init__(self, words: str) -> None:
        """Tell by how much it was too much."""
        super().__init__()
        self.words = words


def floods(field: Widget, kept: int, text: str) -> bool:
    """Say whether ``text`` is too much for a field beside the ``kept`` characters; the form is told then."""
    over = kept + len(text) - FIELD_LIMIT
    if over <= 0 or not text:
        return False
    words = f"{over:,} characters too many for a field, which holds {FIELD_LIMIT:,}. Nothing was inserted."
    field.post_message(Flooded(words))
    return True
