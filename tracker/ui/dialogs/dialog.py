"""What opens over the panels: it is closed once, whoever else wants to close it at the same moment."""

from typing import Final, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ModalScreen

from tracker.ui.textual_internals import PacedScreen
from tracker.ui.typeahead import may_paint

Result = TypeVar("Result")

MOVES: Final[tuple[Binding, ...]] = (
    Binding("down,j", "move(1)", "Down"),
    Binding("up,k", "move(-1)", "Up"),
    Binding("pagedown", "page(1)", "Page down"),
    Binding("pageup", "page(-1)", "Page up"),
    Binding("g,home", "move(-1000000)", "First"),
    Binding("G,end", "move(1000000)", "Last"),
)
"""Keys along rows or lines: ``action_move(step)`` and ``action_page(step)``."""


class Dialog(ModalScreen[Result], PacedScreen[Result]):
    """A screen over another one. Its keys stand where those of the panels were: the last line tells what works now."""

    DEFAULT_CSS = """
    Dialog > .keys { dock: bottom; }
    """

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close it and give ``result``, where it is on top; Textual would close whatever is there in its place."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def may_paint(self) -> bool:
        """Say whether it is to be painted now, whatever is typed ahead."""
        return may_paint(self.app)
