"""The program is replaced or removed while it runs: one sentence, the terminal restored, and nothing lost."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.installing import Environment, built_wheel
from tests.support.keys import ESCAPE, F2
from tests.support.program import ROOT
from tests.support.pty_session import TerminalSession
from tests.support.screen import MOMENT, READY, assert_restored, behind

_CHANGED = "The program was changed; start it again."
_REMOVED_MEANWHILE = """
import io, shutil, sys

class Removing(io.BytesIO):
    def read(self, *size):
        shutil.rmtree({program!r})
        return super().read(*size)

sys.stdin = io.TextIOWrapper(Removing(b"A text"))
sys.argv[0] = "tracker"
from tracker.__main__ import main
main()
"""
"""Runs the program, which is removed while it reads what it was given."""


class Installed:
    """A copy of the program that can be changed."""

    def __init__(self, folder: Path) -> None:
        """Install it below ``folder``, where the meeting and the home lie too."""
        self.folder = folder
        self.program = folder / "site" / "tracker"
        self.environment = {"PYTHONPATH": str(folder / "site"), "PYTHONDONTWRITEBYTECODE": "1"}
        (folder / "home").mkdir()
        shutil.copytree(ROOT / "fixtures", folder / "site" / "fixtures")
        self.install()

    def install(self) -> None:
        shutil.copytree(ROOT / "tracker", self.program, ignore=shutil.ignore_patterns("__pycache__"))

    def remove(self) -> None:
        shutil.rmtree(self.program)

    def rewrite(self, written: Callable[[str], str]) -> None:
        """Put another text in the place of every module but the one by which a version is told."""
        for module in self.program.rglob("*.py"):
            if module != self.program / "__init__.py":
                module.write_text(written(module.read_text()))

    def open(self) -> TerminalSession:
        """Open the screen, and wait until all is drawn and it sends nothing more."""
        command = [sys.executable, "-m", "tracker", "--db", str(self.folder / "meeting"), "--now", MOMENT]
        running = TerminalSession(command, self.folder / "home", cwd=self.folder, env=self.environment)
        try:
            running.wait_for(READY, quiet=0.5)
        except BaseException:
            running.close()
            raise
        return running

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command line of Python's."""
        home = {"HOME": str(self.folder / "home"), "TRACKER_DB": str(self.folder / "meeting"), "PATH": ""}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=home | self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    return Installed(tmp_path)


def assert_left_in_order(running: TerminalSession) -> None:
    """Check that the screen is gone with one sentence and no more."""
    assert running.wait_exit() == 1, running.terminal.text
    assert_restored(running)
    told = bytes(running.received).rpartition(b"\x1b[?7;25h")[2].decode()
    assert told == f"tracker: {_CHANGED}\r\n"


def test_a_form_whose_program_is_removed_keeps_what_was_typed(installed: Installed) -> None:
    with installed.open() as running:
        running.press("n", until=behind(" "))
        running.press("A text", until=behind("A text"))
        installed.remove()
        running.send(F2)
        assert_left_in_order(running)
    installed.install()
    with installed.open() as running:
        running.press("n", until=behind("A text"))
        running.press(F2, until="saved")


_WAYS: dict[str, Callable[[Installed], None]] = {
    "removed": Installed.remove,
    "of another version": lambda installed: installed.rewrite(lambda text: text.replace("Steps", "Stages")),
    "half written": lambda installed: installed.rewrite(lambda text: text[: len(text) // 2]),
}


@pytest.mark.parametrize(("way", "key"), zip(_WAYS, ("s", " ", "?"), strict=True))
def test_the_screen_leaves_in_order(installed: Installed, way: str, key: str) -> None:
    with installed.open() as running:
        _WAYS[way](installed)
        running.press("j", until=READY, quiet=0)
        running.send(key)
        assert_left_in_order(running)


def test_what_is_loaded_already_goes_on(installed: Installed) -> None:
    with installed.open() as running:
        running.press("?", until="Esc closes")
        running.press(ESCAPE, until=READY)
        installed.remove()
        running.press("?", until="Esc closes")
        running.press(ESCAPE, until=READY)
        running.send("q")
        assert running.wait_exit() == 0
        assert_restored(running)


def test_a_verb_whose_program_is_removed(installed: Installed) -> None:
    program = _REMOVED_MEANWHILE.format(program=str(installed.program))
    done = installed.run("-c", program, "note", "psm.1", "-")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"tracker: {_CHANGED}\n")


@pytest.mark.parametrize("gone", ["cli/verbs/status.py", "cli/main.py", "store/meeting_store.py"])
def test_a_verb_of_a_program_that_is_not_whole(installed: Installed, gone: str) -> None:
    (installed.program / gone).unlink()
    done = installed.run("-m", "tracker", "status")
    module = f"tracker.{gone.removesuffix('.py').replace('/', '.')}"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"tracker: The program isn't whole (No module named {module!r}).")
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the program's wheel, and that of its next version."""
    source, now, later = map(tmp_path_factory.mktemp, ("source", "now", "later"))
    for name in ("tracker", "fixtures"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    module = source / "tracker" / "__init__.py"
    module.write_text(re.sub(r'__version__ = ".*"', '__version__ = "99.0"', module.read_text()))
    return built_wheel(now), built_wheel(later, source)


@pytest.mark.long
@pytest.mark.parametrize("way", ["replaced by pip", "removed with its environment"])
def test_an_installed_program(tmp_path: Path, wheels: tuple[Path, Path], way: str) -> None:
    venv, home = Environment(tmp_path / "venv"), tmp_path / "home"
    home.mkdir()
    venv.make()
    venv.install(wheels[0])
    command = [str(venv.folder / "bin" / "tracker"), "--db", str(tmp_path / "meeting"), "--now", MOMENT]
    with TerminalSession(command, home, cwd=tmp_path) as running:
        running.wait_for(READY, quiet=0.5)
        running.press("n", until=behind(" "))
        running.press("A text", until=behind("A text"))
        if way == "replaced by pip":
            venv.install(wheels[1])
        else:
            shutil.rmtree(venv.folder)
        running.send(F2)
        assert_left_in_order(running)
    if way == "replaced by pip":
        with TerminalSession(command, home, cwd=tmp_path) as running:
            running.wait_for(READY, quiet=0.5)
            running.press("n", until=behind("A text"))
