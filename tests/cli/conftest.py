"""The command line as a test runs it: a small meeting, a frozen clock, a person called anna, a home of its own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.samples import SMALL_MORNING, small_programme
from tracker.cli.main import tracker
from tracker.clock import FrozenClock
from tracker.domain.model.history import Actor
from tracker.exchange.toml.writer import write_programme

Invoke = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home in which nothing lies, with no say of the outer environment."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL_")]:
        # Opening the screen takes them away; the snapshot plugin wants its own back.
        monkeypatch.setenv(name, os.environ[name])
    for name in ("TRACKER_DB", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, folder in (("HOME", "home"), ("XDG_DATA_HOME", "home/data"), ("XDG_CONFIG_HOME", "home/config")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def actor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every change be anna's, made at NOW."""
    act_as(monkeypatch, "anna", 1000)
    clock = FrozenClock(SMALL_MORNING)
    monkeypatch.setattr("tracker.cli.run.SystemClock", lambda: clock)


def act_as(monkeypatch: pytest.MonkeyPatch, name: str, uid: int) -> None:
    """Let the changes from here on be those of another account."""
    monkeypatch.setattr("tracker.personal.identity.current_actor", lambda: Actor(uid=uid, name=name))


@pytest.fixture
def run() -> Invoke:
    """Return what runs a command line in this process: ``run("check", "psm.1", stdin="")``."""

    def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(tracker, arguments, input=stdin)

    return invoke


@pytest.fixture
def programme_file(tmp_path: Path) -> Path:
    """Return a programme file with the small meeting."""
    path = tmp_path / "small.toml"
    path.write_text(write_programme(small_programme()), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, run: Invoke, programme_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a small meeting, which is the one in use (``TRACKER_DB``)."""
    path = tmp_path / "meeting"
    made = run("init", "--from", str(programme_file), "--db", str(path))
    assert made.exit_code == 0, made.output
    monkeypatch.setenv("TRACKER_DB", str(path))
    return path
