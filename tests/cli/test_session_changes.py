"""``tracker session add`` and ``edit``, and ``tracker meeting edit``."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, shown
from tests.cli.record import fill


def row(run: Invoke, row_id: str) -> Any:
    """Return a row as plain data."""
    return shown(run, "show", row_id)["row"]


def quietly(run: Invoke, *arguments: str) -> None:
    """Run a verb that has nothing to say."""
    result = run(*arguments)
    assert (result.exit_code, result.output) == (0, "")


def test_a_session_is_added_with_what_it_names(folder: Path, run: Invoke) -> None:
    line = ("session", "add", "Visas", "--type", "working-group", "--day", "2026-03-28", "--start", "15:00")
    added = run(*line, "--end", "16:00", "--item", "2A", "--party", "PORT", "--room", "Hall B", "--status", "tentative")
    assert (added.exit_code, added.stdout, added.stderr) == (0, "session-1\n", "")
    found = row(run, "session-1")
    assert (found["title"], found["type"], found["status"], found["room"]) == (
        "Visas",
        "working_group",
        "tentative",
        "Hall B",
    )
    assert (found["date"], found["start"], found["end"]) == ("2026-03-28", "15:00:00", "16:00:00")
    assert (found["agenda_items"], found["parties"], found["people"]) == (["fares"], ["port"], [])
    assert run("session", "add", "Tea", "--type", "break", "--day", "2026-03-29").stdout == "session-2\n"
    assert (row(run, "session-2")["start"], row(run, "session-2")["status"]) == (None, "confirmed")


def test_what_is_left_out_of_a_session_stays(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    before = row(run, "morning")
    quietly(run, "session", "edit", "MORNING", "--title", "First session", "--person", "ram", "--person", "eva")
    found = row(run, "morning")
    assert (found["title"], found["people"]) == ("First session", ["ram", "eva"])
    assert found["agenda_items"] == before["agenda_items"]
    assert (found["room"], found["start"], found["type"]) == (before["room"], before["start"], before["type"])
    quietly(run, "session", "edit", "morning", "--person", "none", "--description", "Opening")
    assert (row(run, "morning")["people"], row(run, "morning")["description"]) == ([], "Opening")


def test_the_front_page_of_the_meeting(folder: Path, run: Invoke) -> None:
    before = shown(run, "status")["meeting"]
    quietly(run, "meeting", "edit", "--city", "Pokhara", "--last-day", "2026-03-30")
    found = shown(run, "status")["meeting"]
    assert (found["city"], found["last_day"]) == ("Pokhara", "2026-03-30")
    assert found | {"city": "", "last_day": ""} == before | {"city": "", "last_day": ""}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["session", "add", "Visas", "--day", "2026-03-28"], 2, "Missing option '--type'."),
        (["session", "add", "Visas", "--type", "plenary"], 2, "Missing option '--day'."),
        (["session", "add", "", "--type", "plenary", "--day", "2026-03-28"], 1, "The title of the session is missing."),
        (["session", "add", "Visas", "--type", "plenary", "--day", "2026-05-28"], 1, "is outside the meeting"),
        (["session", "edit", "morning"], 2, "Say what is to change, such as --title."),
        (["session", "edit", "morning", "--item", "fars"], 1, "Did you mean fares?"),
        (["session", "edit", "morning", "--status", "held"], 2, "'tentative', 'confirmed'"),
        (["meeting", "edit"], 2, "Say what is to change, such as --title."),
        (["meeting", "edit", "--last-day", "2026-03-01"], 1, "is before the first day"),
        (["meeting", "edit", "--title", ""], 1, "Title is missing."),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == 0
