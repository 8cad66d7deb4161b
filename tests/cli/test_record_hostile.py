"""Hostile text through every text that a verb takes: nothing that acts on a terminal comes out, and nothing breaks."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.record import fill
from tests.support.strategies import HOSTILE_TEXTS

JOINERS = "\u200c\u200d"
"""Invisible, and needed by Urdu and emoji."""

TAKING_TEXT: tuple[tuple[str, ...], ...] = (
    ("note", "1", "{}"),
    ("note", "1", "-"),
    ("decide", "1", "{}"),
    ("decide", "D1", "{}", "--side", "np"),
    ("decide", "D1", "--disagree", "np", "--reason", "{}"),
    ("action", "add", "1", "{}", "--owner", "port"),
    ("action", "done", "A2", "{}", "--verified-by", "{}"),
    ("set", "fares", "withdrawn", "--reason", "{}"),
    ("find", "{}"),
    ("find", "-"),
)
TAKING_NAMES: tuple[tuple[str, ...], ...] = (
    ("show", "{}"),
    ("history", "{}"),
    ("check", "{}"),
    ("set", "{}", "closed"),
    ("set", "1", "{}"),
    ("set", "1", "closed", "--disposition", "{}"),
    ("set", "fares", "deferred", "--target", "{}"),
    ("note", "{}", "Hello"),
    ("note", "1", "Hello", "--kind", "{}"),
    ("decide", "{}", "Yes"),
    ("decide", "1", "Yes", "--side", "{}"),
    ("decide", "1", "Yes", "--agree", "{}"),
    ("decide", "D1", "--disagree", "{}"),
    ("action", "{}"),
    ("action", "add", "{}", "Dig", "--owner", "port"),
    ("action", "add", "1", "Dig", "--owner", "{}"),
    ("action", "add", "1", "Dig", "--person", "{}"),
    ("action", "add", "1", "Dig", "--owner", "port", "--due", "{}"),
    ("action", "add", "1", "Dig", "--owner", "port", "--priority", "{}"),
    ("action", "done", "{}", "Dug"),
    ("attend", "{}", "port", "present"),
    ("attend", "night", "{}", "present"),
    ("attend", "night", "port", "{}"),
    ("late", "{}"),
    ("late", "5", "--day", "{}"),
    ("find", "is:{}"),
    ("find", "--{}"),
    ("revise", "/nowhere/{}"),
)
READING: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("schedule",),
    ("agenda",),
    ("now",),
    ("next",),
    ("history",),
    ("action", "list"),
    ("find", ""),
)


def assert_harmless(output: str) -> None:
    """Check that nothing but line feeds and what can be seen is in ``output``, and no traceback."""
    assert [sign for sign in output if sign != "\n" and not sign.isprintable() and sign not in JOINERS] == []
    assert "Traceback" not in output
    assert "internal error" not in output


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_texts_are_kept_clean_and_shown_clean(folder: Path, run: Invoke, text: str) -> None:
    fill(folder, run)
    for line in TAKING_TEXT:
        # What can't be UTF-8 comes in as bytes that are no text.
        result = run(*(part.replace("{}", text) for part in line), stdin=text.encode("utf-8", "surrogatepass"))
        assert result.exit_code in (0, 1), (line, result.output)
        assert_harmless(result.output)
    found = json.loads(run("find", "", "--json").stdout)["found"]
    for line in (*READING, *(("show", hit["id"]) for hit in found)):
        for arguments in ((), ("--json",)):
            result = run(*line, *arguments)
            assert result.exit_code == 0, (line, result.output)
            assert_harmless(result.output)


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_errors_name_hostile_words_without_their_controls(folder: Path, run: Invoke, text: str) -> None:
    fill(folder, run)
    for line in TAKING_NAMES:
        # The system hands no argument over with a NUL in it.
        result = run(*(part.replace("{}", text.replace("\0", "")) for part in line))
        assert result.exit_code in (1, 2), (line, result.output)
        assert result.stdout == ""
        assert_harmless(result.output)


@pytest.mark.parametrize("line", TAKING_NAMES, ids=" ".join)
def test_endless_words_get_short_complaints(folder: Path, run: Invoke, line: tuple[str, ...]) -> None:
    result = run(*(part.replace("{}", "x" * 100_000) for part in line))
    assert result.exit_code in (1, 2)
    assert_harmless(result.output)
    assert len(result.stderr) < 2_000, line
