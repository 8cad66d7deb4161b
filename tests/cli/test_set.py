"""``tracker set``: the life of an agenda item from the shell, and what it says when it refuses."""

from pathlib import Path
from typing import get_args

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, shown, told
from tracker.domain.model.programme import Disposition, ItemStatus


def standing(run: Invoke) -> list[tuple[str, str]]:
    """Return status and disposition of each agenda item."""
    return [(item["status"], item["disposition"]) for item in shown(run, "agenda")["agenda_items"]]


@pytest.mark.parametrize("asked", ["track", "1", "TRACK"])
@pytest.mark.parametrize("word", ["taken-up", "taken_up", "Taken-Up"])
def test_ids_and_numbers_hyphens_and_underscores(folder: Path, run: Invoke, asked: str, word: str) -> None:
    result = run("set", asked, word)
    assert (result.exit_code, result.output, standing(run)[0]) == (0, "", ("taken_up", ""))


def test_its_words_are_those_of_the_domain(folder: Path, run: Invoke) -> None:
    statuses = run("set", "1", "nonsense").stderr
    assert all(f"'{word.replace('_', '-')}'" in statuses for word in get_args(ItemStatus))
    dispositions = run("set", "1", "closed", "--disposition", "nonsense").stderr
    assert all(f"'{word.replace('_', '-')}'" in dispositions for word in get_args(Disposition) if word)
    assert run("set", "1", "nonsense").exit_code == 2
    help_text = run("set", "--help").stdout
    assert all(word.replace("_", "-") in help_text for word in get_args(ItemStatus))


def test_a_whole_life(folder: Path, run: Invoke) -> None:
    for line in (
        ("taken-up",),
        ("closed", "--disposition", "agreed-as-amended", "--force"),
        ("taken-up", "--reason", "New figures"),
        ("deferred", "--target", "NIGHT"),
        ("planned",),
        ("withdrawn", "--reason", "Settled by letter"),
        ("planned", "--reason", "The letter was lost"),
    ):
        result = run("set", "track", *line)
        assert (result.exit_code, result.output) == (0, "")
    assert standing(run)[0] == ("planned", "")
    assert told(run)[2:] == [
        'set agenda item 1 "The track" from deferred to planned',
        'set agenda item 1 "The track" from taken up to deferred, to session night "Night session"',
        'set agenda item 1 "The track" from closed to taken up (New figures)',
        'set agenda item 1 "The track" from taken up to closed, agreed as amended',
        'set agenda item 1 "The track" from planned to taken up',
    ]


@pytest.mark.parametrize(
    ("arguments", "message", "way_out"),
    [
        (
            ["track", "closed"],
            "Agenda item 1 is for decision, so it can't be closed without an outcome.",
            "Give --disposition, such as agreed, noted or not-agreed and --force, "
            "which closes it although points are open.",
        ),
        (
            ["fares", "closed"],
            "Agenda item 2A can't be closed yet: 2A.1 is not ticked.",
            "Give --force, which closes it although points are open.",
        ),
        (
            ["fares", "deferred"],
            "Deferring agenda item 2A needs a target.",
            "Give --target SESSION or --target next.",
        ),
        (["fares", "withdrawn"], "Agenda item 2A: withdrawing it needs a reason.", "Give --reason TEXT."),
        (["fares", "skipped", "--disposition", "noted"], "An outcome is for closing or deferring", "Leave it out."),
        (["1.1", "closed"], "'1.1' is point 1.1 \"Gauge\", and this takes an agenda item.", ""),
        (["far", "closed"], "This meeting has nothing with the id 'far'.", "Did you mean fares?"),
        (["1", "deferred", "--target", "fares"], "'fares' is agenda item 2A \"Fares\", and this takes a session.", ""),
    ],
)
def test_refusals_say_what_would_be_allowed(
    folder: Path, run: Invoke, arguments: list[str], message: str, way_out: str
) -> None:
    result = run("set", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr.splitlines()[0]
    assert way_out in result.stderr
    assert changes(run) == 0


SO_BE_IT = ("--reason", "So be it", "--target", "next", "--force")
"""What some changes of a status need; the others don't look at it."""


@pytest.mark.parametrize(
    ("status", "words", "following"),
    [
        ("taken-up", "closed, skipped or deferred", ("closed", "skipped", "deferred")),
        ("skipped", "taken up, closed, deferred or withdrawn", ("taken-up", "closed", "deferred", "withdrawn")),
        ("deferred", "planned again or taken up", ("planned", "taken-up")),
        ("closed", "reopened", ("taken-up",)),
        ("withdrawn", "put back", ("planned",)),
    ],
)
def test_what_can_follow_a_status_is_what_the_refusal_names(
    folder: Path, run: Invoke, status: str, words: str, following: tuple[str, ...]
) -> None:
    assert run("set", "2A", status, *SO_BE_IT).exit_code == 0, "all can follow planned"
    before = standing(run)
    for word in {name.replace("_", "-") for name in get_args(ItemStatus)} - {status}:
        result = run("set", "2A", word, *SO_BE_IT)
        if word in following:
            assert result.exit_code == 0, word
            assert standing(run)[1][0] == word.replace("-", "_")
            assert run("undo").exit_code == 0
        else:
            assert (result.exit_code, standing(run)) == (1, before)
            sentence = f"Agenda item 2A is {status.replace('-', ' ')}: it can only be {words}."
            assert sentence in " ".join(result.stderr.split())


def test_the_same_again_changes_nothing(folder: Path, run: Invoke) -> None:
    run("set", "fares", "taken-up")
    again = run("set", "fares", "taken-up")
    assert (again.exit_code, again.output, changes(run)) == (0, "", 1)


def test_a_reason_comes_from_standard_input(folder: Path, run: Invoke) -> None:
    assert run("set", "fares", "withdrawn", "--reason", "-", stdin="By letter\n").exit_code == 0
    assert "(By letter)" in told(run)[0]
    long = run("set", "fares", "planned", "--reason", "x" * 501)
    assert (long.exit_code, changes(run)) == (1, 1)
    assert "at most 500" in long.stderr
