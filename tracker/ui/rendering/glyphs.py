"""The signs that the screen is drawn with, once for terminals that know Unicode and once for those that don't."""

from typing import NamedTuple

from tracker.domain.rules.rules import Box


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

    def box(self, box: Box) -> str:
        """Return a tick box; the same in every terminal, so that it can be read aloud and searched."""
        return box.value


UNICODE = Glyphs(
    "╭", "╮", "╰", "╯", "─", "│", "▓", "░", "▶", ">", "▸", "▸", "▾", "✓", "·", "…", "↑", "↓", "*", "•", "→"
)
ASCII = Glyphs("+", "+", "+", "+", "-", "|", "#", ".", ">", ">", "*", "+", "-", "ok", "|", ".", "^", "v", "*", "!", ">")
