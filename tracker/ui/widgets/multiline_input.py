"""Where people type several lines. All that comes in is made safe first."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tracker.text import typed
from tracker.ui.rendering.lines import safe
from tracker.ui.widgets.flood import floods


class MultilineInput(TextArea):
    """Several lines of text."""

    DEFAULT_CSS = """
    MultilineInput { height: 6; }
    MultilineInput, MultilineInput:focus { border: none; padding: 0; background: $background; }
    """

    takes_text = True

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l", "app.repaint", "Repaint", show=False)]

    def __init__(self, name: str, value: str, hint: str = "") -> None:
        """Begin with ``value``; ``hint`` stands there while it is empty."""
        super().__init__(value, name=name, compact=True, highlight_cursor_line=False, placeholder=safe(hint))
        self.cursor_blink = False

    def caret_at(self) -> Offset:
        """Return the cell on which the next letter comes to stand."""
        return self.cursor_screen_offset - self.region.offset

    def edit(self, edit: Edit) -> EditResult:
        """Take in what was typed or pasted, all of it or, where it is a flood, nothing."""
        edit.text = typed(edit.text, keep_lines=True)
        replaced = self.document.get_text_range(edit.top, edit.bottom)
        if floods(self, len(self.text) - len(replaced), edit.text):
            return EditResult(self.selection.end, "")
        return super().edit(edit)
