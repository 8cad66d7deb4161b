"""Golden files: every byte of every export of one meeting."""

from pathlib import Path

import pytest

from tests.exchange.test_papers import state_of_the_day, written
from tracker.exchange.formats import FORMATS

GOLDEN = Path(__file__).parent / "golden"
_ENDINGS = {"markdown": "md", "text": "txt", "schedule-json": "schedule.json"}
EVERY = [(name, part) for name, known in FORMATS.items() for part in known.parts or ("",)]


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_golden(name: str, part: str, request: pytest.FixtureRequest) -> None:
    """``pytest tests/exchange/test_golden.py --snapshot-update`` writes them anew; look at what changed."""
    file = GOLDEN / f"{part or 'whole'}.{_ENDINGS.get(name, name)}"
    raw = written(name, part, state_of_the_day()).encode()
    if request.config.getoption("update_snapshots", default=False):
        file.write_bytes(raw)
    assert raw == file.read_bytes()


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {
        f"{part or 'whole'}.{_ENDINGS.get(name, name)}" for name, part in EVERY
    }
