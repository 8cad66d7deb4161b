"""What the reader takes in, what it lets through, and what it does not know."""

import pytest

from tracker.ui.terminal.grid import Grid
from tracker.ui.terminal.reader import Reader
from tracker.ui.terminal.style import Style


@pytest.fixture
def reader() -> Reader:
    """Make a reader of a screen of 20 by 4."""
    return Reader(Grid(20, 4))


def rows(reader: Reader) -> list[str]:
    return ["".join(row.chars).rstrip() for row in reader._grid.rows]


@pytest.mark.parametrize(
    "sequence",
    [
        "\a",
        "\x1b]52;c;Y29waWVk\a",
        "\x1b]0;title\x1b\\",
        "\x1bPtmux;\x1b\x1b]52;c;Y29waWVk\x07\x1b\\",
        "\x1bPtmux;\x1b\x1b]52;c;Y29waWVk\x1b\x1b\\\x1b\\",
        "\x1b[>5u",
        "\x1b[<u",
        "\x1b[?2004h",
        "\x1b[?1000l",
        "\x1b[?2026$p",
        "\x1b[6n",
        "\x1b[>0q",
        "\x1b[c",
        "\x1b[2 q",
    ],
)
def test_what_touches_no_cell_passes(reader: Reader, sequence: str) -> None:
    reader.feed(f"ab{sequence}cd")
    assert list(reader.passed.values()) == [sequence]
    assert not reader.unknown
    assert rows(reader)[0] == "abcd"


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[5b",
        "\x1b[99z",
        "\x1b[?5h",
        "\x1b[4h",
        "\x1b[=3;4~",
        "\x1b(0",
        "\x1b#8",
        "\x1bc",
        "\x1b=",
        "\x1b]1337;File=:AAAA\a",
        "\x1bPq#0;2;0;0;0\x1b\\",
        "\x1b_Gf=24;AAAA\x1b\\",
        "\x0e",
        "\x9b",
        "\x00",
    ],
)
def test_what_is_not_known_passes_and_calls_for_a_repaint(reader: Reader, sequence: str) -> None:
    reader.feed(f"ab{sequence}cd")
    assert list(reader.passed.values()) == [sequence]
    assert reader.unknown
    assert rows(reader)[0] == "abcd"


def test_order_is_kept_and_the_latest_of_a_kind_wins(reader: Reader) -> None:
    reader.feed("\x1b]52;c;b2xk\a\a\x1b[?2004l\x1b[99z\x1b]52;c;bmV3\a\a\x1b[?2004h\x1b[98z")
    assert list(reader.passed.values()) == ["\x1b[99z", "\x1b]52;c;bmV3\a", "\a", "\x1b[?2004h", "\x1b[98z"]


def test_what_waits_is_bounded(reader: Reader) -> None:
    for number in range(5000):
        reader.feed(f"\x1b[{number}z")
    assert len(reader.passed) == 256
    assert list(reader.passed.values())[-1] == "\x1b[4999z"


@pytest.mark.parametrize(
    "stream",
    ["\x1b[1;31mred", "\x1b]52;c;Y29waWVk\x1b\\x", "\x1bPtmux;\x1b\x1b]0;t\x07\x1b\\x", "\x1b(Bx", "\x1b7\x1b8x"],
)
def test_a_cut_sequence_waits_for_the_rest(stream: str) -> None:
    whole = Reader(Grid(20, 4))
    whole.feed(stream)
    for cut in range(1, len(stream)):
        reader = Reader(Grid(20, 4))
        reader.feed(stream[:cut])
        reader.feed(stream[cut:])
        assert rows(reader) == rows(whole)
        assert reader._grid.rows[0].styles == whole._grid.rows[0].styles
        assert reader.passed == whole.passed


def test_an_escape_that_starts_nothing_is_let_through(reader: Reader) -> None:
    reader.feed("a\x1b[12\x18b\x1b\x07c")
    assert rows(reader)[0] == "a[12bc"
    assert reader.unknown


def test_frames(reader: Reader) -> None:
    reader.feed("\x1b[?2026h")
    assert reader.in_frame
    reader.feed("text\x1b[?2026l")
    assert not reader.in_frame
    assert reader.synchronised
    assert not reader.passed


def test_outside_the_alternate_screen_all_passes(reader: Reader) -> None:
    reader.feed("inside\x1b[?1049lout\x1b[1mside\n")
    assert reader.outside
    assert list(reader.passed.values()) == ["\x1b[?1049l", "out\x1b[1mside\n"]
    reader.passed.clear()
    reader.feed("more\x1b[?1049h\x1b[Hback")
    assert not reader.outside
    assert list(reader.passed.values()) == ["more", "\x1b[?1049h"]
    assert rows(reader) == ["back", "", "", ""]


def test_links_lose_their_ids(reader: Reader) -> None:
    reader.feed("\x1b]8;id=7;https://a.example\x1b\\x\x1b]8;;\ay")
    assert reader._grid.rows[0].styles[:2] == [Style(link="https://a.example"), Style()]


def test_autowrap_and_scrolling(reader: Reader) -> None:
    reader.feed("\x1b[?7h" + "x" * 25 + "\x1b[4;1Hlast\r\n日本\x1b[T\x1b[2S")
    assert rows(reader) == ["", "last", "", ""]


def test_erased_cells_take_the_background(reader: Reader) -> None:
    reader.feed("text\x1b[1;4;44m\x1b[2J\x1b[2;1H\x1b[m\x1b[K")
    assert reader._grid.rows[0].styles[0] == Style(bg="44")
    assert reader._grid.rows[1].styles[0] == Style()


def test_a_mark_without_a_letter_is_left_out(reader: Reader) -> None:
    reader.feed("\u0301a\x1b[m\u0301\x1b[2;3H日\x1b[1m\u0308")
    assert reader._grid.rows[0].chars[0] == "a\u0301"
    assert reader._grid.rows[1].chars[2:4] == ["日\u0308", ""]


def test_what_does_not_fit_is_cut(reader: Reader) -> None:
    reader.feed("\x1b[1;19Habcdef\x1b[2;20H日\x1b[9;99Hz")
    assert rows(reader) == [" " * 18 + "af", "", "", " " * 19 + "z"]


@pytest.mark.parametrize("piece", ["\x1b", "\x1b]", "\x1b[1", "\x1b[?1049l\x1b[?1049h", "\x1b[?1;"])
def test_what_comes_again_and_again_is_read_in_one_go(reader: Reader, piece: str) -> None:
    reader.feed(f"a{piece * 20_000}b")
    assert reader.unknown


def test_a_sequence_without_an_end_is_text_at_last(reader: Reader) -> None:
    reader.feed(f"\x1b]{'x' * (1 << 20)}")
    reader.feed("y")
    assert reader.unknown
    assert rows(reader)[0].endswith("xy")
