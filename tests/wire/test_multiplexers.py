"""Escape and a letter in one packet where something stands between the keyboard and the tracker."""

from pathlib import Path

import pytest

from tests.support.keys import ESCAPE, UP
from tests.support.multiplexers import in_screen, in_tmux, over_ssh
from tests.support.pty_session import TerminalSession
from tests.support.screen import READY, cursor_at
from tests.support.vt import Terminal


def is_main(terminal: Terminal) -> bool:
    """Say whether nothing is open over the panels."""
    return READY in terminal.text and "─ Note " not in terminal.text


def type_with_escape(session: TerminalSession) -> None:
    """Leave a form and the find line by Escape, alone and with the next key in the same packet."""
    session.press("nabc", until="abc")
    session.press(ESCAPE, until=is_main)
    session.press("j", until=cursor_at("1.1"))
    session.press("nabc", until="abc")
    session.press("\x1bj", until=cursor_at("1.2"))
    assert is_main(session.terminal)
    session.press("/gaz", until="/gaz")
    session.press("\x1bj", until=cursor_at("1.3"))
    session.press(UP, until=cursor_at("1.2"))
    session.press("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\\x1b[?62;22cj", until=cursor_at("1.3"))
    assert is_main(session.terminal)


@pytest.mark.screen
def test_gnu_screen(tmp_path: Path) -> None:
    with in_screen(tmp_path) as session:
        type_with_escape(session)
        assert not session.terminal.modes & {1000, 1002, 1003, 1006}


@pytest.mark.tmux
@pytest.mark.parametrize("term", ["tmux-256color", "screen-256color"])
def test_tmux(tmp_path: Path, term: str) -> None:
    with in_tmux(tmp_path, term, "set -g mouse on\n") as tmux:
        type_with_escape(tmux.session)
        tmux.server.run("send-keys", "n", "a", "b", "Escape", "j")
        tmux.session.wait_for(cursor_at("1.4"))
        assert is_main(tmux.session.terminal)
        assert 1006 in tmux.session.terminal.modes


@pytest.mark.sshd
@pytest.mark.long
@pytest.mark.parametrize("through_screen", [False, pytest.param(True, marks=pytest.mark.screen)])
def test_ssh(tmp_path: Path, through_screen: bool) -> None:
    """Also from within a GNU screen, of which the far end knows nothing but TERM."""
    with over_ssh(tmp_path, through_screen=through_screen) as session:
        type_with_escape(session)
