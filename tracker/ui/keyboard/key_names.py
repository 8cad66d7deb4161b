"""What keys are called: as the screen knows them, and as a person may write them into the settings."""

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
}
"""Keys with a sign on them by the names that Textual has for them."""

_NAMED = frozenset(("space", "enter", "tab", "escape", "backspace", "delete", "insert", "home", "end", "pageup"))
_NAMED |= {"pagedown", "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25))}
_ALSO_CALLED = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "del": "delete", "ins": "insert"}
_ALSO_CALLED |= {"return": "enter", **{sign: name for name, sign in SIGNS.items()}}
_MODIFIERS = ("alt", "ctrl", "shift")
_ALWAYS_SENT = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"}
_ALWAYS_SENT |= {f"f{number}" for number in range(1, 13)}
"""Keys that terminals send with whatever is held beside them."""

_TWINS = {"i": "tab", "m": "enter", "h": "backspace", "left_square_bracket": "escape"}
"""What terminals send in place of Ctrl and a letter."""

_SENT_WITH_CTRL = frozenset(("backslash", "right_square_bracket", "circumflex_accent", "underscore"))
"""Signs that terminals send with Ctrl."""


def key_named(written: str) -> str:
    """Return the key that a person means: ``ctrl+q`` for ``Ctrl+Q``, ``question_mark`` for ``?``; empty for none."""
    *modifiers, name = written.split("+") if len(written) > 1 and not written.endswith("+") else [written]
    if not modifiers:
        return _plain_key(name)
    held = [modifier.lower() for modifier in modifiers]
    key = _plain_key(name.lower())
    known = key and len(set(held)) == len(held) and set(held) <= set(_MODIFIERS)
    return "+".join((*(modifier for modifier in _MODIFIERS if modifier in held), key)) if known else ""


def _plain_key(name: str) -> str:
    if len(name) == 1:
        return _ALSO_CALLED.get(name, name if name.isalnum() else "")
    small = name.lower()
    key = _ALSO_CALLED.get(small, small)
    return key if key in _NAMED or key in SIGNS else ""


def sent_instead(key: str) -> str:
    """Say what to write for a key that terminals don't send, as ``key_named()`` names it; empty for one they do.

    Those with the kitty keyboard protocol send more, but a person's next terminal may be another one.
    """
    *held, name = key.split("+")
    sign = SIGNS.get(name, name)
    is_letter = len(name) == 1 and name.isalpha()
    if not held or name in _ALWAYS_SENT or key == "shift+tab":
        return ""
    if "ctrl" in held and ((is_letter and name.isascii()) or name in _SENT_WITH_CTRL | _TWINS.keys()):
        instead = _TWINS.get(name, f"ctrl+{sign}")
        return "" if held == ["ctrl"] and name not in _TWINS else repr(instead)
    if "shift" in held and len(sign) == 1:
        return repr(name.upper()) if is_letter else "the sign that it types"
    return repr(sign)
