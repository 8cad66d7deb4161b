"""The introduction: one screen for a person who is new here, at the first start and when it is asked for."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content

from tracker.glyphs import Glyphs
from tracker.ui.commands import Command
from tracker.ui.dialogs.text_dialog import ReadingScreen
from tracker.ui.rendering.lines import line, safe
from tracker.ui.rendering.tour import tour_lines
from tracker.ui.widgets.frame import FRAME_WIDTH

_SCROLLING = frozenset(
    key
    for binding in ReadingScreen.BINDINGS
    if isinstance(binding, Binding) and binding.action != "dismiss"
    for key in binding.key.split(",")
)


class TourReader(ReadingScreen):
    """Any key closes it, but those that scroll where there is more than fits."""

    WIDTH: ClassVar = 60
    KEYS: ClassVar = "Any key closes it"

    def __init__(self, commands: Mapping[str, Command], folder: Path, key: str, glyphs: Glyphs) -> None:
        """Introduce to the meeting in ``folder``; ``key`` opens it again."""
        super().__init__("tour", key, glyphs)
        self._commands, self._folder, self._glyphs = commands, folder, glyphs

    def on_mount(self) -> None:
        """Show it."""
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap it to the new width."""
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Close it, so that a person who doesn't know a single key yet gets on."""
        is_cut = self.panel.line_count > self.panel.page
        if not (is_cut and event.key in _SCROLLING):
            event.stop()
            event.prevent_default()
            self.dismiss()

    def _tell(self) -> None:
        width = min(self.WIDTH, self.app.size.width) - FRAME_WIDTH
        self.show(Content("Introduction"), tour_lines(self._commands, self._folder, width, self._glyphs))


class ReportReader(ReadingScreen):
    """The report of a crash, to be marked and sent."""

    WIDTH: ClassVar = 78

    def __init__(self, report: str, glyphs: Glyphs) -> None:
        """Show ``report``, cleaned lines."""
        super().__init__("report", "", glyphs)
        self._report = report

    def on_mount(self) -> None:
        """Show it."""
        self.show(Content("What went wrong"), [line(" ", safe(row)) for row in self._report.split("\n")])
