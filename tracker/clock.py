"""The only reader of the time. Everything else is given a ``Clock``."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the wall time (to show and to record) and a monotonic time (to wait by)."""

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back, of no fixed origin."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's wall time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the machine's monotonic time in seconds."""
        return time.monotonic()


class TrialClock:
    """A clock that starts at a chosen moment and goes on at the usual pace: for trying out a day of the meeting."""

    def __init__(self, start: datetime) -> None:
        """Start at the aware moment ``start``."""
        self._start = start.astimezone(UTC)
        self._origin = time.monotonic()

    def now(self) -> datetime:
        """Return the chosen moment plus what has passed since."""
        return self._start + timedelta(seconds=time.monotonic() - self._origin)

    def monotonic(self) -> float:
        """Return the machine's monotonic time in seconds."""
        return time.monotonic()


class FrozenClock:
    """A clock that stands still until it is set: for tests and pictures."""

    def __init__(self, at: datetime) -> None:
        """Stand at the aware moment ``at``."""
        self.at = at.astimezone(UTC)
        """The moment it shows, aware, in UTC."""

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.at

    def monotonic(self) -> float:
        """Return the moment it was set to as seconds."""
        return self.at.timestamp()
