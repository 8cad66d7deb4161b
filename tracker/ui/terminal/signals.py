"""Leaving when told to: a dropped line (SIGHUP), SIGTERM, and programs run in between.

Textual installs no handler for these. Without one the process dies with the terminal in disarray, or outlives the
line it was serving.
"""

import asyncio
import os
import signal
import subprocess
import threading
from collections.abc import Sequence
from types import FrameType
from typing import Any, Final, Protocol, runtime_checkable
from weakref import WeakSet

from textual.app import App

from tracker.ui.textual_internals import driver_of

GRACE_SECONDS: Final = 5.0
"""How long an app may take to leave, before the process is ended without it."""

_CHILD_GRACE_SECONDS: Final = 0.5
_TOLD: Final = (signal.SIGHUP, signal.SIGTERM)
_KEYS: Final = (signal.SIGINT, signal.SIGQUIT)
_leaving: WeakSet[App[Any]] = WeakSet()


@runtime_checkable
class Restorer(Protocol):
    """A driver that can give the terminal back on its own."""

    def restore_terminal(self) -> None:
        """Leave the terminal as it was found, at once and from any thread."""


def install(app: App[Any]) -> None:
    """Let SIGHUP and SIGTERM end the app in order: it unmounts, and the terminal is restored.

    Call it in the app's thread while its loop runs, such as in `on_mount`. Nothing is saved here: what is worth
    keeping is saved when it is made.
    """
    loop = asyncio.get_running_loop()
    for number in _TOLD:
        loop.add_signal_handler(number, leave, app)
        # The loop hears of the signal whatever its handler is; this one is called even while the loop is blocked.
        signal.signal(number, lambda *_: _watch(app, loop))
        signal.siginterrupt(number, False)


def never_stop() -> None:
    """Ignore SIGTSTP, for which the driver of Textual has a handler: there is no shell that could wake the program."""
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)


def leave(app: App[Any]) -> None:
    """Exit the app; if it has not ended after a grace period, restore the terminal and end the process."""
    _watch(app, asyncio.get_running_loop())
    app.exit()


def _watch(app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
    """See to it that the process ends, even if the app does not."""
    if app not in _leaving:
        _leaving.add(app)
        last_resort = threading.Timer(GRACE_SECONDS, _end_process, (app, loop))
        last_resort.daemon = True
        last_resort.start()


def _end_process(app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
    """End the process if the loop of the app still runs."""
    if loop.is_closed():
        return
    driver = driver_of(app)
    if isinstance(driver, Restorer):
        driver.restore_terminal()
    os._exit(1)


def run_program(app: App[Any], arguments: Sequence[str]) -> int:
    r"""Give the terminal to a program, such as an editor, until it ends.

    SIGHUP and SIGTERM reach the program too, and half a second later SIGKILL, so that it holds nobody up; after
    that they reach the app. Ctrl+C and Ctrl+\ are the program's own.

    Args:
        app: The running app, suspended meanwhile.
        arguments: The program and its arguments.

    Returns:
        Its exit status; negative if a signal ended it.

    Raises:
        OSError: The program could not be started.
        textual.app.SuspendNotSupported: The app does not run in a terminal.
    """
    told: list[int] = []
    with app.suspend():
        # An exception that left this block would leave the app suspended.
        outcome = _run(arguments, told)
    if told:
        leave(app)
    if isinstance(outcome, OSError):
        raise outcome
    return outcome


def _run(arguments: Sequence[str], told: list[int]) -> int | OSError:
    """Run a program to its end, passing signals on; add to `told` those that ask the app to leave."""
    started: list[subprocess.Popen[bytes]] = []

    def pass_on(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        for program in started:
            _end_program(program, number)

    before = {number: signal.getsignal(number) for number in (*_TOLD, *_KEYS)}
    try:
        for asking in _TOLD:
            signal.signal(asking, pass_on)
        for key in _KEYS:
            # A handler, unlike SIG_IGN, is not inherited by the program.
            signal.signal(key, lambda *_: None)
        with subprocess.Popen(arguments) as program:
            started.append(program)
            for number in told:
                _end_program(program, number)
            return program.wait()
    except OSError as error:
        return error
    finally:
        for changed, handler in before.items():
            signal.signal(changed, handler)


def _end_program(program: subprocess.Popen[bytes], number: int) -> None:
    """Pass a signal on to a program, and kill it if it goes on."""
    program.send_signal(number)
    last_resort = threading.Timer(_CHILD_GRACE_SECONDS, program.kill)
    last_resort.daemon = True
    last_resort.start()
