"""What one change costs, counted: the same whatever the size of the meeting and the length of its history."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.people import BORIS
from tests.support.shims import Unsynced, Watched
from tests.support.store import opened, tick, ticked
from tracker.domain.model import changes
from tracker.store.config import StoreConfig
from tracker.store.format import replay
from tracker.store.io.folder import JOURNAL
from tracker.store.io.oscalls import OsCalls
from tracker.store.meeting_store import MeetingStore

_LINE_LIMIT = 600
"""Bytes that a tick may add to the journal: two rows, each before and after, who, when and the seal."""


class _Cost(NamedTuple):
    """Of one change."""

    calls: dict[str, int]
    """Calls to the system, by their names."""
    journal: int
    """Bytes by which the journal grew."""


def _store(folder: Path, points: int, calls: OsCalls) -> MeetingStore:
    """Make a meeting whose file is no part of a change, as that of a large one isn't."""
    return opened(folder, points=points, config=StoreConfig(calls=calls, small_file=0))


def _cost(folder: Path, points: int, history: int) -> _Cost:
    """Return what a tick costs in a meeting of a size, after so many other changes, once the program is warm."""
    calls = Watched()
    store = _store(folder, points, calls)
    for number in range(history):
        store.transact(tick(1, done=number % 2 == 0))
    store.settle()
    store.transact(tick(2))
    calls.counts.clear()
    before = (folder / JOURNAL).stat().st_size
    store.transact(tick(3))
    return _Cost(dict(calls.counts), (folder / JOURNAL).stat().st_size - before)


def test_a_change_costs_the_same_at_any_size(tmp_path: Path) -> None:
    few, many = _cost(tmp_path / "few", 300, 0), _cost(tmp_path / "many", 3000, 0)
    assert few == many
    assert many.calls["fsync"] == 1
    assert many.journal <= _LINE_LIMIT


def test_a_change_costs_the_same_after_any_history(tmp_path: Path) -> None:
    young, old = _cost(tmp_path / "young", 600, 100), _cost(tmp_path / "old", 600, 800)
    assert young == old


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often a row of each table was made of plain data."""
    counted: Counter[str] = Counter()
    row_of: Callable[..., Any] = changes.row_of

    def counting(table: str, document: Any) -> Any:
        counted[table] += 1
        return row_of(table, document)

    monkeypatch.setattr(changes, "row_of", counting)
    monkeypatch.setattr(replay, "row_of", counting)
    return counted


def test_opening_makes_no_row_of_plain_data_but_those_the_file_lacks(tmp_path: Path, decoded: Counter[str]) -> None:
    _store(tmp_path, 600, Unsynced()).close()
    decoded.clear()
    store = _store(tmp_path, 600, Unsynced())
    assert not decoded
    store.transact(tick(1))
    decoded.clear()
    assert ticked(_store(tmp_path, 600, Unsynced())) == {"psm.1"}
    assert decoded == {"talking_points": 1}


def test_a_change_decodes_only_its_own_rows(tmp_path: Path, decoded: Counter[str]) -> None:
    here, there = _store(tmp_path, 600, Unsynced()), opened(tmp_path, actor=BORIS)
    decoded.clear()
    here.transact(tick(1))
    assert decoded == {"talking_points": 1}
    there.changed()
    assert decoded == {"talking_points": 2}, "another's change"
    assert there.changed() is None
    assert decoded.total() == 2, "nothing is new"
