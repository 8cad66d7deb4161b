"""Where the terminal's own cursor stands: where screen readers and braille lines read, and input methods open.

It is shown only where text is typed, at the caret: some terminals open an input method at a cursor that is shown and
at no other. Nothing else is drawn as a caret there, because a block on a cell that is reversed already looks like none.
Everywhere else it is hidden: screen readers and braille lines follow a hidden cursor as well, and one that blinks
beside the bar of a list would only draw people's eyes. It stands on the sign at the beginning of the selected row, and
on the first line in sight of what is only read.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Final, NamedTuple, Protocol, runtime_checkable

from rich.console import RenderableType
from textual import events
from textual.command import CommandList
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tracker.ui.textual_internals import driver_of, highlighted_line
from tracker.ui.typeahead import InOrderApp, Typed

ALONG_A_LIST: Final = frozenset(("up", "down", "pageup", "pagedown"))
"""Keys that, while a field has the focus, move in the list below it."""

_CORNER: Final = Offset(0, 0)


_SHOW: Final = "\x1b[?25h"
_HIDE: Final = "\x1b[?25l"


class Cursor(NamedTuple):
    """The terminal's own cursor."""

    place: Offset
    """On the screen."""
    is_shown: bool


class Pointed(Widget):
    """A widget that the cursor can stand on while nothing is typed."""

    IS_LIST: ClassVar = False
    """Whether the keys that move along a list move in it while the focus is in a field above it."""

    def pointed_at(self) -> Offset | None:
        """Return on which cell, in sight or not; None leaves the cursor to another widget."""
        return None


@runtime_checkable
class TypedInto(Protocol):
    """A field that text is typed into."""

    def caret_at(self) -> Offset:
        """Return on which cell of the field the caret is, in sight or not."""
        ...


class PointingApp(InOrderApp):
    """Puts the terminal's own cursor where the person is, after every frame."""

    _last_key = ""

    async def take(self, event: Typed) -> None:
        """Remember which key was pressed last."""
        if isinstance(event, events.Key):
            self._last_key = event.key
        await super().take(event)

    def cursor(self) -> Cursor:
        """Return where the cursor stands now."""
        return cursor_of(self.screen, self._last_key)

    def send_frame(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send a frame and then where the cursor stands; one that goes is hidden before the frame moves it about."""
        if renderable is None or (driver := driver_of(self)) is None or self.is_headless:
            super().send_frame(screen, renderable)
            return
        self.cursor_position, is_shown = self.cursor()
        if not is_shown:
            driver.write(_HIDE)
        super().send_frame(screen, renderable)
        if is_shown:
            driver.write(_SHOW)


def cursor_of(screen: Screen[Any], last_key: str) -> Cursor:
    """Return where the cursor stands on a screen as it is laid out now, after the key that was pressed last."""
    field = screen.focused
    if field is None:
        return Cursor(_pointed_on(screen, screen.walk_children(Widget)) or _CORNER, is_shown=False)
    if (caret := _caret_at(field)) is None:
        return Cursor(_pointed_on(screen, (field,)) or _CORNER, is_shown=False)
    if last_key in ALONG_A_LIST and (row := _pointed_on(screen, filter(_is_list, screen.walk_children(Widget)))):
        return Cursor(row, is_shown=False)
    return Cursor(_place_of(screen, field, caret), is_shown=True)


def _is_list(widget: Widget) -> bool:
    return isinstance(widget, CommandList) or (isinstance(widget, Pointed) and widget.IS_LIST)


def _caret_at(field: Widget) -> Offset | None:
    """Return the cell of a field on which its caret is; None for what no text is typed into."""
    if isinstance(field, Input):
        # Of the palette's field too, which isn't ours. Textual counts a cell too many behind the last letter.
        return field.cursor_screen_offset - field.region.offset - (int(field.cursor_at_end), 0)
    return field.caret_at() if isinstance(field, TypedInto) else None


def _pointed_on(screen: Screen[Any], widgets: Iterable[Widget]) -> Offset | None:
    """Return the place of the first of some widgets on which the cursor can stand; None where there is none."""
    for widget in widgets:
        if isinstance(widget, Pointed) and widget.region and (at := widget.pointed_at()) is not None:
            return _place_of(screen, widget, at)
        if isinstance(widget, CommandList) and widget.region and (line := highlighted_line(widget)) is not None:
            cell = widget.content_region.offset - widget.region.offset + (0, line - widget.scroll_offset.y)
            return _place_of(screen, widget, cell)
    return None


def _place_of(screen: Screen[Any], widget: Widget, cell: Offset) -> Offset:
    """Return the place of a cell of a widget on the screen, or of the nearest that is in sight."""
    try:
        geometry = screen.find_widget(widget)
    except NoWidget:
        return _CORNER
    x, y = geometry.region.offset + cell
    seen = geometry.visible_region
    return Offset(max(seen.x, min(x, seen.right - 1)), max(seen.y, min(y, seen.bottom - 1)))
