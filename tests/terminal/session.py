"""A program in a pseudo-terminal, with a terminal that shows what it sends and counts its bytes.

Nothing here decides by time: a test waits until something is so, and fails if it never comes to be.
"""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from tests.support.program import ROOT
from tests.terminal.vt import Terminal

PATIENCE_SECONDS = 60.0


def _take_terminal(ignores_hangup: bool) -> None:
    """Make the pseudo-terminal that of the program, in the program's own process."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    if ignores_hangup:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _environment() -> dict[str, str]:
    fixed = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return {"PATH": os.environ["PATH"], **fixed}


class Session:
    """A program that runs in a pseudo-terminal, as the leader of a session of its own."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environment: dict[str, str] | None = None,
        ignores_hangup: bool = False,
    ) -> None:
        self.terminal = Terminal(columns, lines)
        self.received = bytearray()
        self.master, slave = pty.openpty()
        self.before = termios.tcgetattr(slave)
        self._set_size(columns, lines)
        self.process = subprocess.Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env=_environment() | (environment or {}),
            start_new_session=True,
            preexec_fn=partial(_take_terminal, ignores_hangup),
        )
        os.close(slave)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def resize(self, columns: int, lines: int) -> None:
        self.terminal.resize(lines, columns)
        self._set_size(columns, lines)

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def hang_up(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def read(self, seconds: float = 0.05) -> int:
        """Show what has come, waiting a little for more; return how many bytes it was."""
        if self.master < 0 or not select.select([self.master], [], [], seconds)[0]:
            return 0
        with contextlib.suppress(OSError):  # EIO: the last one on the other side has gone
            data = os.read(self.master, 1 << 16)
            self.received += data
            self.terminal.feed(data)
            return len(data)
        return 0

    def until(self, is_so: Callable[[], bool], *, reading: bool = True) -> None:
        """Wait until something is so."""
        give_up = monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert monotonic() < give_up, self.terminal.text()
            if reading:
                if not self.read(0.05) and self.process.poll() is not None:
                    assert is_so(), self.terminal.text()
            else:
                select.select([], [], [], 0.05)

    def until_text(self, text: str) -> None:
        """Wait until the terminal shows a text."""
        self.until(lambda: text in self.terminal.text())

    def until_quiet(self) -> int:
        """Read until nothing has come for a while; return how many bytes came."""
        start = len(self.received)
        while self.read(0.5):
            pass
        return len(self.received) - start

    def until_ended(self) -> int:
        """Wait until the program has ended, and show the last it sent; return its exit status."""
        self.until(lambda: self.process.poll() is not None)
        while self.read():
            pass
        return self.process.returncode

    def status(self, field: str) -> str:
        """Return a field of the process's status in /proc, such as `VmRSS` (in kB) or `State`."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return line.split()[1]
        raise KeyError(field)


def demo(driver: str, folder: Path, **options: object) -> Session:
    """Start the demo app and wait until it shows its panels."""
    session = Session([sys.executable, "-m", "tests.terminal.demo", driver, str(folder)], **options)  # type: ignore[arg-type]
    session.until(lambda: (folder / "mounted").exists())
    session.until_text("0 keys resized to")
    session.until_quiet()
    return session
