"""What a terminal can do, judged by what the environment says about it. Pure: nothing is read or asked here.

Facts about terminals are those of their entries in ncurses' terminfo database
(https://invisible-island.net/ncurses/terminfo.src.html) and of xterm's control sequences
(https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from tracker.personal.settings import TerminalEnvironment


class Colours(IntEnum):
    """How many colours a terminal shows."""

    NONE = 0
    ANSI = 16
    INDEXED = 256
    TRUE = 1 << 24


@dataclass(frozen=True)
class Capabilities:
    """What may be sent to a terminal.

    Attributes:
        unusable: Why the screen can't be shown there, as a clause after "because"; empty if it can.
        unicode: Whether it shows more than ASCII.
        colours: How many colours it shows, or should show.
        mouse: Whether it reports clicks and the wheel.
        keyboard: Whether it may know the kitty keyboard protocol.
        asks: Whether it may be asked what modes it knows (synchronised output) without showing the question.
        may_be_screen: Whether it may be GNU screen, which keeps Escape and loses the next key while the mouse is taken:
            then it is asked what it is, and the mouse is taken once it says that it is something else.
        keys_after_escape: Control characters that are one key with ESC before them, and not Escape and a key.
        basic: Whether it is no more than a VT100: no ECH, no CHA, and only a reset switches attributes off.
    """

    unusable: str = ""
    unicode: bool = True
    colours: Colours = Colours.INDEXED
    mouse: bool = True
    keyboard: bool = True
    asks: bool = True
    may_be_screen: bool = False
    keys_after_escape: str = "\x7f"
    basic: bool = False

    @property
    def usable(self) -> bool:
        """Whether the screen can be shown; if not, a text status is due."""
        return not self.unusable


_LINE_TERMINALS: Final = ("dumb", "unknown", "network", "dialup")
_BASIC: Final = ("vt1", "vt52", "vt2", "vt3", "vt4", "vt5", "ansi")
_CONSOLES: Final = ("linux", "cons25", "sun", "wsvt25")
_MULTIPLEXERS: Final = ("screen", "tmux")
_DELETE_WORD, _BACK_TAB = "\x7f", "\t"
_TRUE_COLOUR: Final = ("truecolor", "24bit")
_MODERN: Final = ("kitty", "foot", "alacritty", "wezterm", "ghostty", "contour", "rio")


def capabilities(
    environment: TerminalEnvironment, *, is_terminal: bool, ascii_only: bool = False, mouse: bool = True
) -> Capabilities:
    """Judge a terminal.

    Args:
        environment: What the environment says about it.
        is_terminal: Whether both what is read from and what is written to is a terminal.
        ascii_only: Whether the user wants ASCII whatever the terminal can do.
        mouse: Whether the user wants the mouse to be taken.

    Returns:
        What may be sent to it.
    """
    term = environment.term
    basic = term.startswith(_BASIC)
    plain = basic or term.startswith(_CONSOLES)
    return Capabilities(
        unusable=_unusable(term, is_terminal),
        unicode=not ascii_only and not basic and _is_utf8(environment.locale),
        colours=_colours(environment),
        mouse=mouse and not plain and not environment.sty,
        keyboard=not plain and not term.startswith(_MULTIPLEXERS),
        asks=not plain and not term.startswith("screen"),
        may_be_screen=term.startswith("screen"),
        keys_after_escape=_DELETE_WORD + (_BACK_TAB if term.startswith("linux") else ""),
        basic=basic,
    )


def _unusable(term: str, is_terminal: bool) -> str:
    """Return why no screen can be shown, or nothing."""
    if not is_terminal:
        return "this is not a terminal"
    if not term:
        return "TERM does not say what this terminal is"
    if term in _LINE_TERMINALS:
        return f"a terminal of type {term} can't place a cursor"
    return ""


def _is_utf8(locale: str) -> bool:
    """Say whether a locale, such as `en_GB.UTF-8`, encodes characters in UTF-8."""
    codeset = locale.partition(".")[2].partition("@")[0]
    return codeset.lower().replace("-", "") == "utf8"


def _colours(environment: TerminalEnvironment) -> Colours:
    """Return how many colours to use."""
    term = environment.term
    if environment.no_color or not term or term in _LINE_TERMINALS:
        return Colours.NONE
    if term.startswith("vt") or term.endswith(("-m", "-mono")):
        return Colours.NONE
    if term.startswith(_CONSOLES) or term == "ansi":
        return Colours.ANSI
    if environment.colorterm.lower() in _TRUE_COLOUR or term.endswith("-direct"):
        return Colours.TRUE
    if "256color" in term or any(name in term for name in _MODERN):
        return Colours.INDEXED
    return Colours.ANSI
