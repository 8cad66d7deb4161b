"""The gate for text: whatever comes in, what comes out is safe, and safe text passes unchanged."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.strategies import HOSTILE_TEXTS, any_text
from tracker.text import _PLAIN, BODY_LIMIT, _safe, clean, clean_lines, shortened, too_long, typed

FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}

IGNORABLE = [
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
    *((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    *((0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
]
"""Default_Ignorable_Code_Point as DerivedCoreProperties.txt of Unicode 15.1 lists it."""

texts = st.one_of(
    any_text(),
    st.text(st.characters(), max_size=80),
    st.text("ae \u0301\u0327\u200b\u200c\u200d\ufe0f\u3164\r\n\t\u202e"),
)


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


@given(texts, st.integers(2, 20))
def test_what_is_only_shown_may_be_shortened_and_says_so(text: str, limit: int) -> None:
    shown = shortened(text, limit)
    assert len(shown) <= limit
    assert shown == clean(text) or shown.endswith("…")
    assert clean(shown) == shown


@given(texts)
@example("Текст № 1 — «да»")
@example("پاکستان")
@example("Ängström  x ")
def test_text_of_usual_letters_takes_no_other_way_than_any_text(text: str) -> None:
    # A sign that is taken out keeps the whole text off the short way.
    assert clean(text) == clean(f"{text}\ufeff")
    assert clean_lines(text) == clean_lines(f"{text}\ufeff")


def test_every_usual_letter_is_kept_as_it_is() -> None:
    for letter in map(chr, range(0x110000)):
        if _PLAIN.fullmatch(letter):
            assert _safe(f"{letter}\ufeff", keep_lines=False) == letter, hex(ord(letter))


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (-1, ""),
        (0, ""),
        (1, "1 character too many: at most 20,000"),
        (1312, "1,312 characters too many: at most 20,000"),
    ],
)
def test_it_is_said_how_much_is_too_much(over: int, words: str) -> None:
    assert too_long("x" * (BODY_LIMIT + over), BODY_LIMIT) == words


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("one\r\ntwo\rthree\n\nfour", "one two three four"),
        ("one  \n\ttwo", "one two"),
        ("a whole line\n", "a whole line"),
        (" blanks ", " blanks "),
        ("\n", ""),
    ],
)
def test_lines_that_are_pasted_into_a_line_are_joined(pasted: str, line: str) -> None:
    assert typed(pasted) == line


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
        ("\u3164", ""),
        ("\u2800\u2800", ""),
        ("gas\u3164coal", "gas coal"),
        ("a\u115f\u1160\u17b4\u180b\u034f\U000e0100b", "ab"),
        ("\u200d", ""),
        ("\ufe0f \u200c\u0301", ""),
        ("a \u0336\u20dd b", "a b"),
        ("\u0336[x]", "[x]"),
        ("a\u200d\u200c\u200db", "a\u200db"),
        ("1\ufe0f\u20e3 हिन्\u200dदी کِتاب", "1\ufe0f\u20e3 हिन्\u200dदी کِتاب"),
    ],
)
def test_what_becomes_of_text_that_has_broken_terminals(raw: str, line: str) -> None:
    assert clean(raw) == line


def test_no_text_is_longer_than_it_looks() -> None:
    """Of all that has no glyph (Default_Ignorable_Code_Point) only what joins two letters or chooses a form is left."""
    for code in range(0x110000):
        alone = clean(chr(code))
        assert not alone or unicodedata.category(alone[0]) not in ("Mn", "Me", "Cf", "Zs"), hex(code)
    for first, last in IGNORABLE:
        for code in range(first, last + 1):
            kept = "".join(letter for letter in clean(f"a{chr(code)}b") if letter not in "ab ")
            assert kept == "" or kept in "\u200c\u200d\ufe0e\ufe0f", hex(code)


@pytest.mark.parametrize("letter", ["\u064e", "\u200c", "\u0301", "\ufe0f"])
def test_what_is_typed_letter_by_letter_may_act_upon_the_one_before(letter: str) -> None:
    assert typed(letter) == letter


def test_lines_and_indents_are_kept_where_lines_make_sense() -> None:
    assert clean_lines("\n\none\r\n\ttwo  \rthree\n\n") == "one\n    two\nthree"


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_no_hostile_text_leaves_an_escape_character(hostile: str) -> None:
    assert "\x1b" not in clean(hostile) + clean_lines(hostile)


def test_a_huge_text_is_kept_whole() -> None:
    assert clean("x" * 5_000_000) == "x" * 5_000_000
    assert clean_lines("x\n" * 1_000_000) == ("x\n" * 1_000_000).strip()


def test_marks_without_end_take_no_time_without_end() -> None:
    assert clean("a" + "\u0301\u0327" * 1_000_000) == clean("a" + "\u0301\u0327" * 20)
