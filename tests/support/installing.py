"""The program installed as people install it: a wheel in a virtual environment of its own."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from tests.support.program import ROOT


def run(command: list[str], cwd: Path, **environment: str) -> str:
    """Run a command away from the checkout and return what it printed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "TRACKER_DB")}
    done = subprocess.run(
        command, cwd=cwd, env=kept | environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def built_wheel(folder: Path, source: Path = ROOT) -> Path:
    """Build the wheel of a checkout into an existing folder."""
    # Without isolation it is built by the build backend that the test extra brought; nothing is downloaded.
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)], folder)
    (built,) = folder.glob("*.whl")
    return built


class Environment(NamedTuple):
    """A virtual environment without the program, or with it."""

    folder: Path

    @property
    def python(self) -> str:
        """Its interpreter."""
        return str(self.folder / "bin" / "python")

    @property
    def packages(self) -> Path:
        """Where packages are installed."""
        return Path(run([self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], ROOT).strip())

    def make(self) -> None:
        """Make it, with the dependencies that the tests run with; the checkout itself doesn't come along with them."""
        run([sys.executable, "-m", "venv", "--without-pip", str(self.folder)], self.folder.parent)
        (self.packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    def install(self, wheel: Path) -> None:
        """Install a wheel, in the place of another version."""
        options = ["--no-deps", "--no-index", "--no-compile", "--quiet"]
        run([sys.executable, "-m", "pip", "--python", self.python, "install", *options, str(wheel)], self.folder)
