"""Where people type one line. All that comes in is made safe first."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tracker.text import typed
from tracker.ui.widgets.flood import floods


class LineInput(Input):
    """One line of text. Keys of Textual that some terminals keep for themselves are never needed."""

    DEFAULT_CSS = """
    LineInput { width: 1fr; }
    /* Seen without colour too. */
    LineInput > .input--selection { color: $foreground; background: $background; text-style: reverse; }
    """

    # Textual tells of Enter by a message, which the keys that are typed after it overtake.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.enter", "Take it", show=False)]

    def __init__(self, name: str, value: str, hint: str) -> None:
        """Begin with ``value``; ``hint`` stands there while it is empty."""
        super().__init__(value, hint, name=name, compact=True, select_on_focus=False)
        # A caret that Textual lets blink would send something twice a second.
        self.cursor_blink = False

    def validate__cursor_visible(self, _visible: bool) -> bool:
        """Draw no caret: the terminal's own cursor stands there."""
        return False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what was typed or pasted in the place of a part of the line; several lines are joined."""
        text = typed(text)
        if not floods(self, len(self.value) - abs(end - start), text):
            super().replace(text, start, end)

    def on_paste(self, event: events.Paste) -> None:
        """Take in all lines; Textual would take the first one."""
        self.replace(event.text, *self.selection)
        event.prevent_default()
        event.stop()
