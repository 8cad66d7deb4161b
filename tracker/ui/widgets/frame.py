"""A panel that draws its own frame and only the lines that are seen, one at a time."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tracker.glyphs import UNICODE, Glyphs
from tracker.ui.pointing import Pointed
from tracker.ui.rendering.lines import STRONG, fit, line
from tracker.ui.widgets.painting import strip_of

FRAME_WIDTH = 2
"""Cells that the two sides of the frame take; as many lines do its top and bottom."""


class FramePanel(Pointed):
    """A bordered panel with a title at the left, a summary at the right, and what is out of sight at the bottom.

    The frame is drawn here, not by styles: which panel is active changes one sign of the title and nothing else, so
    that moving between panels costs a few bytes, and the same code draws it in ASCII. Textual's focus is not used,
    because a panel that is hidden in a small terminal would lose it.
    """

    DEFAULT_CSS = """
    FramePanel { background: $background; color: $foreground; }
    """

    is_active: var[bool] = var(False, init=False)
    """Whether the keys go to this panel."""

    class Pressed(Message):
        """The mouse was pressed somewhere on the panel."""

        def __init__(self, panel: "FramePanel") -> None:
            """Tell which panel it was."""
            super().__init__()
            self.panel = panel

    def __init__(self, name: str, key: str, glyphs: Glyphs = UNICODE) -> None:
        """Make the panel ``name`` that ``key`` jumps to."""
        super().__init__(name=name, id=name)
        self.key = key
        """Key that jumps to it, shown before its title."""
        self.glyphs = glyphs
        """Signs to draw with."""
        self.heading = Content("")
        """What it shows, at the left of the top line."""
        self.summary = Content("")
        """A count and a bar, at the right of the top line."""
        self.top = 0
        """Index of the first line in sight."""
        self._fitted_to = Size(0, 0)
        self._was_hidden = False

    @property
    def line_count(self) -> int:
        """How many lines there are, in sight or not."""
        raise NotImplementedError

    def content_line(self, index: int, width: int) -> Content:
        """Return line ``index``, at most ``width`` cells wide."""
        raise NotImplementedError

    def empty_lines(self, width: int) -> Sequence[Content]:
        """Return what is said in ``width`` cells where there are no lines."""
        return ()

    def drawn_line(self, index: int, width: int) -> Content:
        """Return line ``index`` to be drawn."""
        return self.content_line(index, width)

    @property
    def inner_width(self) -> int:
        """Cells between the sides of the frame."""
        return max(0, self.size.width - FRAME_WIDTH)

    @property
    def page(self) -> int:
        """Lines in sight."""
        return max(1, self.size.height - FRAME_WIDTH)

    def scroll_to_top(self, top: int) -> None:
        """Bring line ``top`` to the first place, or as near to it as the lines allow."""
        top = max(0, min(top, self.line_count - self.page))
        if top != self.top:
            self.top = top
            self.refresh()

    def set_titles(self, heading: Content, summary: Content) -> None:
        """Change the top line, and paint it only where it differs."""
        if not (heading.is_same(self.heading) and summary.is_same(self.summary)):
            self.heading, self.summary = heading, summary
            self.refresh_top_line()

    def refresh_top_line(self) -> None:
        """Paint the top line anew."""
        self.refresh(Region(0, 0, self.size.width, 1))

    def refresh_line(self, index: int) -> None:
        """Paint line ``index`` anew where it is in sight."""
        row = index - self.top
        if 0 <= row < self.page:
            self.refresh(Region(0, row + 1, self.size.width, 1))

    def pointed_at(self) -> Offset | None:
        """Return the beginning of the first line in sight, while the keys go here."""
        return Offset(1, 1) if self.is_active else None

    def line_at(self, y: int) -> int | None:
        """Return the index of the line at row ``y`` of the widget, or None on the frame or below the last."""
        index = self.top + y - 1
        return index if 0 < y < self.size.height - 1 and index < self.line_count else None

    def render_line(self, y: int) -> Strip:
        """Draw one row of the widget."""
        width, height = self.size
        # The first frame at a size, or after it was hidden, is drawn before the message of that comes.
        self._fit()
        if y == 0:
            return strip_of(self, self._top_line(width), width)
        if y == height - 1:
            return strip_of(self, self._bottom_line(width), width)
        index = self.top + y - 1
        inner = self.drawn_line(index, self.inner_width) if index < self.line_count else Content("")
        if not self.line_count and index < len(said := self.empty_lines(self.inner_width)):
            inner = said[index]
        side = self.glyphs.vertical
        return strip_of(self, line(side, fit(inner, self.inner_width, self.glyphs), side), width)

    def on_resize(self) -> None:
        """Fit what is shown to the new size; a panel that is hidden has none."""
        self._fit()

    def on_hide(self) -> None:
        """Take note: what changes from here on can't be fitted, as there is no size to fit it to."""
        self._was_hidden = True

    def on_show(self) -> None:
        """Catch up with what changed meanwhile."""
        self._fit()

    def watch_is_active(self, is_active: bool) -> None:
        """Paint what tells whether the keys go here."""
        self.set_class(is_active, "-active")
        self.refresh_top_line()

    def fit_to_size(self) -> None:
        """Keep what is in sight within the lines."""
        self.top = max(0, min(self.top, self.line_count - self.page))

    def on_mouse_down(self) -> None:
        """Ask for the keys."""
        self.post_message(self.Pressed(self))

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self.scroll_to_top(self.top + 3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll with the wheel."""
        self.scroll_to_top(self.top - 3)

    def catch_up(self) -> None:
        """Bring what is in sight in order after the panel was hidden."""

    def _fit(self) -> None:
        if not self.size.height:
            return
        was_hidden, self._was_hidden = self._was_hidden, False
        if self._fitted_to != self.size:
            self._fitted_to = self.size
            self.fit_to_size()
        elif was_hidden:
            self.catch_up()

    def _top_line(self, width: int) -> Content:
        glyphs = self.glyphs
        mark = glyphs.active if self.is_active else glyphs.horizontal
        left = line(glyphs.top_left, glyphs.horizontal, mark, (f"{self.key} ", STRONG), self.heading, " ")
        right = line(" ", self.summary, " ", glyphs.horizontal, glyphs.top_right) if self.summary else Content("")
        if left.cell_length + right.cell_length > width:
            right = Content("")
        right = right or Content(glyphs.horizontal + glyphs.top_right)
        left = left if left.cell_length + right.cell_length <= width else fit(left, width - right.cell_length, glyphs)
        return line(left, glyphs.horizontal * (width - left.cell_length - right.cell_length), right)

    def _bottom_line(self, width: int) -> Content:
        glyphs = self.glyphs
        below = max(0, self.line_count - self.top - self.page)
        parts = [f"{glyphs.above}{self.top}"] if self.top else []
        parts += [f"{glyphs.below}{below}"] if below else []
        note = f" {' '.join(parts)} " if parts else ""
        return line(
            glyphs.bottom_left,
            glyphs.horizontal * (width - len(note) - 3),
            note,
            glyphs.horizontal,
            glyphs.bottom_right,
        )
