"""The wheel: it carries the programme, and what it installs works from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT


def run(command: list[str], cwd: Path, **environment: str) -> str:
    """Run a command away from the checkout and return what it printed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "TRACKER_DB")}
    done = subprocess.run(
        command, cwd=cwd, env=kept | environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Without isolation it is built by the build backend that the test extra brought; nothing is downloaded.
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], folder)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_the_program_the_programme_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "tracker/fixtures/igc-2025.toml" in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"tracker", "meeting_tracker"}
    styles = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tracker").rglob("*.tcss")}
    assert styles <= set(names)


def test_installed_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    elsewhere, venv = tmp_path / "elsewhere", tmp_path / "venv"
    elsewhere.mkdir()
    run([sys.executable, "-m", "venv", "--without-pip", str(venv)], elsewhere)
    python = str(venv / "bin" / "python")
    site = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], elsewhere).strip())
    target = ["--target", str(site), "--no-deps", "--no-index", "--no-compile", "--quiet"]
    run([sys.executable, "-m", "pip", "--python", python, "install", *target, str(wheel)], elsewhere)
    # The dependencies are those that the tests run with; the checkout itself must not come along with them.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    origin = run([python, "-c", "import tracker; print(tracker.__file__)"], elsewhere, **home).strip()
    assert Path(origin).is_relative_to(site)
    assert "Agenda" in run([str(site / "bin" / "tracker"), "status"], elsewhere, **home)
    shown = json.loads(run([python, "-m", "tracker", "status", "--json"], elsewhere, **home))
    assert [item["id"] for item in shown["agenda_items"]] == ["offshore", "mining", "psm", "insulin"]
