"""Help: every command with its keys, made from the registry."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from tracker.ui.commands import Command, keys_label
from tracker.ui.panels.frame import FramePanel
from tracker.ui.present.glyphs import ASCII, Glyphs
from tracker.ui.present.lines import MUTED, STRONG, line

_KEYS_WIDTH = 16


class HelpText(FramePanel):
    """The lines of the help in a frame."""

    def __init__(self, lines: list[Content], glyphs: Glyphs) -> None:
        """Show ``lines``."""
        super().__init__("help", "?", glyphs)
        self.heading = Content("Help")
        self.summary = line(("Esc closes", MUTED))
        self._lines = lines

    @property
    def line_count(self) -> int:
        """How many lines the help has."""
        return len(self._lines)

    def content_line(self, index: int, width: int) -> Content:
        """Return one line of the help."""
        return self._lines[index]


class HelpScreen(ModalScreen[None]):
    """Opens over the panels; any of the keys that close it closes it."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: transparent; }
    HelpScreen > HelpText { width: 58; max-width: 100%; height: auto; max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter,space", "dismiss", "Close"),
        Binding("down,j", "scroll(1)", "Down"),
        Binding("up,k", "scroll(-1)", "Up"),
        Binding("pagedown", "page(1)", "Page down"),
        Binding("pageup", "page(-1)", "Page up"),
        Binding("g,home", "scroll(-10000)", "First"),
        Binding("G,end", "scroll(10000)", "Last"),
    ]

    def __init__(self, commands: Sequence[Command], panel: str, glyphs: Glyphs) -> None:
        """List ``commands``; those that do nothing in ``panel`` are dimmed."""
        super().__init__()
        self._text = HelpText(help_lines(commands, panel, ascii_only=glyphs is ASCII), glyphs)

    def compose(self) -> ComposeResult:
        """Put the text in the middle."""
        yield self._text

    def on_mount(self) -> None:
        """Make the frame as high as the text, where there is room."""
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the frame to the new height."""
        self._fit()

    def action_scroll(self, step: int) -> None:
        """Scroll by ``step`` lines."""
        self._text.scroll_to_top(self._text.top + step)

    def action_page(self, step: int) -> None:
        """Scroll by pages."""
        self._text.scroll_to_top(self._text.top + step * self._text.page)

    def _fit(self) -> None:
        self._text.styles.height = min(self._text.line_count + 2, self.app.size.height)


def help_lines(commands: Sequence[Command], panel: str, *, ascii_only: bool) -> list[Content]:
    """Return the lines of the help: a heading a group, a line a command."""
    lines: list[Content] = []
    for group, members in groupby(commands, key=lambda command: command.group):
        lines.append(line(" ", (group, STRONG)))
        for command in members:
            keys = keys_label(command, ascii_only=ascii_only)
            style = "" if panel in command.panels else MUTED
            lines.append(line((f"  {keys:<{_KEYS_WIDTH}}{command.title}", style)))
    return lines
