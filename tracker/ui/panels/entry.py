"""Where people type: one line, several lines, one of some words, some of many. All that comes in is made safe first."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from tracker.text import BODY_LIMIT, TITLE_LIMIT, typed


class Entry(Input):
    """One line of text. Keys of Textual that some terminals keep for themselves are never needed."""

    DEFAULT_CSS = """
    Entry { width: 1fr; }
    """

    # Textual tells of Enter by a message, which the keys that are typed after it overtake.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.enter", "Take it", show=False)]

    def __init__(self, name: str, value: str, hint: str) -> None:
        """Begin with ``value``; ``hint`` stands there while it is empty."""
        super().__init__(value, hint, name=name, compact=True, max_length=TITLE_LIMIT, select_on_focus=False)
        # A blinking cursor would send something twice a second.
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what was typed or pasted in the place of a part of the line."""
        super().replace(typed(text), start, end)

    def restricted(self) -> None:
        """Take no more characters, without a bell."""


class Body(TextArea):
    """Several lines of text."""

    DEFAULT_CSS = """
    Body { height: 6; }
    Body, Body:focus { border: none; padding: 0; background: $background; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l", "app.repaint", "Repaint", show=False)]

    def __init__(self, name: str, value: str) -> None:
        """Begin with ``value``."""
        super().__init__(value, name=name, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False

    def edit(self, edit: Edit) -> EditResult:
        """Take in what was typed or pasted, as far as there is room for it."""
        room = max(0, BODY_LIMIT - len(self.text))
        edit.text = typed(edit.text, keep_lines=True)[:room]
        return super().edit(edit)
