"""A screen that only shows lines: it opens over the panels, scrolls, and closes. Help and history are such screens."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset

from tracker.glyphs import ASCII, Glyphs
from tracker.ui.commands import key_label
from tracker.ui.dialogs.dialog import MOVES, Dialog
from tracker.ui.rendering.lines import keys_in_lines
from tracker.ui.widgets.frame import FRAME_WIDTH, FramePanel
from tracker.ui.widgets.lines import KeysLine


class LinesPanel(FramePanel):
    """A frame around lines that are given."""

    def __init__(self, name: str, key: str, glyphs: Glyphs) -> None:
        """Make it empty; ``key`` is the one that opened it."""
        super().__init__(name, key, glyphs)
        self._lines: list[Content] = []

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def pointed_at(self) -> Offset:
        """Return the beginning of the first line in sight."""
        return Offset(1, 1)

    def content_line(self, index: int, width: int) -> Content:
        """Return one line."""
        return self._lines[index]

    def show(self, heading: Content, lines: Sequence[Content]) -> None:
        """Show other lines, from the first on."""
        self.heading, self._lines, self.top = heading, list(lines), 0
        self.refresh()


class ReadingScreen(Dialog[None]):
    """Shows lines in a frame as high as they are, where there is room."""

    WIDTH: ClassVar = 58
    """Cells of the frame, where there are as many."""
    KEYS: ClassVar = "Esc closes"

    DEFAULT_CSS = """
    ReadingScreen { align: center middle; background: transparent; }
    ReadingScreen > LinesPanel { max-width: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space", "dismiss", "Close"),
        *MOVES,
    ]

    def __init__(self, name: str, key: str, glyphs: Glyphs) -> None:
        """Make it empty; ``key`` opened it."""
        super().__init__()
        self.panel = LinesPanel(name, key, glyphs)
        self._line = KeysLine("reading-keys", classes="keys")

    def compose(self) -> ComposeResult:
        """Put the frame in the middle, above its keys."""
        yield self.panel
        yield self._line

    def on_resize(self, event: events.Resize) -> None:
        """Fit the frame to the new size."""
        self.fit()

    def show(self, heading: Content, lines: Sequence[Content]) -> None:
        """Show ``lines`` under ``heading``."""
        self.panel.show(heading, lines)
        self.fit()

    def fit(self) -> None:
        """Make the frame as wide and as high as it needs, where there is room."""
        width, height = self.app.size
        self.panel.styles.width = min(self.WIDTH, width)
        arrows = " ".join(key_label(key, ascii_only=self.panel.glyphs is ASCII) for key in ("up", "down"))
        is_cut = self.panel.line_count + FRAME_WIDTH >= height
        keys = keys_in_lines(f"{arrows} scroll  {self.KEYS}" if is_cut else self.KEYS, width, self.panel.glyphs)
        self.panel.styles.height = min(self.panel.line_count + FRAME_WIDTH, height - len(keys))
        self._line.say_keys(keys)

    def action_move(self, step: int) -> None:
        """Scroll by ``step`` lines."""
        self.panel.scroll_to_top(self.panel.top + step)

    def action_page(self, step: int) -> None:
        """Scroll by pages."""
        self.panel.scroll_to_top(self.panel.top + step * self.panel.page)
