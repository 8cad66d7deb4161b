"""Each verb that changes something makes one change, which the history tells and undo takes back."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import changes, told
from tests.cli.record import fill

CHANGES = {
    ("set", "fares", "closed", "--force"): 'set agenda item 2A "Fares" from planned to closed',
    ("set", "fares", "taken-up"): 'set agenda item 2A "Fares" from planned to taken up',
    ("note", "2A", "Who pays?"): 'added note n3 on agenda item 2A "Fares": "Who pays?"',
    ("decide", "2A", "All pay."): 'added decision D2 on agenda item 2A "Fares": "All pay."',
    ("decide", "D1", "Narrow", "--side", "de", "--agree", "both"): "decision D1",
    ("decide", "D1", "--disagree", "np"): "recorded that Nepal no longer agrees with decision D1",
    ("action", "add", "D1", "Dig", "--owner", "rail"): 'added action A3 on decision D1: "Dig"',
    ("action", "done", "A2", "Counted"): 'reported on action A2: "Counted", which is completed now',
    ("attend", "morning", "port", "absent"): "marked Port absent instead of present in session morning",
    ("attend", "night", "rail", "present"): 'marked Rail Company present in session night "Night session"',
    ("late", "15"): 'set the delay of session morning "Morning session" from 0 to 15 min',
}


@pytest.mark.parametrize("line", CHANGES, ids=" ".join)
def test_history_undo_and_redo(folder: Path, run: Invoke, line: tuple[str, ...]) -> None:
    fill(folder, run)
    before, count = record(run), changes(run)
    assert run(*line).exit_code == 0
    after = record(run)
    assert (changes(run), after != before) == (count + 1, True)
    assert CHANGES[line] in told(run)[0]
    assert run("undo").exit_code == 0
    assert record(run) == before
    assert run("redo").exit_code == 0
    assert record(run) == after


def record(run: Invoke) -> list[object]:
    """Return what the reading verbs say of the meeting, the changes aside."""
    lines = (("status",), ("action", "list"), ("find", ""), ("show", "morning"), ("show", "night"))
    shown = [json.loads(run(*line, "--json").stdout) for line in lines]
    return [{**document, "change": None, "history": None} for document in shown]
