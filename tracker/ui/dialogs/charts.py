"""The pictures: the timeline, and how far everything is. They go on with the meeting and with the clock."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tracker.ui.dialogs.text_dialog import ReadingScreen
from tracker.ui.main.navigation import MovingScreen
from tracker.ui.rendering.charts import PICTURES, picture_lines
from tracker.ui.rendering.lines import MUTED, line
from tracker.ui.widgets.frame import FRAME_WIDTH


class PicturesReader(ReadingScreen):
    """Opens with the timeline; Tab turns to the other pictures."""

    WIDTH: ClassVar = 200
    KEYS: ClassVar = "Tab turns  Esc closes"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "dismiss", "Close"),
        Binding("tab", "turn(1)", "Next picture"),
        Binding("shift+tab", "turn(-1)", "Picture before"),
    ]

    def __init__(self, main: MovingScreen) -> None:
        """Draw the meeting that ``main`` shows."""
        super().__init__("pictures", "p", main.glyphs)
        self._main = main
        self._turned = 0

    def on_mount(self) -> None:
        """Draw, and draw anew whatever changes."""
        self.watch(self._main, "snapshot", self._draw, init=False)
        self.watch(self._main, "minute", self._draw, init=False)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw as wide as there is room."""
        self._draw()

    def action_turn(self, step: int) -> None:
        """Turn to another picture."""
        self._turned = (self._turned + step) % len(PICTURES)
        self.panel.top = 0
        self._draw()

    def _draw(self) -> None:
        picture, following = (PICTURES[(self._turned + step) % len(PICTURES)] for step in (0, 1))
        width = min(self.WIDTH, self.app.size.width) - FRAME_WIDTH
        top = self.panel.top
        heading = line(picture.title, (f"  Tab: {following.title.lower()}", MUTED))
        self.show(heading, picture_lines(picture, self._main.state, self._main.clock.now(), width, self._main.glyphs))
        self.panel.scroll_to_top(top)
