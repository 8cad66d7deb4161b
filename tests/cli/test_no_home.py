"""A person without an account and without HOME: one sentence and the way out, and with --db everything works."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import ROOT
from tracker.cli.main import _VERBS

STRANGER = ("unshare", "--user", "--map-user=12345", "--map-group=12345")
"""Runs a program as a user who has no account."""

NO_HOME = "There is no home folder to look for a meeting in: HOME isn't set, and user"

NEED_NO_MEETING = {
    "keys": (),
    "themes": (),
    "completion": ("bash",),
}
NEED_A_MEETING = {
    "status": (),
    "schedule": (),
    "agenda": (),
    "show": ("track",),
    "find": ("gauge",),
    "now": (),
    "next": (),
    "timeline": (),
    "progress": (),
    "check": ("track.1",),
    "uncheck": ("track.1",),
    "set": ("track", "taken-up"),
    "note": ("track", "Hello"),
    "decide": ("track", "Yes"),
    "action": ("add", "track", "Dig", "--owner", "port"),
    "attend": ("night", "port", "present"),
    "session": ("cancel", "night", "--reason", "Rain"),
    "late": ("5", "--from", "close"),
    "fact": ("morning", "Start", "--planned", "10:00", "--source", "Radio"),
    "item": ("add", "Ports", "--purpose", "for-discussion", "--lead", "port"),
    "point": ("add", "track", "Cranes"),
    "withdraw": ("track.2", "--reason", "Settled"),
    "person": ("add", "Ram Thapa", "--party", "port"),
    "party": ("add", "Rail union", "--kind", "organisation", "--side", "np"),
    "meeting": ("edit", "--city", "Pokhara"),
    "history": (),
    "undo": (),
    "redo": (),
    "where": (),
    "revise": ("{programme}", "--yes"),
    "export": ("ics",),
    "import": ("{scribe}",),
    "carry-over": ("{next}", "--title", "Next", "--first-day", "2026-05-01", "--last-day", "2026-05-02"),
    "doctor": (),
    "seal": (),
    "backup": ("{backup}",),
    "restore": ("{backup}",),
    "init": (),
}
HAVE_THEIR_OWN = {"kiosk"}


@pytest.fixture(autouse=True)
def no_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no HOME, and no account that this user has."""

    def unknown(uid: int) -> pwd.struct_passwd:
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in [name for name in os.environ if name == "HOME" or name.startswith("XDG_")]:
        monkeypatch.delenv(name)


def filled(arguments: tuple[str, ...], folder: Path, programme: Path) -> list[str]:
    """Return arguments with the paths of files in them."""
    scribe = folder / "minutes.txt"
    scribe.write_text("Topic: track\nRESOLUTION: Yes\n", encoding="utf-8")
    paths = {"programme": programme, "scribe": scribe, "next": folder / "next", "backup": folder / "backup"}
    return [argument.format(**paths) for argument in arguments]


def test_every_verb_is_here() -> None:
    assert {*NEED_NO_MEETING, *NEED_A_MEETING, *HAVE_THEIR_OWN} == set(_VERBS)


def test_without_a_home_every_verb_says_so_in_one_sentence(
    run: Invoke, tmp_path: Path, programme_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for verb, arguments in NEED_A_MEETING.items():
        result = run(verb, *filled(arguments, tmp_path, programme_file))
        assert (result.exit_code, result.stdout) == (1, ""), (verb, result.output)
        sentence, hint = result.stderr.splitlines()
        assert sentence.startswith(f"tracker: {NO_HOME}"), (verb, result.stderr)
        assert hint == "Name the meeting folder with --db DIR, or set HOME."
    for verb, arguments in NEED_NO_MEETING.items():
        result = run(verb, *arguments)
        assert (result.exit_code, result.stderr) == (0, ""), (verb, result.output)
    assert not list(tmp_path.glob("~*"))


def test_with_a_folder_that_is_named_every_verb_works(run: Invoke, tmp_path: Path, programme_file: Path) -> None:
    folder = str(tmp_path / "meeting")
    assert run("--db", folder, "init", "--from", str(programme_file)).exit_code == 0
    for verb, arguments in NEED_A_MEETING.items():
        if verb != "init":
            result = run("--db", folder, verb, *filled(arguments, tmp_path, programme_file))
            assert result.exit_code == 0, (verb, result.output)


def test_a_home_that_there_is_not_is_named(run: Invoke) -> None:
    for line in (("--db", "~/igc", "status"), ("--db", "~nobody-at-all/igc", "status")):
        result = run(*line)
        assert result.exit_code == 1
        assert result.stderr == f"tracker: {line[1]}: there is no such home folder.\nWrite the path in full.\n"


def test_it_is_so_for_a_real_stranger(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")} | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*STRANGER, sys.executable, "-m", "tracker", "status"],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith(f"tracker: {NO_HOME} 12345 has no account.")
