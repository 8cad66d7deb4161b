"""The themes of the screen by name: known without Textual, so that ``tracker themes`` can list them."""

from typing import NamedTuple

DEFAULT_THEME = "ansi-dark"
"""The terminal's own background and 16 colours, which look right everywhere."""


class Theme(NamedTuple):
    """One theme."""

    name: str
    dark: bool
    """Light on dark; else dark on light."""
    own_colours: bool = False
    """It takes the terminal's own 16 colours; the others need 256 or more."""


_DARK = (
    *(
        "atom-one-dark",
        "catppuccin-frappe",
        "catppuccin-macchiato",
        "catppuccin-mocha",
        "dracula",
        "flexoki",
        "gruvbox",
    ),
    *("monokai", "nord", "rose-pine", "rose-pine-moon", "solarized-dark", "textual-dark", "tokyo-night"),
)
_LIGHT = ("atom-one-light", "catppuccin-latte", "rose-pine-dawn", "solarized-light", "textual-light")

THEMES: tuple[Theme, ...] = (
    Theme(DEFAULT_THEME, dark=True, own_colours=True),
    Theme("ansi-light", dark=False, own_colours=True),
    *(Theme(name, dark=True) for name in _DARK),
    *(Theme(name, dark=False) for name in _LIGHT),
)
"""Every theme there is; a test holds that they are Textual's."""
