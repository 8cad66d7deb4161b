"""Verbs that print thousands of rows: how much is done for each, counted, so that no machine's speed matters."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.cli.conftest import Invoke
from tests.support.large_meeting import make_meeting
from tracker.cli import output


def calls_of(run: Invoke, *arguments: str) -> tuple[int, int]:
    """Return how many functions a verb calls, Python's own too, and how many lines it prints."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        result = run(*arguments)
    finally:
        sys.setprofile(None)
    assert result.exit_code == 0, result.output
    return calls, len(result.stdout.splitlines())


@pytest.mark.parametrize(("line", "most"), [("find is:open", 26), ("find point", 38), ("status", 24), ("agenda", 20)])
def test_a_row_costs_a_few_calls(tmp_path: Path, run: Invoke, line: str, most: int) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    make_meeting(few, 200)
    make_meeting(many, 1200)
    arguments = (*line.split(), "--now", "2026-03-03T10:00", "--db")
    # What is loaded and made once is so the first time.
    calls_of(run, *arguments, str(few))
    calls_for_few, few_lines = calls_of(run, *arguments, str(few))
    calls_for_many, many_lines = calls_of(run, *arguments, str(many))
    assert many_lines - few_lines >= 1000
    assert (calls_for_many - calls_for_few) / (many_lines - few_lines) <= most


def test_all_rows_are_written_at_once(tmp_path: Path, run: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    make_meeting(tmp_path / "meeting", 200)
    written: list[str] = []
    monkeypatch.setattr(output, "print", lambda text, file: written.append(text), raising=False)
    assert run("find", "is:open", "--db", str(tmp_path / "meeting")).exit_code == 0
    assert [len(text.splitlines()) > 200 for text in written] == [True]
