"""Styles are read from SGR as terminals do, and changed by the shortest SGR that does it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ui.terminal.style import BOLD, DEFAULT, REVERSE, Style, apply_sgr, blank, change

COLOURS = st.sampled_from(("", "31", "97", "38;5;208", "38;2;1;2;3"))
STYLES = st.builds(
    Style,
    attributes=st.sets(st.sampled_from((1, 2, 3, 5, 6, 7, 8, 9, 51, 52, 53))).map(lambda on: sum(1 << n for n in on)),
    fg=COLOURS,
    bg=st.sampled_from(("", "44", "107", "48;5;17", "48;2;9;8;7")),
    underline=st.sampled_from(("", "4", "21", "4:3")),
    underline_colour=st.sampled_from(("", "58;5;9", "58;2;1;2;3")),
    extra=st.sampled_from(("", "11", "73")),
    link=st.just(""),
)


@pytest.mark.parametrize(
    ("sequences", "style"),
    [
        ("\x1b[m", DEFAULT),
        ("\x1b[1;31;44m", Style(BOLD, "31", "44")),
        ("\x1b[1m\x1b[;31m", Style(fg="31")),
        ("\x1b[31;0;7m", Style(REVERSE)),
        ("\x1b[38;5;208;48;2;1;2;3;3m", Style(1 << 3, "38;5;208", "48;2;1;2;3")),
        ("\x1b[38:2::1:2:3m", Style(fg="38:2::1:2:3")),
        ("\x1b[4:3;58;5;9m", Style(underline="4:3", underline_colour="58;5;9")),
        ("\x1b[21m", Style(underline="21")),
        ("\x1b[4m\x1b[24m", DEFAULT),
        ("\x1b[4;4:0m", DEFAULT),
        ("\x1b[58;5;1;59m", DEFAULT),
        ("\x1b[1;2;22m", DEFAULT),
        ("\x1b[31;39;44;49m", DEFAULT),
        ("\x1b[38m", Style(fg="38")),
        ("\x1b[73m", Style(extra="73")),
        ("\x1b[73;11m\x1b[000m", DEFAULT),
    ],
)
def test_sgr_is_read(sequences: str, style: Style) -> None:
    assert apply_sgr(DEFAULT, sequences) == style


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        (DEFAULT, DEFAULT, ""),
        (Style(BOLD, "31"), DEFAULT, "\x1b[m"),
        (DEFAULT, Style(fg="31"), "\x1b[31m"),
        (Style(fg="31"), Style(fg="32"), "\x1b[32m"),
        (Style(BOLD, "31"), Style(fg="31"), "\x1b[22m"),
        (Style(BOLD, "31"), Style(fg="32"), "\x1b[;32m"),
        (Style(BOLD | 1 << 3, "31", "48;2;1;2;3"), Style(BOLD, "31", "48;2;1;2;3"), "\x1b[23m"),
        (Style(BOLD | 1 << 2, "38;5;9"), Style(BOLD, "38;5;9"), "\x1b[22;1m"),
        (Style(bg="44"), Style(fg="31"), "\x1b[;31m"),
        (Style(bg="44", fg="38;5;200"), Style(fg="38;5;200"), "\x1b[49m"),
        (Style(underline="4", fg="38;5;1"), Style(underline="4:3", fg="38;5;1"), "\x1b[24;4:3m"),
        (Style(extra="73"), Style(fg="31"), "\x1b[;31m"),
        (DEFAULT, Style(link="https://a.example"), "\x1b]8;;https://a.example\x1b\\"),
        (Style(link="https://a.example"), Style(BOLD), "\x1b]8;;\x1b\\\x1b[1m"),
    ],
)
def test_the_shortest_change(old: Style, new: Style, sequence: str) -> None:
    assert change(old, new) == sequence


def test_a_vt100_only_knows_the_reset() -> None:
    assert change(Style(BOLD | REVERSE), Style(BOLD), resets_only=True) == "\x1b[;1m"


@given(STYLES, STYLES, st.booleans())
def test_a_change_leads_where_it_should(old: Style, new: Style, resets_only: bool) -> None:
    sequence = change(old, new, resets_only)
    assert apply_sgr(old, sequence) == new
    assert (sequence == "") == (old == new)
    assert len(sequence) <= len(change(DEFAULT, new)) + 3


@given(STYLES)
def test_a_blank_shows_background_and_lines(style: Style) -> None:
    seen = blank(style)
    assert seen.bg == style.bg
    assert seen.underline == style.underline
    assert (seen.attributes ^ style.attributes) & (REVERSE | 1 << 9) == 0
    assert blank(seen) == seen


def test_what_a_blank_does_not_show_is_left_out() -> None:
    assert blank(Style(BOLD | 1 << 3, "31", "44", link="https://a.example")) == Style(bg="44")
