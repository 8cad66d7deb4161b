"""``tracker item`` and ``tracker point``: the agenda is changed from the shell."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, offered, shown


def row(run: Invoke, row_id: str) -> Any:
    """Return a row as plain data."""
    return shown(run, "show", row_id)["row"]


def quietly(run: Invoke, *arguments: str) -> None:
    """Run a verb that has nothing to say."""
    result = run(*arguments)
    assert (result.exit_code, result.output) == (0, "")


def order(run: Invoke) -> list[tuple[str, list[str]]]:
    """Return the agenda items with their points, in order."""
    items = shown(run, "agenda")["agenda_items"]
    return [(item["id"], [point["id"] for point in item["talking_points"]]) for item in items]


def test_an_item_is_added_where_it_is_wanted(folder: Path, run: Invoke) -> None:
    line = ("item", "add", "Visas", "--purpose", "for-discussion", "--lead", "PORT", "--with", "rail", "--internal")
    added = run(*line, "--session", "night", "--before", "1", "--annotation", "Who needs one.")
    assert (added.exit_code, added.stdout, added.stderr) == (0, "item-1\n", "")
    found = row(run, "item-1")
    assert (found["title"], found["purpose"], found["annotation"]) == ("Visas", "for_discussion", "Who needs one.")
    assert (found["lead_parties"], found["other_parties"], found["visibility"]) == (["port"], ["rail"], "internal")
    assert "item-1" in row(run, "night")["agenda_items"]
    assert [item for item, _ in order(run)] == ["item-1", "track", "fares"]


def test_what_is_left_out_of_an_item_stays(folder: Path, run: Invoke) -> None:
    before = row(run, "track")
    quietly(run, "item", "edit", "1", "--title", "The rails", "--lead", "port", "--lead", "rail")
    found = row(run, "track")
    assert (found["title"], found["lead_parties"]) == ("The rails", ["port", "rail"])
    assert (found["annotation"], found["purpose"]) == (before["annotation"], before["purpose"])
    assert run("item", "edit", "track", "--annotation", "-", stdin="One\nTwo\n").exit_code == 0
    assert row(run, "track")["annotation"] == "One\nTwo"


def test_items_and_points_change_their_order(folder: Path, run: Invoke) -> None:
    quietly(run, "item", "move", "track")
    assert [item for item, _ in order(run)] == ["fares", "track"]
    quietly(run, "item", "move", "track", "--before", "fares")
    quietly(run, "point", "move", "track.2", "--before", "1.1")
    assert order(run)[0] == ("track", ["track.2", "track.1"])
    quietly(run, "point", "move", "track.2")
    assert order(run)[0] == ("track", ["track.1", "track.2"])


def test_an_internal_point_is_added_and_made_public(folder: Path, run: Invoke) -> None:
    added = run("point", "add", "1", "What we would settle for", "--internal", "--before", "track.1")
    assert (added.exit_code, added.stdout, added.stderr) == (0, "track.3\n", "")
    assert order(run)[0] == ("track", ["track.3", "track.1", "track.2"])
    assert row(run, "1.3")["visibility"] == "internal"
    quietly(run, "point", "edit", "1.3", "--public")
    assert (row(run, "1.3")["visibility"], row(run, "1.3")["title"]) == ("public", "What we would settle for")
    quietly(run, "point", "edit", "1.3", "--title", "What we want")
    assert (row(run, "1.3")["visibility"], row(run, "1.3")["title"]) == ("public", "What we want")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["item", "add", "Visas", "--lead", "port"], 2, "Missing option '--purpose'."),
        (["item", "add", "Visas", "--purpose", "for-fun", "--lead", "port"], 2, "'for-decision', 'for-discussion'"),
        (["item", "add", "Visas", "--purpose", "for-decision"], 2, "Missing option '--lead'."),
        (["item", "add", "Visas", "--purpose", "for-decision", "--lead", "prot"], 1, "Did you mean port?"),
        (["item", "add", " ", "--purpose", "for-decision", "--lead", "port"], 1, "The title of the agenda item is"),
        (["item", "edit", "1"], 2, "Say what is to change, such as --title."),
        (["item", "edit", "1.1", "--title", "x"], 1, "and this takes an agenda item."),
        (["item", "move", "1", "--before", "9"], 1, "nothing with the id '9'"),
        (["point", "add", "1", ""], 1, "is missing."),
        (["point", "edit", "1.1"], 2, "Say what is to change, such as --title."),
        (["point", "edit", "1", "--internal"], 1, "and this takes a talking point."),
        (["point", "move", "1.1", "--before", "2A.1"], 1, "track"),
    ],
)
def test_refusals_change_nothing(folder: Path, run: Invoke, arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert changes(run) == 0


def test_ids_are_completed(folder: Path) -> None:
    assert offered(folder, "point", "edit", "track.") == ["track.1", "track.2"]
    assert offered(folder, "item", "add", "Visas", "--lead", "p") == ["port"]
