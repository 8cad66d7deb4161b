"""What the clock, jumping, following and the pictures cost on the line, and that they do there what they say."""

import subprocess
from pathlib import Path

from tests.support.keys import ESCAPE
from tests.support.program import ROOT, TRACKER
from tests.support.samples import small_programme
from tests.support.screen import cursor_of, start
from tracker.exchange.toml.writer import write_programme


def test_jumping_costs_little(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        before = running.terminal.text
        opened = running.press("J", until="Type the letter of a row")
        closed = running.press(ESCAPE, until=lambda terminal: terminal.text == before)
        assert len(opened) + len(closed) <= 500
        running.press("J", until="Type the letter of a row")
        running.press("d", until=lambda terminal: cursor_of(terminal) == "1.2")


def test_following_costs_little(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("j", until=lambda terminal: cursor_of(terminal) == "1.1")
        assert len(running.press("f", until="following")) <= 700
        assert len(running.press("f", until=lambda terminal: "following" not in terminal.text)) <= 150


def test_the_pictures_cost_no_more_than_a_screen(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        before = running.terminal.text
        opened = running.press("p", until="today, now 10:4")
        turned = running.press("\t", until="Progress by item")
        closed = running.press("p", until=lambda terminal: terminal.text == before)
        assert len(opened) + len(turned) + len(closed) <= 4500


def test_a_minute_of_a_countdown_costs_little(tmp_path: Path) -> None:
    programme = tmp_path / "small.toml"
    programme.write_text(write_programme(small_programme()), encoding="utf-8")
    command = [*TRACKER, "--db", str(tmp_path / "meeting"), "init", "--from", str(programme)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    with start(tmp_path, "--now", "2026-03-28T12:10:52") as running:
        assert "Morning session, 20 min left" in running.terminal.rows[1]
        turned = running.press("", until=lambda terminal: "19 min left" in terminal.rows[1], patience=90)
        assert len(turned) <= 150
        assert running.read_for(2.5) == b""
