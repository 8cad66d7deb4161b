"""Golden files: every byte of every export of one meeting."""

from pathlib import Path

import pytest

from tests.exchange.paper_samples import noted_everywhere, state_of_the_day, written
from tracker.exchange.registry import EXPORTS

GOLDEN = Path(__file__).parent / "golden"
EVERY = [(name, part) for name, known in EXPORTS.items() for part in known.parts or ("",)]


OWN = [(name, "minutes") for name in ("markdown", "html", "text")]
"""What one side's own people read: the protocol with what is internal to them."""


def file_of(name: str, part: str, side: str = "") -> Path:
    return GOLDEN / f"{part or 'whole'}{f'.own-{side}' if side else ''}.{EXPORTS[name].ending}"


def compare(file: Path, raw: bytes, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("update_snapshots", default=False):
        file.write_bytes(raw)
    assert raw == file.read_bytes()


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_golden(name: str, part: str, request: pytest.FixtureRequest) -> None:
    """``pytest tests/exchange/test_golden.py --snapshot-update`` writes them anew; look at what changed."""
    compare(file_of(name, part), written(name, part, state_of_the_day()).encode(), request)


@pytest.mark.parametrize(("name", "part"), OWN)
def test_golden_of_one_side(name: str, part: str, request: pytest.FixtureRequest) -> None:
    raw = written(name, part, noted_everywhere(), audience="own", side="np").encode()
    compare(file_of(name, part, "np"), raw, request)


def test_no_golden_file_is_left_over() -> None:
    known = [file_of(*each) for each in EVERY] + [file_of(*each, "np") for each in OWN]
    assert set(GOLDEN.iterdir()) == set(known)
