"""A window too small to show anything: a word in place of all that is open, and no key does what nobody sees.

What is open stays as it is, with the text and the caret of its field, until the window is larger again. It is covered
where frames go out and not hidden by styles, because Textual takes the focus from a field that is hidden.
"""

from collections.abc import Sequence
from typing import Any, Final

from rich.console import RenderableType
from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.screen import Screen

from tracker.glyphs import UNICODE
from tracker.ui.pointing import Cursor, PointingApp
from tracker.ui.rendering.lines import fit, line
from tracker.ui.textual_internals import frame_of_lines
from tracker.ui.typeahead import Typed
from tracker.ui.widgets.painting import strip_of

LEAST: Final = Size(40, 10)
"""The smallest window in which everything can be seen and done."""

_LEAVING: Final = "ctrl+q"
"""The key of Textual's that leaves the program from any screen."""

_HARMLESS: Final = frozenset((_LEAVING, "ctrl+c", "ctrl+l"))


def is_too_small(size: Size) -> bool:
    """Say whether nothing can be shown in a window of a size."""
    return size.width < LEAST.width or size.height < LEAST.height


def too_small_lines(size: Size, leaving: str) -> list[Content]:
    """Return what is said in a window of a size; ``leaving`` is the key that leaves the program."""
    return [
        line(f"Too small: {size.width}x{size.height}."),
        line(f"tracker needs {LEAST.width}x{LEAST.height}."),
        line(f"{leaving} quits."),
    ]


class RoomyApp(PointingApp):
    """Takes no keys and no clicks while there is no room to show what they do."""

    @property
    def quit_keys(self) -> Sequence[str]:
        """Keys that leave the program while nothing is open over the main screen."""
        raise NotImplementedError

    @property
    def is_too_small(self) -> bool:
        """Whether nothing can be shown."""
        return is_too_small(self.size)

    async def take(self, event: Typed) -> None:
        """Drop what is typed and clicked unseen."""
        if not self.is_too_small or self._may_come_through(event):
            await super().take(event)

    def cursor(self) -> Cursor:
        """Return where the cursor stands: at the word, where there is no room for more."""
        return Cursor(Offset(0, 0), is_shown=False) if self.is_too_small else super().cursor()

    def _may_come_through(self, event: Typed) -> bool:
        """Say whether something that is typed changes nothing, or is what leaves."""
        return isinstance(event, events.Key) and (
            event.key in _HARMLESS or (event.key in self.quit_keys and self._is_nothing_open)
        )

    @property
    def _is_nothing_open(self) -> bool:
        return len(self.screen_stack) == 1

    def send_frame(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send a frame, or the word in its place."""
        if renderable is not None and self.is_too_small and not self._is_nothing_open:
            renderable = self._word()
        super().send_frame(screen, renderable)

    def _word(self) -> RenderableType:
        """Return a frame that covers everything with the word."""
        width, height = self.size
        said = [*too_small_lines(self.size, "Ctrl+Q"), *[Content("")] * height][:height]
        strips = [[strip_of(self.screen_stack[0], fit(each, width, UNICODE), width)] for each in said]
        return frame_of_lines(strips, self.size)
