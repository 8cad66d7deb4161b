"""Hours as a person types them, and as the day runs late, on the real program: held everywhere, titles kept."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.keys import F2
from tests.support.pty_session import TerminalSession
from tests.support.screen import active_is, launch, start

SIZES = ((40, 15), (59, 30), (80, 17), (80, 24), (120, 40))


def one_by_one(running: TerminalSession, keys: str) -> None:
    """Type as a person does."""
    for key in keys:
        running.press(key, until=lambda _: True, quiet=0.02)


def in_one_packet(running: TerminalSession, keys: str) -> None:
    """Type ahead over a slow line."""
    running.send(keys)


@pytest.mark.parametrize("typing", [pytest.param(one_by_one, marks=pytest.mark.long), in_one_packet])
def test_half_past_two_is_half_past_two_and_late_everywhere(
    tmp_path: Path, typing: Callable[[TerminalSession, str], None]
) -> None:
    with start(tmp_path) as running:
        typing(running, "1eh2:30 pm\t15.45")
        running.press("", until="15.45")
        running.press(F2, until="14:30-15:45 Intensive…", quiet=0)
        running.wait_for("Wed 26 Nov, 14:30-15:45")
        typing(running, "L1h")
        running.press("", until="Delay Intensive discussions and everything after it")
        running.press("\r", until="15:30-16:45 Intensive…", quiet=0)
        running.wait_for("1 h late, planned 14:30-15:45")
        for size in SIZES:
            running.resize(*size)
            running.wait_for(
                {40: "discus…  +60│", 59: "+60 min"}.get(
                    size[0], "+60 min" if size[1] == 17 else "+15:30-16:45 Intensive"
                )
            )
            title = "Intensive discussions" if size in ((59, 30), (80, 17)) else "Intensive"
            assert f"15:30-16:45 {title}" in running.terminal.text
            if size[0] >= 59:
                assert "(15:30-16:45)" in running.terminal.rows[1], "the header has the held hours"
    assert "(15:30-16:45)" in shown(tmp_path, "next")
    status = shown(tmp_path, "status")
    assert "today: Intensive discussions (15:30-16:45)" in status
    assert "15:30-16:45  Intensive discussions (agenda 1, 2, 3, 4)" in " ".join(status.split("\n"))


def test_what_is_no_hour_is_refused_by_the_label_of_its_field(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("1eh25:00\t15.45", until="15.45")
        running.press(F2, until="From: '25:00' is not a time. Write it as 15:30, 9.30 or 3:30 pm.")
        running.press("\x15۱۴:۳۰", until=lambda terminal: "25:00 " not in terminal.text)
        running.press(F2, until="14:30-15:45 Intensive…", quiet=0)


def test_a_delay_counts_from_the_day_that_is_shown(tmp_path: Path) -> None:
    """The real day is another; the cursor is on an agenda item, so the rest of the day is meant."""
    with start(tmp_path) as running:
        running.press("1eh14:30\t15:45", until="15:45")
        running.press(F2, until="14:30-15:45", quiet=0)
        running.press("2", until=active_is("2"))
        running.press("L", until="Delay the rest of Wed 26 Nov")
        running.press("20 min\r", until="+14:50-16:05", quiet=0)


def test_starting_a_session_keeps_its_title(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("1eh14:30\t15:45", until="15:45")
        running.press(F2, until="14:30-15:45", quiet=0)
        running.press("t", until="Start Intensive discussions?")
        running.press("y", until="in progress", quiet=0)
        # The clock of the machine is at another day than the meeting: that stands in place of the planned hours.
        running.wait_for(
            lambda terminal: re.search(r"> ▶ \d+ [A-Z][a-z]{2} 2\d{3} Inten", terminal.rows[6]) is not None
        )
        assert "held" not in running.terminal.text, "it is still on"


def shown(folder: Path, *arguments: str) -> str:
    """Return what the shell shows at the moment that the screen had."""
    with launch(folder, *arguments, size=(150, 60)) as running:
        running.wait_exit()
        return running.terminal.text
