"""``tracker decide``: the kind of a decision, what it supersedes, and proposing, signing and withdrawing it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, decision, offered, told


def quietly(run: Invoke, *arguments: str) -> None:
    """Run a verb that has nothing to say."""
    result = run("decide", *arguments)
    assert (result.exit_code, result.output) == (0, "")


def test_a_decision_is_put_to_the_sides_agreed_and_signed(folder: Path, run: Invoke) -> None:
    run("decide", "1", "The gauge is 1435 mm.")
    quietly(run, "D1", "--status", "proposed")
    assert decision(run)["status"] == "proposed"
    quietly(run, "d1", "--agree", "both", "--status", "signed", "--on", "2026-03-29")
    assert (decision(run)["status"], decision(run)["signed_on"], changes(run)) == ("signed", "2026-03-29", 3)


def test_a_signing_is_of_today_in_the_zone_of_the_meeting(folder: Path, run: Invoke) -> None:
    run("decide", "1", "Yes", "--agree", "both")
    quietly(run, "D1", "--status", "signed")
    assert decision(run)["signed_on"] == "2026-03-28"
    run("decide", "1", "No", "--agree", "both")
    quietly(run, "D2", "--status", "signed", "--now", "2026-03-28T20:00+00:00")
    assert decision(run, "d2")["signed_on"] == "2026-03-29"


def test_withdrawing_needs_a_reason(folder: Path, run: Invoke) -> None:
    run("decide", "1", "Yes")
    refused = run("decide", "D1", "--status", "withdrawn")
    assert (refused.exit_code, changes(run)) == (1, 1)
    assert refused.stderr.splitlines()[1] == "Give --reason TEXT."
    quietly(run, "D1", "--status", "withdrawn", "--reason", "Overtaken")
    assert (decision(run)["status"], decision(run)["status_reason"]) == ("withdrawn", "Overtaken")
    assert "(Overtaken)" in told(run)[0]


def test_kind_and_what_it_supersedes(folder: Path, run: Invoke) -> None:
    run("decide", "1", "Yes")
    assert run("decide", "1", "No", "--kind", "mou", "--supersedes", "d1").stdout == "D2\n"
    assert (decision(run, "D2")["kind"], decision(run, "D2")["supersedes"]) == ("mou", "d1")
    quietly(run, "D2", "--kind", "agreement", "--supersedes", "none")
    assert (decision(run, "D2")["kind"], decision(run, "D2")["supersedes"]) == ("agreement", "")
    assert [text["text"] for text in decision(run, "D2")["texts"]] == ["No", "No"]


def test_a_new_kind_leaves_what_was_agreed(folder: Path, run: Invoke) -> None:
    run("decide", "1", "Yes", "--agree", "both")
    quietly(run, "D1", "--kind", "protocol-paragraph")
    quietly(run, "D1", "--kind", "note")
    assert (decision(run)["kind"], decision(run)["status"]) == ("note", "agreed")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["D1", "--status", "signed"], 1, "D1 can't be signed: Nepal and Germany did not agree."),
        (["D1", "--status", "agreed"], 2, "'proposed', 'signed', 'withdrawn'"),
        (["D1", "--status", "proposed", "--on", "2026-03-29"], 2, "--on is the day of a signing"),
        (["D1", "--status", "signed", "--on", "soon"], 2, "'soon' is not a date."),
        (["D1", "--supersedes", "D1"], 1, "D1 can't supersede itself."),
        (["D1", "--supersedes", "D9"], 1, "nothing with the id 'D9'"),
        (["D1", "--kind", "treaty"], 2, "'protocol-paragraph', 'mou', 'agreement', 'note'"),
        (["1", "Yes", "--status", "proposed"], 1, "A new decision is a draft."),
        (["1", "--kind", "mou"], 1, "A new decision under '1' needs its text."),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    run("decide", "1", "Yes")
    result = run("decide", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == 1


def test_its_words_are_completed(folder: Path) -> None:
    assert offered(folder, "decide", "1", "--status", "") == ["proposed", "signed", "withdrawn"]
    assert offered(folder, "decide", "1", "--kind", "m") == ["mou"]
