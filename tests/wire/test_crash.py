"""A fault of the program in a real terminal: it is left clean, nothing of the agenda is told, the next start asks."""

import sys
from pathlib import Path

import pytest

from tests.support.keys import ESCAPE
from tests.support.pty_session import TerminalSession
from tests.support.screen import MOMENT, READY, assert_restored, launch

_FAULTY = """
import sys
from tracker.ui.main.screen import MainScreen

def fail(self):
    secret = [point.title for point in self.state.talking_points.values()]
    raise ValueError(secret[0])

MainScreen.{action} = fail
sys.argv[0] = "tracker"
from tracker.__main__ import main
main()
"""


@pytest.mark.parametrize("action", ["action_help", "on_mount", "show_status"])
def test_a_fault_leaves_the_terminal_clean_and_a_report(tmp_path: Path, action: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = (sys.executable, "-c", _FAULTY.format(action=action))
    with TerminalSession([*program, "--db", str(tmp_path / "meeting"), "--now", MOMENT], home) as running:
        if action == "action_help":
            running.wait_for(READY, quiet=0.5)
            running.send("?")
        assert running.wait_exit() == 70
        assert_restored(running)
        told = bytes(running.received).rpartition(b"\x1b[?1049l")[2].decode()
    assert "internal error (ValueError)" in told
    assert "Gazprom" not in told
    (report,) = (home / ".local" / "state" / "meeting-tracker").glob("crash.txt")
    assert "Gazprom" not in report.read_text()
    with launch(tmp_path) as running:
        running.wait_for("Show the report?")
        running.press("y", until="What went wrong")
        running.press(ESCAPE, until=READY)
    with launch(tmp_path) as running:
        running.wait_for(READY, quiet=0.5)
        assert "Show the report?" not in running.terminal.text
