"""``tracker session``, ``meeting`` and ``withdraw``, and what takes a mark, a disposition or a delay back."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, offered, shown, told
from tests.cli.record import fill


def quietly(run: Invoke, *arguments: str) -> None:
    """Run a verb that has nothing to say."""
    result = run(*arguments)
    assert (result.exit_code, result.output) == (0, "")


def row(run: Invoke, row_id: str) -> Any:
    """Return a row as plain data."""
    return shown(run, "show", row_id)["row"]


def meeting(run: Invoke) -> tuple[str, str, bool]:
    """Return the status of the meeting, why it has it, and whether it is released."""
    found = shown(run, "status")["meeting"]
    return found["status"], found["status_reason"], found["released"]


def test_a_session_starts_ends_and_goes_on(folder: Path, run: Invoke) -> None:
    quietly(run, "session", "start", "MORNING")
    assert row(run, "morning")["status"] == "in_progress"
    quietly(run, "session", "end", "morning")
    assert (row(run, "morning")["status"], row(run, "morning")["ended_at"] is None) == ("held", False)
    refused = run("session", "start", "morning")
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (1, "tracker: Morning session has ended.")
    quietly(run, "session", "start", "morning", "--resume")
    assert (row(run, "morning")["status"], row(run, "morning")["ended_at"]) == ("in_progress", None)


def test_a_session_is_cancelled_and_held_after_all(folder: Path, run: Invoke) -> None:
    quietly(run, "session", "cancel", "night", "--reason", "By letter")
    assert (row(run, "night")["status"], row(run, "night")["status_reason"]) == ("cancelled", "By letter")
    quietly(run, "session", "restore", "night")
    assert (row(run, "night")["status"], row(run, "night")["status_reason"]) == ("confirmed", "")


def when(run: Invoke, session: str) -> tuple[str, str | None, str | None, str]:
    """Return day, hours and status of a session."""
    found = row(run, session)
    return found["date"], found["start"], found["end"], found["status"]


def test_a_session_is_given_hours_and_loses_them(folder: Path, run: Invoke) -> None:
    quietly(run, "session", "hours", "morning", "09:30", "11:00")
    assert when(run, "morning") == ("2026-03-28", "09:30:00", "11:00:00", "confirmed")
    quietly(run, "session", "hours", "morning", "09:45")
    assert when(run, "morning")[1:3] == ("09:45:00", None)
    quietly(run, "session", "hours", "morning", "none")
    assert when(run, "morning")[1:3] == (None, None)


def test_a_session_is_moved_and_what_is_left_out_stays(folder: Path, run: Invoke) -> None:
    quietly(run, "session", "move", "morning", "--room", "Hall B")
    assert row(run, "morning")["room"] == "Hall B"
    assert when(run, "morning") == ("2026-03-28", "10:00:00", "12:30:00", "confirmed")
    run("meeting", "release")
    quietly(run, "session", "move", "morning", "--day", "2026-03-29", "--start", "11:00", "--reason", "Snow")
    assert when(run, "morning") == ("2026-03-29", "11:00:00", "12:30:00", "rescheduled")
    assert (row(run, "morning")["status_reason"], row(run, "morning")["room"]) == ("Snow", "Hall B")
    quietly(run, "session", "move", "morning", "--start", "none")
    assert when(run, "morning")[1:3] == (None, None)


def test_the_meeting_is_released_closed_and_reopened(folder: Path, run: Invoke) -> None:
    quietly(run, "meeting", "release")
    assert meeting(run) == ("open", "", True)
    assert "2 agenda items are undecided" in run("meeting", "close").stderr
    for item in ("1", "2A"):
        quietly(run, "set", item, "deferred", "--target", "next")
    quietly(run, "meeting", "close")
    assert meeting(run)[0] == "closed"
    refused = run("meeting", "reopen")
    assert (refused.exit_code, refused.stderr.splitlines()[1]) == (1, "Give --reason TEXT.")
    assert "is closed, so it can't be cancelled" in run("meeting", "cancel").stderr
    quietly(run, "meeting", "reopen", "--reason", "One more signing")
    assert meeting(run) == ("in_progress", "One more signing", True)


def test_the_meeting_is_called_off_with_a_reason(folder: Path, run: Invoke) -> None:
    refused = run("meeting", "cancel")
    assert (refused.exit_code, refused.stderr.splitlines()[1]) == (1, "Give --reason TEXT.")
    quietly(run, "meeting", "cancel", "--reason", "Snow")
    assert meeting(run)[:2] == ("cancelled", "Snow")


@pytest.mark.parametrize("asked", ["track.2", "1.2", "port", "ram"])
def test_points_parties_and_people_are_withdrawn_and_put_back(folder: Path, run: Invoke, asked: str) -> None:
    fill(folder, run)
    quietly(run, "withdraw", asked, "--reason", "Settled")
    assert (row(run, asked)["withdrawn"], row(run, asked)["withdrawn_reason"]) == (True, "Settled")
    quietly(run, "withdraw", asked, "--back")
    assert (row(run, asked)["withdrawn"], row(run, asked)["withdrawn_reason"]) == (False, "")


def test_a_mark_is_taken_away(folder: Path, run: Invoke) -> None:
    quietly(run, "attend", "night", "port", "absent")
    quietly(run, "attend", "night", "port", "none")
    assert shown(run, "show", "night")["attendance"] == []


def test_a_disposition_is_taken_away_with_or_without_a_step(folder: Path, run: Invoke) -> None:
    quietly(run, "set", "1", "planned", "--disposition", "noted")
    assert row(run, "1")["disposition"] == "noted"
    quietly(run, "set", "1", "planned", "--disposition", "none")
    assert row(run, "1")["disposition"] == ""
    quietly(run, "set", "1", "planned", "--disposition", "noted")
    quietly(run, "set", "1", "taken-up", "--disposition", "none")
    assert (row(run, "1")["status"], row(run, "1")["disposition"], changes(run)) == ("taken_up", "", 4)


def test_an_item_is_taken_up_in_the_session_that_is_named(folder: Path, run: Invoke) -> None:
    quietly(run, "set", "1", "taken-up", "--session", "NIGHT")
    assert row(run, "1")["taken_up_in"] == "night"


def test_only_what_is_left_from_a_session_on_is_late(folder: Path, run: Invoke) -> None:
    assert run("late", "20", "--from", "night").exit_code == 0
    shifted = {session["id"]: session["shift_minutes"] for session in shown(run, "schedule")["sessions"]}
    assert [session for session, minutes in shifted.items() if minutes] == ["night"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["session", "end", "night"], 1, "Night session hasn't started, so it can't end."),
        (["session", "start", "track"], 1, "and this takes a session."),
        (["session", "move", "night"], 2, "Say what is to change, such as --day or --room."),
        (["session", "move", "night", "--start", "9"], 2, "'9' is not a time. Write it as 15:30, 9.30 or 3:30 pm."),
        (["session", "move", "night", "--day", "2026-05-01"], 1, "is outside the meeting"),
        (["session", "hours", "night", "25:00"], 2, "'25:00' is not a time."),
        (["session", "begin", "night"], 2, "No such command 'begin'."),
        (["meeting", "open"], 2, "No such command 'open'."),
        (["withdraw", "track"], 1, "and this takes a talking point or a party or a person."),
        (["withdraw", "1.1", "--back", "--reason", "x"], 2, "--reason is for taking it off"),
        (["set", "1", "taken-up", "--session", "nihgt"], 1, "Did you mean night or morning?"),
        (["late", "5", "--from", "1"], 1, "and this takes a session."),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == 0


def test_ids_are_completed(folder: Path, run: Invoke) -> None:
    assert offered(folder, "session", "start", "mor") == ["morning"]
    assert offered(folder, "withdraw", "track.") == ["track.1", "track.2"]
    assert told(run) == []
