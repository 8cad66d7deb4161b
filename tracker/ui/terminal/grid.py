"""The cells that should be shown: a screen in memory that text, moves, erasures and scrolling act upon.

Positions are counted from 0, column `x` before row `y`. A wide character holds two cells: its own, and the one
to its right, which is the empty string. The cursor may stand at `x == width` after the last column was written
(the pending wrap of a VT100). Erased cells take the background colour, as in xterm.
"""

from typing import Final

from tracker.ui.terminal.cells import all_single, graphemes
from tracker.ui.terminal.style import DEFAULT, Style, apply_sgr, blank

TAB_STOP: Final = 8


class Row:
    """One row of cells: their text, their styles, and whether any might need a closer look at its width."""

    __slots__ = ("chars", "special", "styles")

    def __init__(self, width: int, style: Style = DEFAULT) -> None:
        """Make a blank row of `width` cells, all in `style`."""
        self.chars = [" "] * width
        self.styles = [style] * width
        self.special = False

    def same(self, other: "Row") -> bool:
        """Say whether both rows show the same."""
        return self.chars == other.chars and self.styles == other.styles

    def take(self, other: "Row") -> None:
        """Become a copy of another row."""
        self.chars[:] = other.chars
        self.styles[:] = other.styles
        self.special = other.special

    def resize(self, width: int) -> None:
        """Cut the row, or lengthen it with blank cells."""
        self.split(width)
        more = max(0, width - len(self.chars))
        self.chars[width:] = [" "] * more
        self.styles[width:] = [DEFAULT] * more

    def split(self, x: int) -> None:
        """Blank both halves of the wide character that an edge at the left of column `x` would cut, if any."""
        if 0 < x < len(self.chars) and self.chars[x] == "":
            for half in (x - 1, x):
                self.chars[half] = " "
                self.styles[half] = blank(self.styles[half])


class Grid:
    """The wanted screen."""

    def __init__(self, width: int, height: int) -> None:
        """Make a blank screen of `width` columns and `height` rows."""
        self.width = width
        self.height = height
        self.rows = [Row(width) for _ in range(height)]
        self.dirty: set[int] = set()
        self.x = 0
        self.y = 0
        self.pen = DEFAULT
        self.cursor_shown = False
        self.autowrap = False
        self.top = 0
        self.bottom = height - 1
        self._blank_pen = DEFAULT
        self._saved = (0, 0, DEFAULT)

    def resize(self, width: int, height: int) -> None:
        """Change the size, keeping what still fits; the cursor goes home, the margins to the edges."""
        for row in self.rows:
            row.resize(width)
        self.rows[height:] = [Row(width) for _ in range(height - self.height)]
        self.width = width
        self.height = height
        self.set_margins()
        self.dirty = set(range(height))

    def clear(self) -> None:
        """Blank everything, as a terminal does when it enters its alternate screen."""
        self.rows = [Row(self.width) for _ in range(self.height)]
        self.set_margins()
        self.dirty.update(range(self.height))

    def set_pen(self, style: Style) -> None:
        """Set the style of what is written from now on."""
        self.pen = style
        self._blank_pen = blank(style)

    def sgr(self, sequences: str) -> None:
        """Apply whole SGR sequences to the pen."""
        self.set_pen(apply_sgr(self.pen, sequences))

    def put(self, text: str) -> None:
        """Write printable text at the cursor."""
        if not all_single(text):
            for grapheme, width in graphemes(text):
                self._put_grapheme(grapheme, width)
            return
        while text:
            if self.x >= self.width:
                self._wrap()
            room = self.width - self.x
            self._put_cells(text[:room])
            text = text[room:]
            if text and not self.autowrap:
                # Without autowrap each further character overwrites the last column.
                self.x = self.width - 1
                text = text[-1]

    def _put_cells(self, text: str) -> None:
        """Write characters of one cell each, which fit into the row."""
        x, pen, blank_pen = self.x, self.pen, self._blank_pen
        end = x + len(text)
        row = self.rows[self.y]
        row.split(x)
        row.split(end)
        row.chars[x:end] = text
        if pen is blank_pen or " " not in text:
            row.styles[x:end] = [pen] * len(text)
        else:
            row.styles[x:end] = [blank_pen if character == " " else pen for character in text]
        self.x = end
        self.dirty.add(self.y)

    def _put_grapheme(self, grapheme: str, width: int) -> None:
        """Write one grapheme of any width; one that cannot fit into the screen is left out."""
        if width == 0:
            self._combine(grapheme)
            return
        if self.x + width > self.width:
            if self.x >= self.width or self.autowrap:
                self._wrap()
            if self.x + width > self.width:
                return
        x = self.x
        row = self.rows[self.y]
        row.split(x)
        row.split(x + width)
        row.chars[x : x + width] = [grapheme, ""][:width]
        row.styles[x : x + width] = [self._blank_pen if grapheme == " " else self.pen] * width
        row.special = True
        self.x = x + width
        self.dirty.add(self.y)

    def _combine(self, mark: str) -> None:
        """Add a mark without width to the character before the cursor, if there is one in the row."""
        row = self.rows[self.y]
        x = min(self.x, self.width) - 1
        if x > 0 and row.chars[x] == "":
            x -= 1
        if x >= 0 and row.chars[x]:
            row.chars[x] += mark
            row.styles[x] = row.styles[x] if row.chars[x] != " " else self.pen
            row.special = True
            self.dirty.add(self.y)

    def _wrap(self) -> None:
        """Go on from the pending wrap: at the next row, or in the last column without autowrap."""
        if self.autowrap:
            self.x = 0
            self.line_feed()
        else:
            self.x = self.width - 1

    def move_to(self, x: int, y: int) -> None:
        """Put the cursor at a column and row, or as near as the screen allows."""
        self.x = max(0, min(x, self.width - 1))
        self.y = max(0, min(y, self.height - 1))

    def move_by(self, dx: int, dy: int) -> None:
        """Move the cursor, which ends a pending wrap; up and down it stops at the margin it meets."""
        low = self.top if self.y >= self.top else 0
        high = self.bottom if self.y <= self.bottom else self.height - 1
        self.move_to(min(self.x, self.width - 1) + dx, max(low, min(self.y + dy, high)))

    def tab(self) -> None:
        """Move the cursor to the next tab stop (one every 8 columns)."""
        self.move_to((self.x // TAB_STOP + 1) * TAB_STOP, self.y)

    def line_feed(self) -> None:
        """Move down one row, scrolling the region up at its bottom."""
        if self.y == self.bottom:
            self.scroll(1, self.top)
        self.move_by(0, self.y != self.bottom)

    def reverse_index(self) -> None:
        """Move up one row, scrolling the region down at its top."""
        if self.y == self.top:
            self.scroll(-1, self.top)
        self.move_by(0, -(self.y != self.top))

    def scroll(self, count: int, top: int) -> None:
        """Scroll the rows from `top` to the bottom margin up by `count` (down if negative)."""
        fill = blank(Style(bg=self.pen.bg))
        size = self.bottom + 1 - top
        count = max(-size, min(count, size))
        fresh = [Row(self.width, fill) for _ in range(abs(count))]
        region = self.rows[top : self.bottom + 1]
        self.rows[top : self.bottom + 1] = region[count:] + fresh if count > 0 else fresh + region[:count]
        self.dirty.update(range(top, self.bottom + 1))

    def shift_lines(self, count: int) -> None:
        """Delete `count` rows at the cursor (insert if negative), if it stands within the margins."""
        if self.top <= self.y <= self.bottom:
            self.scroll(count, self.y)
            self.x = 0

    def shift_cells(self, count: int) -> None:
        """Delete `count` cells at the cursor (insert if negative); the rest of the row moves."""
        self.move_by(0, 0)
        row, x = self.rows[self.y], self.x
        count = max(x - self.width, min(count, self.width - x))
        gone, fresh = max(count, 0), max(-count, 0)
        fill = blank(Style(bg=self.pen.bg))
        for edge in (x, x + gone, self.width - fresh):
            row.split(edge)
        row.chars[x : x + gone] = [" "] * fresh
        row.styles[x : x + gone] = [fill] * fresh
        row.chars[self.width :] = []
        row.styles[self.width :] = []
        row.chars += [" "] * gone
        row.styles += [fill] * gone
        self.dirty.add(self.y)

    def erase(self, y: int, start: int, end: int) -> None:
        """Blank the cells of row `y` from column `start` up to, not including, `end`."""
        end = min(end, self.width)
        if start < end:
            row = self.rows[y]
            row.split(start)
            row.split(end)
            row.chars[start:end] = [" "] * (end - start)
            row.styles[start:end] = [blank(Style(bg=self.pen.bg))] * (end - start)
            self.dirty.add(y)

    def set_margins(self, top: int = 0, bottom: int | None = None) -> None:
        """Set the scrolling region to rows `top` to `bottom`, if there is more than one; the cursor goes home."""
        bottom = self.height - 1 if bottom is None else min(bottom, self.height - 1)
        if top < bottom or self.height == 1:
            self.top, self.bottom = top, bottom
        self.move_to(0, 0)

    def save_cursor(self) -> None:
        """Remember where the cursor is, and the pen."""
        self._saved = (self.x, self.y, self.pen)

    def restore_cursor(self) -> None:
        """Put the cursor and the pen back to what was remembered."""
        x, y, pen = self._saved
        self.move_to(x, y)
        self.set_pen(pen)
