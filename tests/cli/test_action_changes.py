"""``tracker action set``, ``due`` and ``edit``: all that the screen does to an action item, from the shell."""

from pathlib import Path
from typing import Any, get_args

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, offered, shown, told
from tests.cli.record import fill
from tracker.domain.model.record import ActionStatus, Priority


def row(run: Invoke, ref: str = "A1") -> Any:
    """Return an action item as plain data."""
    return shown(run, "show", ref)["row"]


def quietly(run: Invoke, *arguments: str) -> None:
    """Run a verb that has nothing to say."""
    result = run("action", *arguments)
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("ref", ["A1", "a1"])
def test_a_due_date_moves_with_a_reason_and_the_old_one_stays(folder: Path, run: Invoke, ref: str) -> None:
    fill(folder, run)
    quietly(run, "due", ref, "2026-05-01", "--reason", "The bank is closed")
    assert row(run)["due"] == "2026-05-01"
    assert [(moved["due"], moved["reason"]) for moved in row(run)["due_history"]] == [
        ("2026-03-20", "The bank is closed")
    ]
    quietly(run, "due", ref, "none", "--reason", "Open for now")
    assert (row(run)["due"], len(row(run)["due_history"])) == (None, 2)


def test_a_first_due_date_needs_no_reason_and_a_moved_one_does(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    quietly(run, "due", "A2", "2026-05-01")
    before = changes(run)
    refused = run("action", "due", "A2", "2026-05-02")
    assert (refused.exit_code, refused.stdout, changes(run)) == (1, "", before)
    assert refused.stderr.splitlines() == [
        "tracker: The reason for moving the due date of A2 is missing.",
        "Give --reason TEXT.",
    ]
    assert run("action", "due", "A2", "2026-02-30").exit_code == 2


def test_text_owner_priority_and_percent_in_one_change(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    before = changes(run)
    line = ("edit", "A1", "--text", "Draw both lines", "--owner", "PORT", "--priority", "low", "--percent", "40")
    quietly(run, *line, "--co-owner", "rail", "--co-owner", "ram")
    found = row(run)
    assert (found["text"], found["owner_party"], found["owner_person"]) == ("Draw both lines", "port", "")
    assert (found["priority"], found["percent"], found["status"]) == ("low", 40, "in_progress")
    assert found["co_owners"] == ["rail", "ram"]
    assert changes(run) == before + 1
    assert run("undo").exit_code == 0
    assert (row(run)["text"], row(run)["percent"], row(run)["owner_person"]) == ("Draw the line", 0, "eva")
    quietly(run, "edit", "A1", "--person", "none", "--co-owner", "none")
    assert (row(run)["owner_person"], row(run)["owner_party"], row(run)["co_owners"]) == ("", "rail", [])


def test_a_text_is_read_in_and_what_is_left_out_stays(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    assert run("action", "edit", "A1", "--text", "-", stdin="One\nTwo").exit_code == 0
    assert (row(run)["text"], row(run)["owner_person"], row(run)["priority"]) == ("One\nTwo", "eva", "high")


def test_a_new_action_has_several_owners(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    assert run("action", "add", "1", "Dig", "--owner", "port", "--co-owner", "eva").stdout == "A3\n"
    assert row(run, "A3")["co_owners"] == ["eva"]


def test_a_whole_life(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    quietly(run, "set", "A1", "in-progress", "--what", "Asked", "--percent", "20")
    assert (row(run)["status"], row(run)["percent"], row(run)["taken"][0]["text"]) == ("in_progress", 20, "Asked")
    quietly(run, "set", "a1", "pending-review", "--what", "Drawn")
    assert row(run)["status"] == "pending_review"
    quietly(run, "done", "A1", "--verified-by", "ram")
    assert (row(run)["status"], row(run)["verified_by"]) == ("completed", "ram")
    quietly(run, "set", "A1", "open", "--reason", "The line is crooked")
    assert (row(run)["status"], row(run)["status_reason"]) == ("in_progress", "The line is crooked")
    quietly(run, "set", "A1", "cancelled", "--reason", "Overtaken")
    assert (row(run)["status"], row(run)["status_reason"]) == ("cancelled", "Overtaken")
    assert "(Overtaken)" in told(run)[0]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["set", "A1", "cancelled"], 1, "Give --reason TEXT."),
        (["set", "A1", "completed"], 2, "'open', 'in-progress', 'pending-review', 'cancelled'"),
        (["set", "A1", "pending-review"], 1, "nothing was done yet"),
        (["set", "A1", "open", "--percent", "3"], 2, "--what and --percent are for in-progress and pending-review."),
        (["set", "A1", "in-progress", "--percent", "101"], 2, "101 is not in the range"),
        (["set", "1", "in-progress"], 1, "and this takes an action item."),
        (["edit", "A1"], 2, "Say what is to change, such as --text or --owner."),
        (["edit", "A1", "--text", " "], 1, "The text of the action item is missing."),
        (["edit", "A1", "--owner", "prot"], 1, "Did you mean port?"),
        (["edit", "A1", "--owner", "none"], 1, "An action item needs an owner."),
        (["edit", "A1", "--priority", "urgent"], 2, "'low', 'normal', 'high'"),
        (["due", "A9", "2026-05-01"], 1, "nothing with the id 'A9'"),
        (["due", "A1"], 2, "Missing argument 'DAY|none'."),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    fill(folder, run)
    before = changes(run)
    result = run("action", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == before


def test_what_was_begun_is_not_reopened_and_what_is_completed_stays(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    quietly(run, "set", "A2", "in-progress")
    assert "A2 was begun" in run("action", "set", "A2", "open").stderr
    quietly(run, "done", "A2", "Counted")
    for line in (("due", "A2", "2026-05-01"), ("edit", "A2", "--percent", "5"), ("set", "A2", "in-progress")):
        refused = run("action", *line)
        assert (refused.exit_code, refused.stderr.splitlines()[0]) == (1, "tracker: A2 is completed.")
    assert run("action", "set", "A2", "open").stderr.splitlines()[1] == "Give --reason TEXT."


def test_words_and_references_are_completed(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    assert offered(folder, "action", "set", "a") == ["a1", "a2"]
    words = [word.replace("_", "-") for word in get_args(ActionStatus) if word != "completed"]
    assert offered(folder, "action", "set", "a1", "") == words
    assert offered(folder, "action", "edit", "a1", "--priority", "") == list(get_args(Priority))
    assert offered(folder, "action", "edit", "a1", "--owner", "p") == ["port"]
