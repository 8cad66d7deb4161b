"""``tracker note``, ``decide``, ``attend`` and ``late``."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, decision, shown, told
from tests.cli.record import fill


@pytest.mark.parametrize("about", ["small", "morning", "1", "track.1", "1.1"])
def test_a_note_is_internal_unless_it_is_public(folder: Path, run: Invoke, about: str) -> None:
    result = run("note", about, "Two lines:\nthe second.")
    assert (result.exit_code, result.output) == (0, "")
    assert run("note", about, "For all", "--public").exit_code == 0
    assert run("note", about, "So it was.", "--kind", "minute").exit_code == 0
    notes = [shown(run, "show", f"n{number}")["row"] for number in (1, 2, 3)]
    assert [note["text"] for note in notes] == ["Two lines:\nthe second.", "For all", "So it was."]
    assert [note["visibility"] for note in notes] == ["internal", "public", "public"]
    assert [note["kind"] for note in notes] == ["note", "note", "minute"]


def test_notes_on_what_came_out(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    assert run("note", "D1", "By 3 June").exit_code == 0
    assert run("note", "A1", "Called twice").exit_code == 0
    assert [note["text"] for note in shown(run, "show", "A1")["notes"]] == ["Called twice"]


def test_texts_come_from_standard_input(folder: Path, run: Invoke) -> None:
    assert run("note", "1", "-", stdin="One\r\nTwo\n").exit_code == 0
    assert run("decide", "1", "-", stdin="The gauge").stdout == "D1\n"
    assert run("action", "add", "1", "-", "--owner", "port", stdin="Dig").stdout == "A1\n"
    assert run("action", "done", "A1", "-", stdin="Dug").exit_code == 0
    assert [shown(run, "show", "n1")["row"]["text"], decision(run)["texts"][1]["text"]] == ["One\nTwo", "The gauge"]
    assert shown(run, "show", "a1")["row"]["taken"][0]["text"] == "Dug"


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (["note", "1", " \t"], None, "The text of the note is missing."),
        (["note", "1", "-"], "", "The text of the note is missing."),
        (["note", "1", "-"], "x" * 20_001, "Text: 1 character too many: at most 20,000."),
        (["note", "1", "-"], "x" * (1024 * 1024 + 1), "more than 1 MiB of text"),
        (["note", "port", "Hello"], None, "'port' is party \"Port\", and this takes the meeting or a session or"),
        (["decide", "1", " "], None, "The text of the decision is missing."),
        (["decide", "1", "--agree", "np"], None, "A new decision under '1' needs its text."),
        (["decide", "1", "Yes", "--disagree", "np"], None, "Nobody has agreed to a new decision yet."),
        (["decide", "1", "Yes", "--side", "xx"], None, "'xx' is no side of this meeting."),
        (["decide", "1", "Yes", "--side", "np", "--agree", "both"], None, "D1 has no words for the side de yet."),
        (["decide", "D7", "Yes"], None, "nothing with the id 'D7'"),
        (["decide", "port", "Yes"], None, "and this takes an agenda item or a decision."),
        (["attend", "night", "nobody", "present"], None, "nothing with the id 'nobody'"),
        (["attend", "track", "port", "present"], None, "and this takes a session."),
        (["late", "0"], None, "A delay of 0 minutes shifts nothing."),
        (["late", "721"], None, "would be late by more than 12 hours."),
        (["late", "-5"], None, "would be late by less than nothing."),
        (["late", "5", "--day", "2026-04-30"], None, "Thu 30 Apr 2026 is no day of the meeting"),
    ],
)
def test_refusals_change_nothing(
    folder: Path, run: Invoke, arguments: list[str], stdin: str | None, message: str
) -> None:
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert changes(run) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["note", "1"],
        ["note", "1", "Hello", "--kind", "rumour"],
        ["decide", "1"],
        ["decide", "D1", "--side", "np", "--agree", "np"],
        ["attend", "night", "port", "late"],
        ["late"],
        ["late", "soon"],
        ["late", "5", "--day", "26"],
        ["late", "5", "--dya", "2026-03-28"],
    ],
)
def test_wrong_usage_is_2(folder: Path, run: Invoke, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"See: tracker {arguments[0]} --help" in result.stderr
    assert changes(run) == 0


def test_a_decision_is_agreed_once_both_sides_agree(folder: Path, run: Invoke) -> None:
    assert run("decide", "1", "The gauge is 1435 mm.").stdout == "D1\n"
    assert [text["text"] for text in decision(run)["texts"]] == ["The gauge is 1435 mm."] * 2
    for side, status in (("np", "proposed"), ("DE", "agreed")):
        result = run("decide", "d1", "--agree", side)
        assert (result.exit_code, result.output, decision(run)["status"]) == (0, "", status)


def test_words_of_one_side_and_the_agreement_in_one_change(folder: Path, run: Invoke) -> None:
    run("decide", "1", "Breitspur", "--side", "de")
    result = run("decide", "D1", "Broad gauge", "--side", "np", "--agree", "both")
    assert (result.exit_code, result.output, changes(run)) == (0, "", 2)
    assert [(text["text"], text["agreed"]) for text in decision(run)["texts"]] == [
        ("Broad gauge", True),
        ("Breitspur", True),
    ]


def test_a_new_decision_may_be_agreed_already(folder: Path, run: Invoke) -> None:
    run("decide", "1", "Yes", "--agree", "both")
    assert decision(run)["status"] == "agreed"


def test_what_is_agreed_changes_with_a_reason_only(folder: Path, run: Invoke) -> None:
    run("decide", "1", "Yes", "--agree", "both")
    for arguments in (["D1", "No"], ["D1", "--disagree", "np"]):
        refused = run("decide", *arguments)
        assert refused.exit_code == 1
        assert refused.stderr.splitlines()[1] == "Give --reason TEXT."
    assert "Its sides are np and de." in run("decide", "D1", "--disagree", "xx").stderr
    assert run("decide", "D1", "--disagree", "np", "--reason", "Kathmandu calls").exit_code == 0
    assert [text["agreed"] for text in decision(run)["texts"]] == [False, True]


def test_attendance_of_parties_and_people(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    result = run("attend", "night", "PORT", "Absent")
    assert (result.exit_code, result.output) == (0, "")
    run("attend", "night", "ram", "present")
    run("attend", "night", "ram", "excused")
    marks = shown(run, "show", "night")["attendance"]
    assert {mark["attendee"]: mark["presence"] for mark in marks} == {"port": "absent", "ram": "excused"}
    assert told(run)[0] == 'marked Mr Ram Thapa excused instead of present in session night "Night session"'


def test_late_shifts_the_rest_of_the_day_and_tells_what_clashes_now(folder: Path, run: Invoke) -> None:
    result = run("late", "20")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == 'tracker: warning: "Night session" runs past the end of its day, 20 min late.\n'
    assert [session["shift_minutes"] for session in shown(run, "schedule")["sessions"]] == [0, 20, 20, 0]
    caught_up = run("late", "-20")
    assert (caught_up.exit_code, caught_up.output) == (0, "")
    assert run("late", "5", "--day", "2026-03-29").exit_code == 0
    assert [session["shift_minutes"] for session in shown(run, "schedule")["sessions"]] == [0, 0, 0, 5]
