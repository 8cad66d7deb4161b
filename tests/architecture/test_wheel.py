"""The wheel: it carries the programme, and what it installs works from any folder."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.support.installing import Environment, built_wheel, run
from tests.support.program import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(tmp_path_factory.mktemp("wheel"))


def test_wheel_holds_the_program_the_programme_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "tracker/fixtures/igc-2025.toml" in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"tracker", "meeting_tracker"}
    styles = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tracker").rglob("*.tcss")}
    assert styles <= set(names)


def test_installed_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    elsewhere, venv = tmp_path / "elsewhere", Environment(tmp_path / "venv")
    elsewhere.mkdir()
    venv.make()
    venv.install(wheel)
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    origin = run([venv.python, "-c", "import tracker; print(tracker.__file__)"], elsewhere, **home).strip()
    assert Path(origin).is_relative_to(venv.packages)
    assert "Agenda" in run([str(venv.folder / "bin" / "tracker"), "status"], elsewhere, **home)
    shown = json.loads(run([venv.python, "-m", "tracker", "status", "--json"], elsewhere, **home))
    assert [item["id"] for item in shown["agenda_items"]] == ["offshore", "mining", "psm", "insulin"]
