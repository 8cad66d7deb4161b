"""A yes-or-no question in the last line: little to send, and nothing of the screen hidden."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tracker.ui.panels.lines import LinesWidget
from tracker.ui.present.glyphs import UNICODE
from tracker.ui.present.lines import STRONG, WARNING, line, said_lines
from tracker.ui.screens.dialog import Dialog


class Question(Dialog[bool]):
    """Asks; only ``y`` means yes, so that the key that called it can't answer it."""

    DEFAULT_CSS = """
    Question { align: left bottom; background: transparent; }
    Question > LinesWidget { width: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes"),
        Binding("n,escape,q", "dismiss(False)", "No"),
    ]

    def __init__(self, question: Content) -> None:
        """Ask ``question``, a sentence with its question mark."""
        super().__init__()
        self._question = question
        self._line = LinesWidget("question", is_read=True)

    def compose(self) -> ComposeResult:
        """Put the question where the keys are."""
        yield self._line

    def on_mount(self) -> None:
        """Show the question and its two keys."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Show it anew at the new width."""
        self._show()

    def _show(self) -> None:
        keys = line("  ", ("y", STRONG), " yes  ", ("n", STRONG), " no")
        asked, width = line(" ", self._question.stylize(WARNING)), self.app.size.width
        # The two keys are never torn apart: they go below where they have no room beside.
        if asked.cell_length + keys.cell_length <= width:
            self._line.say([line(asked, keys)])
        else:
            self._line.say([*said_lines(asked, width, UNICODE), keys])
