"""``tracker kiosk``: what it refuses to start with, and who its changes are said to be by."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import real
from tests.support.pty_session import TerminalSession
from tracker.personal.identity import key_fingerprint, kiosk_actor
from tracker.personal.paths import kiosk_state_folder
from tracker.ui.context import UserContext

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDhpowheVeAzoyXpinv8e6DxP1cJS2j6BnR8819iJjo9"


@pytest.fixture
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python have been started with -I, and the ways out of this process stay as they are."""
    monkeypatch.setattr("tracker.cli.verbs.kiosk._is_isolated", lambda: True)
    monkeypatch.setattr("tracker.cli.verbs.kiosk._close_ways_out", lambda: None)


def test_it_shows_the_status_without_a_terminal(folder: Path, run: Invoke, isolated: None) -> None:
    shown = run("--db", str(folder), "kiosk", "--as", "anna", "--role", "officer")
    assert shown.exit_code == 0, shown.output
    assert "track.1" in shown.output


@pytest.mark.parametrize("term", ["dumb", ""])
def test_it_shows_the_status_in_a_terminal_that_can_show_no_screen(folder: Path, tmp_path: Path, term: str) -> None:
    (tmp_path / "client").mkdir()
    line = [sys.executable, "-I", "-m", "tracker", "--db", str(folder), "kiosk", "--state", str(tmp_path / "state")]
    with TerminalSession(line, tmp_path / "client", env={"TERM": term}) as running:
        assert running.wait_exit() == 0
        assert b"Agenda" in running.received
        assert b"\x1b" not in running.received


def test_a_fault_leaves_its_report_with_the_person_whose_next_start_offers_it(
    folder: Path, tmp_path: Path, run: Invoke, isolated: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def fail(_store: object, *, own: UserContext, **_more: object) -> None:
        offered.append(own.take_report())
        raise ValueError("Gazprom")

    monkeypatch.setattr("tracker.cli.verbs.kiosk.has_screen", lambda: True)
    monkeypatch.setattr("tracker.ui.app.run_screen", fail)
    state = tmp_path / "state"
    for name in ("anna", "anna", "boris"):
        line = ("--db", str(folder), "kiosk", "--as", name, "--state", str(state))
        assert run(*line).exit_code == 70
    assert ["ValueError" in report for report in offered] == [False, True, False]
    assert (kiosk_state_folder(state, "boris") / "crash.txt").exists()


def test_python_must_be_isolated(folder: Path) -> None:
    code, _, told = real("--db", str(folder), "kiosk")
    assert code == 1
    assert b"python -I -m tracker" in told


def test_the_environment_does_not_choose_the_meeting(folder: Path, run: Invoke, isolated: None) -> None:
    assert os.environ["TRACKER_DB"]
    refused = run("kiosk")
    assert refused.exit_code == 1
    assert "needs --db" in refused.output


def test_nobody_is_someone_else_in_a_folder_that_others_can_read(folder: Path, run: Invoke, isolated: None) -> None:
    folder.chmod(0o2770)
    refused = run("--db", str(folder), "kiosk", "--as", "anna")
    assert refused.exit_code == 1
    assert "--as is taken only where" in refused.output
    assert run("--db", str(folder), "kiosk").exit_code == 0


@pytest.mark.parametrize("name", ["a\x1b[31mb", "x" * 41, "a\u202eb"])
def test_names_are_plain(folder: Path, run: Invoke, isolated: None, name: str) -> None:
    assert run("--db", str(folder), "kiosk", "--as", name).exit_code == 1


def test_the_folder_of_exports_is_one_that_is_safe(folder: Path, tmp_path: Path, run: Invoke, isolated: None) -> None:
    exports = tmp_path / "exports"
    line = ("--db", str(folder), "kiosk", "--exports", str(exports))
    assert "isn't there" in run(*line).output
    exports.symlink_to(tmp_path)
    assert "must be a folder of this account" in run(*line).output
    exports.unlink()
    exports.mkdir()
    exports.chmod(0o777 | stat.S_ISVTX)
    assert "must be a folder of this account" in run(*line).output
    exports.chmod(0o750)
    assert run(*line).exit_code == 0


def test_there_must_be_a_meeting(tmp_path: Path, run: Invoke, isolated: None) -> None:
    refused = run("--db", str(tmp_path / "none"), "kiosk")
    assert refused.exit_code == 1
    assert not (tmp_path / "none").exists()


def test_the_record_says_who_and_through_which_account_and_key(tmp_path: Path) -> None:
    told = tmp_path / "auth"
    told.write_text(f"publickey {KEY}\n")
    actor = kiosk_actor("clara", told)
    assert (actor.uid, actor.name, actor.account) == (1000, "clara", "anna")
    # As ssh-keygen -lf prints it.
    assert actor.key == "SHA256:5ccisnmhRyUZMCbHd0++wLZqg43Ab8JC+KdLn6dd/DA"
    assert kiosk_actor("", None).account == ""


@pytest.mark.parametrize("content", ["", "publickey", "publickey ssh-ed25519 !!!", "password\n", "\0" * 100])
def test_a_file_that_tells_of_no_key(tmp_path: Path, content: str) -> None:
    told = tmp_path / "auth"
    told.write_text(content)
    assert key_fingerprint(told) == ""
    link = tmp_path / "link"
    link.symlink_to(told)
    assert key_fingerprint(link) == ""


@pytest.mark.parametrize("variable", ["_TRACKER_COMPLETE", ""], ids=["named", "without a name"])
@pytest.mark.parametrize("asked", ["bash_complete", "zsh_complete", "fish_complete", "bash_source", "zsh_source", "x"])
def test_the_completion_that_a_client_asks_for_is_not_given(
    folder: Path, tmp_path: Path, asked: str, variable: str
) -> None:
    line = [sys.executable, "-I", "-m", "tracker", "--db", str(folder), "kiosk", "--state", str(tmp_path / "state")]
    plain = {name: value for name, value in os.environ.items() if "COMP" not in name}
    wanted = subprocess.run(line, env=plain, capture_output=True, timeout=60, check=True)
    sent = {variable: asked, "COMP_WORDS": "tracker --db /etc show ", "COMP_CWORD": "3"}
    told = subprocess.run(line, env=plain | sent, capture_output=True, timeout=60, check=True)
    assert b"track.1" in wanted.stdout
    assert (told.stdout, told.stderr) == (wanted.stdout, wanted.stderr)
