"""``tracker find``: the filter of the screen from the shell."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke, act_as
from tests.cli.reading import MORNING, shown
from tests.cli.record import fill


def ids(run: Invoke, *query: str) -> list[str]:
    """Return the ids that a query finds, in the order in which they are printed."""
    result = run("find", *query, *MORNING)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return [line.partition(" ")[0] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["gauge"], ["track.1", "d1", "n1"]),
        (["gauge", "-metre"], ["track.1", "d1"]),
        (["-is:open", "track"], []),
        (["status:taken-up"], ["track", "track.1", "track.2", "d1"]),
        (["is:overdue"], ["a1"]),
        (["due:<2026-03-28"], ["a1"]),
        (["owner:eva"], ["a1"]),
        (["@eva"], ["a1"]),
        (["day:29"], ["close"]),
        (["has:decision"], ["track", "track.1", "track.2", "d1"]),
        (['"not an option"'], ["n1"]),
        (["not an option"], ["n1"]),
        (["2A.1"], ["fares.1"]),
        (["nothing-of-the-kind"], []),
    ],
)
def test_queries_of_the_screen(folder: Path, run: Invoke, query: list[str], found: list[str]) -> None:
    fill(folder, run)
    assert ids(run, *query) == found
    assert [hit["id"] for hit in shown(run, "find", *query, *MORNING)["found"]] == found


def test_text_says_what_it_is(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    assert run("find", "gauge").stdout == (
        'track.1  point 1.1 "Gauge"\nd1       decision D1: "The gauge is 1435 mm."\n'
        'n1       note n1: "Metre gauge is not an option."\n'
    )


def test_json_has_the_documented_shape(folder: Path, run: Invoke) -> None:
    document = shown(run, "find", "gauge", "-metre")
    assert list(document) == ["version", "query", "found"]
    assert (document["version"], document["query"]) == (1, "gauge -metre")
    (hit,) = document["found"]
    assert (hit["table"], hit["id"], hit["number"]) == ("talking_points", "track.1", "1.1")
    assert (hit["label"], hit["row"]["title"]) == ('point 1.1 "Gauge"', "Gauge")


def test_changed_means_changed_by_others(folder: Path, run: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", "track.1")
    assert ids(run, "is:changed") == []
    act_as(monkeypatch, "boris", 1001)
    assert ids(run, "is:changed") == ["track.1"]


def test_a_query_comes_from_standard_input(folder: Path, run: Invoke) -> None:
    assert run("find", "-", stdin="fares -first\n").stdout.splitlines() == ['fares  agenda item 2A "Fares"']


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        (["is:nonsense"], 1, "After is: write open, done, overdue or changed."),
        (["due:soon"], 1, "due:soon is no filter."),
        (["x" * 501], 1, "Search: 1 character too many: at most 500."),
        ([], 2, "Missing argument 'QUERY"),
        (["gauge", "--jsno"], 2, "No such option '--jsno'."),
    ],
)
def test_what_can_not_be_understood_is_told(
    folder: Path, run: Invoke, query: list[str], code: int, message: str
) -> None:
    result = run("find", *query)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
