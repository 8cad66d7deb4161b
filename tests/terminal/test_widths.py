"""Characters of which the width is in dispute do not spoil what stands beside them."""

import pytest
from rich.cells import cell_len

from tests.support.vt import Terminal
from tracker.ui.terminal.cells import all_single, graphemes, unsure
from tracker.ui.terminal.encoder import Encoder
from tracker.ui.terminal.grid import Grid
from tracker.ui.terminal.reader import Reader

FAMILY = "👨\u200d👩\u200d👧"
FLAG = "🇵🇰"
SUN = "☀\ufe0f"


@pytest.mark.parametrize("text", ["", "abc", "日本 a", "cafe\u0301", FAMILY, FLAG + "x", SUN, "👍🏽!", "\u0301a", "ﷺ"])
def test_graphemes_have_the_width_that_rich_gives_the_text(text: str) -> None:
    assert sum(width for _, width in graphemes(text)) == cell_len(text)
    assert "".join(grapheme for grapheme, _ in graphemes(text)) == text


def test_single_cells() -> None:
    assert all_single("abc ─│╭ Жук é")
    assert not all_single("日")
    assert not all_single("e\u0301")
    assert not all_single("a\u200b")


@pytest.mark.parametrize("grapheme", [FAMILY, FLAG[0], SUN, "👍🏽", "😀", "①", "☎", "\ue0b0", "\u00ad", "a\u200d"])
def test_doubtful(grapheme: str) -> None:
    assert unsure(grapheme)


@pytest.mark.parametrize("grapheme", ["", " ", "a", "é", "e\u0301", "Ж", "日", "한", "─", "▓", "…", "→", "▶", "№", "·"])
def test_sure(grapheme: str) -> None:
    assert not unsure(grapheme)


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("sign", ["😀", "①", "☎"])
def test_a_terminal_that_disagrees_shows_the_rest_right(sign: str, width: int) -> None:
    terminal = Terminal(30, 3, widths={sign: width})
    terminal.feed("\x1b[?7l")
    grid = Grid(30, 3)
    reader, encoder = Reader(grid), Encoder(30, 3)
    streams = (
        f"\x1b[2;1H│ {sign} one {sign}{sign} two │",
        f"\x1b[2;1H│ {sign} one {sign}{sign} tw0 │",
        f"\x1b[2;1H│ {sign} \x1b[1mone\x1b[m {sign}{sign} │     ",
        "\x1b[2;3H  ",
        "\x1b[2;9H      x",
    )
    for stream in streams:
        reader.feed(stream)
        terminal.feed(encoder.difference(grid))
        for x, text in enumerate(grid.rows[1].chars):
            if not unsure(text) and not unsure(grid.rows[1].chars[max(0, x - 1)]):
                assert terminal.cells[1][x].data == text, (x, terminal.text)
