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
_MODIFIERS = ("ctrl", "alt", "shift")


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
