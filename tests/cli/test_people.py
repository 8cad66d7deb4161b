"""``tracker person`` and ``tracker party``: who takes part, from the shell."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, offered, shown
from tests.cli.record import fill


def row(run: Invoke, row_id: str) -> Any:
    """Return a row as plain data."""
    return shown(run, "show", row_id)["row"]


def test_a_person_is_added_and_marked_as_present(folder: Path, run: Invoke) -> None:
    added = run("person", "add", "Anna Khan", "--party", "PORT", "--role", "co-chair", "--designation", "Director")
    assert (added.exit_code, added.stdout, added.stderr) == (0, "person-1\n", "")
    found = row(run, "person-1")
    assert (found["name"], found["party"], found["role"], found["designation"]) == (
        "Anna Khan",
        "port",
        "co_chair",
        "Director",
    )
    assert run("attend", "morning", "person-1", "present").exit_code == 0
    assert run("person", "add", "Ivan", "--party", "rail", "--id", "ivan").stdout == "ivan\n"
    assert row(run, "ivan")["role"] == "member"


def test_what_is_left_out_of_a_person_stays(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    changed = run("person", "edit", "ram", "--party", "rail", "--role", "expert", "--honorific", "")
    assert (changed.exit_code, changed.output) == (0, "")
    found = row(run, "ram")
    assert (found["name"], found["party"], found["role"], found["honorific"]) == ("Ram Thapa", "rail", "expert", "")


def test_a_party_is_added_and_changed(folder: Path, run: Invoke) -> None:
    added = run("party", "add", "Ferry Company", "--kind", "company", "--side", "DE", "--short-name", "Ferry")
    assert (added.exit_code, added.stdout, added.stderr) == (0, "party-1\n", "")
    changed = run("party", "edit", "party-1", "--name", "Ferries", "--side", "np")
    assert (changed.exit_code, changed.output) == (0, "")
    found = row(run, "party-1")
    assert (found["name"], found["short_name"], found["kind"], found["side"]) == ("Ferries", "Ferry", "company", "np")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["person", "add", " ", "--party", "port"], 1, "The name of the person is missing."),
        (["person", "add", "Anna"], 2, "Missing option '--party'."),
        (["person", "add", "Anna", "--party", "prot"], 1, "Did you mean port?"),
        (["person", "add", "Anna", "--party", "port", "--role", "boss"], 2, "'co-chair', 'head', 'member'"),
        (["person", "edit", "port", "--name", "Anna"], 1, "and this takes a person."),
        (["person", "edit", "anna"], 2, "Say what is to change, such as --name."),
        (["party", "add", "Ferry", "--kind", "company", "--side", "xx"], 1, "'xx' is no side of this meeting."),
        (["party", "edit", "port"], 2, "Say what is to change, such as --name."),
        (["party", "edit", "port", "--name", ""], 1, "The name of the party is missing."),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == 0


def test_ids_are_completed(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    assert offered(folder, "person", "edit", "r") == ["ram"]
    assert offered(folder, "party", "edit", "r") == ["rail"]
    assert offered(folder, "person", "add", "Anna", "--party", "p") == ["port"]
