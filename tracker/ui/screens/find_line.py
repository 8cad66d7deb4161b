"""The line that is typed into after ``/``: it tells at every key what it finds, and takes no room of the panels."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from tracker.ui.panels.entry import Entry
from tracker.ui.panels.lines import LinesWidget
from tracker.ui.present.lines import STRONG, line

_HINT = "words  is:open status:deferred party:ogdc day:26 has:decision"
_WIDEST_ANSWER = 46
Typed = Callable[[str], Content]
"""Filters by what was typed so far, and says what came of it."""


class FindLine(ModalScreen[bool]):
    """Filters while it is typed into; gives whether the filter is to be kept."""

    DEFAULT_CSS = """
    FindLine { align: left bottom; background: transparent; }
    FindLine > Horizontal { height: 1; background: $background; }
    FindLine #find-sign { width: 1; }
    FindLine #find-answer { width: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "Show everything again"),
        Binding("up", "earlier(-1)", "Earlier search"),
        Binding("down", "earlier(1)", "Later search"),
    ]

    def __init__(self, text: str, typed: Typed, earlier: Sequence[str]) -> None:
        """Begin with ``text``; ``earlier`` are the searches of before, the newest last."""
        super().__init__()
        self._typed = typed
        self._earlier = [*earlier, text]
        self._at = len(earlier)
        self._entry = Entry("find", text, _HINT)
        self._sign, self._answer = LinesWidget("find-sign"), LinesWidget("find-answer")

    def compose(self) -> ComposeResult:
        """Put the line where the keys are."""
        with Horizontal():
            yield self._sign
            yield self._entry
            yield self._answer

    def on_mount(self) -> None:
        """Begin to filter."""
        self._sign.show([line(("/", STRONG))])
        # At once, not with the next message: what is typed ahead is meant for it.
        self.set_focus(self._entry)
        self._show(self._entry.value)

    def action_earlier(self, step: int) -> None:
        """Take up an earlier search, or a later one."""
        self._at = max(0, min(self._at + step, len(self._earlier) - 1))
        self._entry.value = self._earlier[self._at]
        self._entry.cursor_position = len(self._entry.value)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        self._show(message.value)

    def action_enter(self) -> None:
        """Keep the filter."""
        self.dismiss(True)

    def _show(self, text: str) -> None:
        answer = line(" ", self._typed(text), " ")
        width = min(answer.cell_length, _WIDEST_ANSWER, self.app.size.width // 2)
        self._answer.styles.width = width
        self._answer.show([answer])
