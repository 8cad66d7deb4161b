"""What the project promises of large meetings, each held against what was measured in the same run."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.bench.subjects import BARE
from tests.bench.timing import Measures
from tests.support.large_meeting import Size

SMALL, LARGE = Size(20), Size(10_000)
KEYS = ("cursor move", "tick", "panel switch", "page down")
VERBS = ("status", "agenda", "next", "find is:open")
_SMALL, _LARGE = f"tracker {SMALL}", f"tracker {LARGE}"
Found = Mapping[str, Measures]
"""Measures by the label of what was measured."""


class Target(NamedTuple):
    """At most ``limit`` for a measure, or so many times what something else takes."""

    measure: str
    label: str
    limit: float
    beside: str = ""
    """Label of that something else; empty where the limit is seconds or a share."""


class Outcome(NamedTuple):
    """A target and what became of it."""

    target: Target
    value: float

    @property
    def is_met(self) -> bool:
        """Say whether the target is met."""
        return self.value <= self.target.limit


def targets(changes: int) -> Iterator[Target]:
    """Yield the targets, for a longest history of so many changes."""
    long = f"tracker {LARGE._replace(changes=changes)}"
    yield Target("first screen", _SMALL, 1.2, BARE)
    yield Target("first screen", _LARGE, 1.5, BARE)
    for key in KEYS:
        yield Target(key, _LARGE, 1.3, _SMALL)
    for key in KEYS:
        yield Target(f"{key}, p95", _LARGE, 0.025)
    yield Target("filter keystroke, p95", _LARGE, 0.050)
    yield Target("commit", long, 3.0, _SMALL)
    # Medians of one machine in one run differ by a few of a hundred even where nothing differs.
    yield Target("commit", long, 1.2, _LARGE)
    yield Target("another's change, p95", _LARGE, 1.2)
    # Bare Textual has nothing to press, so the two are alike at the first screen only.
    for memory in ("memory, first screen", "peak memory"):
        yield Target(memory, _SMALL, 1.3, BARE)
        yield Target(memory, _LARGE, 2.5, BARE)
    yield Target("idle, share of a core", _SMALL, 0.002)
    yield Target("idle, share of a core", _LARGE, 0.002)
    for verb in VERBS:
        yield Target(f"tracker {verb}", _LARGE, 2.0, _SMALL)


def outcomes(found: Found, changes: int) -> Iterator[Outcome]:
    """Yield what became of each target of which everything was measured."""
    for target in targets(changes):
        value = found.get(target.label, {}).get(target.measure)
        unit = found.get(target.beside, {}).get(target.measure) if target.beside else 1.0
        if value is not None and unit:
            yield Outcome(target, value / unit)
