"""The one table of glyphs: the signs of screen and charts in Unicode and in ASCII, and the ASCII for others.

A tick box is the same in every terminal, so that it can be read aloud and searched: it stands in ``rules.Box``.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.text import ELLIPSIS


class Glyphs(NamedTuple):
    """One set of signs, each one cell wide."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    horizontal: str
    vertical: str
    full: str
    """The done part of a bar."""
    empty: str
    """The rest of a bar."""
    now: str
    """Before a session that is on."""
    cursor: str
    """Before the row under the cursor."""
    active: str
    """In the title of the panel that takes the keys."""
    folded: str
    unfolded: str
    saved: str
    dot: str
    """Between parts of a line."""
    ellipsis: str
    above: str
    below: str
    selected: str
    """In the row of what the next tick is for."""
    changed: str
    """In the row of what others changed."""
    leads_to: str
    """Before what something is put off to."""
    late: str
    """The overdue part of a bar."""
    now_above: str
    """Where the moment is, above the sessions of its day; among them it is ``vertical``."""


UNICODE = Glyphs(
    *("╭", "╮", "╰", "╯", "─", "│", "▓", "░", "▶", ">", "▸", "▸", "▾"),
    *("✓", "·", ELLIPSIS, "↑", "↓", "*", "•", "→", "▒", "▼"),
)
ASCII = Glyphs(
    *("+", "+", "+", "+", "-", "|", "#", ".", ">", ">", "*", "+", "-"),
    *("ok", "|", ".", "^", "v", "*", "!", ">", "!", "V"),
)

ARROW_KEYS: Mapping[str, str] = {"down": "↓", "up": "↑", "left": "←", "right": "→"}
"""How the keys of the arrows are called."""

SPELLED_OUT: Mapping[str, str] = {
    **{arrow: name.capitalize() for name, arrow in ARROW_KEYS.items()},
    **dict.fromkeys("·–—−", "-"),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”", '"'),
    ELLIPSIS: "...",
    "\u00a0": " ",
}
"""What stands for a sign in ASCII where it may take more room, as in what the shell prints."""

LOOK_ALIKES: Mapping[str, str] = {
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−─━┄┅┈┉╌╍═╴╶╸╺▁▔⎯", "-"),
    **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻▏▎▍▌▐▕╽╿", "|"),
    **dict.fromkeys("•·∙●◆■▪★✓✔☑", "*"),
    **dict.fromkeys("○◇□▫☆☐", "o"),
    **dict.fromkeys("✗✘☒×✕✖", "x"),
    **dict.fromkeys("▶►▸▹→›»❯⟩", ">"),
    **dict.fromkeys("◀◄◂◃←‹«❮⟨", "<"),
    **dict.fromkeys("▲△▴↑⌃", "^"),
    **dict.fromkeys("▼▽▾↓⌄", "v"),
    **dict.fromkeys("█▇▆▅▓▉▊▋▀▄▃▂", "#"),
    **dict.fromkeys("░▒", "."),
    ELLIPSIS: ".",
    "⋯": ".",
    "\u00a0": " ",
    "№": "#",
}
"""What stands for a sign in ASCII where every column stays in its place, as on the screen."""


def bar(done: int, total: int, width: int, glyphs: Glyphs) -> tuple[str, str]:
    """Return the full and the empty part of a bar of ``width`` cells; see ``filled_cells()``."""
    filled = filled_cells(done, total, width)
    return glyphs.full * filled, glyphs.empty * (width - filled)


def filled_cells(done: int, total: int, width: int) -> int:
    """Return how many cells of a bar are full: one that is done is never invisible, an open one never looks done."""
    return max(1, done * width // total) if done and total else 0
