"""With the driver the terminal shows what it would show without: random streams, judged by pyte."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.vt import Terminal
from tracker.ui.terminal.encoder import Encoder
from tracker.ui.terminal.grid import Grid
from tracker.ui.terminal.reader import Reader

WIDTH, HEIGHT = 24, 7
GRAPHEMES = (*"abcxyz019.,[]", "─", "│", "╭", "é", "Ж", "ﷺ", "日", "本", "한", "😀", "e\u0301", "日\u0308", "▓", "…")
WORDS = st.lists(st.sampled_from(("   ", "          ", *GRAPHEMES, *GRAPHEMES)), min_size=1, max_size=30).map("".join)
COLOURS = ("31", "97", "39", "44", "107", "49", "38;5;208", "48;5;17", "38;2;1;22;133", "48;2;9;8;7")
ATTRIBUTES = ("0", "", "1", "3", "4", "5", "7", "9", "22", "23", "24", "25", "27", "29")
SGR = st.lists(st.sampled_from(COLOURS + ATTRIBUTES), max_size=4).map(lambda numbers: f"\x1b[{';'.join(numbers)}m")
COLUMN, ROW = st.integers(0, WIDTH + 2), st.integers(0, HEIGHT + 2)
PLACE = st.builds("\x1b[{};{}H".format, ROW, COLUMN)
MOVE = st.builds("\x1b[{}{}".format, COLUMN, st.sampled_from("ABCDEFGdae")) | st.sampled_from("\r\b\t")
ERASE = st.builds("\x1b[{}{}".format, st.integers(0, 2), st.sampled_from("JK")) | COLUMN.map("\x1b[{}X".format)
SCROLL = st.builds("\x1b[{}{}".format, st.integers(1, 4), st.sampled_from("LM@P")) | st.sampled_from(
    ("\n", "\x1bM", "\x1bD")
)
MARGINS = st.builds("\x1b[{};{}r".format, st.integers(1, 4), st.integers(4, HEIGHT)) | st.just("\x1b[r")
MODE = st.sampled_from(("\x1b[?7h", "\x1b[?7l", "\x1b[?25h", "\x1b[?25l", "\x1b7", "\x1b[?2004h", "\a"))
STYLED = st.builds("{}{}\x1b[0m".format, SGR, WORDS)
PIECE = STYLED | WORDS | SGR | PLACE | st.builds("{}{}".format, PLACE, STYLED) | MOVE | ERASE | SCROLL | MARGINS | MODE
FRAME = st.lists(PIECE, min_size=1, max_size=12).map("".join)


class Both:
    """One stream shown twice: as it is, and through the reader and the encoder."""

    def __init__(self, columns: int, lines: int, *, basic: bool = False) -> None:
        self.plain = Terminal(columns, lines)
        self.driven = Terminal(columns, lines)
        self.grid = Grid(columns, lines)
        self.reader = Reader(self.grid)
        self.encoder = Encoder(columns, lines, basic=basic)
        self.sent = ""
        self.plain.feed("\x1b[?7l\x1b[?25l")
        self.driven.feed("\x1b[?7l\x1b[?25l")

    def show(self, frame: str) -> None:
        self.plain.feed(frame)
        self.reader.feed(frame)
        if self.reader.unknown:
            self.encoder.forget()
        self.sent = "".join(self.reader.passed.values()) + self.encoder.difference(self.grid)
        self.reader.passed.clear()
        self.driven.feed(self.sent)

    def resize(self, columns: int, lines: int) -> None:
        self.plain.resize(columns, lines)
        self.driven.resize(columns, lines)
        self.grid.resize(columns, lines)
        self.encoder.resize(columns, lines)

    def check(self) -> None:
        assert self.driven.cells == self.plain.cells, (self.sent, self.plain.text, self.driven.text)
        assert bool(self.driven.bells) == bool(self.plain.bells)
        assert self.driven.shows_cursor == self.plain.shows_cursor
        assert self.driven.cursor == self.plain.cursor


@pytest.mark.parametrize("basic", [False, True])
@settings(max_examples=400, deadline=None)
@given(frames=st.lists(FRAME, min_size=1, max_size=6))
def test_random_streams_show_the_same(frames: list[str], basic: bool) -> None:
    both = Both(WIDTH, HEIGHT, basic=basic)
    for frame in frames:
        both.show(frame)
        both.check()


@settings(max_examples=150, deadline=None)
@given(
    screens=st.lists(
        st.tuples(
            st.integers(2, 30),
            st.integers(1, 9),
            st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30), STYLED), max_size=14),
        ),
        min_size=2,
        max_size=4,
    )
)
def test_after_a_resize_the_repainted_screen_is_the_same(
    screens: list[tuple[int, int, list[tuple[int, int, str]]]],
) -> None:
    both = Both(WIDTH, HEIGHT)
    for columns, lines, pieces in screens:
        both.resize(lines, columns)
        both.resize(columns, lines)
        both.show("\x1b[m\x1b[H\x1b[2J" + "".join(f"\x1b[{y};{x}H{text}" for y, x, text in pieces))
        both.check()


@settings(max_examples=150, deadline=None)
@given(frames=st.lists(FRAME, min_size=2, max_size=5), cuts=st.lists(st.integers(0, 400), max_size=8))
def test_where_the_stream_is_cut_makes_no_difference(frames: list[str], cuts: list[int]) -> None:
    stream = "".join(frames)
    both = Both(WIDTH, HEIGHT)
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    for start, end in pairwise(edges):
        both.show(stream[start:end])
    if not both.reader.unknown:
        both.check()


@settings(max_examples=150, deadline=None)
@given(frames=st.lists(FRAME, min_size=1, max_size=4))
def test_what_is_shown_is_not_sent_again(frames: list[str]) -> None:
    both = Both(WIDTH, HEIGHT)
    for frame in frames:
        both.show(frame)
    both.grid.dirty.update(range(HEIGHT))
    assert both.encoder.difference(both.grid) == ""
    both.encoder.forget()
    both.driven.feed("rubbish from elsewhere" + both.encoder.difference(both.grid))
    both.check()
