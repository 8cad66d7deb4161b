"""A program in a real pseudo-terminal: press keys, wait for what is shown, count bytes, send signals, drop the line.

Waiting is for a condition, never for a time: what a test decides by is on the screen, in the bytes or in a file.
"""

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.processes import PATIENCE, processes_of_session
from tests.support.program import ROOT
from tests.support.vt import Terminal
from tracker.personal.remembered import take_first_run

QUIET = 0.3
"""Seconds without output after which a program is taken to have said what it has to say, once a condition holds."""

Condition = str | Callable[[Terminal], bool]
"""A text that is shown, or a question about the terminal."""


class TerminalSession:
    """One program and the terminal it runs in."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        answers: bool = False,
        cwd: Path = ROOT,
        first_run: bool = False,
        ignores_hangup: bool = False,
    ) -> None:
        """Start a program.

        Args:
            command: The program and its arguments.
            home: An existing folder that stands for the user's home, so that nothing of this user's is touched.
            size: Columns and rows.
            env: Variables to set beside the few that every program gets; None takes one of those away.
            answers: Whether the terminal answers questions about synchronised updates.
            cwd: The folder to start in.
            first_run: Whether the person of the home folder never opened the tracker before, and is introduced to it.
            ignores_hangup: Whether the program is started as nohup(1) starts it, deaf to a line that drops.
        """
        if not first_run:
            introduce(home)
        self.terminal = Terminal(*size, answers=answers)
        self.received = bytearray()
        """Everything that the program sent."""
        self.ended = False
        """Whether the program's side of the terminal is closed."""
        self._master, slave = os.openpty()
        _set_size(self._master, *size)
        self.attributes_before = termios.tcgetattr(self._master)
        self._process = _spawn(command, slave, _environment(home, env or {}), cwd, ignores_hangup)
        os.close(slave)

    def __enter__(self) -> Self:
        """Return the session."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program whatever it does."""
        self.close()

    @property
    def pid(self) -> int:
        """Process id of the program, which leads its own session."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the program hasn't ended yet."""
        return self._process.poll() is None

    @property
    def master(self) -> int:
        """The terminal's own end of the line, a file descriptor."""
        return self._master

    @property
    def attributes(self) -> list[Any]:
        """The settings of the line, as ``termios.tcgetattr`` gives them."""
        return termios.tcgetattr(self._master)

    def wait_for(self, condition: Condition, *, quiet: float | None = 0.0, patience: float = PATIENCE) -> None:
        """Read until a condition holds and, where asked for, nothing has come for a while.

        Args:
            condition: What is waited for.
            quiet: Seconds in which nothing may come; with 0.0 all is shown that has come, with None not even that.
            patience: Seconds after which it is given up.

        Raises:
            AssertionError: it did not come to hold; the screen is in the message.
        """
        deadline = time.monotonic() + patience
        while True:
            if _holds(condition, self.terminal) and (quiet is None or not self.read(quiet)):
                return
            if self.ended and not _holds(condition, self.terminal):
                raise AssertionError(f"the program ended before {_named(condition)}:\n{self.terminal.text}")
            if time.monotonic() > deadline:
                raise AssertionError(f"never came: {_named(condition)}. On the screen:\n{self.terminal.text}")
            self.read(0.05)

    def press(self, keys: str, until: Condition, *, quiet: float = QUIET, patience: float = PATIENCE) -> bytes:
        """Press keys, wait for what they do, and return everything that the program sent meanwhile."""
        start = len(self.received)
        self.terminal.clear_costs()
        self.send(keys)
        self.wait_for(until, quiet=quiet, patience=patience)
        return bytes(self.received[start:])

    def send(self, keys: str | bytes) -> None:
        """Press keys and wait for nothing."""
        if keys:
            os.write(self._master, keys if isinstance(keys, bytes) else keys.encode())

    def until_quiet(self, quiet: float = QUIET) -> bytes:
        """Read until nothing has come for some seconds; return what came."""
        start = len(self.received)
        while self.read(quiet):
            pass
        return bytes(self.received[start:])

    def read(self, seconds: float = 0.0) -> bool:
        """Show what comes next, waiting for it for at most some seconds; say whether anything came."""
        if self.ended or not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # EIO: every process has closed its end
            data = b""
        self.ended = not data
        self.received += data
        self.terminal.feed(data)
        if self.terminal.replies:
            replies, self.terminal.replies = self.terminal.replies, ""
            self.send(replies)
        return bool(data)

    def read_for(self, seconds: float) -> bytes:
        """Show and return all that comes within some seconds: for measuring, not for waiting."""
        start, deadline = len(self.received), time.monotonic() + seconds
        while not self.ended and (left := deadline - time.monotonic()) > 0:
            self.read(left)
        return bytes(self.received[start:])

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the kernel tells the program (SIGWINCH)."""
        self.terminal.resize(columns, rows)
        self.tell_size(columns, rows)

    def tell_size(self, columns: int, rows: int) -> None:
        """Tell the program of a size, which needn't be that of the terminal."""
        _set_size(self._master, columns, rows)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program alone."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal under the program, as a dropped line does."""
        self.ended = True
        os.close(self._master)
        self._master = -1

    def wait_exit(self, patience: float = PATIENCE) -> int:
        """Read to the end and return the exit code, negative for a signal.

        Raises:
            AssertionError: the program goes on.
        """
        deadline = time.monotonic() + patience
        while self._process.poll() is None:
            assert time.monotonic() < deadline, f"still running after {patience} s:\n{self.terminal.text}"
            if self.ended:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(0.02)
            else:
                self.read(0.02)
        while self.read(0.05):
            pass
        return self._process.returncode

    def close(self) -> None:
        """Kill every process of the session that is left, and close the terminal."""
        for pid in processes_of_session(self.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        if self._master >= 0:
            self.hang_up()


def introduce(home: Path) -> None:
    """Let the tracker take the person of a home folder for one who knows it."""
    take_first_run(home / ".local" / "state" / "meeting-tracker")


def _environment(home: Path, changes: Mapping[str, str | None]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    every: dict[str, str | None] = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", **kept, **changes}
    return {name: value for name, value in every.items() if value is not None}


def _spawn(
    command: Sequence[str], terminal: int, env: Mapping[str, str], cwd: Path, ignores_hangup: bool
) -> "subprocess.Popen[bytes]":
    """Start a program as the leader of a session of its own, with ``terminal`` on all its standard streams."""
    return subprocess.Popen(
        command,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=cwd,
        env=env,
        start_new_session=True,
        preexec_fn=partial(_take_terminal, ignores_hangup),
    )


def _take_terminal(ignores_hangup: bool) -> None:
    """Make standard input the controlling terminal of the new session."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    if ignores_hangup:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _holds(condition: Condition, terminal: Terminal) -> bool:
    return condition in terminal.text if isinstance(condition, str) else condition(terminal)


def _named(condition: Condition) -> str:
    return repr(condition) if isinstance(condition, str) else getattr(condition, "__name__", "a condition")
