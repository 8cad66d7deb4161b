"""The real command in a real terminal: tick, quit, open again, and read the tick with nothing but TinyDB."""

from pathlib import Path

from tinydb import TinyDB, where

from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession


def test_a_tick_survives_the_program(tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    command = (*TRACKER, "--db", str(folder), "--now", "2025-11-26T10:42")
    with TerminalSession(command, tmp_path) as session:
        session.wait_for("0/18", quiet=0.2)
        session.press("j", lambda terminal: "> " in terminal.text and "Point 1.1" in terminal.text)
        session.press(" ", "1/18")
        session.press("q", lambda _: True)
        assert session.wait_exit() == 0
    with TerminalSession(command, tmp_path) as session:
        session.wait_for("1/18", quiet=0.2)
        assert "[x] 1" in session.terminal.text
        session.send("q")
        assert session.wait_exit() == 0
    ticked = TinyDB(folder / "meeting.json").table("talking_points").search(where("done") == True)  # noqa: E712
    assert [point["id"] for point in ticked] == ["offshore.1"]
