"""``--json`` of every verb that reads: a version first, and no field that the documentation doesn't name."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import MORNING, READING, names_in, shown
from tests.cli.record import fill
from tests.support.program import ROOT
from tracker.cli.main import tracker


@pytest.mark.parametrize("line", READING, ids=" ".join)
def test_every_field_is_documented(folder: Path, run: Invoke, line: tuple[str, ...]) -> None:
    fill(folder, run)
    run("action", "done", "A2", "Counted")
    run("late", "20")
    document = shown(run, *line, *MORNING)
    assert next(iter(document.items())) == ("version", 1)
    documented = (ROOT / "tracker" / "docs" / "json.md").read_text(encoding="utf-8")
    assert not {name for name in names_in(document) if f"`{name}`" not in documented}


def test_every_verb_that_reads_has_json(run: Invoke) -> None:
    changing = {"check", "uncheck", "set", "note", "decide", "attend", "late", "fact", "undo", "redo", "init", "backup"}
    changing |= {"restore", "revise", "carry-over", "export", "import", "completion", "action", "kiosk"}
    changing |= {"session", "withdraw", "meeting", "person", "party", "item", "point"}
    verbs = set(tracker.list_commands(tracker.make_context("tracker", [], resilient_parsing=True)))
    assert {line[0] for line in READING} - {"action"} == verbs - changing
