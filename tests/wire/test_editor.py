"""The person's own editor, called from a form in the real program."""

import json
import stat
from pathlib import Path

from tests.support.keys import F2
from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession

_EDITOR = """#!/bin/sh
echo "$2" > "$HOME/edited"
stat -c '%a' "$2" >> "$HOME/edited"
printf ' and from the editor \\033[31m\\n' >> "$2"
exit {code}
"""


def _session(home: Path, code: int) -> TerminalSession:
    editor = home / "editor"
    editor.write_text(_EDITOR.format(code=code))
    editor.chmod(0o755)
    command = (*TRACKER, "--db", str(home / "meeting"))
    return TerminalSession(command, home, env={"EDITOR": f"'{editor}' -w", "PATH": "/usr/bin:/bin"})


def test_a_text_goes_to_the_editor_and_back(tmp_path: Path) -> None:
    with _session(tmp_path, code=0) as session:
        session.wait_for("1 Offshore energy")
        session.press("n", "F4 your editor")
        session.press("typed", "typed")
        session.press("\x1bOS", "and from the editor")
        session.press(F2, "note by")
        session.press("q", lambda terminal: True)
        assert session.wait_exit() == 0
    tables = json.loads((tmp_path / "meeting" / "meeting.json").read_text())
    (note,) = tables["notes"].values()
    assert note["text"] == "typed and from the editor [31m"
    name, mode = (tmp_path / "edited").read_text().split()
    assert mode == "600"
    assert not Path(name).exists()
    assert stat.S_IMODE(Path(name).parent.stat().st_mode) == 0o700


def test_an_editor_that_fails_leaves_the_text_as_it_was(tmp_path: Path) -> None:
    with _session(tmp_path, code=3) as session:
        session.wait_for("1 Offshore energy")
        session.press("n", "F4 your editor")
        session.press("typed", "typed")
        session.press("\x1bOS", "ended with 3, so the text was left as it was.")
        session.wait_for(lambda terminal: "from the editor" not in terminal.text)


def test_a_missing_editor_is_told(tmp_path: Path) -> None:
    command = (*TRACKER, "--db", str(tmp_path / "meeting"))
    with TerminalSession(command, tmp_path, env={"VISUAL": "no-such-editor"}) as session:
        session.wait_for("1 Offshore energy")
        session.press("n", "F4 your editor")
        session.press("\x1bOS", "no-such-editor: the editor could not be used")
