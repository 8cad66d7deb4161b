"""A driver that sends only the cells that changed, and the choice of a driver for a terminal."""

from asyncio import TimerHandle
from typing import Any, Final

from textual.app import App

from tracker.ui.terminal.capabilities import Capabilities
from tracker.ui.terminal.encoder import Encoder
from tracker.ui.terminal.grid import Grid
from tracker.ui.terminal.light import PosixDriver
from tracker.ui.terminal.modes import BEGIN_SYNCHRONISED, END_SYNCHRONISED, UNGARBLE
from tracker.ui.terminal.reader import Reader
from tracker.ui.textual_internals import driver_of

_SETTLE_SECONDS: Final = 0.25


class DiffingDriver(PosixDriver):
    """Keeps the cells that are on the terminal and sends only those that differ from what Textual wants.

    While the terminal does not take what it was sent, frames only change what is wanted; when it does, the difference
    to the latest of them goes out. A slow line so drops frames instead of queueing them.
    """

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Make a driver for an app; called by Textual in the loop of the app."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        columns, rows = self.terminal_size()
        self._grid = Grid(columns, rows)
        self._reader = Reader(self._grid)
        self._encoder = Encoder(columns, rows, basic=self.capabilities.basic)
        self._settling: TimerHandle | None = None

    def repaint(self) -> None:
        """Clear the terminal and paint everything, whatever is on it."""
        self._send(UNGARBLE + self._modes.on)
        self._encoder.forget()
        self._pump()

    def _begin(self) -> None:
        """Show what the screen showed last."""
        self._pump()

    def _show(self, data: str) -> None:
        """Take in what should be shown, and send what differs unless more of the same frame is to come."""
        self._reader.feed(data)
        if not self._reader.in_frame:
            self._pump()

    def _free(self) -> None:
        """Send what changed while the terminal was taking the last frame."""
        self._pump()

    def _pump(self) -> None:
        """Send what the terminal does not show yet, if it is free to take it."""
        if not self._active or self._output is None or self._output.is_busy:
            return
        reader = self._reader
        passed = "".join(reader.passed.values())
        reader.passed.clear()
        if reader.unknown:
            reader.unknown = False
            self._encoder.forget()
            passed += "" if reader.outside else self._modes.on
        changes = "" if reader.outside else self._encoder.difference(self._grid)
        if changes and reader.synchronised:
            changes = f"{BEGIN_SYNCHRONISED}{changes}{END_SYNCHRONISED}"
        reader.synchronised = False
        if passed or changes:
            self._send(passed + changes)

    def _resized(self) -> None:
        """Begin anew at another size; if the app has nothing to say to it (it is the old size again), repaint."""
        columns, rows = self.terminal_size()
        self._grid.resize(columns, rows)
        self._encoder.resize(columns, rows)
        if self._settling is not None:
            self._settling.cancel()
        self._settling = self.loop.call_later(_SETTLE_SECONDS, self._settle)
        super()._resized()

    def _settle(self) -> None:
        """Have the app paint everything: of resizes in quick succession that end as they began it has seen none."""
        self.driven_app.refresh(layout=True)
        self._pump()


def driver_class(capabilities: Capabilities, *, diffing: bool = True) -> type[PosixDriver]:
    """Choose the driver for a terminal.

    Args:
        capabilities: What may be sent to the terminal.
        diffing: Whether to send only the cells that changed, rather than all that Textual writes.

    Returns:
        A class to give to a Textual app as its `driver_class`.
    """
    base = DiffingDriver if diffing else PosixDriver
    return type(base.__name__, (base,), {"capabilities": capabilities})


def repaint(app: App[Any]) -> None:
    """Paint the whole screen of an app anew, whatever is on the terminal (the user's Ctrl+L)."""
    driver = driver_of(app)
    if isinstance(driver, PosixDriver):
        driver.repaint()
    else:
        app.refresh(layout=True)
