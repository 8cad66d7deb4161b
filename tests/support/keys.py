"""Keys as a terminal sends them (xterm's ctlseqs), and by the names that the program has for them."""

ESCAPE, PALETTE, REPAINT, BACKSPACE = "\x1b", "\x10", "\x0c", "\x7f"
ESCAPE_WITH_KITTY = "\x1b[27u"
"""Where the kitty protocol is spoken: the other one could begin another key, when more follows."""
UP, DOWN, RIGHT, LEFT, END, HOME = (f"\x1b[{letter}" for letter in "ABCDFH")
PAGE_UP, PAGE_DOWN, SHIFT_TAB = "\x1b[5~", "\x1b[6~", "\x1b[Z"
F2, F4, F6, F7 = "\x1bOQ", "\x1bOS", "\x1b[17~", "\x1b[18~"

CHARACTERS = {
    **{"space": " ", "slash": "/", "question_mark": "?", "plus": "+", "minus": "-", "colon": ":"},
    **{"enter": "\r", "tab": "\t"},
}
"""The characters that go by names."""

_NAMES = {character: name for name, character in CHARACTERS.items()}
_SENT = {**CHARACTERS, "escape": ESCAPE, "ctrl+p": PALETTE}


def name_of(character: str) -> str:
    """Return what the program calls the key of a character."""
    return _NAMES.get(character, character)


def sent(name: str) -> str:
    """Return what a terminal sends for a key of ``OPENINGS`` or ``CHARACTERS``."""
    return _SENT.get(name, name)


def click(column: int, row: int) -> str:
    """Return a press and a release of the left button on a cell, both counted from 1 (SGR mouse mode)."""
    return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"


def pasted(text: str) -> str:
    """Return a text as a terminal brackets what is pasted."""
    return f"\x1b[200~{text}\x1b[201~"
