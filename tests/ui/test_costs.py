"""What a key costs, counted: a large meeting paints and builds as many rows as a small one, with as many widgets."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.large_meeting import opened
from tests.ui.conftest import MakeApp
from tests.ui.reading import agenda_of, press, settle
from tracker.ui.app import TrackerApp
from tracker.ui.widgets.agenda import AgendaPanel
from tracker.ui.widgets.rows import RowPanel
from tracker.ui.widgets.schedule import SchedulePanel

_SMALL, _LARGE = 20, 10_000
_KEYS = ("j", "pagedown", "pageup", "space", "tab", "shift+tab", "slash", "p", "o", "escape")
_ROWS_IN_SIGHT = 20
"""Of the agenda and the schedule together, at 80x24."""
_MOST_PAINTED = {"j": 2, "pageup": 24, "pagedown": 24, "space": 6, "tab": 2, "shift+tab": 2}
"""Lines at most. A tick paints its row and the title, once while it is being saved where that takes a moment."""


class Cost(NamedTuple):
    """Lines painted and rows built."""

    painted: int
    built: int


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how many lines of the agenda and the schedule were painted, and how many of their rows were built.

    The detail is left out: it follows the cursor when no key came for a moment.
    """
    counted: Counter[str] = Counter()

    def count(owner: type[RowPanel], name: str, what: str) -> None:
        method: Callable[..., Any] = getattr(owner, name)

        def counting(self: RowPanel, *arguments: Any) -> Any:
            counted[what] += 1
            return method(self, *arguments)

        monkeypatch.setattr(owner, name, counting)

    for panel in (AgendaPanel, SchedulePanel):
        count(panel, "render_line", "lines painted")
        count(panel, "row", "rows built")
    return counted


async def costs_of(app: TrackerApp, counts: Counter[str]) -> tuple[dict[str, Cost], int]:
    """Return lines painted and rows built at the start and by each key, and how many widgets there are."""
    counts.clear()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        costs = {"start": Cost(counts["lines painted"], counts["rows built"])}
        await press(pilot, "home", "right", "right")
        assert agenda_of(app).cursor_id == "item-1.1"
        for key in _KEYS:
            counts.clear()
            await press(pilot, key)
            costs[key] = Cost(counts["lines painted"], counts["rows built"])
        return costs, len(app.screen.query("*"))


async def test_each_key_costs_the_same_at_any_size(tmp_path: Path, make_app: MakeApp, counts: Counter[str]) -> None:
    small, widgets = await costs_of(make_app(opened(tmp_path / "small", _SMALL)), counts)
    app = make_app(opened(tmp_path / "large", _LARGE))
    large, as_many = await costs_of(app, counts)
    assert as_many == widgets
    assert {key: cost.painted for key, cost in large.items() if cost.painted > _MOST_PAINTED.get(key, 24)} == {}
    # Whether a tick is painted while it is being saved depends on how long that takes; the start on what comes first.
    sure = large.keys() - {"space", "start"}
    assert {key: large[key].painted for key in sure} == {key: small[key].painted for key in sure}
    # What changed is found by building what is in sight, and is painted by building it again.
    limit = 2 * _ROWS_IN_SIGHT + 4
    assert {key: cost.built for key, cost in large.items() if cost.built > limit} == {}
