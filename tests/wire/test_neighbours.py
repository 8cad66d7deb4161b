"""What others leave lying about: the current folder, the environment, and who one says one is."""

import json
import os
import pwd
import sys
from pathlib import Path

from tests.support.program import real
from tests.support.pty_session import TerminalSession
from tests.support.screen import MOMENT, READY

_PLANTED = {
    "sitecustomize.py": "open({mark!r}, 'w')\n",
    "tinydb.py": "open({mark!r}, 'w')\nraise SystemExit(9)\n",
    "tracker.tcss": "* {{ display: none; }}\n",
    "styles/tracker.tcss": "* {{ display: none; }}\n",
    "settings.toml": 'theme = "nothing such"\n',
    "igc-2025.toml": "not a programme\n",
    ".env": "TRACKER_DB=/nowhere\n",
    "pyproject.toml": "[tool.tracker]\n",
}


def test_nothing_is_taken_from_the_current_folder_or_from_textuals_variables(tmp_path: Path) -> None:
    here, home, mark = tmp_path / "here", tmp_path / "home", tmp_path / "mark"
    home.mkdir()
    for name, text in _PLANTED.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text.format(mark=str(mark)))
    before = sorted(here.rglob("*"))
    environment = {
        "TEXTUAL_DRIVER": "sitecustomize:Driver",
        "TEXTUAL_LOG": str(tmp_path / "log"),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path),
        "TEXTUAL_PRESS": "space",
        "TEXTUAL_ALLOW_SIGNALS": "1",
    }
    # As the installed command runs it: its folder, and not the current one, comes first.
    start = "import sys; sys.path[:] = [p for p in sys.path if p]; from tracker.__main__ import main; main()"
    command = [sys.executable, "-c", start, "--db", str(tmp_path / "meeting"), "--now", MOMENT]
    with TerminalSession(command, home, env=environment, cwd=here) as running:
        running.wait_for(READY, quiet=0.5)
        running.send("j")
        running.read_for(1.5)
        running.send("q")
        assert running.wait_exit() == 0
    assert sorted(here.rglob("*")) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "home"], (
        "no change, no meeting, nothing planted"
    )


def test_nobody_is_whom_the_environment_says(tmp_path: Path) -> None:
    folder = tmp_path / "meeting"
    said = dict.fromkeys(("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER"), "minister") | {"SUDO_UID": "4242"}
    assert real("--db", str(folder), "init", environment=said)[0] == 0
    assert real("--db", str(folder), "check", "psm.1", environment=said)[0] == 0
    (entry,) = json.loads(real("--db", str(folder), "history", "--json")[1])["entries"]
    assert (entry["who"]["name"], entry["who"]["uid"]) == (pwd.getpwuid(os.getuid()).pw_name, os.getuid())
    assert b"minister" not in (folder / "journal.jsonl").read_bytes()
