"""One screen of a terminal: pyte, with the faults mended that would tell two correct screens apart.

pyte 0.8.2

- leaves the other half of a wide character standing when one half is overwritten;
- adds a mark to the empty right half of a wide character;
- erases with all attributes instead of the background, scrolls without the background, erases only cells that were
  written before, and leaves a row standing when a row never written is moved onto it;
- keeps the cursor beyond the last column when it is moved up or down, pulls it back to a margin beyond which it
  stands, and leaves it where it is when `CSI r` should send it home.

Also, a sign of which the width is in dispute can be given another width than the tables say.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pyte
from wcwidth import wcwidth

Cell = pyte.screens.Char


class MendedScreen(pyte.Screen):
    """What is shown, cell by cell."""

    def __init__(self, columns: int, lines: int, widths: Mapping[str, int] | None = None) -> None:
        super().__init__(columns, lines)
        self.unread: list[tuple[Any, ...]] = []
        """The parameters of each sequence that isn't known, oldest first."""
        self._widths = dict(widths or {})

    def cells(self) -> list[list[Cell]]:
        """Return what can be seen: of a blank cell only the background, unless it is reversed or has a line."""
        return [[self._seen(self.buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]

    @staticmethod
    def _seen(cell: Cell) -> Cell:
        if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
            return Cell(" ", bg=cell.bg)
        return Cell(*cell)

    def rows(self) -> list[str]:
        """Return the text of every row, as wide as the screen."""
        return ["".join(self.buffer[y][x].data for x in range(self.columns)) for y in range(self.lines)]

    def draw(self, data: str) -> None:
        fits = True
        for character in data:
            width = self._widths.get(character, wcwidth(character))
            if width <= 0:
                if fits and width == 0:
                    self._combine(character)
                continue
            if self.cursor.x + width > self.columns:
                self._overflow()
            line, x = self.buffer[self.cursor.y], self.cursor.x
            fits = x + width <= self.columns
            if not fits:
                continue
            self._split(x)
            self._split(x + width)
            line[x] = self.cursor.attrs._replace(data=character)
            for half in range(x + 1, x + width):
                line[half] = self.cursor.attrs._replace(data="")
            self.cursor.x += width

    def _overflow(self) -> None:
        if pyte.modes.DECAWM in self.mode:
            self.carriage_return()
            self.index()
        elif self.cursor.x >= self.columns:
            self.cursor.x = self.columns - 1

    def _combine(self, mark: str) -> None:
        line = self.buffer[self.cursor.y]
        x = self.cursor.x - 1
        if x > 0 and line[x].data == "":
            x -= 1
        if x >= 0:
            line[x] = line[x]._replace(data=line[x].data + mark)

    def _split(self, x: int) -> None:
        line = self.buffer[self.cursor.y]
        if 0 < x < self.columns and line[x].data == "":
            line[x - 1] = line[x - 1]._replace(data=" ")
            line[x] = line[x]._replace(data=" ")

    def _clamped(self, method: Callable[..., None], *arguments: int) -> None:
        self.ensure_hbounds()
        method(*arguments)

    def index(self) -> None:
        bottom = self.margins.bottom if self.margins else self.lines - 1
        scrolls = self.cursor.y == bottom
        self._clamped(super().index)
        if scrolls:
            self._erase(bottom, 0, self.columns)

    def reverse_index(self) -> None:
        top = self.margins.top if self.margins else 0
        scrolls = self.cursor.y == top
        self._clamped(super().reverse_index)
        if scrolls:
            self._erase(top, 0, self.columns)

    def cursor_up(self, count: int | None = None) -> None:
        self.ensure_hbounds()
        top = self.margins.top if self.margins and self.cursor.y >= self.margins.top else 0
        self.cursor.y = max(top, self.cursor.y - (count or 1))

    def cursor_down(self, count: int | None = None) -> None:
        self.ensure_hbounds()
        bottom = self.margins.bottom if self.margins and self.cursor.y <= self.margins.bottom else self.lines - 1
        self.cursor.y = min(bottom, self.cursor.y + (count or 1))

    def cursor_to_line(self, line: int | None = None) -> None:
        self._clamped(super().cursor_to_line, line or 1)

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        super().set_margins(top, bottom)
        self.cursor_position()

    def insert_lines(self, count: int | None = None) -> None:
        self._shift_lines(super().insert_lines, count or 1, down=True)

    def delete_lines(self, count: int | None = None) -> None:
        self._shift_lines(super().delete_lines, count or 1, down=False)

    def _shift_lines(self, shift: Callable[[int], None], count: int, *, down: bool) -> None:
        for y in range(self.lines):
            self.buffer[y].update({})
        shift(count)
        top, bottom = self.margins or (0, self.lines - 1)
        first, last = self.cursor.y, bottom
        if top <= first <= last:
            rows = range(first, last + 1)
            for y in rows[:count] if down else rows[-count:]:
                self._erase(y, 0, self.columns)

    def insert_characters(self, count: int | None = None) -> None:
        self.ensure_hbounds()
        x, count = self.cursor.x, min(count or 1, self.columns - self.cursor.x)
        self._split(x)
        self._split(self.columns - count)
        super().insert_characters(count)
        self._erase(self.cursor.y, x, x + count)

    def delete_characters(self, count: int | None = None) -> None:
        self.ensure_hbounds()
        count = min(count or 1, self.columns - self.cursor.x)
        self._split(self.cursor.x)
        self._split(self.cursor.x + count)
        super().delete_characters(count)
        self._erase(self.cursor.y, self.columns - count, self.columns)

    def erase_characters(self, count: int | None = None) -> None:
        self.ensure_hbounds()
        self._erase(self.cursor.y, self.cursor.x, min(self.columns, self.cursor.x + (count or 1)))

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self.ensure_hbounds()
        start = self.cursor.x if how == 0 else 0
        self._erase(self.cursor.y, start, self.cursor.x + 1 if how == 1 else self.columns)

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        rows = {0: range(self.cursor.y + 1, self.lines), 1: range(self.cursor.y)}.get(how, range(self.lines))
        for y in rows:
            self._erase(y, 0, self.columns)
        if how < 2:
            self.erase_in_line(how)

    def _erase(self, y: int, start: int, end: int) -> None:
        if y == self.cursor.y:
            self._split(start)
            self._split(end)
        for x in range(start, end):
            self.buffer[y][x] = self.default_char._replace(bg=self.cursor.attrs.bg)

    def debug(self, *args: Any, **kwargs: Any) -> None:
        self.unread.append(args)
