"""The introduction: one screen for a person who is new here, at the first start and when it is asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content

from tracker.ui.commands import Command
from tracker.ui.panels.frame import FRAME_WIDTH
from tracker.ui.present.glyphs import Glyphs
from tracker.ui.present.lines import line, safe
from tracker.ui.present.tour import tour_lines
from tracker.ui.screens.moving import MovingScreen
from tracker.ui.screens.question import Question
from tracker.ui.screens.reading import ReadingScreen

_SCROLLING = frozenset(
    key
    for binding in ReadingScreen.BINDINGS
    if isinstance(binding, Binding) and binding.action != "dismiss"
    for key in binding.key.split(",")
)


class TourReader(ReadingScreen):
    """Any key closes it, but those that scroll where there is more than fits."""

    WIDTH: ClassVar = 60

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


class TourScreen(MovingScreen):
    """``i``, and the first start."""

    take_first_run: Callable[[], bool] | None = None
    """Returns whether this is the person's first start, once; None where nobody keeps it."""

    take_report: Callable[[], str] = staticmethod(lambda: "")
    """Returns the report of the last run's crash, once; empty where there is none."""

    def on_mount(self) -> None:
        """Introduce who is new here; tell whom the program failed the last time."""
        if self.take_first_run is not None and self.take_first_run():
            self.call_after_refresh(self.action_tour)
        elif report := self.take_report():
            self.call_after_refresh(self._offer, report)

    def _offer(self, report: str) -> None:
        """Ask whether to show the report of a crash."""
        question = line("It crashed the last time. Show the report?")

        def show(wanted: bool | None) -> None:
            if wanted:
                self.app.push_screen(ReportReader(report, self.glyphs))

        self.app.push_screen(Question(question), show)

    def action_tour(self) -> None:
        """Open the introduction."""
        commands = {command.id: command for command in self.commands}
        key = commands["tour"].keys[0]
        self.app.push_screen(TourReader(commands, self.desk.store.folder, key, self.glyphs))
