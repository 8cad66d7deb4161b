"""A tmux server of one test alone (tmux(1)); its socket and settings lie in a folder of the test's."""

import os
import subprocess
from pathlib import Path

from tests.support.processes import wait_until
from tests.support.program import ROOT
from tests.support.pty_session import TerminalSession


class Tmux:
    """A server, which begins with its first client or window."""

    def __init__(self, folder: Path, *, term: str = "tmux-256color", settings: str = "") -> None:
        """Write the settings down.

        Args:
            folder: an existing folder, in which the home folder lies too.
            term: what tmux says that it is.
            settings: lines of tmux.conf beside those that leave the whole window to the program.
        """
        self._home = folder / "home"
        self._home.mkdir(exist_ok=True)
        file = folder / "tmux.conf"
        file.write_text(f"set -g default-terminal {term}\nset -g status off\nset -g escape-time 0\n{settings}")
        self._command = ["tmux", "-L", "test", "-f", str(file), "-u"]
        self._own = {"TMUX_TMPDIR": str(folder), "SHELL": "/bin/sh", "LANG": "C.UTF-8"}

    def client(self, *arguments: str, size: tuple[int, int] = (80, 24)) -> TerminalSession:
        """Run a command of tmux that takes a terminal, in a terminal of its own."""
        return TerminalSession([*self._command, *arguments], self._home, size=size, env=self._own)

    def run(self, *arguments: str) -> str:
        """Run a command of tmux and return what it printed."""
        env = {name: value for name, value in os.environ.items() if name != "TMUX"} | self._own
        command = [*self._command, *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout.rstrip(
            "\n"
        )

    def text(self) -> str:
        """Return what the window shows, without the blanks at the ends of its rows."""
        return "\n".join(line.rstrip() for line in self.run("capture-pane", "-p").splitlines()).rstrip()

    def wait_for(self, text: str) -> None:
        """Wait until the window shows a text."""
        try:
            wait_until(lambda: text in self.text(), repr(text))
        except AssertionError as error:
            raise AssertionError(f"{error}. In the window:\n{self.text()}") from error

    def stop(self) -> None:
        """Stop this server, and no other."""
        command = [*self._command, "kill-server"]
        subprocess.run(command, env={**os.environ, **self._own}, check=False, capture_output=True)
