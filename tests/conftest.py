"""What every test shares: a frozen environment, a small meeting, and programs that must be there in CI."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

# Asserts in what tests share explain themselves as those in tests do.
pytest.register_assert_rewrite("tests.support", "tests.store.checks", "tests.cli.record", "tests.cli.reading")

# How long an example takes depends on what else the machine does, so it decides nothing.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

for _name in [name for name in os.environ if name.startswith(("TEXTUAL", "TRACKER_"))]:
    if not _name.startswith("TEXTUAL_SNAPSHOT"):  # the plugin for pictures keeps its own there
        del os.environ[_name]
os.environ.pop("NO_COLOR", None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose system program isn't on a user's machine; in CI let it fail instead."""
    for program in ("tmux", "screen", "sshd", "strace", "chromium", "khal", "todoman", "calcurse"):
        missing = item.get_closest_marker(program) and not shutil.which(program, path=_search_path())
        if missing and not os.environ.get("CI"):
            pytest.skip(f"{program} is not installed here")
        assert not missing, f"CI must install {program}"


def _search_path() -> str:
    return os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
