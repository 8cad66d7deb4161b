"""A terminal that stops reading: the app goes on, keeps little, and the terminal catches up with the latest."""

import time
from pathlib import Path

import pytest

from tests.support.processes import cpu_seconds, resident_bytes, wait_until
from tests.terminal.demo import FLOOD
from tests.terminal.running import LONG, demo

PTY_HOLDS = 70_000
"""More bytes than a Linux pseudo-terminal keeps for a reader (64 KiB)."""

MORE_BYTES = 8 << 20
SECONDS_OF_IDLENESS = 0.5


@pytest.mark.parametrize("driver", ["plain", "diff"])
def test_frames_are_left_out_and_the_last_is_shown(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        session.send("f")
        wait_until((tmp_path / "flooded").exists, "the end of the flood")
        memory = resident_bytes(session.pid)
        (tmp_path / "flooded").unlink()
        session.send("f")
        wait_until((tmp_path / "flooded").exists, "the end of the flood")
        assert resident_bytes(session.pid) < memory + MORE_BYTES
        before = len(session.received)
        session.wait_for(f"frame {FLOOD}")
        session.until_quiet(LONG)
        # What the pty kept, one frame that was on its way, what the plain driver keeps, and the last frame.
        assert len(session.received) - before < 3 * PTY_HOLDS
        latest = session.terminal.cells
        session.send("l")
        session.wait_for("repainted")
        session.wait_for(lambda _: session.terminal.cells[1:] == latest[1:])
        session.send("q")
        assert session.wait_exit() == 0


def test_waiting_for_a_stalled_terminal_takes_no_time(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.send("f")
        wait_until((tmp_path / "flooded").exists, "the end of the flood")
        start = cpu_seconds(session.pid)
        time.sleep(1)
        assert cpu_seconds(session.pid) - start < SECONDS_OF_IDLENESS
