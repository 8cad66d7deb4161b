"""``tracker action``: adding, finishing, and the action matrix."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import MORNING, changes, shown, told
from tests.cli.record import fill

MATRIX = """\
A3  Thu 19 Mar 2026  open, overdue                 Port, Mr Ram Thapa        Dig                   1
A1  Fri 20 Mar 2026  open, overdue, high priority  Rail Company, Eva Brandt  Draw the line         1
A4  Sat 28 Mar 2026  open                          Rail Company              Fill in two lines     1
A2  no date          open                          Port                      Count the passengers  2A
"""


def test_the_matrix_is_sorted_by_what_is_due_first(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    run("action", "add", "track.2", "Dig", "--owner", "port", "--person", "ram", "--due", "2026-03-19")
    run("action", "add", "1", "Fill in\ntwo lines", "--owner", "RAIL", "--due", "2026-03-28")
    result = run("action", "list", *MORNING)
    assert (result.exit_code, result.stdout, result.stderr) == (0, MATRIX, "")
    document = shown(run, "action", "list", *MORNING)
    assert list(document) == ["version", "today", "actions"]
    assert (document["version"], document["today"]) == (1, "2026-03-28")
    assert [(action["ref"], action["overdue"]) for action in document["actions"]] == [
        ("A3", True),
        ("A1", True),
        ("A4", False),
        ("A2", False),
    ]


def test_no_actions_are_nothing(folder: Path, run: Invoke) -> None:
    assert run("action", "list").output == ""
    assert shown(run, "action", "list", *MORNING)["actions"] == []


def test_a_new_action_prints_its_reference(folder: Path, run: Invoke) -> None:
    result = run("action", "add", "2a.1", "Count", "--owner", "port", "--priority", "low", "--due", "2026-05-01")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "A1\n", "")
    row = shown(run, "show", "A1")["row"]
    assert (row["item"], row["owner_party"], row["due"], row["priority"]) == ("fares", "port", "2026-05-01", "low")


def test_done_says_what_was_done(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    result = run("action", "done", "A2", "Counted 12,000.")
    assert (result.exit_code, result.output) == (0, "")
    assert told(run)[0] == 'reported on action A2: "Counted 12,000.", which is completed now'


def test_high_priority_needs_someone_else_who_saw_it(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    for verifier in ([], ["--verified-by", "eva"]):
        refused = run("action", "done", "a1", "Drawn.", *verifier)
        assert refused.exit_code == 1
        assert refused.stderr.splitlines()[1] == "Give --verified-by PERSON, someone other than the owner."
    assert run("action", "done", "a1", "Drawn.", "--verified-by", "Ram Thapa").exit_code == 0
    assert shown(run, "show", "A1")["row"]["verified_by"] == "Ram Thapa"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["add", "1", "Dig"], 1, "An action item needs an owner."),
        (["add", "1", "Dig", "--owner", "prot"], 1, "Did you mean port?"),
        (["add", "1", "Dig", "--owner", "track"], 1, "and this takes a party."),
        (["add", "morning", "Dig", "--owner", "port"], 1, "takes an agenda item or a talking point or a decision."),
        (["add", "1", "", "--owner", "port"], 1, "The text of the action item is missing."),
        (
            ["add", "1", "Dig", "--owner", "port", "--due", "soon"],
            2,
            "Invalid value for '--due': 'soon' is not a date. Write it as 28 Nov,",
        ),
        (
            ["add", "1", "Dig", "--owner", "port", "--due", "2026-02-30"],
            2,
            "'2026-02-30' is no date: there is no",
        ),
        (["add", "1", "Dig", "--owner", "port", "--priority", "urgent"], 2, "'low', 'normal', 'high'"),
        (["done", "A1", "Dug"], 1, "nothing with the id 'A1'"),
        (["done", "1", "Dug"], 1, "and this takes an action item."),
        (["dance"], 2, "No such command 'dance'."),
        (["add"], 2, "Missing argument 'ID'."),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    result = run("action", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == 0


def test_done_without_a_word_is_refused_until_something_was_done(folder: Path, run: Invoke) -> None:
    run("action", "add", "1", "Dig", "--owner", "port")
    refused = run("action", "done", "A1")
    assert refused.exit_code == 1
    assert "A1 can't be completed: nothing was done yet." in refused.stderr
