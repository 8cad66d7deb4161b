"""A Linux driver that is light on the line and a good guest on the server.

It differs from Textual's in what it does not send (`modes.py` says what and why), and in having no threads: the loop
itself reads keys and writes frames, so an idle app wakes up for nothing, a stalled terminal stops nobody, and a dropped
line ends the app.
"""

import os
import re
import signal
import termios
import threading
import tty
from asyncio import TimerHandle
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar, Final

from textual import constants, events
from textual.app import App
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from tracker.ui.terminal.ascii import fold
from tracker.ui.terminal.capabilities import Capabilities
from tracker.ui.terminal.modes import CANCEL, CLEAR, END_SYNCHRONISED, POINTER_SHAPE, UNGARBLE, Modes
from tracker.ui.terminal.output import Output
from tracker.ui.terminal.signals import leave
from tracker.ui.terminal.tokens import Token, Tokens, Waiting, decoder
from tracker.ui.terminal.typing import Typing
from tracker.ui.textual_internals import BareDriver

_MOST_PENDING: Final = 1 << 16
"""Bytes that may wait for a stalled terminal before frames are left out."""

_FALLBACK_SIZE: Final = (80, 24)
_MOST_COLUMNS: Final = 1000
_MOST_ROWS: Final = 500
_READ_BYTES: Final = 4096
_NAME: Final = re.compile(r"\x1b\[>(\d+)[\d;]*c")
_GNU_SCREEN: Final = "83"


class PosixDriver(BareDriver):
    """Sends what Textual writes as it is, and less beside it.

    Attributes:
        capabilities: What may be sent to the terminal; see `tracker.ui.terminal.driver.driver_class`.
    """

    capabilities: ClassVar[Capabilities] = Capabilities()

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Make a driver for an app; called by Textual in the loop of the app."""
        super().__init__(app, debug=debug, mouse=mouse and self.capabilities.mouse, size=size)
        self.fix_size(size or self.terminal_size())
        self._modes = Modes(
            mouse=self.takes_mouse and not self.capabilities.may_be_screen,
            keyboard=self.capabilities.keyboard and not constants.DISABLE_KITTY_KEY,
            asks=self.capabilities.asks,
            asks_name=self.takes_mouse and self.capabilities.may_be_screen,
        )
        self._thread = threading.get_ident()
        self._output: Output | None = None
        self._active = False
        self._stopped = False
        self._incomplete = False
        self._typing = Typing()
        self._key_timer: TimerHandle | None = None
        self._waiting: Waiting | None = None
        self._forget_keys()

    # What is sent.

    def write(self, data: str) -> None:
        """Take whole sequences and frames that Textual writes; thread-safe."""
        if threading.get_ident() != self._thread:
            self.loop.call_soon_threadsafe(self.write, data)
            return
        if data.startswith(POINTER_SHAPE):
            return
        self._show(data if self.capabilities.unicode else fold(data))

    def repaint(self) -> None:
        """Clear the terminal and paint everything, whatever is on it."""
        self._send(UNGARBLE + self._modes.on + CLEAR)
        self.driven_app.refresh(layout=True)

    def _show(self, data: str) -> None:
        """Send a frame, or leave it out while the terminal is far behind."""
        if self._output is not None and self._output.pending > _MOST_PENDING:
            self._incomplete = True
        else:
            self._send(data)

    def _send(self, data: str) -> None:
        """Send text as it is, if the terminal is ours."""
        if self._output is not None:
            self._output.send(data.encode(errors="replace"))

    def _free(self) -> None:
        """Go on after the terminal took all that it was sent."""
        if self._incomplete:
            self._incomplete = False
            self._send(END_SYNCHRONISED)
            self.repaint()

    # Beginning and end.

    def start_application_mode(self) -> None:
        """Take the terminal."""
        while self._in_background():
            os.kill(os.getpid(), signal.SIGSTOP)
        self._make_raw()
        fallback = self.output_file.fileno() if self.output_file else self.fileno
        self._output = Output(self.fileno, fallback, self.loop, self._free, self._hang_up)
        self._active = True
        self.loop.add_signal_handler(signal.SIGWINCH, self._resized)
        self.loop.add_reader(self.fileno, self._read_keys)
        self._send(self._modes.start)
        self._resized()
        self._begin()

    def _begin(self) -> None:
        """Show what the screen begins with: nothing, and soon again all that was on it if we were away."""
        self._send(CLEAR)
        self.driven_app.refresh(layout=True)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found; waits a moment for a stalled one, never long."""
        if not self._active:
            return
        self._active = False
        self.disable_input()
        if self._output is not None:
            self._output.finish(self._modes.stop.encode(), CANCEL.encode())
        with suppress(termios.error):
            # Clicks and keys that were meant for the app, not for what comes after it.
            termios.tcflush(self.fileno, termios.TCIFLUSH)
        self._restore_attributes()

    def close(self) -> None:
        """Let go of the terminal."""
        if self._output is not None:
            self._output.close()
            self._output = None

    def restore_terminal(self) -> None:
        """Leave the terminal as it was found, at once and from any thread: the last thing before the process ends."""
        if self._active:
            with suppress(OSError):
                fd = os.open(os.ttyname(self.fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
                os.write(fd, (CANCEL + self._modes.stop).encode())
            self._restore_attributes()

    def _make_raw(self) -> None:
        """Have keys as they come, without echo, and output sent as it is (a line feed only moves down)."""
        with suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            if self.attrs_before is None:
                self.attrs_before = termios.tcgetattr(self.fileno)
            attributes[tty.IFLAG] = self.raw_input_flags(attributes[tty.IFLAG])
            attributes[tty.OFLAG] &= ~termios.OPOST
            attributes[tty.LFLAG] = self.raw_local_flags(attributes[tty.LFLAG])
            attributes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)

    def _restore_attributes(self) -> None:
        """Set the line discipline back to what it was before `_make_raw`."""
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            self.attrs_before = None

    # Keys.

    def disable_input(self) -> None:
        """Stop reading keys and following the size."""
        self.loop.remove_reader(self.fileno)
        self.loop.remove_signal_handler(signal.SIGWINCH)
        self._forget_keys()

    def _read_keys(self) -> None:
        """Read what was typed; the end of it means that the line dropped."""
        try:
            data = os.read(self.fileno, _READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        elif text := self._decode(data):
            self._feed(text)

    def _feed(self, text: str) -> None:
        """Turn what was typed into messages."""
        self._process(self._tokens.feed(text))

    def _lapse(self) -> None:
        """Take what is unfinished for what it is, because nothing follows it."""
        self._process(self._tokens.lapse())

    def _process(self, tokens: Iterable[Token]) -> None:
        """Pass on what tokens mean, and wait for the end of what is unfinished."""
        for token in tokens:
            if self._modes.asks_name and (told := _NAME.fullmatch(token.text)):
                self._take_mouse(told[1])
            for message in self._typing.messages(token):
                self.process_message(message)
        if self._tokens.waiting != self._waiting:
            self._waiting = self._tokens.waiting
            if self._key_timer is not None:
                self._key_timer.cancel()
            if self._waiting is not None:
                self._key_timer = self.loop.call_later(self._waiting.seconds, self._lapse)

    def _take_mouse(self, name: str) -> None:
        """Take the mouse from a terminal that told what it is, if it can give it."""
        self._modes = replace(self._modes, mouse=name != _GNU_SCREEN, asks_name=False)
        self._send(self._modes.on)

    def _forget_keys(self) -> None:
        """Begin anew with nothing unfinished."""
        self._tokens = Tokens(self.capabilities.keys_after_escape, constants.ESCAPE_DELAY)
        self._decode = decoder()
        self._waiting = None
        if self._key_timer is not None:
            self._key_timer.cancel()

    def _hang_up(self) -> None:
        """Leave, because nobody is at the other end any more."""
        self.loop.remove_reader(self.fileno)
        leave(self.driven_app)

    # Size.

    def terminal_size(self) -> tuple[int, int]:
        """Return the columns and rows to draw; the environment's COLUMNS and LINES would not follow the terminal.

        Over SSH the far end names any size it likes, and every cell takes memory here.
        """
        with suppress(OSError):
            size = os.get_terminal_size(self.fileno)
            if size.columns and size.lines:
                return min(size.columns, _MOST_COLUMNS), min(size.lines, _MOST_ROWS)
        return _FALLBACK_SIZE

    def process_message(self, message: Message) -> None:
        """Pass on what was typed and answered; only the kernel tells the size, which no terminal is asked to type."""
        if not isinstance(message, events.Resize | InBandWindowResize):
            super().process_message(message)

    def _resized(self) -> None:
        """Tell the app the size of the terminal."""
        size = Size(*self.terminal_size())
        self.send_message(events.Resize(size, size))

    # Job control.

    def _in_background(self) -> bool:
        """Say whether the shell has put us into the background."""
        try:
            return os.tcgetpgrp(self.fileno) != os.getpgrp()
        except OSError:
            return False

    def stop_asked(self) -> None:
        """Stop, at a moment when no frame is half written; at once, if a program of the user's has the terminal."""
        if self._active and self.restarts_by_itself:
            self.loop.call_soon_threadsafe(self._stop_process)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _stop_process(self) -> None:
        """Give the terminal back and stop until SIGCONT comes."""
        self.suspend_application_mode()
        self._stopped = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def went_on(self) -> None:
        """Go on after a stop."""
        if self.restarts_by_itself:
            self.loop.call_soon_threadsafe(self._continue)

    def _continue(self) -> None:
        """Take the terminal again: after SIGTSTP, or after a SIGSTOP that left no time to give it back."""
        if self._stopped:
            self._stopped = False
            self.resume_application_mode()
            self.send_message(self.SignalResume())
        elif self._active:
            self._make_raw()
            self._send(self._modes.again)
            self._resized()
            self.repaint()
