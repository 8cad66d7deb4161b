"""What a terminal types: keys, clicks and pastes come through, in whatever pieces; answers that nobody waits for go."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from tracker.ui.keyboard.typed_key import TypedKey
from tracker.ui.terminal.tokens import Token, Tokens, decoder
from tracker.ui.terminal.typing import Typing

ANSWERS = (
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    "\x1b]10;rgb:ffff/ffff/ffff\x07",
    "\x1b]4;1;rgb:cdcd/0000/0000\x07",
    "\x1b]52;c;anNqc2o=\x1b\\",
    "\x1b]99;i=1:p=?;j s\x1b\\",
    "\x1b]lsj\x1b\\",
    "\x1b[?62;22c",
    "\x1b[>41;354;0c",
    "\x1b[?6c",
    "\x1bP!|7E565445\x1b\\",
    "\x1bP>|XTerm(354)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bPsj\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b_sj\x1b\\",
    "\x1b^sj\x1b\\",
    "\x1bXsj\x1b\\",
    "\x1b[?1004;2$y",
    "\x1b[4;1$y",
    "\x1b[12;40R",
    "\x1b[1;1R",
    "\x1b[0n",
    "\x1b[?997;1n",
    "\x1b[?5u",
    "\x1b[8;24;80t",
    "\x1b[48;24;80;480;1600t",
    "\x1b[I",
    "\x1b[O",
    "\x1b[99~",
    "\x1b[115;1z",
    "\x1b[57358;1v",
    "\x1b[?1;0;256S",
    "\x1b[115x",
    "\x1b[1114112u",
    "\x1b[55296u",
    "\x1b[57300u",
    "\x9d11;rgb:1e1e/1e1e/2e2e\x9c",
    "\x9b?62;22c",
    "\x90>|XTerm(354)\x9c",
    "\x9fsj\x9c",
    "\x9esj\x1b\\",
    "\x98sj\x9c",
    "\x1b[M!!!",
    "\x1b[35;10;5M",
    "\x1b[201~",
)
"""What nobody typed, most of it with ``s`` and ``j`` in it, which are keys."""

KEYS = {
    "\x1b[A": "up",
    "\x1bOB": "down",
    "\x1b[1;5C": "ctrl+right",
    "\x1b[1;2A": "shift+up",
    "\x1b[5A": "ctrl+up",
    "\x1bO5A": "ctrl+up",
    "\x1b[6~": "pagedown",
    "\x1b[3;5~": "ctrl+delete",
    "\x1b[3$": "shift+delete",
    "\x1b[Z": "shift+tab",
    "\x1bOP": "f1",
    "\x1b[[A": "f1",
    "\x1b[11~": "f1",
    "\x1b[1;5R": "ctrl+f3",
    "\x1b[24;5~": "ctrl+f12",
    "\x1bOM": "enter",
    "\x1bOj": "asterisk",
    "\x1bOX": "equals_sign",
    "\x1b\x7f": "ctrl+w",
    "\x1b[27u": "escape",
    "\x1b[13;2u": "shift+enter",
    "\x1b[112;5u": "ctrl+p",
    "\x1b[27;5;112~": "ctrl+p",
    "\x1b[1079::112;5u": "ctrl+p",
    "\x1b[122::121;5u": "ctrl+z",
    "\x1b[97;65u": "a",
    "\x1b[97:65;2u": "A",
    "\x1b[47:63;2u": "question_mark",
    "\x1b[57413u": "plus",
    "\x1b[1081::113u": "й",
    "\x1b[1081:1049:113;2u": "Й",
    "\x1b[1081;;1081u": "й",
    "\x9bA": "up",
    "\x8fP": "f1",
    "\x03": "ctrl+c",
    "\x0c": "ctrl+l",
    "\r": "enter",
    "\t": "tab",
    "\x7f": "backspace",
    " ": "space",
    "?": "question_mark",
    "\u200c": "zero_width_non_joiner",
}


def ended(tokens: Tokens) -> Iterator[Token]:
    """Let time pass until nothing is unfinished."""
    while tokens.waiting is not None:
        yield from tokens.lapse()


def cut(pieces: Iterable[str]) -> list[Token]:
    tokens = Tokens("\x7f")
    return [token for piece in pieces for token in tokens.feed(piece)] + list(ended(tokens))


def typed(*pieces: str) -> list[Message]:
    typing = Typing()
    return [message for token in cut(pieces) for message in typing.messages(token)]


def named(messages: Iterable[Message]) -> list[str]:
    """Return what messages are, in words."""
    return [
        message.key
        if isinstance(message, events.Key)
        else f"pasted {message.text}"
        if isinstance(message, events.Paste)
        else type(message).__name__
        for message in messages
    ]


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_an_answer_is_swallowed_whole(answer: str) -> None:
    assert named(typed(f"j{answer}k")) == ["j", "k"]
    assert named(typed("j", *answer, "k")) == ["j", "k"]


@pytest.mark.parametrize(
    ("sequence", "key"), KEYS.items(), ids=lambda value: repr(value) if isinstance(value, str) else None
)
def test_a_key_is_one(sequence: str, key: str) -> None:
    assert named(typed(f"j{sequence}k")) == ["j", key, "k"]
    assert named(typed("j", *sequence, "k")) == ["j", key, "k"]


def test_keys_are_those_of_textual() -> None:
    """All of its table, but Escape and a character, and F3, which it takes for an answer; some numbers it misreads."""
    for sequence, known in ANSI_SEQUENCES_KEYS.items():
        if re.match(r"\x1b[^[O]|\x9b|.*R$", sequence) or not isinstance(known, tuple):
            continue
        parser = XTermParser()
        theirs = [message for character in sequence for message in parser.feed(character)]
        by_table = [key.value for key in known]
        assert named(typed(sequence)) in (named(theirs), by_table), repr(sequence)


@pytest.mark.parametrize("character", [*"jbfOPX]^_[1-\\", "й", "\r", "\t", "\x01"])
def test_escape_and_a_character_are_escape_and_the_character(character: str) -> None:
    (key,) = named(typed(character))
    assert named(typed(f"\x1b{character}")) == ["escape", key]
    assert named(typed("\x1b", character)) == ["escape", key]
    assert named(typed(f"\x1b{character}\x1b{character}")) == ["escape", key] * 2
    assert named(typed(f"a\x1b\x1b{character}")) == ["a", "escape", "escape", key]


def test_escape_waits_for_the_rest_of_a_sequence_and_not_for_long() -> None:
    tokens = Tokens()
    assert tokens.feed("\x1b") == []
    assert tokens.waiting is not None
    assert tokens.waiting.seconds == 0.1
    assert tokens.feed("[") == []
    assert tokens.feed("A") == [Token("sequence", "\x1b[A")]
    assert tokens.waiting is None
    assert (tokens.feed("\x1b"), tokens.lapse()) == ([], [Token("character", "\x1b")])
    assert (tokens.feed("\x1bP"), tokens.lapse()) == ([], [Token("character", "\x1b"), Token("character", "P")])


def test_shift_tab_of_the_linux_console() -> None:
    assert [token.text for token in Tokens("\t").feed("\x1b\t")] == ["\x1b\t"]


@pytest.mark.parametrize("begun", ["\x1b]11;rgb:", "\x1bP1$r", "\x1b_G", "\x1b[?6", "\x1b[<0;1", "\x9d"], ids=repr)
def test_a_sequence_that_never_ends_is_given_up(begun: str) -> None:
    tokens = Tokens()
    assert tokens.feed(begun) == []
    assert tokens.waiting is not None
    assert 1 <= tokens.waiting.seconds <= 5
    assert tokens.lapse() == []
    assert tokens.feed("j") == [Token("character", "j")]


@pytest.mark.parametrize("key", ["\r", "\x03", "\x1b[A"], ids=repr)
def test_a_sequence_that_never_ends_stops_no_key_that_cannot_be_in_it(key: str) -> None:
    assert named(typed(f"\x1b]11;rgb:{key}")) == named(typed(key))


def test_typing_does_not_put_off_that_it_is_given_up() -> None:
    tokens = Tokens()
    tokens.feed("\x1b]11;rgb:")
    waiting = tokens.waiting
    for character in "jjjj":
        assert tokens.feed(character) == []
        assert tokens.waiting == waiting
    tokens.feed("0123456789abcdef")
    assert tokens.waiting != waiting


def test_a_sequence_keeps_little_in_memory() -> None:
    tokens = Tokens()
    tokens.feed("\x1b]52;c;")
    for _ in range(100):
        tokens.feed("QUJD" * 10_000)
    assert len(tokens._begun) < 1000
    assert tokens.feed("\x07j") == [Token("character", "j")]


def test_a_paste_that_never_ends_is_bounded_and_given_up() -> None:
    tokens = Tokens()
    tokens.feed("\x1b[200~")
    for _ in range(300):
        assert tokens.feed("x" * 10_000) == []
    assert tokens.waiting is not None
    waiting = tokens.waiting
    assert waiting.seconds <= 15
    tokens.feed("j")
    assert tokens.waiting == waiting
    (paste,) = tokens.lapse()
    assert paste.kind == "paste"
    assert 100_000 < len(paste.text) <= 1 << 20
    assert tokens.feed("j") == [Token("character", "j")]


def test_the_rest_of_a_paste_over_a_slow_line_is_no_keys() -> None:
    tokens = Tokens()
    tokens.feed("\x1b[200~the first part of it")
    assert tokens.lapse() == [Token("paste", "the first part of it")]
    assert tokens.feed(" and the second part of it\x1b[201~j") == [
        Token("paste", " and the second part of it"),
        Token("character", "j"),
    ]


def test_sequences_in_a_paste_are_text() -> None:
    assert named(typed("\x1b[200~a\x1b[Ab\x1b]11;c\x1b[200~d\x1b[201~j")) == ["pasted a\x1b[Ab\x1b]11;c\x1b[200~d", "j"]


def test_a_terminal_that_synchronises_is_believed() -> None:
    (message,) = typed("\x1b[?2026;2$y")
    assert isinstance(message, TerminalSupportsSynchronizedOutput)
    assert typed("\x1b[?2026;0$y") == []


def test_clicks_come_through() -> None:
    down, up, wheel = typed("\x1b[<0;3;6M\x1b[<0;3;6m\x1b[<64;3;6M")
    assert isinstance(down, events.MouseDown)
    assert (down.x, down.y) == (2, 5)
    assert isinstance(up, events.MouseUp)
    assert isinstance(wheel, events.MouseScrollUp)


@pytest.mark.parametrize(
    ("sequence", "base"),
    [("\x1b[1081::113u", "q"), ("\x1b[1081:1049:113;2u", "Q"), ("й", ""), ("\x1b[113u", "")],
)
def test_the_base_key_of_the_kitty_protocol(sequence: str, base: str) -> None:
    (key,) = typed(sequence)
    assert isinstance(key, TypedKey)
    assert key.base == base


def test_a_key_that_is_let_go_is_none() -> None:
    assert typed("\x1b[97;1:3u") == []


@pytest.mark.parametrize(
    "character", ["\u200c", "\u200d", "\u00a0", "\u202f", "\ufe0f", "\u0301", "\u064e", "ى"], ids=ascii
)
def test_what_a_text_may_hold_is_printable(character: str) -> None:
    (key,) = typed(character)
    assert isinstance(key, events.Key)
    assert (key.character, key.is_printable) == (character, True)


@pytest.mark.parametrize("character", ["\r", "\t", "\x01", "\u202e", "\u200b", "\ue000"], ids=ascii)
def test_what_no_text_holds_is_not(character: str) -> None:
    assert [key.is_printable for key in typed(character) if isinstance(key, events.Key)] == [False]


parts = st.one_of(
    st.sampled_from(ANSWERS),
    st.sampled_from(tuple(KEYS)),
    st.sampled_from(
        ("\x1b", "\x1b[200~", "\x1b[201~", "\x1b[200~two words\x1b[201~", "\x1b]", "\x1bP1", "\x1b[", "\x1bO")
    ),
    st.text(st.sampled_from("jsq[]OP;\\\x07\x1b\x9c\x9d й\u200c0123~"), max_size=8),
    st.text(st.sampled_from("0123456789:;<=>?!$MmuRABHPQSTZ~^@cntyqI[]"), max_size=14).map("\x1b[".__add__),
    st.text(max_size=4),
)


@given(st.lists(parts, max_size=8).map("".join), st.data())
def test_the_same_in_any_pieces(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pieces = [text[begin:end] for begin, end in pairwise((0, *edges, len(text)))]
    assert cut(pieces) == cut([text])
    assert cut(text) == cut([text])
    typed(text)


@given(st.binary(max_size=60), st.data())
def test_any_bytes_are_read_and_in_any_pieces_alike(sent: bytes, data: st.DataObject) -> None:
    edge = data.draw(st.integers(0, len(sent)))
    whole, halves = decoder(), decoder()
    text = whole(sent)
    assert halves(sent[:edge]) + halves(sent[edge:]) == text
    typed(text)
