"""Lint, format, types and import contracts, so that one command checks everything."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import ROOT

_SCRIPTS = Path(sys.executable).parent

_CHECKS = {
    "lint": [sys.executable, "-m", "ruff", "check", "tracker", "tests"],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "--diff", "tracker", "tests"],
    "types": [sys.executable, "-m", "mypy"],
    "imports": [str(_SCRIPTS / "lint-imports")],
}


@pytest.mark.parametrize("check", _CHECKS)
def test_checker_finds_nothing(check: str) -> None:
    done = subprocess.run(_CHECKS[check], cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, f"{' '.join(_CHECKS[check])}\n{done.stdout}{done.stderr}"
