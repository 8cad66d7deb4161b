"""A terminal to look at: two screens, and what pyte leaves out (modes, keyboard levels, answers, costs of cells)."""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from itertools import groupby, pairwise, product
from typing import Any, NamedTuple

import pyte
from wcwidth import wcwidth

from tests.support.vt_screen import Cell, MendedScreen

_TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f]+)"
    r"|\x1b\[(?P<mark>[<=>?]?)(?P<parameters>[\d;:]*)(?P<final>[ -/]*[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<string>\x1b[PX^_][^\x1b]*\x1b\\)"
    r"|(?P<escape>\x1b[ -/]*[0-OQ-WYZ`-~\\])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
)
_ALTERNATE = frozenset((47, 1047, 1049))
_AUTOWRAP, _CURSOR, _SYNCHRONISED = 7, 25, 2026
_OF_A_SCREEN = (_AUTOWRAP, _CURSOR)
"""Modes that pyte keeps for each screen, and a terminal once."""
_QUESTION, _ANSWER = f"\x1b[?{_SYNCHRONISED}$p", f"\x1b[?{_SYNCHRONISED};2$y"


class Area(NamedTuple):
    """A rectangle of cells: columns ``left`` to ``right``, rows ``top`` to ``bottom``, both ends included, from 0."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, x: int, y: int) -> bool:
        """Say whether a cell lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Cost(NamedTuple):
    """What changing one place cost: bytes of the text, and of the moves and styles that had to come before it."""

    x: int
    y: int
    bytes: int


class Terminal:
    """Shows what it is fed, and remembers what pyte does not."""

    def __init__(
        self, columns: int, rows: int, *, answers: bool = False, widths: Mapping[str, int] | None = None
    ) -> None:
        """Begin with an empty main screen.

        Args:
            columns: Width in cells.
            rows: Height in cells.
            answers: Whether it knows synchronised updates and says so when it is asked.
            widths: Signs of which the width is in dispute, with the one that they have here.
        """
        self.modes: set[int] = {_AUTOWRAP, _CURSOR}
        """Private modes that are set now."""
        self.keyboard_levels = 0
        """How many sets of flags of the kitty keyboard protocol are pushed."""
        self.bells = 0
        self.operating_commands: list[str] = []
        """The text of each OSC sequence, oldest first."""
        self.replies = ""
        """What the terminal has to say; whoever sends it empties it."""
        self.cleared: list[str] = []
        """The rows as they were when the whole screen was cleared last."""
        self.costs: list[Cost] = []
        """What was drawn, oldest first; whoever counts empties it."""
        self._answers = answers
        self._screens = (MendedScreen(columns, rows, widths), MendedScreen(columns, rows, widths))
        self._streams = tuple(map(pyte.Stream, self._screens))
        self._current = 0
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._tail = ""
        self._overhead = 0
        self._last_character = " "

    @property
    def rows(self) -> list[str]:
        """The text of every row, as wide as the screen."""
        return self._screen.rows()

    @property
    def text(self) -> str:
        """The rows, one a line, without the blanks at their ends."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def cells(self) -> list[list[Cell]]:
        """What can be seen, with colours and styles, row by row."""
        return self._screen.cells()

    @property
    def unread(self) -> list[tuple[Any, ...]]:
        """The parameters of each sequence that isn't known, of the screen that is shown."""
        return self._screen.unread

    @property
    def margins(self) -> tuple[int, int] | None:
        """The rows that scroll, if not all of them do."""
        return self._screen.margins

    @property
    def underlined(self) -> list[str]:
        """The texts that are underlined, from top to bottom."""
        found: list[str] = []
        for y in range(self._screen.lines):
            cells = [self._screen.buffer[y][x] for x in range(self._screen.columns)]
            for is_so, run in groupby(cells, key=lambda cell: cell.underscore):
                found += ["".join(cell.data for cell in run)] if is_so else []
        return found

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, shown or not."""
        return min(self._screen.cursor.x, self._screen.columns - 1), self._screen.cursor.y

    @property
    def shows_cursor(self) -> bool:
        """Whether the cursor can be seen."""
        return _CURSOR in self.modes

    @property
    def is_alternate(self) -> bool:
        """Whether the alternate screen is shown."""
        return self._current == 1

    @property
    def overhead(self) -> int:
        """Bytes since the last drawn cell that drew none."""
        return self._overhead

    def clear_costs(self) -> None:
        """Begin to count anew."""
        self.costs.clear()
        self._overhead = 0

    def bytes_in(self, area: Area) -> int:
        """Return what the cells of an area cost since the count began."""
        return sum(cost.bytes for cost in self.costs if area.holds(cost.x, cost.y))

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; what no longer fits is cut."""
        for screen in self._screens:
            screen.resize(rows, columns)

    def feed(self, data: bytes | str) -> None:
        """Show what a program sent; a sequence cut at its end is kept for the next piece."""
        text, self._tail = self._tail + self._decode(data.encode() if isinstance(data, str) else data), ""
        position = 0
        while position < len(text):
            token = _TOKEN.match(text, position)
            if token is None:
                self._tail = text[position:]
                return
            position = token.end()
            self._act(token)

    @property
    def _screen(self) -> MendedScreen:
        return self._screens[self._current]

    def _act(self, token: re.Match[str]) -> None:
        if token["text"]:
            self._draw(token["text"])
            return
        self._overhead += len(token[0])
        if token["final"]:
            self._control_sequence(token[0], token["mark"], token["parameters"], token["final"])
        elif token["osc"] is not None:
            self.operating_commands.append(token["osc"])
        elif token["escape"] or token["control"]:
            self.bells += token[0] == "\a"
            self._streams[self._current].feed(token[0])

    def _draw(self, text: str) -> None:
        starts = [place for place, character in enumerate(text) if not place or wcwidth(character) != 0]
        screen = self._screen
        for start, end in pairwise((*starts, len(text))):
            self._charge(min(screen.cursor.x, screen.columns - 1), screen.cursor.y, len(text[start:end].encode()))
            screen.draw(text[start:end])
        self._last_character = text[starts[-1] :]

    def _charge(self, x: int, y: int, size: int) -> None:
        self.costs.append(Cost(x, y, self._overhead + size))
        self._overhead = 0

    def _control_sequence(self, whole: str, mark: str, parameters: str, final: str) -> None:
        if mark == "?" and final in ("h", "l"):
            for mode in map(int, filter(None, parameters.split(";"))):
                self._set_mode(mode, final == "h")
        elif final == "u" and mark in ("<", ">"):
            self.keyboard_levels += 1 if mark == ">" else -int(parameters or 1)
        elif whole == _QUESTION and self._answers:
            self.replies += _ANSWER
        elif mark or final in ("n", "c") or " " <= final[0] <= "/":
            return  # questions, keyboard flags, cursor shapes: nothing that can be seen
        elif final in _EXTRA:
            _EXTRA[final](self, int(parameters.partition(";")[0] or 1))
        else:
            self._plain_sequence(parameters, final)

    def _plain_sequence(self, parameters: str, final: str) -> None:
        if final in ("J", "K", "X"):
            x, y = min(self._screen.cursor.x, self._screen.columns - 1), self._screen.cursor.y
            if final == "J" and (parameters == "2" or x == y == 0):
                self.cleared = self.rows
            self._charge(x, y, 0)
        # pyte would take a colon for the end of the sequence.
        parameters = parameters.replace("4:0", "24")
        known = [parameter.partition(":")[0] for parameter in parameters.split(";") if parameter[2:3] != ":"]
        if known or not parameters:
            self._streams[self._current].feed(f"\x1b[{';'.join(known)}{final}")

    def _set_mode(self, mode: int, on: bool) -> None:
        (self.modes.add if on else self.modes.discard)(mode)
        if mode in _ALTERNATE and on != self.is_alternate:
            if on:
                self._screens[1].reset()
                self._screens[1].cursor.x, self._screens[1].cursor.y = self._screen.cursor.x, self._screen.cursor.y
            self._current = int(on)
        if mode in _ALTERNATE or mode in _OF_A_SCREEN:
            for stream, known in product(self._streams, _OF_A_SCREEN):
                stream.feed(f"\x1b[?{known}{'h' if known in self.modes else 'l'}")

    def _scroll(self, count: int) -> None:
        """Scroll the whole screen up, or down by a negative count."""
        screen = self._screen
        x, y = screen.cursor.x, screen.cursor.y
        screen.cursor.y = screen.margins.top if screen.margins else 0
        (screen.delete_lines if count > 0 else screen.insert_lines)(abs(count))
        screen.cursor.x, screen.cursor.y = x, y

    def _repeat(self, count: int) -> None:
        for _ in range(count):
            self._screen.draw(self._last_character)


_EXTRA: dict[str, Callable[[Terminal, int], None]] = {
    "S": lambda terminal, count: terminal._scroll(count),
    "T": lambda terminal, count: terminal._scroll(-count),
    "b": lambda terminal, count: terminal._repeat(count),
    "s": lambda terminal, _: terminal._screen.save_cursor(),
    "u": lambda terminal, _: terminal._screen.restore_cursor(),
}
