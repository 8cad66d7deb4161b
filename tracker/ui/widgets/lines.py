"""A few whole lines without a frame: the status on top, the keys below, a question."""

import re
from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from tracker.glyphs import ASCII, UNICODE
from tracker.ui.keyboard.key_names import SIGNS, key_named
from tracker.ui.pointing import Pointed
from tracker.ui.rendering.lines import fit
from tracker.ui.textual_internals import is_bound
from tracker.ui.typeahead import InOrderApp
from tracker.ui.widgets.painting import strip_of

_KEY_AND_WORD = re.compile(r"(?P<key>\S+)(?: \S+)+")
"""A label and what it does; two blanks part it from the next."""

_LEFT, _RIGHT, _EDGE = (
    f"[{unicode}{ascii_sign}]"
    for unicode, ascii_sign in zip(
        (UNICODE.bottom_left, UNICODE.bottom_right, UNICODE.horizontal),
        (ASCII.bottom_left, ASCII.bottom_right, ASCII.horizontal),
        strict=True,
    )
)
_FRAME = re.compile(f"^{_LEFT}{_EDGE} | {_EDGE}*{_RIGHT}$")


class LinesWidget(Pointed):
    """Shows the lines it was given last, and paints only those that differ from before."""

    DEFAULT_CSS = """
    LinesWidget { background: $background; color: $foreground; height: 1; }
    """

    def __init__(self, name: str, *, is_read: bool = False, classes: str = "") -> None:
        """Make it empty; ``is_read`` where it is what a screen is about, and not beside it."""
        super().__init__(name=name, id=name, classes=classes)
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


class KeysLine(LinesWidget):
    """Lines of keys, each before a word for what it does: a click on it presses it."""

    keys_from = Offset(0, 0)
    """Where the keys begin, as they are read; what stands before is told or asked."""

    def say_keys(self, lines: Sequence[Content], *, told: int = 0) -> None:
        """Show ``lines``, which begin with something that is told; it is read in ``told`` cells, or takes them all."""
        self.keys_from = Offset(0, len(lines)) if told and len(lines) > 1 else Offset(told, 0)
        self.say(lines)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked, where it stands for something."""
        if (event.y, event.x) >= (self.keys_from.y, self.keys_from.x) and event.y < len(self._lines):
            press(self, key_at(self._lines[event.y], event.x))


def key_at(keys: Content, column: int) -> str:
    """Return the key whose label or word stands in a column of a line of keys; empty where none does."""
    at = len(keys.truncate(column).plain)
    for found in _KEY_AND_WORD.finditer(_FRAME.sub(lambda frame: " " * len(frame[0]), keys.plain)):
        if found.start() <= at < found.end():
            return key_named(found["key"])
    return ""


def press(widget: Widget, key: str) -> None:
    """Press ``key`` in place of a click on ``widget``, where it is bound on its screen; what was typed later waits."""
    if is_bound(widget.screen, key):
        character = SIGNS.get(key, " " if key == "space" else key)
        assert isinstance(widget.app, InOrderApp)
        widget.app.press_next(events.Key(key, character if len(character) == 1 else None))
