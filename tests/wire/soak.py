"""Two hours of a meeting in minutes: officials at real screens who tick, whose lines drop, and who come back."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.support.processes import processes_of_session, resident_bytes
from tests.support.pty_session import TerminalSession
from tests.support.screen import READY, agenda_of, is_saved, launch

POINTS = 10
"""Talking points that each official has of their own, below an item of their own."""

_SIZE = (120, 40)
_ENDINGS: tuple[Callable[[TerminalSession], None], ...] = (
    lambda running: running.hang_up(),
    lambda running: running.kill(signal.SIGKILL),
    lambda running: running.kill(signal.SIGTERM),
)


class Held(NamedTuple):
    """What a process holds."""

    memory: int
    """Bytes."""
    files: int
    """Open ones."""


class Official:
    """One person at one screen, who ticks all points of the item of their number, unticks them, and so on."""

    def __init__(self, folder: Path, number: int) -> None:
        """Sit down at a screen."""
        self.number = number
        self.acknowledged = 0
        """Changes that the screen showed as saved."""
        self.reconnects = 0
        self._folder = folder
        self._wanted = 0
        self._is_working = False
        self._running = self._connected()

    @property
    def is_at_rest(self) -> bool:
        """Say whether the screen shows that all that was asked for is saved."""
        return self._ticked() == self._wanted and is_saved(self._running.terminal.rows)

    @property
    def line(self) -> int:
        """The terminal's end of the line, a file descriptor."""
        return self._running.master

    def read(self) -> None:
        """Let the screen show what came."""
        while self._running.read():
            pass

    def work(self) -> None:
        """Tick all points one by one, or untick them; what was under way before has come to its end."""
        self.acknowledged += POINTS if self._is_working else 0
        self._is_working = True
        self._wanted = POINTS - self._wanted
        self._running.send("g" + "j" * (self.number - 1) + "j " * POINTS)

    def reconnect(self) -> None:
        """Lose the line, whatever is going on, and come back."""
        _ENDINGS[self.reconnects % len(_ENDINGS)](self._running)
        self._running.wait_exit()
        self._end()
        self.reconnects += 1
        self._is_working = False
        self._running = self._connected()
        self.begin()

    def begin(self) -> None:
        """Unfold one's own item among the folded ones, and tick what the last screen left open, all at once."""
        self._running.wait_for(READY, quiet=0.2)
        self._running.press("zg" + "j" * (self.number - 1) + "l", until=self._is_unfolded)
        if self._ticked() < POINTS:
            self._running.press(" ", until=lambda _: self._ticked() == POINTS)
        self._wanted = POINTS

    def leave(self) -> None:
        """Quit, and see that nothing is left."""
        self._running.send("q")
        assert self._running.wait_exit() == 0
        self._end()

    def holds(self) -> Held:
        """Return what the screen's process holds (proc(5), statm and fd)."""
        pid = self._running.pid
        return Held(resident_bytes(pid), len(os.listdir(f"/proc/{pid}/fd")))

    def _end(self) -> None:
        assert processes_of_session(self._running.pid) == []
        self._running.close()

    def _connected(self) -> TerminalSession:
        return launch(self._folder, size=_SIZE)

    def _is_unfolded(self, _: object) -> bool:
        rows = agenda_of(self._running.terminal.rows)
        return sum(row.number.startswith(f"{self.number}.") for row in rows) == POINTS

    def _ticked(self) -> int:
        """Return how many points of the item are shown as ticked; -1 where that isn't shown."""
        for row in agenda_of(self._running.terminal.rows):
            if row.number == str(self.number) and (found := re.search(rf"(\d+)/{POINTS}", row.text)):
                return int(found[1])
        return -1
