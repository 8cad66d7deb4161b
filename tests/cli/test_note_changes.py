"""``tracker note``: changing a note, making it final, and taking it away."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, shown


def row(run: Invoke, note: str = "n1") -> Any:
    """Return a note as plain data."""
    return shown(run, "show", note)["row"]


def quietly(run: Invoke, *arguments: str) -> None:
    """Run a verb that has nothing to say."""
    result = run("note", *arguments)
    assert (result.exit_code, result.output) == (0, "")


def test_what_is_left_out_stays(folder: Path, run: Invoke) -> None:
    quietly(run, "1", "First", "--kind", "minute", "--side", "NP")
    quietly(run, "N1", "Second")
    assert (row(run)["text"], row(run)["kind"], row(run)["visibility"]) == ("Second", "minute", "public")
    quietly(run, "n1", "--internal", "--side", "none", "--kind", "statement")
    assert (row(run)["text"], row(run)["kind"], row(run)["visibility"]) == ("Second", "statement", "internal")
    assert (row(run)["side"], row(run)["about"]) == ("", "track")
    assert run("note", "n1", "-", stdin="Third\n").exit_code == 0
    assert row(run)["text"] == "Third"


def test_a_statement_may_be_internal_and_final_from_the_start(folder: Path, run: Invoke) -> None:
    quietly(run, "1", "Said", "--kind", "statement", "--internal", "--side", "np", "--status", "final")
    found = row(run)
    assert (found["visibility"], found["side"], found["status"]) == ("internal", "np", "final")


def test_what_is_final_stays_until_it_is_a_draft_again(folder: Path, run: Invoke) -> None:
    quietly(run, "1", "First")
    quietly(run, "n1", "--status", "final")
    for line in (("n1", "Second"), ("n1", "--remove")):
        refused = run("note", *line)
        assert (refused.exit_code, refused.stderr.splitlines()[1]) == (1, "Make it a draft again first.")
    quietly(run, "n1", "--status", "draft")
    quietly(run, "n1", "--remove")
    assert shown(run, "show", "1")["notes"] == []
    assert run("undo").exit_code == 0
    assert row(run)["text"] == "First"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["1", "--public"], 1, "A new note needs its text."),
        (["1", "--remove"], 1, "A new note needs its text."),
        (["n1"], 2, "Missing argument 'TEXT'."),
        (["n1", "Second", "--remove"], 2, "--remove stands alone."),
        (["n1", "--remove", "--public"], 2, "--remove stands alone."),
        (["n1", " "], 1, "The text of the note is missing."),
        (["n1", "--side", "xx"], 1, "'xx' is no side of this meeting."),
        (["n1", "--status", "agreed"], 2, "'draft', 'final'"),
        (["n9", "--public"], 1, "nothing with the id 'n9'"),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    quietly(run, "1", "First")
    result = run("note", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == 1
