"""The program under test: where it lies, and its command line."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The folder from which ``python -m tracker`` finds the tracker."""

PACKAGE = ROOT / "tracker"

TRACKER = (sys.executable, "-m", "tracker")
"""The command line of the tracker under test."""


def real(*arguments: str, environment: Mapping[str, str] | None = None) -> tuple[int, bytes, bytes]:
    """Run the real command without a terminal; return its exit code, standard output and standard error."""
    env = os.environ | {"PYTHONPATH": str(ROOT)} | dict(environment or {})
    command = [*TRACKER, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, input=b"", capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr
