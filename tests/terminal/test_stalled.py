"""A terminal that stops reading: the app goes on, keeps little, and the terminal catches up with the latest."""

from pathlib import Path

import pytest

from tests.terminal.demo import FLOOD
from tests.terminal.session import demo

PTY_HOLDS = 70_000
"""More bytes than a Linux pseudo-terminal keeps for a reader (64 KiB)."""

CLOCK_TICKS_OF_IDLENESS = 50


@pytest.mark.parametrize("driver", ["plain", "diff"])
def test_frames_are_left_out_and_the_last_is_shown(driver: str, tmp_path: Path) -> None:
    with demo(driver, tmp_path) as session:
        session.press("f")
        session.until((tmp_path / "flooded").exists, reading=False)
        memory = int(session.status("VmRSS"))
        (tmp_path / "flooded").unlink()
        session.press("f")
        session.until((tmp_path / "flooded").exists, reading=False)
        assert int(session.status("VmRSS")) < memory + 8000
        before = len(session.received)
        session.until_text(f"frame {FLOOD}")
        session.until_quiet()
        # What the pty kept, one frame that was on its way, what the plain driver keeps, and the last frame.
        assert len(session.received) - before < 3 * PTY_HOLDS
        latest = session.terminal.cells()
        session.press("l")
        session.until_text("repainted")
        session.until(lambda: session.terminal.cells()[1:] == latest[1:])
        session.press("q")
        assert session.until_ended() == 0


def test_waiting_for_a_stalled_terminal_takes_no_time(tmp_path: Path) -> None:
    with demo("diff", tmp_path) as session:
        session.press("f")
        session.until((tmp_path / "flooded").exists, reading=False)

        def ticks() -> int:
            fields = Path(f"/proc/{session.process.pid}/stat").read_text().rpartition(")")[2].split()
            return int(fields[11]) + int(fields[12])

        start = ticks()
        rounds = iter(range(20))
        session.until(lambda: next(rounds, None) is None, reading=False)
        assert ticks() - start < CLOCK_TICKS_OF_IDLENESS
