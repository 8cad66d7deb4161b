"""``tracker fact``: what was planned, reported and officially recorded of one fact, and what is refused."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import shown


def compared(run: Invoke, row_id: str) -> list[dict[str, object]]:
    """Return the facts about a row as ``show`` compares them."""
    facts: list[dict[str, object]] = shown(run, "show", row_id)["facts_compared"]
    return facts


def test_values_stand_side_by_side_and_differences_are_told(folder: Path, run: Invoke) -> None:
    for line in (
        ("--planned", "10:00", "--reference", "paper"),
        ("--reported", "10:20", "--source", "The radio", "--as-of", "2026-03-28"),
        ("--official", "10:15", "--source", "Minutes", "--as-of", "2026-03-30"),
    ):
        made = run("fact", "morning", "start", *line)
        assert (made.exit_code, made.output) == (0, "")
    (fact,) = compared(run, "morning")
    assert (fact["fact"], fact["differs"]) == ("start", True)
    assert [fact[name]["value"] for name in ("planned", "reported", "official")] == ["10:00", "10:20", "10:15"]  # type: ignore[index]
    text = run("show", "morning").stdout
    assert (
        "start: planned 10:00 (Committee); reported 10:20 (The radio, Sat 28 Mar 2026); "
        "official 10:15 (Minutes, Mon 30 Mar 2026)  differs"
    ) in text


def test_the_newest_value_counts_and_undo_takes_it_back(folder: Path, run: Invoke) -> None:
    run("fact", "track", "cost", "--reported", "10 m", "--source", "Paper", "--as-of", "2026-03-01")
    run("fact", "1", "Cost", "--reported", "12 m", "--source", "Paper", "--as-of", "2026-03-02")
    assert [fact["reported"]["value"] for fact in compared(run, "track")] == ["12 m"]  # type: ignore[index]
    assert run("undo").exit_code == 0
    assert [fact["reported"]["value"] for fact in compared(run, "track")] == ["10 m"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("morning", "start", "--source", "X"), 2, "Give one of --planned, --reported and --official."),
        (("morning", "start", "--planned", "1", "--official", "2", "--source", "X"), 2, "Give one of"),
        (("morning", "start", "--planned", "1"), 1, "A fact needs its source.\nGive --source TEXT"),
        (("morning", "start", "--planned", "1", "--reference", "papr"), 1, "Did you mean paper?"),
        (("nowhere", "start", "--planned", "1", "--source", "X"), 1, "nothing with the id 'nowhere'"),
        (("paper", "start", "--planned", "1", "--source", "X"), 1, "'paper' is"),
        (("morning", " ", "--planned", "1", "--source", "X"), 1, "The name of the fact is missing."),
        (("morning", "start", "--planned", " ", "--source", "X"), 1, "The value is missing."),
        (("morning", "start", "--planned", "1", "--source", "X", "--as-of", "once"), 2, "is not a date"),
        (("morning", "start", "--planned", "x" * 501, "--source", "X"), 1, "Value: 1 character too many: at most 500."),
    ],
)
def test_what_is_refused(folder: Path, run: Invoke, arguments: tuple[str, ...], code: int, words: str) -> None:
    refused = run("fact", *arguments)
    assert refused.exit_code == code
    assert words in refused.stderr
    assert json.loads(run("status", "--json").stdout)["change"] == 0


def test_hostile_text_is_literal(folder: Path, run: Invoke) -> None:
    run("fact", "morning", "[b]\x1b[31mstart", "--planned", "\u202e10:00", "--source", "[/x]")
    text = run("show", "morning").stdout
    assert "[b][31mstart: planned 10:00 ([/x])" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
