"""The gate for text: whatever comes in, what comes out is safe, and safe text passes unchanged."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import HOSTILE_TEXTS, any_text
from tracker.text import BODY_LIMIT, TITLE_LIMIT, clean, clean_lines

FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}

texts = st.one_of(any_text(), st.text(st.characters(), max_size=80), st.text("ae \u0301\u0327\u200b\u200d\r\n\t\u202e"))


def assert_safe(text: str, *, lines: bool) -> None:
    for character in text:
        if lines and character == "\n":
            continue
        assert unicodedata.category(character) not in FORBIDDEN_CATEGORIES or character in JOINERS, hex(ord(character))
    assert unicodedata.is_normalized("NFC", text)


def longest_run_of_marks(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else run if character in JOINERS else 0
        longest = max(longest, run)
    return longest


@given(texts)
@example("e\u200b\u0301")
@example("A\u0300\u202e" * 300)
def test_one_line_is_safe_and_stays_as_it_is_when_cleaned_again(text: str) -> None:
    once = clean(text)
    assert_safe(once, lines=False)
    assert len(once) <= TITLE_LIMIT
    assert longest_run_of_marks(once) <= 4
    assert once == " ".join(once.split())
    assert clean(once) == once


@given(texts)
@example("e\u200b\u0301\r\n\r\n  x\t\n")
def test_several_lines_are_safe_and_stay_as_they_are_when_cleaned_again(text: str) -> None:
    once = clean_lines(text)
    assert_safe(once, lines=True)
    assert longest_run_of_marks(once) <= 4
    assert once == once.strip("\n")
    assert all(line == line.rstrip() for line in once.split("\n"))
    assert clean_lines(once) == once


@given(texts, st.integers(0, 20))
def test_a_limit_is_kept_and_cutting_again_changes_nothing(text: str, limit: int) -> None:
    once = clean(text, limit=limit)
    assert len(once) <= limit
    assert clean(once, limit=limit) == once
    several = clean_lines(text, limit=limit)
    assert len(several) <= limit
    assert clean_lines(several, limit=limit) == several


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("\x1b[2J\x1b]0;owned\x07after", "[2J]0;ownedafter"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one two three four five"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("[bold]x[/]", "[bold]x[/]"),
        ("e\u200b\u0301", "é"),
        ("a" + "\u0301" * 40, "á" + "\u0301" * 4),
        ("پاکستان\u200cروس", "پاکستان\u200cروس"),
        ("👩\u200d👩\u200d👧 ❤\ufe0f", "👩\u200d👩\u200d👧 ❤\ufe0f"),
        ("\ud800x\ue000\U000e0001", "x"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_what_becomes_of_text_that_has_broken_terminals(raw: str, line: str) -> None:
    assert clean(raw) == line


def test_lines_and_indents_are_kept_where_lines_make_sense() -> None:
    assert clean_lines("\n\none\r\n\ttwo  \rthree\n\n") == "one\n    two\nthree"


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_no_hostile_text_leaves_an_escape_character(hostile: str) -> None:
    assert "\x1b" not in clean(hostile) + clean_lines(hostile)


def test_a_huge_text_is_cut_to_its_limit() -> None:
    assert len(clean("x" * 5_000_000)) == TITLE_LIMIT
    assert len(clean_lines("x\n" * 5_000_000)) <= BODY_LIMIT
