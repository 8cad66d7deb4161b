"""Help: every command with its keys, made from the registry."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tracker.glyphs import ASCII, Glyphs
from tracker.ui.commands import Command, keys_label
from tracker.ui.dialogs.text_dialog import ReadingScreen
from tracker.ui.rendering.lines import MUTED, STRONG, line

_KEYS_WIDTH = 16
_KEYBOARDS = (
    "  Cyrillic, Greek and Arabic letters",
    "  work as the Latin letters in their",
    "  place: й is q. Text stays as typed.",
)
_ASCII_KEYBOARDS = (*_KEYBOARDS[:2], "  place. Text stays as typed.")


class HelpScreen(ReadingScreen):
    """Opens over the panels; any of the keys that close it closes it, and those that opened it too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,f1", "dismiss", "Close")]

    def __init__(self, commands: Sequence[Command], panel: str, glyphs: Glyphs) -> None:
        """List ``commands``; those that do nothing in ``panel`` are dimmed."""
        super().__init__("help", "?", glyphs)
        self._lines = help_lines(commands, panel, ascii_only=glyphs is ASCII)

    def on_mount(self) -> None:
        """Show the commands."""
        self.show(Content("Help"), self._lines)


def help_lines(commands: Sequence[Command], panel: str, *, ascii_only: bool) -> list[Content]:
    """Return the lines of the help: a heading a group, a line a command."""
    lines: list[Content] = []
    for group, members in groupby(commands, key=lambda command: command.group):
        lines.append(line(" ", (group, STRONG)))
        for command in members:
            keys = keys_label(command, ascii_only=ascii_only)
            style = "" if panel in command.panels else MUTED
            lines.append(line((f"  {keys:<{_KEYS_WIDTH}}{command.title}", style)))
    return [*lines, line(" ", ("Other keyboards", STRONG)), *map(line, _ASCII_KEYBOARDS if ascii_only else _KEYBOARDS)]
