"""Where nothing that is typed can be kept, the form says so, also while it is typed; leaving asks first."""

import os
import shlex
from pathlib import Path

import pytest

from tests.support.keys import ESCAPE, F2, F7, pasted
from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession
from tests.support.screen import MOMENT, READY, gone
from tracker.personal.remembered import INTRODUCED

SELECT_ALL = F7
MOUNTED = ("unshare", "-m") if os.getuid() == 0 else ("unshare", "-Urm")
STRANGER = ("unshare", "--user", "--map-user=12345", "--map-group=12345")


def command(folder: Path, *before: str) -> tuple[str, ...]:
    return (*before, *TRACKER, "--db", str(folder / "meeting"), "--now", MOMENT)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((40, 15), marks=pytest.mark.long)], ids=str)
def test_a_person_without_a_home_is_told_that_no_draft_is_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    with TerminalSession(command(tmp_path, *STRANGER), tmp_path, size=size, env={"HOME": None}) as running:
        running.wait_for(READY[:5])
        running.press("n", "No draft can be kept")
        running.press("typed", "typed")
        running.press(ESCAPE, "Nothing keeps what you typed. Leave")
        running.press("n", gone("Nothing keeps"))
        running.wait_for("typed")
        running.press(F2, gone("F2 saves"))
        running.press("n", "No draft can be kept")
        running.press(ESCAPE, gone("F2 saves"))


def test_a_disk_that_becomes_full_while_one_types_is_told(tmp_path: Path) -> None:
    state = tmp_path / ".local" / "state"
    inside = shlex.join(command(tmp_path))
    known = f"mkdir {state}/meeting-tracker && touch {state}/meeting-tracker/{INTRODUCED}"
    script = f"mount -t tmpfs -o size=12k,mode=700 none {state} && {known} && exec {inside}"
    with TerminalSession((*MOUNTED, "sh", "-c", script), tmp_path) as running:
        running.wait_for(READY)
        running.press("n", "F2 saves")
        running.press("Short", "Short")
        assert "No draft" not in running.terminal.text
        running.press(pasted("long " * 3000), "No draft can be kept (No space left on device)")
        running.press(ESCAPE, "Nothing keeps what you typed. Leave and lose it?")
        running.press("n", gone("Nothing keeps"))
        # What fits again is kept again.
        running.press(f"{SELECT_ALL}fits", gone("No draft"))
        running.press(ESCAPE, READY)
        running.press("n", "Your draft from before")
        running.wait_for("fits")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / "state").write_text("A file where a folder should be")
    with TerminalSession(command(tmp_path), tmp_path, first_run=True) as running:
        running.wait_for(READY)
        running.press("n", "No draft can be kept (Not a directory). Save soon.")
        running.press(ESCAPE, gone("F2 saves"))
