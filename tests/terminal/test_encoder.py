"""The encoder's bytes, one by one."""

import pytest

from tracker.ui.terminal.encoder import Encoder
from tracker.ui.terminal.grid import Grid
from tracker.ui.terminal.motion import motion
from tracker.ui.terminal.reader import Reader


class Screen:
    """A terminal of 40 by 10 that was cleared, and what an app writes to it."""

    def __init__(self, *, basic: bool = False) -> None:
        self.grid = Grid(40, 10)
        self.reader = Reader(self.grid)
        self.encoder = Encoder(40, 10, basic=basic)
        self.start = self.encoder.difference(self.grid)

    def show(self, stream: str) -> str:
        self.reader.feed("\x1b[H" + stream)
        return self.encoder.difference(self.grid)


@pytest.fixture
def screen() -> Screen:
    """Make a blank screen."""
    return Screen()


def test_a_blank_screen_is_only_cleared(screen: Screen) -> None:
    assert screen.start == "\x1b[m\x1b[H\x1b[J"
    assert screen.show("\x1b[49m" + " " * 40 + "\x1b[3;1H\x1b[39;49;1m" + " " * 40 + "\x1b[0m\x1b[H") == ""


def test_only_what_differs_is_sent(screen: Screen) -> None:
    assert screen.show("\x1b[5;5Hticked 2/5") == "\x1b[5;5Hticked 2/5"
    assert screen.show("\x1b[5;5Hticked 3/5") == "\b\b\b3\x1b[2C"
    assert screen.show("\x1b[5;5Hticked 3/5") == ""


def test_a_style_goes_with_what_it_is_needed_for(screen: Screen) -> None:
    assert screen.show("\x1b[31mred words\x1b[0m plain") == "\x1b[31mred words \x1b[mplain"
    assert screen.show("\x1b[H\x1b[1;31mred words\x1b[0m plain") == "\r\x1b[1;31mred words\x1b[6C"


def test_an_attribute_is_switched_off_alone_if_that_is_shorter(screen: Screen) -> None:
    screen.show("\x1b[1;38;5;208mab\x1b[0m\x1b[38;5;208mcd")
    assert screen.encoder.difference(screen.grid) == ""
    assert Screen().show("\x1b[1;38;5;208mab\x1b[0m\x1b[38;5;208mcd") == "\x1b[1;38;5;208mab\x1b[22mcd"


def test_the_end_of_a_row_is_erased(screen: Screen) -> None:
    screen.show("\x1b[2;3Ha long line of words")
    assert screen.show("\x1b[2;3Ha\x1b[K") == "\x1b[5G\x1b[K\b"


def test_few_cells_are_blanked_with_spaces_and_many_erased(screen: Screen) -> None:
    screen.show("|" + "x" * 20 + "|")
    assert screen.show("|" + "x" * 17 + "   |") == "\b\b\b\b   \x1b[C"
    assert screen.show("|" + " " * 20 + "|") == "\r\x1b[C\x1b[17X\x1b[21C"
    assert Screen(basic=True).show("a") == "a"


def test_a_vt100_gets_spaces_instead_of_ech() -> None:
    screen = Screen(basic=True)
    screen.show("|" + "x" * 20 + "|")
    assert screen.show("|" + " " * 20 + "|") == "\r\x1b[C" + " " * 20 + "\x1b[C"


def test_coloured_blanks_are_written(screen: Screen) -> None:
    assert screen.show("\x1b[44m" + " " * 12 + "\x1b[0m") == "\x1b[44m" + " " * 12
    assert screen.show("\x1b[2J") == "\r\x1b[m\x1b[K"


def test_the_bottom_of_the_screen_is_erased_at_once(screen: Screen) -> None:
    screen.show("".join(f"\x1b[{row};1Hrow {row}" for row in range(1, 11)))
    assert screen.show("\x1b[4;1H\x1b[J") == "\x1b[4H\x1b[J"


def test_a_short_gap_is_written_again_rather_than_jumped(screen: Screen) -> None:
    screen.show("1 of 5 and 2 of 5")
    assert screen.show("2 of 4") == "\r2 of 4"
    assert screen.show("3 of 5") == "\r3 of 5"


def test_a_wide_character_is_replaced_whole(screen: Screen) -> None:
    screen.show("a日b")
    assert screen.show("a本b") == "\b\b\b本\x1b[C"
    assert screen.show("axyb") == "\b\b\bxy\x1b[C"


def test_half_a_wide_character_becomes_a_blank(screen: Screen) -> None:
    screen.show("a日本b")
    assert screen.show("\x1b[1;3Hx") == "\x1b[5D x"
    assert screen.grid.rows[0].chars[:6] == ["a", " ", "x", "本", "", "b"]


def test_a_marked_letter_is_one_cell(screen: Screen) -> None:
    assert screen.show("cafe\u0301!") == "cafe\u0301!"
    assert screen.show("cafe!!") == "\b\be!!"


def test_after_a_doubtful_character_the_cursor_is_placed_anew(screen: Screen) -> None:
    assert screen.show("\x1b[3;2Hok 👍🏽 yes") == "\n\n\x1b[K ok 👍🏽\x1b[7G yes\x1b[K"


def test_the_last_column_is_written_without_trusting_where_the_cursor_is_then(screen: Screen) -> None:
    assert screen.show("\x1b[1;39Hab\x1b[2;39Hcd") == "\x1b[38Cab\n\x1b[39Gcd\x1b[40G"


def test_the_cursor_is_shown_and_placed(screen: Screen) -> None:
    screen.reader.feed("\x1b[4;7H\x1b[?25h")
    assert screen.encoder.difference(screen.grid) == "\x1b[4;7H\x1b[?25h"
    assert screen.show("\x1b[?25l\x1b[4;7Hx\x1b[D") == "\x1b[?25lx\b", "it isn't seen to wander"


def test_a_hidden_cursor_is_placed_after_every_frame(screen: Screen) -> None:
    screen.reader.feed("\x1b[4;7H")
    assert screen.encoder.difference(screen.grid) == "\x1b[4;7H"
    screen.reader.feed("\x1b[1;1Hx\x1b[4;7H")
    assert screen.encoder.difference(screen.grid) == "\x1b[Hx\x1b[4;7H"
    assert screen.encoder.difference(screen.grid) == ""


def test_a_link_is_sent_once_for_all_its_cells(screen: Screen) -> None:
    link = "\x1b]8;id={};https://a.example\x1b\\\x1b[4msource\x1b[0m\x1b]8;;\x1b\\."
    assert screen.show(link.format(1)) == "\x1b]8;;https://a.example\x1b\\\x1b[4msource\x1b]8;;\x1b\\\x1b[m."
    assert screen.show(link.format(2)) == ""


@pytest.mark.parametrize(
    ("start", "end", "sequence"),
    [
        ((None, None), (0, 0), "\x1b[H"),
        ((None, None), (0, 4), "\x1b[5H"),
        ((None, None), (4, 0), "\x1b[;5H"),
        ((None, None), (4, 6), "\x1b[7;5H"),
        ((5, 5), (5, 5), ""),
        ((5, 5), (6, 5), "\x1b[C"),
        ((5, 5), (3, 5), "\b\b"),
        ((30, 5), (5, 5), "\x1b[6G"),
        ((30, 5), (0, 5), "\r"),
        ((30, 5), (1, 5), "\r\x1b[C"),
        ((30, 5), (30, 7), "\n\n"),
        ((30, 5), (30, 4), "\x1bM"),
        ((30, 5), (30, 1), "\x1b[4A"),
        ((30, 5), (0, 6), "\n\r"),
        ((None, 5), (0, 5), "\r"),
        ((None, 5), (30, 6), "\n\x1b[31G"),
        ((30, 5), (9, 0), "\x1b[;10H"),
    ],
)
def test_moves_are_short(start: tuple[int | None, int | None], end: tuple[int, int], sequence: str) -> None:
    assert motion(*start, *end) == sequence


def test_a_vt100_knows_no_cha() -> None:
    assert motion(30, 5, 10, 5, basic=True) == "\x1b[20D"
    assert motion(None, 5, 10, 5, basic=True) == "\r\x1b[10C"
