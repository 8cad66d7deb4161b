"""A text without frames, to be marked with the terminal's own mouse where its clipboard takes nothing from us."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tracker.text import clean_lines
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.rendering.lines import MUTED, WARNING, line, wrap
from tracker.ui.terminal.clipboard import left_over
from tracker.ui.widgets.lines import LinesWidget


class PlainText(Dialog[None]):
    """Shows what was copied, over everything, until any of its keys."""

    DEFAULT_CSS = """
    PlainText { background: $background; }
    PlainText > LinesWidget { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,c,enter,space", "dismiss", "Close")]

    def __init__(self, text: str) -> None:
        """Show ``text``, cleaned lines."""
        super().__init__()
        self._text = text
        self._lines = LinesWidget("plain", is_read=True)

    def compose(self) -> ComposeResult:
        """Give the text the whole screen."""
        yield self._lines

    def on_mount(self) -> None:
        """Show the text."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap it to the new width."""
        self._show()

    def _show(self) -> None:
        width, height = self.app.size
        head = line(("Sent to your terminal's clipboard. If it isn't there, select it here. Esc closes.", MUTED))
        body = [part for row in self._text.split("\n") for part in wrap(Content(clean_lines(row)), max(4, width))]
        lines = [*wrap(head, max(4, width)), *self._lacking(width), Content(""), *body]
        if (hidden := len(lines) - height) > 0:
            lines[height - 1 :] = [line((f"{hidden + 1} more lines: see tracker show", WARNING))]
        self._lines.show(lines)

    def _lacking(self, width: int) -> list[Content]:
        """Return what the clipboard didn't get, if anything."""
        if not (lacking := left_over(self._text)):
            return []
        return wrap(line((f"Without its last {lacking:,} characters: terminals take no more.", WARNING)), max(4, width))
