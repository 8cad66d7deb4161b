"""Styles of cells: read from SGR sequences, and turned back into the shortest ones.

Parameters are those of ECMA-48 (SGR), ISO 8613-6 (256 and direct colours), and xterm's control sequences
(https://invisible-island.net/xterm/ctlseqs/ctlseqs.html) for bright colours and kinds of underline.
"""

from functools import lru_cache
from typing import Final, NamedTuple

BOLD: Final = 1 << 1
REVERSE: Final = 1 << 7

_ATTRIBUTES: Final = (1, 2, 3, 5, 6, 7, 8, 9, 51, 52, 53)
"""SGR parameters that switch one attribute on; bit n of `Style.attributes` stands for parameter n."""

_OFF: Final = {
    22: 1 << 1 | 1 << 2,
    23: 1 << 3,
    25: 1 << 5 | 1 << 6,
    27: REVERSE,
    28: 1 << 8,
    29: 1 << 9,
    54: 1 << 51 | 1 << 52,
    55: 1 << 53,
}
"""SGR parameters that switch attributes off, and which ones."""

_SHOWS_ON_BLANK: Final = REVERSE | 1 << 9 | 1 << 51 | 1 << 52 | 1 << 53
_UNDERLINES: Final = ("4", "21")
_COLOUR_LENGTHS: Final = {"5": 3, "2": 5}


class Style(NamedTuple):
    """How a cell is drawn. The empty style is the terminal's own default.

    Attributes:
        attributes: Bit n is set for SGR parameter n (1 bold, 2 dim, 3 italic, 7 reverse, ...).
        fg: SGR parameters that set the foreground colour, such as `31` or `38;5;120`; empty for the default.
        bg: The same for the background colour.
        underline: The SGR parameter that sets the kind of underline (`4`, `21`, `4:3`), or empty.
        underline_colour: SGR parameters that set the colour of the underline, or empty.
        extra: SGR parameters that this module does not know, in the order they came, or empty.
        link: The target of a hyperlink (OSC 8), or empty.
    """

    attributes: int = 0
    fg: str = ""
    bg: str = ""
    underline: str = ""
    underline_colour: str = ""
    extra: str = ""
    link: str = ""


DEFAULT: Final = Style()


@lru_cache(maxsize=4096)
def apply_sgr(style: Style, sequences: str) -> Style:
    """Apply SGR sequences to a style.

    Args:
        style: The style before.
        sequences: One or more whole SGR sequences (`ESC [ ... m`), one after another.

    Returns:
        The style after all of them.
    """
    for sequence in sequences.split("m")[:-1]:
        parameters = sequence[2:].split(";")
        position = 0
        while position < len(parameters):
            style, used = _apply(style, parameters, position)
            position += used
    return style


def _apply(style: Style, parameters: list[str], position: int) -> tuple[Style, int]:
    """Apply the SGR parameter at `position`; return the new style and how many parameters were used."""
    parameter = parameters[position]
    if not parameter.strip("0"):
        return Style(link=style.link), 1
    if parameter in ("38", "48", "58"):
        kind = parameters[position + 1] if position + 1 < len(parameters) else ""
        used = _COLOUR_LENGTHS.get(kind, len(parameters) - position)
        return _coloured(style, ";".join(parameters[position : position + used])), used
    if ":" in parameter:
        return _colon(style, parameter), 1
    return _simple(style, int(parameter)), 1


def _coloured(style: Style, parameters: str) -> Style:
    """Set the colour that whole `parameters` (from 38, 48 or 58 on) name."""
    if parameters.startswith("38"):
        return style._replace(fg=parameters)
    if parameters.startswith("48"):
        return style._replace(bg=parameters)
    return style._replace(underline_colour=parameters)


def _colon(style: Style, parameter: str) -> Style:
    """Apply a parameter with sub-parameters (`4:3`, `38:2::1:2:3`)."""
    if parameter.startswith("4:"):
        return style._replace(underline="" if parameter == "4:0" else parameter)
    if parameter.startswith(("38:", "48:", "58:")):
        return _coloured(style, parameter)
    return _unknown(style, parameter)


def _simple(style: Style, number: int) -> Style:
    """Apply a parameter that stands alone."""
    if number in _ATTRIBUTES:
        return style._replace(attributes=style.attributes | 1 << number)
    if number in _OFF:
        return style._replace(attributes=style.attributes & ~_OFF[number])
    if 30 <= number <= 37 or 90 <= number <= 97:
        return style._replace(fg=str(number))
    if 40 <= number <= 47 or 100 <= number <= 107:
        return style._replace(bg=str(number))
    if str(number) in _UNDERLINES:
        return style._replace(underline=str(number))
    match number:
        case 24:
            return style._replace(underline="")
        case 39:
            return style._replace(fg="")
        case 49:
            return style._replace(bg="")
        case 59:
            return style._replace(underline_colour="")
    return _unknown(style, str(number))


def _unknown(style: Style, parameter: str) -> Style:
    """Keep a parameter that this module does not know, so that it can be sent again."""
    return style._replace(extra=f"{style.extra};{parameter}" if style.extra else parameter)


@lru_cache(maxsize=4096)
def blank(style: Style) -> Style:
    """Reduce a style to what can be seen of it on a blank cell.

    Args:
        style: Any style.

    Returns:
        The style without what a space does not show (its foreground, bold, ...), so that spaces that look
        the same are equal.
    """
    if style.attributes & _SHOWS_ON_BLANK or style.underline:
        return style
    return Style(bg=style.bg, extra=style.extra)


def _setting(style: Style) -> list[str]:
    """Return the parameters that bring the default style to `style`."""
    parameters = [str(number) for number in _ATTRIBUTES if style.attributes & 1 << number]
    colours = (style.underline, style.fg, style.bg, style.underline_colour, style.extra)
    return parameters + [parameter for parameter in colours if parameter]


def _changing(old: Style, new: Style) -> list[str]:
    """Return the parameters that bring `old` to `new` without a reset."""
    parameters: list[str] = []
    kept = old.attributes
    for off, bits in _OFF.items():
        if kept & bits & ~new.attributes:
            parameters.append(str(off))
            kept &= ~bits
    parameters += [str(number) for number in _ATTRIBUTES if new.attributes & ~kept & 1 << number]
    if old.underline != new.underline:
        parameters += ["24"] * bool(old.underline) + [new.underline] * bool(new.underline)
    for before, after, default in (
        (old.fg, new.fg, "39"),
        (old.bg, new.bg, "49"),
        (old.underline_colour, new.underline_colour, "59"),
    ):
        if before != after:
            parameters.append(after or default)
    return parameters


@lru_cache(maxsize=8192)
def change(old: Style, new: Style, resets_only: bool = False) -> str:
    """Return the shortest sequences that bring the terminal from one style to another.

    Args:
        old: The style the terminal has.
        new: The style it should have.
        resets_only: Whether the terminal knows no parameter that switches one attribute off (a VT100).

    Returns:
        An SGR sequence, or none, and an OSC 8 sequence if the link changes.
    """
    link = f"\x1b]8;;{new.link}\x1b\\" if old.link != new.link else ""
    if old._replace(link="") == new._replace(link=""):
        return link
    # An empty parameter counts as 0, the reset (ECMA-48, 5.4.2 e).
    setting = _setting(new)
    reset = f"\x1b[{';' if setting else ''}{';'.join(setting)}m"
    if resets_only or old.extra != new.extra:
        return link + reset
    return link + min(reset, f"\x1b[{';'.join(_changing(old, new))}m", key=len)
