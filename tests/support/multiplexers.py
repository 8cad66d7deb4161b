"""The tracker where something stands between it and the terminal: GNU screen, tmux, an SSH server."""

import os
import pwd
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support.program import ROOT, TRACKER
from tests.support.pty_session import TerminalSession, introduce
from tests.support.screen import MOMENT, READY
from tests.support.sshd import make_keys, serving

_KEY = "user"
_SSHD = """\
AuthorizedKeysFile {folder}/authorized_keys
AuthenticationMethods publickey
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PrintMotd no
PrintLastLog no
AcceptEnv none
"""


class Tmux(NamedTuple):
    """A tmux server of one test alone, and the terminal of its client."""

    session: TerminalSession
    command: list[str]
    env: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run a command of tmux and return what it printed."""
        command = [*self.command, *arguments]
        return subprocess.run(
            command, env={**os.environ, **self.env}, check=True, capture_output=True, text=True
        ).stdout.rstrip("\n")


@contextmanager
def in_tmux(folder: Path, term: str = "tmux-256color", settings: str = "") -> Iterator[Tmux]:
    """Open the tracker on the meeting of a folder in tmux."""
    file = folder / "tmux.conf"
    file.write_text(f"set -g default-terminal {term}\nset -g status off\nset -g escape-time 0\n{settings}")
    server = ["tmux", "-L", f"tracker-test-{os.getpid()}", "-f", str(file), "-u"]
    env = {"TMUX_TMPDIR": str(folder), "SHELL": "/bin/sh"}
    try:
        with _opened(folder, [*server, "new-session", shlex.join(_tracker(folder))], env) as session:
            yield Tmux(session, server, env)
    finally:
        subprocess.run([*server, "kill-server"], env={**os.environ, **env}, check=False, capture_output=True)


@contextmanager
def in_screen(folder: Path) -> Iterator[TerminalSession]:
    """Open the tracker on the meeting of a folder in GNU screen."""
    with _screen(folder) as (command, env), _opened(folder, [*command, *_tracker(folder)], env) as session:
        yield session


@contextmanager
def over_ssh(folder: Path, *, through_screen: bool = False) -> Iterator[TerminalSession]:
    """Open the tracker on the meeting of a folder over SSH, also from within a GNU screen at the near end."""
    account = pwd.getpwuid(os.getuid()).pw_name
    (folder / "authorized_keys").write_text(make_keys(folder, (_KEY,))[_KEY])
    (folder / "home").mkdir()
    introduce(folder / "home")
    remote = f"cd {shlex.quote(str(ROOT))} && exec env LANG=C.UTF-8 HOME={folder}/home {shlex.join(_tracker(folder))}"
    with serving(folder, _SSHD.format(folder=folder), account) as server, _screen(folder) as (command, env):
        client = [*server.command("-tt", key=_KEY), remote]
        with _opened(folder, [*command, *client] if through_screen else client, env) as session:
            yield session


@contextmanager
def _screen(folder: Path) -> Iterator[tuple[Sequence[str], dict[str, str]]]:
    """Give GNU screen a folder for its sockets, and end what runs in it afterwards."""
    sockets = folder / "sockets"
    sockets.mkdir(mode=0o700)
    env = {"SCREENDIR": str(sockets), "SHELL": "/bin/sh"}
    yield ["screen", "-c", "/dev/null", "-U"], env
    subprocess.run(["screen", "-X", "quit"], env={**os.environ, **env}, check=False, capture_output=True)


def _tracker(folder: Path) -> list[str]:
    return [*TRACKER, "--db", str(folder / "meeting"), "--now", MOMENT]


@contextmanager
def _opened(folder: Path, command: list[str], env: Mapping[str, str | None]) -> Iterator[TerminalSession]:
    """Run a command that opens the tracker, and wait until all is drawn."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    with TerminalSession(command, home, env=env) as session:
        session.wait_for(READY, quiet=0.5)
        yield session
