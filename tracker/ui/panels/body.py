"""Where people type several lines. All that comes in is made safe first."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tracker.text import BODY_LIMIT, typed


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

    def caret_at(self) -> Offset:
        """Return the cell on which the next letter comes to stand."""
        return self.cursor_screen_offset - self.region.offset

    def does_later(self, key: events.Key) -> bool:
        """Say whether a key is done later than the letters that are typed after it."""
        return not key.is_printable and key.key != "enter"

    def edit(self, edit: Edit) -> EditResult:
        """Take in what was typed or pasted, as far as there is room for it."""
        room = max(0, BODY_LIMIT - len(self.text))
        edit.text = typed(edit.text, keep_lines=True)[:room]
        return super().edit(edit)
