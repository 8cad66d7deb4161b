"""The clipboard of the person's own terminal, by OSC 52: the only one that can be reached over SSH.

Nothing says whether the terminal took it (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, OSC 52).
"""

from base64 import b64encode
from typing import Final

MOST_BYTES: Final = 70_000
"""Bytes of text that are sent; many terminals drop a longer OSC 52 whole (74,994 bytes encoded in xterm's manual)."""


def left_over(text: str) -> int:
    """Return how many characters at the end of ``text`` the clipboard doesn't get."""
    return len(text) - len(_cut(text))


def clipboard_sequence(text: str, *, in_tmux: bool) -> str:
    """Return what puts ``text``, cut to ``MOST_BYTES``, into the terminal's clipboard.

    Inside tmux it is sent twice: as it is, for a tmux that minds the clipboard (``set-clipboard on``), and wrapped,
    for one that lets it through to the terminal around it (``allow-passthrough on``).
    """
    encoded = b64encode(_cut(text).encode()).decode("ascii")
    plain = f"\x1b]52;c;{encoded}\x07"
    if not in_tmux:
        return plain
    wrapped = plain.replace("\x1b", "\x1b\x1b")
    return f"{plain}\x1bPtmux;{wrapped}\x1b\\"


def _cut(text: str) -> str:
    return text.encode("utf-8", "replace")[:MOST_BYTES].decode("utf-8", "ignore")
