"""Completion in the three shells, and the ids of the meeting that Tab finds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import offered
from tests.support.program import ROOT
from tracker.cli.verbs.completion import SHELLS


def test_verbs_options_and_statuses(folder: Path) -> None:
    assert offered(folder, "che") == ["check"]
    assert offered(folder, "status", "--js") == ["--json"]
    assert offered(folder, "set", "track", "ta") == ["taken-up"]
    assert offered(folder, "--theme", "nor") == ["nord"]


def test_ids_of_the_meeting(folder: Path) -> None:
    assert offered(folder, "check", "track.") == ["track.1", "track.2"]
    assert offered(folder, "attend", "mor") == ["morning"]
    assert offered(folder, "attend", "morning", "") == ["port", "rail"]
    assert offered(folder, "set", "f") == ["fares"]


def test_ids_of_the_meeting_that_the_line_names(folder: Path, tmp_path: Path) -> None:
    assert "offshore" in offered(tmp_path / "none", "show", "off")
    assert offered(tmp_path / "none", "--db", str(folder), "show", "fares") == ["fares", "fares.1"]


def test_completing_makes_no_meeting_and_says_nothing_of_a_broken_one(folder: Path, tmp_path: Path) -> None:
    offered(tmp_path / "none", "show", "off")
    assert not (tmp_path / "none").exists()
    (folder / "meeting.json").write_text("broken")
    (folder / "meeting.json.bak").unlink(missing_ok=True)
    (folder / "journal.jsonl").write_text("broken")
    assert offered(folder, "show", "") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_that_the_shell_can_read(folder: Path, run: Invoke, shell: str) -> None:
    script = run("completion", shell)
    assert script.exit_code == 0
    assert "_TRACKER_COMPLETE" in script.stdout
    if program := shutil.which(shell):
        checked = subprocess.run(
            [program, "-n"], input=script.stdout.encode(), capture_output=True, timeout=30, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, b"")


def test_bash_completes_a_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tracker").write_text(f'#!/bin/sh\nexec {sys.executable} -m tracker "$@"\n')
    (tmp_path / "tracker").chmod(0o755)
    line = (
        'eval "$(tracker completion bash)"; COMP_WORDS=(tracker check track.2); COMP_CWORD=2; '
        '_tracker_completion tracker; echo "${COMPREPLY[@]}"'
    )
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", line], env=environment, capture_output=True, timeout=60, check=False, text=True
    )
    assert done.stdout == "track.2\n", done.stderr
