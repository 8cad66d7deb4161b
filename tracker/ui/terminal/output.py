"""Bytes on their way to the terminal, never waited for.

A terminal at the far end of a line can stop reading for minutes. What it was handed and did not take is kept here
and no more is asked for (`is_busy`), so there is never more than one frame on its way. The tty is opened anew, because
O_NONBLOCK belongs to an open file, and the one that standard error stands for is shared with the user's shell.
"""

import asyncio
import os
import select
import termios
from collections.abc import Callable
from contextlib import suppress
from typing import Final

_CHUNK: Final = 1 << 16
"""Most bytes to write at once; a frame in one write is most likely a frame in one packet."""

_BLOCKING_CHUNK: Final = 256
"""Most bytes to write at once where writing may block: few, for a terminal that can take some but not much."""

_POLL_MILLISECONDS: Final = 25
_POLLS: Final = 12
"""How often to wait for a stalled terminal at the end: 0.3 s in all."""


class Output:
    """The way out to one terminal."""

    def __init__(
        self,
        fileno: int,
        fallback: int,
        loop: asyncio.AbstractEventLoop,
        on_free: Callable[[], None],
        on_gone: Callable[[], None],
    ) -> None:
        """Open a way to the terminal behind a file.

        Args:
            fileno: A file that is open on the terminal, for reading at least.
            fallback: A file that is open on it for writing, for use where the terminal can't be opened again.
            loop: The loop in whose thread everything here is called.
            on_free: Called when everything was taken, after the terminal could not take it at once.
            on_gone: Called once, soon after the terminal turned out to be gone.
        """
        self._event_loop = loop
        self._on_free = on_free
        self._on_gone = on_gone
        self._pending = bytearray()
        self._waiting = False
        self._gone = False
        self._fd, self._chunk = _open_again(fileno, fallback)

    @property
    def is_busy(self) -> bool:
        """Whether the terminal has not yet taken all it was sent."""
        return bool(self._pending)

    @property
    def pending(self) -> int:
        """How many bytes the terminal has not yet taken."""
        return len(self._pending)

    def send(self, data: bytes) -> None:
        """Send bytes after all that was sent before; what the terminal does not take now is sent when it does."""
        if self._gone:
            return
        self._pending += data
        if not self._waiting:
            self._write()

    def finish(self, data: bytes, cancel: bytes) -> None:
        """Send the last bytes, and wait a little (at most 0.3 s) for the terminal to take them.

        Args:
            data: The last bytes, which leave the terminal as it was found.
            cancel: Sent before them if the terminal is stalled, after throwing away what it did not take: brings
                it out of a sequence that was cut.
        """
        self.send(data)
        if not self._drain():
            self._pending.clear()
            with suppress(termios.error):
                termios.tcflush(self._fd, termios.TCOFLUSH)
            self.send(cancel + data)
            self._drain()

    def close(self) -> None:
        """Give the terminal up; what it has not taken is thrown away."""
        self._pending.clear()
        self._wait(False)
        self._gone = True
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _drain(self) -> bool:
        """Wait a little for the terminal to take everything; say whether it did, or is gone."""
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        for _ in range(_POLLS):
            while self._pending and poll.poll(_POLL_MILLISECONDS):
                self._write()
            if not self._pending:
                return True
        return False

    def _write(self) -> None:
        """Write as much as the terminal takes now."""
        try:
            while self._pending and self._can_write():
                del self._pending[: os.write(self._fd, self._pending[: self._chunk])]
        except BlockingIOError:
            pass
        except OSError:
            # EIO: the line dropped; EBADF, ENXIO, EPIPE: the terminal was taken away.
            self._lose()
        self._wait(bool(self._pending))

    def _can_write(self) -> bool:
        """Say whether writing one chunk will not block."""
        if self._chunk == _CHUNK:
            return True
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        return bool(poll.poll(0))

    def _lose(self) -> None:
        """Note that the terminal is gone, and tell once."""
        self._pending.clear()
        if not self._gone:
            self._gone = True
            self._event_loop.call_soon(self._on_gone)

    def _wait(self, waiting: bool) -> None:
        """Begin or stop to wait for the terminal to take more."""
        if waiting == self._waiting:
            return
        self._waiting = waiting
        if waiting:
            self._event_loop.add_writer(self._fd, self._writable)
        else:
            self._event_loop.remove_writer(self._fd)

    def _writable(self) -> None:
        """Go on writing, and tell when all is written."""
        self._write()
        if not self._pending and not self._gone:
            self._on_free()


def _open_again(fileno: int, fallback: int) -> tuple[int, int]:
    """Open the terminal behind `fileno` once more, without blocking; return the file and the bytes to write at once.

    Where that is not allowed (after `su`, without /dev) the file at hand has to do: a few bytes at a time, whenever
    the terminal says that it can take some.
    """
    for name in (os.ttyname, lambda _: "/dev/tty"):
        with suppress(OSError):
            return os.open(name(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC), _CHUNK
    return os.dup(fallback), _BLOCKING_CHUNK
