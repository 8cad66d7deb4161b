"""The meeting's front page for those who may not change it."""

from typing import ClassVar

from textual import events
from textual.content import Content

from tracker.domain.model.programme import Meeting
from tracker.glyphs import Glyphs
from tracker.ui.dialogs.text_dialog import ReadingScreen
from tracker.ui.rendering.front_page import front_page_lines
from tracker.ui.textual_internals import bind
from tracker.ui.widgets.frame import FRAME_WIDTH


class FrontPageReader(ReadingScreen):
    """Shows it with the reason why it can't be changed here; the key that opened it closes it too."""

    WIDTH: ClassVar = 78

    def __init__(self, meeting: Meeting, why_not: str, key: str, glyphs: Glyphs) -> None:
        """Show the front page of ``meeting``, which ``key`` opened."""
        super().__init__("meeting", key, glyphs)
        self._meeting, self._why_not = meeting, why_not
        bind(self, key, "dismiss", "Close")

    def on_mount(self) -> None:
        """Show it."""
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap it to the new width."""
        self._tell()

    def _tell(self) -> None:
        width = min(self.WIDTH, self.app.size.width) - FRAME_WIDTH
        self.show(Content("Meeting details"), front_page_lines(self._meeting, self._why_not, width))
