"""Eight officials at once, thousands of ticks, hundreds of dropped lines: nothing is lost and nothing grows."""

import select
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.support.large_meeting import make_meeting, opened
from tests.support.processes import processes_with, wait_until
from tests.support.store import check_sound
from tests.wire.soak import POINTS, Official

_STUCK_AFTER = 60.0
_JOURNAL_LIMIT = 2**23 + 2**16


def soak(folder: Path, people: int, changes: int, reconnects: int) -> list[Official]:
    """Let officials make at least so many changes, with at least so many dropped lines.

    The first one's line never drops: what that screen holds is compared between the tenth part and the end.
    """
    officials = [Official(folder, number) for number in range(1, people + 1)]
    for official in officials:
        official.begin()
    every = max(2, changes // POINTS // reconnects)
    early, turns, last = None, 0, time.monotonic()
    while sum(official.acknowledged for official in officials) < changes:
        assert time.monotonic() - last < _STUCK_AFTER, "a screen never showed what was asked of it"
        for official in with_news(officials):
            official.read()
            if official.is_at_rest:
                official.work()
                turns, last = turns + 1, time.monotonic()
                if turns % every == 0:
                    officials[1 + turns // every % (people - 1)].reconnect()
        if early is None and sum(official.acknowledged for official in officials) > changes // 10:
            early = officials[0].holds()
    assert early is not None
    most = early.files
    # A screen looks for others once a second and opens files for a moment.
    wait_until(lambda: officials[0].holds().files <= most, "as few open files as at the start")
    late = officials[0].holds()
    print(f"{sum(official.acknowledged for official in officials)} changes shown as saved,", end=" ")
    print(f"{sum(official.reconnects for official in officials)} dropped lines; {early}, later {late}")
    assert late.memory < 1.15 * early.memory
    return officials


def with_news(officials: list[Official]) -> list[Official]:
    """Return those whose screens have sent something; all of them where none has for a moment."""
    lines = {official.line: official for official in officials}
    ready, _, _ = select.select(list(lines), [], [], 0.2)
    return [lines[line] for line in ready] or officials


def check_nothing_is_lost(meeting: Path, officials: list[Official]) -> None:
    """See that every change that a screen showed as saved is in the history, and each follows from the one before."""
    history = opened(meeting, 0).history()
    assert [entry.seq for entry in history] == list(range(len(history), 0, -1))
    made: Counter[str] = Counter()
    last: dict[str, object] = {}
    for entry in reversed(history):
        for change in entry.changes if entry.edit == "tick" else ():
            before, after = change.before or {}, change.after or {}
            assert before["done"] is last.get(change.id, False)
            last[change.id] = after["done"]
            made[change.id.partition(".")[0]] += 1
    for official in officials:
        assert made[f"item-{official.number}"] >= official.acknowledged
    state = opened(meeting, 0).snapshot().state
    assert {row_id: state.talking_points[row_id].done for row_id in last} == last


def check_soak(folder: Path, people: int, changes: int, reconnects: int) -> None:
    meeting = folder / "meeting"
    make_meeting(meeting, people * POINTS)
    officials = soak(folder, people, changes, reconnects)
    for official in officials:
        official.leave()
    assert sum(official.reconnects for official in officials) >= reconnects
    assert processes_with(str(meeting)) == []
    check_nothing_is_lost(meeting, officials)
    check_sound(meeting)
    assert (meeting / "journal.jsonl").stat().st_size < _JOURNAL_LIMIT
    check_nobody_is_left(folder)


def check_nobody_is_left(folder: Path) -> None:
    """See that whoever comes next takes away what killed screens left of themselves, and leaves nothing."""
    next_one = Official(folder, 1)
    next_one.begin()
    wait_until(lambda: len(list(folder.glob("meeting/present/*"))) == 1, "the files of killed screens are gone")
    next_one.leave()
    assert not list(folder.glob("meeting/present/*"))


def test_a_few_hundred_changes(tmp_path: Path) -> None:
    check_soak(tmp_path, 2, 160, 2)


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_twenty_thousand_changes_and_two_hundred_dropped_lines(tmp_path: Path) -> None:
    check_soak(tmp_path, 8, 20_000, 200)
    assert list(tmp_path.glob("meeting/journal-*.jsonl")), "nothing was kept: the journal was never long"
