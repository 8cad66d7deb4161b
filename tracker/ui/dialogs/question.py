"""A yes-or-no question in the last line: little to send, and nothing of the screen hidden."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset

from tracker.glyphs import UNICODE
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.rendering.lines import STRONG, WARNING, line, said_lines
from tracker.ui.textual_internals import has_key
from tracker.ui.widgets.lines import KeysLine


class Question(Dialog[bool]):
    """Asks; only ``y`` means yes, so that the key that called it can't answer it.

    After any other letter what comes may be a word that was typed for something else: then Enter means yes.
    """

    DEFAULT_CSS = """
    Question { align: left bottom; background: transparent; }
    Question > LinesWidget { width: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree(False)", "Yes"),
        Binding("enter", "agree(True)", "Yes, after a letter that is no answer"),
        Binding("n,escape,q", "dismiss(False)", "No"),
    ]

    def __init__(self, question: Content) -> None:
        """Ask ``question``, a sentence with its question mark."""
        super().__init__()
        self._question = question
        self._is_wary = False
        """Whether something was typed that is no answer."""
        self._line = KeysLine("question", is_read=True)

    def compose(self) -> ComposeResult:
        """Put the question where the keys are."""
        yield self._line

    def on_mount(self) -> None:
        """Show the question and its two keys."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Show it anew at the new width."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Take notice of a letter that is no answer."""
        if event.is_printable and not has_key(self, event.key):
            self._is_wary = True
            self._show()

    def action_agree(self, is_sure: bool) -> None:
        """Answer yes, by the key that means it now."""
        if is_sure is self._is_wary:
            self.dismiss(True)

    def _show(self) -> None:
        keys = line("  ", ("Enter" if self._is_wary else "y", STRONG), " yes  ", ("n", STRONG), " no")
        asked, width = line(" ", self._question.stylize(WARNING)), self.app.size.width
        # The two keys are never torn apart: they go below where they have no room beside.
        if asked.cell_length + keys.cell_length <= width:
            self._line.keys_from = Offset(asked.cell_length, 0)
            self._line.say([line(asked, keys)])
        else:
            lines = said_lines(asked, width, UNICODE)
            self._line.keys_from = Offset(0, len(lines))
            self._line.say([*lines, keys])
