"""The HTML minutes in a real browser: every decision is on the page, and it prints."""

import subprocess
from pathlib import Path

import pytest

from tests.exchange.paper_samples import state_of_the_day, written

pytestmark = [pytest.mark.chromium, pytest.mark.long]


def chromium(home: Path, *options: str) -> bytes:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}/profile", *options]
    done = subprocess.run(
        command, capture_output=True, timeout=120, check=False, env={"HOME": str(home), "PATH": "/usr/bin:/bin"}
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_chromium_shows_and_prints_the_minutes(tmp_path: Path) -> None:
    state = state_of_the_day()
    page = tmp_path / "minutes.html"
    page.write_text(written("html", "minutes", state), encoding="utf-8")
    shown = chromium(tmp_path, "--dump-dom", page.as_uri()).decode()
    for decision in state.decisions.values():
        assert f"Decision {decision.number}: " in shown
        assert all(side.text in shown for side in decision.texts)
    chromium(tmp_path, f"--print-to-pdf={tmp_path}/minutes.pdf", page.as_uri())
    printed = (tmp_path / "minutes.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    assert b"/Type /Page" in printed or b"/Type/Page" in printed
