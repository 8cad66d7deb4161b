"""The difference between the wanted screen and the terminal's, in as few bytes as possible.

The encoder remembers the cells, the cursor and the style that the terminal has after everything it was sent.
It relies on autowrap being off, the cursor being hidden at first, and line feeds being sent as they are; the driver
sees to that.
"""

from bisect import bisect_left
from typing import Final

from tracker.ui.terminal.cells import unsure
from tracker.ui.terminal.grid import Grid, Row
from tracker.ui.terminal.modes import CLEAR
from tracker.ui.terminal.motion import motion
from tracker.ui.terminal.style import DEFAULT, Style, blank, change

_ERASE_TO_END: Final = "\x1b[K"
_ERASE_BELOW: Final = "\x1b[J"
_LONG_BLANK: Final = 8
"""Blank cells from which on it may be shorter to erase them than to write spaces."""


def _is_doubtful(row: Row) -> bool:
    """Say whether the terminal may give a character of the row another width than we do."""
    return row.special and any(map(unsure, row.chars))


class Encoder:
    """What the terminal shows, and how to make it show something else."""

    def __init__(self, width: int, height: int, *, basic: bool = False) -> None:
        """Begin with a terminal of which nothing is known.

        Args:
            width: Columns of the terminal.
            height: Rows of the terminal.
            basic: Whether the terminal is no more than a VT100, without CHA, ECH and most of SGR.
        """
        self._width = width
        self._basic = basic
        self._sent = [Row(width) for _ in range(height)]
        self._known = False
        self._pen = DEFAULT
        self._x: int | None = None
        self._y: int | None = None
        self._cursor_shown: bool | None = False
        self._out: list[str] = []

    def forget(self) -> None:
        """Assume nothing about the terminal: the next difference clears it and paints all."""
        self._known = False
        self._cursor_shown = None

    def resize(self, width: int, height: int) -> None:
        """Begin anew with a terminal of another size."""
        self._width = width
        self._sent = [Row(width) for _ in range(height)]
        self.forget()

    def difference(self, grid: Grid) -> str:
        """Return what makes the terminal show the grid, and take it for sent.

        Args:
            grid: The wanted screen, of the same size; its `dirty` rows are looked at and then forgotten.

        Returns:
            Text and escape sequences; nothing if the terminal shows the grid already.
        """
        self._out = []
        if not grid.cursor_shown:
            self._show_cursor(False)
        if not self._known:
            self._clear()
            grid.dirty.update(range(len(self._sent)))
        changed = [y for y in sorted(grid.dirty) if not grid.rows[y].same(self._sent[y])]
        grid.dirty.clear()
        for y in self._erase_below(grid, changed):
            self._paint_row(y, grid.rows[y])
        # A hidden one too: it is what screen readers, braille lines and input methods follow.
        self._move(min(grid.x, self._width - 1), grid.y)
        self._show_cursor(grid.cursor_shown)
        return "".join(self._out)

    def _clear(self) -> None:
        """Bring the terminal to a known state: blank, default style, cursor home."""
        self._out.append(CLEAR)
        self._sent = [Row(self._width) for _ in self._sent]
        self._pen, self._x, self._y, self._known = DEFAULT, 0, 0, True

    def _erase_below(self, grid: Grid, changed: list[int]) -> list[int]:
        """Erase the bottom of the screen at once if it became blank; return the rows that are left to paint."""
        nothing = Row(self._width)
        first = len(grid.rows)
        while first and grid.rows[first - 1].same(nothing):
            first -= 1
        above = [y for y in changed if y < first]
        if len(changed) - len(above) < 2:
            return changed
        self._move(0, first)
        self._pen_for_blank(DEFAULT)
        self._out.append(_ERASE_BELOW)
        for row in self._sent[first:]:
            row.take(nothing)
        return above

    def _paint_row(self, y: int, new: Row) -> None:
        """Send what differs in row `y`."""
        old = self._sent[y]
        doubtful = _is_doubtful(new)
        if doubtful or _is_doubtful(old):
            # Where the characters of such a row really are is not known, so nothing of it can be kept.
            self._move(0, y)
            self._pen_for_blank(DEFAULT)
            self._out.append(_ERASE_TO_END)
            old.take(Row(self._width))
        if doubtful:
            self._write_row(y, new)
        else:
            self._patch_row(y, new, old)
        old.take(new)

    def _patch_row(self, y: int, new: Row, old: Row) -> None:
        """Send the cells of row `y` that differ."""
        cells = zip(new.chars, old.chars, new.styles, old.styles, strict=True)
        differing = [x for x, (a, b, c, d) in enumerate(cells) if a != b or (c is not d and c != d)]
        at = 0
        while at < len(differing):
            x = differing[at]
            stretch = self._nothing_from(new, x)
            if stretch > x:
                last = bisect_left(differing, stretch, at) - 1
                if self._erase(x, y, new, stretch, differing[last] + 1):
                    at = last + 1
                    continue
            self._move(x, y, new)
            end = self._write_run(x, new, differing, at)
            at = bisect_left(differing, end, at)

    def _nothing_from(self, row: Row, x: int) -> int:
        """Return where the stretch of blank cells in the default style that begins at column `x` ends."""
        chars, styles, width = row.chars, row.styles, self._width
        while x < width and chars[x] == " " and (styles[x] is DEFAULT or styles[x] == DEFAULT):
            x += 1
        return x

    def _erase(self, x: int, y: int, new: Row, stretch: int, end: int) -> bool:
        """Erase the cells from `x` to `end` if that is shorter than writing spaces; say whether it was done.

        `stretch` is where the blank cells that follow `x` end: at the edge of the screen EL will do.
        """
        if stretch == self._width:
            sequence = _ERASE_TO_END
        elif self._basic:
            return False
        else:
            sequence = f"\x1b[{end - x}X"
        # ECH leaves the cursor where it is; going on beyond the erased cells takes a move.
        after = len(f"\x1b[{end - x}C") if stretch == end < self._width else 0
        if end - x <= len(sequence) + after:
            return False
        self._move(x, y, new)
        self._pen_for_blank(DEFAULT)
        self._out.append(sequence)
        return True

    def _write_run(self, x: int, row: Row, differing: list[int], at: int) -> int:
        """Write differing cells from column `x` on that need one style; return the column after them.

        `differing[at]` is `x`.
        """
        chars, styles = row.chars, row.styles
        style = self._style_for_run(x, row, differing, at)
        on_blank = blank(style)
        end = x
        while at < len(differing) and differing[at] == end:
            if styles[end] is not style and styles[end] != style and (chars[end] != " " or styles[end] != on_blank):
                break
            if end > x and chars[end] == " " != chars[end - 1] and self._nothing_from(row, end) - end > _LONG_BLANK:
                break
            end += 1
            at += 1
            if end < self._width and chars[end] == "":
                # The right half of a wide character goes with the left one, whether it differs or not.
                end += 1
                at = bisect_left(differing, end, at)
        self._set_pen(style)
        self._out.append("".join(chars[x:end]))
        self._x = end if end < self._width else None
        return end

    def _style_for_run(self, x: int, row: Row, differing: list[int], at: int) -> Style:
        """Return the style to write the cell at `x` in: spaces take one that is there already, or soon needed."""
        wanted = row.styles[x]
        if row.chars[x] != " ":
            return wanted
        if blank(self._pen) == wanted:
            return self._pen
        for ahead, place in zip(differing[at:], range(x, self._width), strict=False):
            if ahead != place:
                break
            if row.chars[ahead] != " ":
                return row.styles[ahead] if blank(row.styles[ahead]) == wanted else wanted
        return wanted

    def _write_row(self, y: int, new: Row) -> None:
        """Write a row in which the terminal may see other widths than we do, after it was erased.

        After each doubtful character the cursor is placed anew and all that follows is written, blanks too, so that
        a character that came out too wide is overwritten where it doesn't belong.
        """
        end = self._width
        while end and new.chars[end - 1] == " " and new.styles[end - 1] == DEFAULT:
            end -= 1
        every = list(range(end))
        x = 0
        while x < end:
            self._move(x, y)
            if unsure(new.chars[x]):
                self._set_pen(new.styles[x])
                self._out.append(new.chars[x])
                self._x = None
                x += 2 if self._is_room_for_two(x, new) else 1
            else:
                stop = next((place for place in range(x, end) if unsure(new.chars[place])), end)
                x = self._write_run(x, new, every[:stop], x)
        if end < self._width:
            self._move(end, y)
            self._pen_for_blank(DEFAULT)
            self._out.append(_ERASE_TO_END)

    def _is_room_for_two(self, x: int, row: Row) -> bool:
        """Say whether a doubtful character at `x` may fill two cells: it is wide, or nothing stands beside it."""
        beside = x + 1
        return beside < self._width and (row.chars[beside] == "" or self._nothing_from(row, beside) > beside)

    def _set_pen(self, style: Style) -> None:
        """Bring the terminal to a style."""
        if style is not self._pen:
            self._out.append(change(self._pen, style, self._basic))
            self._pen = style

    def _pen_for_blank(self, style: Style) -> None:
        """Bring the terminal to some style that looks like `style` on blank cells."""
        if blank(self._pen) != style:
            self._set_pen(style)

    def _move(self, x: int, y: int, row: Row | None = None) -> None:
        """Move the cursor; along `row`, the wanted row it stands in, by writing cells again if that is shortest."""
        if self._x == x and self._y == y:
            return
        best = motion(self._x, self._y, x, y, self._basic)
        if row is not None and self._y == y and self._x is not None and 0 < x - self._x <= len(best):
            again = self._again(row, self._x, x)
            if again and len(again.encode()) <= len(best):
                best = again
        self._out.append(best)
        self._x, self._y = x, y

    def _again(self, row: Row, start: int, end: int) -> str:
        """Return the text of the cells from `start` to `end` if the pen suits them all, else nothing."""
        pen = self._pen
        on_blank = blank(pen)
        for x in range(start, end):
            style = row.styles[x]
            if style != pen and (row.chars[x] != " " or style != on_blank):
                return ""
        return "".join(row.chars[start:end])

    def _show_cursor(self, shown: bool) -> None:
        """Show or hide the cursor where it is."""
        if shown != self._cursor_shown:
            self._out.append("\x1b[?25h" if shown else "\x1b[?25l")
            self._cursor_shown = shown
