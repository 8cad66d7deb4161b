"""The tracker where something stands between it and the terminal: GNU screen, tmux, an SSH server."""

import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support.program import ROOT, TRACKER
from tests.support.pty_session import TerminalSession, introduce
from tests.support.screen import MOMENT, READY
from tests.support.sshd import USER_KEY, serving_this_user
from tests.support.tmux import Tmux


class InTmux(NamedTuple):
    """The tracker in tmux."""

    server: Tmux
    session: TerminalSession
    """The terminal of the client."""


@contextmanager
def in_tmux(folder: Path, term: str = "tmux-256color", settings: str = "") -> Iterator[InTmux]:
    """Open the tracker on the meeting of a folder in tmux."""
    server = Tmux(folder, term=term, settings=settings)
    try:
        with server.client("new-session", shlex.join(_tracker(folder))) as session:
            session.wait_for(READY, quiet=0.5)
            yield InTmux(server, session)
    finally:
        server.stop()


@contextmanager
def in_screen(folder: Path) -> Iterator[TerminalSession]:
    """Open the tracker on the meeting of a folder in GNU screen."""
    with _screen(folder) as (command, env), _opened(folder, [*command, *_tracker(folder)], env) as session:
        yield session


@contextmanager
def over_ssh(folder: Path, *, through_screen: bool = False) -> Iterator[TerminalSession]:
    """Open the tracker on the meeting of a folder over SSH, also from within a GNU screen at the near end."""
    far_end = tracker_at_far_end(folder)
    with serving_this_user(folder) as server, _screen(folder) as (command, env):
        client = [*server.command("-tt", key=USER_KEY), far_end]
        with _opened(folder, [*command, *client] if through_screen else client, env) as session:
            yield session


def tracker_at_far_end(folder: Path) -> str:
    """Return what an SSH server is asked to run: the tracker on the meeting of a folder, for one who knows it."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    introduce(home)
    return f"cd {shlex.quote(str(ROOT))} && exec env LANG=C.UTF-8 HOME={home} {shlex.join(_tracker(folder))}"


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
