"""The modes that a terminal is in while the screen is shown, and what sets and resets them.

What is left out on purpose:

- Mouse modes 1002 and 1003 report movement: a message from the user's terminal for each cell. Clicks and the wheel
  need 1000, in the encoding of 1006.
- The shape of the pointer (OSC 22) follows what it hovers over, which is not reported.
- Focus reports (1004) make Textual repaint the focused widget whenever the user looks elsewhere.
- In-band resizes (2048) come with mouse positions in pixels (1016); SIGWINCH tells the size just as well, over SSH too.
- The kitty keyboard protocol is asked to tell ambiguous keys apart (flag 1) and which Latin key each of them is
  (flag 4), not to report every letter as a sequence of ten bytes.
"""

from dataclasses import dataclass
from typing import Final

CLEAR: Final = "\x1b[m\x1b[H\x1b[J"
"""Default style, cursor home, erase everything below: unlike `ESC [ 2 J` it leaves no copy in the scrollback."""

BEGIN_SYNCHRONISED: Final = "\x1b[?2026h"
END_SYNCHRONISED: Final = "\x1b[?2026l"
POINTER_SHAPE: Final = "\x1b]22;"
"""What a change of the pointer's shape begins with."""

CANCEL: Final = f"\x18{END_SYNCHRONISED}"
"""Brings a terminal out of a sequence or an update that was cut."""

_KEYBOARD_FLAGS: Final = 1 | 4

UNGARBLE: Final = "\x0f\x1b(B\x1b[4l\x1b[?6l\x1b[r"
"""ASCII as G0, replace mode, no origin mode, no margins: what stray binary output may have changed."""


@dataclass(frozen=True)
class Modes:
    """The modes of one terminal.

    Attributes:
        mouse: Whether clicks and the wheel are reported.
        keyboard: Whether the kitty keyboard protocol is used.
        asks: Whether the terminal is asked if it knows synchronised output.
        asks_name: Whether the terminal is asked what it is (secondary device attributes).
    """

    mouse: bool
    keyboard: bool
    asks: bool
    asks_name: bool = False

    @property
    def on(self) -> str:
        """What sets the modes: no autowrap, no cursor, clicks and the wheel, bracketed paste."""
        return f"\x1b[?7;25l\x1b[?{self._numbers}h"

    @property
    def start(self) -> str:
        """What prepares the terminal; CLEAR is to follow, and wipes what the question may leave on some."""
        keyboard = f"\x1b[>{_KEYBOARD_FLAGS}u" if self.keyboard else ""
        question = ("\x1b[?2026$p" if self.asks else "") + ("\x1b[>c" if self.asks_name else "")
        return f"\x1b[?1049h{keyboard}{question}{self.on}"

    @property
    def again(self) -> str:
        """What prepares a terminal that may be prepared already: the keyboard protocol is not pushed twice."""
        return ("\x1b[<u" if self.keyboard else "") + self.start

    @property
    def stop(self) -> str:
        """What leaves the terminal as it was found; CLEAR is for those without an alternate screen."""
        keyboard = "\x1b[<u" if self.keyboard else ""
        return f"{keyboard}\x1b[?{self._numbers}l{CLEAR}\x1b[?1049l\x1b[?7;25h"

    @property
    def _numbers(self) -> str:
        """The modes that are set at the start and reset at the end."""
        return "1000;1006;2004" if self.mouse else "2004"
