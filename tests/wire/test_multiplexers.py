"""Escape and a letter in one packet where something stands between the keyboard and the tracker."""

import os
import pwd
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal_session import ROOT, TRACKER, TerminalSession, introduce
from tests.wire.screen import MOMENT, READY, cursor_at
from tests.wire.sshd import make_keys, serving
from tests.wire.terminal import Terminal

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


def tracker(folder: Path) -> list[str]:
    """Return the command line of the tracker on the meeting of a folder."""
    return [*TRACKER, "--db", str(folder / "meeting"), "--now", MOMENT]


@contextmanager
def opened(folder: Path, command: list[str], env: Mapping[str, str | None]) -> Iterator[TerminalSession]:
    """Run a command that opens the tracker, and wait until all is drawn."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    with TerminalSession(command, home, env=env) as session:
        session.wait_for(READY, quiet=0.5)
        yield session


def is_main(terminal: Terminal) -> bool:
    """Say whether nothing is open over the panels."""
    return READY in terminal.text and "─ Note " not in terminal.text


def type_with_escape(session: TerminalSession) -> None:
    """Leave a form and the find line by Escape, alone and with the next key in the same packet."""
    session.press("nabc", until="abc")
    session.press("\x1b", until=is_main)
    session.press("j", until=cursor_at("1.1"))
    session.press("nabc", until="abc")
    session.press("\x1bj", until=cursor_at("1.2"))
    assert is_main(session.terminal)
    session.press("/gaz", until="/gaz")
    session.press("\x1bj", until=cursor_at("1.3"))
    session.press("\x1b[A", until=cursor_at("1.2"))
    session.press("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\\x1b[?62;22cj", until=cursor_at("1.3"))
    assert is_main(session.terminal)


@contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """Give GNU screen a folder for its sockets, and end what runs in it afterwards."""
    sockets = folder / "sockets"
    sockets.mkdir(mode=0o700)
    env = {"SCREENDIR": str(sockets), "SHELL": "/bin/sh"}
    yield env
    subprocess.run(["screen", "-X", "quit"], env={**os.environ, **env}, check=False, capture_output=True)


@pytest.mark.screen
def test_gnu_screen(tmp_path: Path) -> None:
    with (
        screen(tmp_path) as env,
        opened(tmp_path, ["screen", "-c", "/dev/null", "-U", *tracker(tmp_path)], env) as session,
    ):
        type_with_escape(session)
        assert not session.terminal.modes & {1000, 1002, 1003, 1006}


@pytest.mark.tmux
@pytest.mark.parametrize("term", ["tmux-256color", "screen-256color"])
def test_tmux(tmp_path: Path, term: str) -> None:
    settings = tmp_path / "tmux.conf"
    settings.write_text(f"set -g default-terminal {term}\nset -g status off\nset -g mouse on\nset -g escape-time 0\n")
    server = ["tmux", "-L", f"tracker-keys-{os.getpid()}", "-f", str(settings), "-u"]
    env = {"TMUX_TMPDIR": str(tmp_path), "SHELL": "/bin/sh"}
    try:
        with opened(tmp_path, [*server, "new-session", shlex.join(tracker(tmp_path))], env) as session:
            type_with_escape(session)
            subprocess.run([*server, "send-keys", "n", "a", "b", "Escape", "j"], env={**os.environ, **env}, check=True)
            session.wait_for(cursor_at("1.4"))
            assert is_main(session.terminal)
            assert 1006 in session.terminal.modes
    finally:
        subprocess.run([*server, "kill-server"], env={**os.environ, **env}, check=False, capture_output=True)


@pytest.mark.sshd
@pytest.mark.long
@pytest.mark.parametrize("through", ["nothing", pytest.param("screen", marks=pytest.mark.screen)])
def test_ssh(tmp_path: Path, through: str) -> None:
    """Also from within a GNU screen, of which the far end knows nothing but TERM."""
    account = pwd.getpwuid(os.getuid()).pw_name
    (tmp_path / "authorized_keys").write_text(make_keys(tmp_path, (_KEY,))[_KEY])
    (tmp_path / "home").mkdir()
    introduce(tmp_path / "home")
    remote = (
        f"cd {shlex.quote(str(ROOT))} && exec env LANG=C.UTF-8 HOME={tmp_path}/home {shlex.join(tracker(tmp_path))}"
    )
    with serving(tmp_path, _SSHD.format(folder=tmp_path), account) as server, screen(tmp_path) as env:
        command = [*server.command("-tt", key=_KEY), remote]
        if through == "screen":
            command = ["screen", "-c", "/dev/null", "-U", *command]
        with opened(tmp_path, command, env) as session:
            type_with_escape(session)
