"""Each target under atheris for a while: guided by the lines that are reached, not by chance alone."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.fuzz.targets import TARGETS
from tests.support.program import ROOT

_RUNS = {"meeting.json": 1000, "meeting.json.bak": 1000, "journal.jsonl": 1000, "lock": 500, "query": 20_000}


@pytest.mark.long
@pytest.mark.parametrize("name", TARGETS)
def test_no_guided_bytes_break_anything(name: str) -> None:
    if find_spec("atheris") is None:
        assert not os.environ.get("CI"), "CI must have atheris: it is among the test requirements"
        pytest.skip("atheris isn't installed")
    runs = str(_RUNS.get(name, 3000))
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.with_atheris", name, "--runs", runs],
        cwd=ROOT,
        capture_output=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:].decode("utf-8", "replace")
    assert b"Done" in done.stderr
