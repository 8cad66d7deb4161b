"""Reads the stream that Textual writes and keeps the grid up to date.

Whatever shows cells ends in the grid. Whatever has another effect (the bell, the clipboard, a mode) is set aside in
`passed`, to be sent as it came. A sequence that is not known is set aside too, and calls for a repaint, because it
may have changed anything.
"""

import re
from collections.abc import Callable
from typing import Final

from tracker.ui.terminal.grid import Grid

_TOKEN: Final = re.compile(
    r"((?:\x1b\[[\d;:]*m)+)([^\x00-\x1f\x7f-\x9f]*)"  # 1, 2: styles, and the text in them
    r"|([^\x00-\x1f\x7f-\x9f]+)"  # 3: text
    r"|\x1b\[([0-?]*)([ -/]*[@-~])"  # 4, 5: CSI, its parameters and its final
    r"|(\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))"  # 6: OSC
    r"|(\x1b[PX^_](?:[^\x1b]|\x1b[^\\])*\x1b\\)"  # 7: DCS, SOS, PM, APC
    r"|(\x1b[ -/]*[0-OQ-WYZ\\`-~])"  # 8: other escape sequences
    # 9: what is not whole yet
    r"|(\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_](?:[^\x1b]|\x1b[^\\])*\x1b?|[ -/]*)\Z)"
    r"|([\x00-\x1f\x7f-\x9f])"  # 10: a control character, or an ESC that begins no sequence
)
_LONGEST: Final = 1 << 20
"""Characters of an unfinished sequence to wait for; a clipboard's worth."""

_HARMLESS_CSI: Final = re.compile(r"[<=>?][\d;]*u|\?\d+\$p|[\d;]*n|[>=]?[\d;]*c|>[\d;]*q|\d* q")
"""Keyboard protocol (kitty), questions to the terminal, cursor shape: nothing that touches a cell."""

_HARMLESS_MODES: Final = frozenset({1, 9, 12, *range(1000, 1008), 1015, 1016, 2004, 2027, 2031, 2048})
_ALTERNATE: Final = frozenset({47, 1047, 1049})
_ENTER: Final = re.compile(r"\x1b\[\?(?:47|1047|1049)h")
_AUTOWRAP: Final = 7
_CURSOR: Final = 25
_SYNCHRONISED: Final = 2026
_REPLACED_OSC: Final = frozenset({"0", "1", "2", "22", "52"})
_HARMLESS_OSC: Final = _REPLACED_OSC | {"4", "7", "9", "10", "11", "12", "104", "110", "111", "112", "777"}
_MOST_PASSED: Final = 256


class Reader:
    """An interpreter of terminal output, acting on a grid.

    Attributes:
        passed: What is to be sent as it came, oldest first, by what it is about: the clipboard or a mode set twice
            is sent once.
        unknown: Whether something was passed of which the effect is not known.
        in_frame: Whether a synchronised update has begun and not ended.
        synchronised: Whether there was a synchronised update since this was last set to False.
        outside: Whether the alternate screen was left: nothing is interpreted until it is entered again.
    """

    def __init__(self, grid: Grid) -> None:
        """Begin in the alternate screen, with the cursor where the grid has it."""
        self.passed: dict[str, str] = {}
        self.unknown = False
        self.in_frame = False
        self.synchronised = False
        self.outside = False
        self._grid = grid
        self._tail = ""
        self._count = 0
        self._controls: dict[str, Callable[[], None]] = {
            "\n": grid.line_feed,
            "\v": grid.line_feed,
            "\f": grid.line_feed,
            "\r": lambda: grid.move_to(0, grid.y),
            "\b": lambda: grid.move_by(-1, 0),
            "\t": grid.tab,
            "\x1bD": grid.line_feed,
            "\x1bM": grid.reverse_index,
            "\x1bE": self._next_line,
            "\x1b7": grid.save_cursor,
            "\x1b8": grid.restore_cursor,
        }

    def feed(self, data: str) -> None:
        """Take the next piece of the stream; a sequence cut at its end is kept for the next piece."""
        data, self._tail = self._tail + data, ""
        at = 0
        while at < len(data):
            if self.outside:
                at = self._pass_outside(data, at)
            at = self._take(data, at)

    def _take(self, data: str, at: int) -> int:
        """Interpret what comes until the alternate screen is left; return the place up to which that was."""
        grid = self._grid
        for token in _TOKEN.finditer(data, at):
            kind = token.lastindex
            if kind == 2:
                grid.sgr(token[1])
                if token[2]:
                    grid.put(token[2])
            elif kind == 3:
                grid.put(token[3])
            elif kind == 9 and len(token[9]) < _LONGEST:
                self._tail = token[9]
            elif kind == 9:
                # No sequence is as long: only the ESC is let through, the rest is text.
                self._pass_unknown(token[9][0])
                return token.start() + 1
            else:
                self._sequence(token, kind)
                if self.outside:
                    return token.end()
        return len(data)

    def _sequence(self, token: re.Match[str], kind: int | None) -> None:
        """Interpret a control character or a sequence other than SGR."""
        text = token[0]
        if kind == 5:
            self._csi(token[4], token[5], text)
        elif kind == 6:
            self._osc(text)
        elif text in self._controls:
            self._controls[text]()
        elif text == "\a":
            self._pass(text, text)
        elif text.startswith("\x1bPtmux;"):
            self._pass(text, text[:16])
        else:
            self._pass_unknown(text)

    def _pass_outside(self, data: str, at: int) -> int:
        """Pass everything up to the return to the alternate screen; return where that is."""
        entering = _ENTER.search(data, at)
        end = entering.start() if entering else len(data)
        if end > at:
            self._count += 1
            self._pass(data[at:end], f"outside {self._count}")
        return end

    def _pass(self, text: str, about: str) -> None:
        """Set a text aside, in place of an older one about the same."""
        self.passed.pop(about, None)
        self.passed[about] = text
        while len(self.passed) > _MOST_PASSED:
            del self.passed[next(iter(self.passed))]

    def _pass_unknown(self, text: str) -> None:
        """Set aside something that may have changed anything."""
        self.unknown = True
        self._count += 1
        self._pass(text, f"unknown {self._count}")

    def _osc(self, text: str) -> None:
        """Interpret an operating system command."""
        code, _, rest = text[2:].removesuffix("\x1b\\").removesuffix("\a").partition(";")
        if code == "8":
            # The id only tells apart links to the same place, and is another one after each repaint.
            link = rest.partition(";")[2]
            self._grid.set_pen(self._grid.pen._replace(link=link))
        elif code in _HARMLESS_OSC:
            self._pass(text, code if code in _REPLACED_OSC else text)
        else:
            self._pass_unknown(text)

    def _csi(self, parameters: str, final: str, text: str) -> None:
        """Interpret a control sequence other than SGR."""
        if parameters.startswith("?") and final in ("h", "l"):
            self._modes(parameters[1:], final)
        elif _HARMLESS_CSI.fullmatch(parameters + final):
            self._count += 1
            self._pass(text, text if final.endswith(("p", "n", "c", "q")) else f"keys {self._count}")
        elif parameters.strip("0123456789;") or not self._act(final, parameters):
            self._pass_unknown(text)

    def _modes(self, parameters: str, final: str) -> None:
        """Set or reset private modes."""
        for parameter in parameters.split(";"):
            mode = int(parameter) if parameter.isdigit() else 0
            on = final == "h"
            if mode == _AUTOWRAP:
                self._grid.autowrap = on
            elif mode == _CURSOR:
                self._grid.cursor_shown = on
            elif mode == _SYNCHRONISED:
                self.in_frame = on
                self.synchronised = True
            elif mode in _HARMLESS_MODES:
                self._pass(f"\x1b[?{mode}{final}", f"mode {mode}")
            else:
                self._pass_unknown(f"\x1b[?{parameter}{final}")
                if mode in _ALTERNATE:
                    self.outside = not on
                    self._grid.clear()

    def _act(self, final: str, parameters: str) -> bool:
        """Act on the grid as a sequence says; return False if it is not known."""
        numbers = [min(int(number or 0), 9999) for number in parameters.split(";")]
        first = max(1, numbers[0])
        second = max(1, numbers[1]) if len(numbers) > 1 else 1
        grid = self._grid
        match final:
            case "H" | "f":
                grid.move_to(second - 1, first - 1)
            case "A" | "B" | "e" | "C" | "a" | "D" | "E" | "F":
                self._move(final, first)
            case "G" | "`":
                grid.move_to(first - 1, grid.y)
            case "d":
                grid.move_to(min(grid.x, grid.width - 1), first - 1)
            case "J":
                self._erase_display(numbers[0])
            case "K":
                self._erase_line(numbers[0])
            case _:
                return self._shift(final, first, numbers)
        return True

    def _shift(self, final: str, count: int, numbers: list[int]) -> bool:
        """Act on sequences that scroll, insert, delete or set margins; return False if it is none of them."""
        grid = self._grid
        match final:
            case "X":
                grid.move_by(0, 0)
                grid.erase(grid.y, grid.x, grid.x + count)
            case "S" | "T":
                grid.scroll(count if final == "S" else -count, grid.top)
            case "L" | "M":
                grid.shift_lines(count if final == "M" else -count)
            case "@" | "P":
                grid.shift_cells(count if final == "P" else -count)
            case "r":
                grid.set_margins(count - 1, numbers[1] - 1 if len(numbers) > 1 and numbers[1] else None)
            case "s":
                grid.save_cursor()
            case "u":
                grid.restore_cursor()
            case _:
                return False
        return True

    def _move(self, final: str, count: int) -> None:
        """Move the cursor by a count."""
        dx = {"C": count, "a": count, "D": -count}.get(final, 0)
        dy = {"A": -count, "F": -count, "B": count, "e": count, "E": count}.get(final, 0)
        self._grid.move_by(dx, dy)
        if final in "EF":
            self._grid.move_to(0, self._grid.y)

    def _next_line(self) -> None:
        """Go to the start of the next row (NEL)."""
        self._grid.line_feed()
        self._grid.move_to(0, self._grid.y)

    def _erase_line(self, how: int) -> None:
        """Erase from the cursor to the end of the row (0), from its start to the cursor (1), or all of it (2)."""
        grid = self._grid
        grid.move_by(0, 0)
        grid.erase(grid.y, grid.x if how == 0 else 0, grid.x + 1 if how == 1 else grid.width)

    def _erase_display(self, how: int) -> None:
        """Erase below the cursor (0), above it (1), or everything (2); 3 is about the scrollback."""
        grid = self._grid
        rows = {0: range(grid.y + 1, grid.height), 1: range(grid.y), 2: range(grid.height)}.get(how, range(0))
        for y in rows:
            grid.erase(y, 0, grid.width)
        if how in (0, 1):
            self._erase_line(how)
