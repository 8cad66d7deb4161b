"""A few whole lines without a frame: the status on top, the keys below, a question."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Offset, Region
from textual.strip import Strip

from tracker.ui.panels.painting import strip_of
from tracker.ui.pointing import Pointed
from tracker.ui.present.glyphs import UNICODE
from tracker.ui.present.lines import fit


class LinesWidget(Pointed):
    """Shows the lines it was given last, and paints only those that differ from before."""

    DEFAULT_CSS = """
    LinesWidget { background: $background; color: $foreground; height: 1; }
    """

    def __init__(self, name: str, *, is_read: bool = False) -> None:
        """Make it empty; ``is_read`` where it is what a screen is about, and not beside it."""
        super().__init__(name=name, id=name)
        self._lines: list[Content] = []
        self._is_read = is_read

    def pointed_at(self) -> Offset | None:
        """Return the beginning of the first line, where this is what is to be read."""
        return Offset(0, 0) if self._is_read else None

    def show(self, lines: Sequence[Content]) -> None:
        """Show ``lines``, one a row."""
        for index, content in enumerate(lines):
            if index >= len(self._lines) or not content.is_same(self._lines[index]):
                self.refresh(Region(0, index, self.size.width, 1))
        self._lines = list(lines)

    def say(self, lines: Sequence[Content]) -> None:
        """Show ``lines`` and be as high as they are."""
        self.styles.height = max(1, len(lines))
        self.show(lines)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        content = self._lines[y] if y < len(self._lines) else Content("")
        return strip_of(self, fit(content, self.size.width, UNICODE), self.size.width)
