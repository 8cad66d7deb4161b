"""The demo app in a pseudo-terminal."""

import sys
from pathlib import Path
from typing import Any

from tests.support.pty_session import TerminalSession

LONG = 0.5
"""Seconds without output after which even a slow machine has nothing more to say."""


def demo(driver: str, folder: Path, **session: Any) -> TerminalSession:
    """Start the demo app and wait until it shows its panels.

    Args:
        driver: one of those that the demo app knows.
        folder: an existing folder, where the app leaves word of what it does.
        session: arguments of ``TerminalSession``.
    """
    command = [sys.executable, "-m", "tests.terminal.demo", driver, str(folder)]
    running = TerminalSession(command, folder, first_run=True, **session)
    try:
        running.wait_for(lambda _: (folder / "mounted").exists())
        running.wait_for("0 keys resized to", quiet=LONG)
    except BaseException:
        running.close()
        raise
    return running
