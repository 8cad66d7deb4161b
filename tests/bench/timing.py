"""A program in a pseudo-terminal with a stopwatch: when it showed itself, and when the last byte of a reaction came."""

import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support.pty_session import TerminalSession
from tests.support.vt import Terminal

Measures = dict[str, float]
"""Seconds, bytes or shares of a core, by what was measured."""

_SIZE = (80, 24)
QUIET = 0.15
"""Seconds without a byte after which a reaction is over; no pause that the programs make on purpose is as long."""
_LONGEST = 15.0
"""Seconds after which a reaction is over at any rate."""
_NEVER = 20.0


class Effort(NamedTuple):
    """How often each thing is done, so that medians mean something."""

    starts: int
    reactions: int
    idle: float
    """Seconds to leave a program alone."""
    news: int
    commits: int
    rounds: int
    """Of the verbs."""


QUICK = Effort(starts=3, reactions=4, idle=3.0, news=2, commits=100, rounds=3)
FULL = Effort(starts=7, reactions=20, idle=15.0, news=8, commits=400, rounds=7)


class _TimedTerminal(Terminal):
    """Notes when something came before it takes its own time to show it; a clock that runs by itself is nothing."""

    came = 0.0
    clock: int | None = None
    """Row of the program's own clock, counted from the last (-1)."""

    def feed(self, data: bytes | str) -> None:
        came, before = time.perf_counter(), len(self.costs)
        super().feed(data)
        if self.clock is None or any(cost.y - len(self.rows) != self.clock for cost in self.costs[before:]):
            self.came = came


class TimedSession(TerminalSession):
    """A program, and how long it takes."""

    def __init__(self, command: Sequence[str], home: Path, quiet: float = QUIET, *, clock: int | None = None) -> None:
        """Start a program in a home folder of its own.

        Args:
            command: The program and its arguments.
            home: An existing folder.
            quiet: Seconds without a byte that end a reaction.
            clock: Row of a clock that the program draws by itself, counted from the last (-1).
        """
        self._quiet = quiet
        self._begun = time.perf_counter()
        super().__init__(command, home, size=_SIZE)
        self._timed = self.terminal = _TimedTerminal(*_SIZE)
        self._timed.clock = clock

    def first_screen(self, sign: str) -> float:
        """Return seconds from the start until ``sign`` stood on the screen."""
        self.wait_for(sign, patience=120)
        return self._timed.came - self._begun

    def reaction(self, act: Callable[[], object]) -> float:
        """Do something to the program; return seconds to the last byte that it answers with.

        Raises:
            AssertionError: it doesn't answer.
        """
        self.terminal.clear_costs()
        begun = time.perf_counter()
        act()
        while self.read(self._quiet if self._timed.came > begun else _NEVER):
            if time.perf_counter() - begun > _LONGEST:
                break
        assert self._timed.came > begun, f"no answer:\n{self.terminal.text}"
        return self._timed.came - begun

    def settle(self) -> None:
        """Read until nothing comes for a moment."""
        deadline = time.perf_counter() + _LONGEST
        while self.read(max(2 * QUIET, self._quiet)) and time.perf_counter() < deadline:
            pass


def share(times: Sequence[float], of: float) -> float:
    """Return the value below or at which ``of`` (0 to 1) of the times lie."""
    return sorted(times)[max(0, math.ceil(len(times) * of) - 1)]


def spread(name: str, times: Sequence[float], *, tail: bool = False) -> Measures:
    """Return the median and the 95th, with ``tail`` also the 99th, of a hundred of some times."""
    found = {name: statistics.median(times), f"{name}, p95": share(times, 0.95)}
    return found | ({f"{name}, p99": share(times, 0.99)} if tail else {})


def run_time(pid: int) -> float:
    """Return seconds that all threads of a process have run, to the nanosecond (proc(5), schedstat)."""
    threads = os.listdir(f"/proc/{pid}/task")
    return sum(int(Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()[0]) for thread in threads) / 1e9
