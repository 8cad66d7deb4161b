"""The detail is about the row under the cursor of the list that has the keys, at every size, however fast keys come."""

from pathlib import Path

import pytest

from tests.support.keys import DOWN, ESCAPE
from tests.support.pty_session import TerminalSession
from tests.support.screen import active_is, cursor_at, start

_WHOLE_SESSION = "minerals, steel and medicines"
"""Stands in the description of the session, below the two lines that begin its brief."""


def heading_is(words: str) -> str:
    """Return what the detail's frame says when it has the keys and is about a row."""
    return f"▸3 {words} "


@pytest.mark.parametrize("size", [(40, 15), pytest.param((59, 30), marks=pytest.mark.long), (80, 17)], ids=str)
def test_one_panel_at_a_time(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as running:
        running.press("3", until=heading_is("Item 1"))
        for key in ("2", DOWN, DOWN):
            running.press(key, until=active_is("2"), quiet=0.1)
        running.press("3", until=heading_is("Point 1.2"), quiet=0.1)
        assert "Stakes in Gazprom's" in running.terminal.text
        running.press("2jj3", until=heading_is("Point 1.4"), quiet=0.1)
        assert "The 23 licences" in running.terminal.text
        running.press("1", until=active_is("1"), quiet=0.1)
        running.press("3", until=heading_is("Session"), quiet=0.1)
        assert _WHOLE_SESSION.split()[0] in running.terminal.text


def test_it_is_about_the_list_that_has_the_keys(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("1", until="3 Session ", quiet=0)
        running.wait_for(_WHOLE_SESSION)
        running.press("n", until="Note about session talks-26")
        running.press(ESCAPE, until=active_is("1"))
        running.press("2", until=cursor_at("1"))
        running.press("1n", until="Note about session talks-26")
        running.press(ESCAPE, until=active_is("1"))
        running.press("2jn", until="Note about point 1.1")


def test_going_through_the_panels_sends_little(tmp_path: Path) -> None:
    """Two switches at what a switch may send, and what one stays at once at what a cursor move may."""
    with start(tmp_path) as running:
        running.press("1", until=active_is("1"), quiet=0)
        sent = len(running.press("2", until=active_is("2"), quiet=0))
        sent += len(running.press("", until="Lead OGDC"))
        assert sent <= 2 * 350 + 800


def stays(running: TerminalSession, keys: str, number: str) -> None:
    """Press keys and see that the cursor is on a row, with its detail."""
    running.press(keys, until=cursor_at(number))


def test_after_a_filter_the_cursor_is_where_it_was(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        stays(running, "jj", "1.2")
        running.press("/insulin", until="hits")
        stays(running, ESCAPE, "1.2")
        # Where nothing was found, Enter keeps a filter that shows no row to stay on.
        running.press("/zzz\r", until="0 hits")
        stays(running, ESCAPE, "1.2")
        # Item 3 is folded again as soon as everything is shown.
        running.press('/"Causes of the losses"\r', until=cursor_at("3.5"))
        stays(running, ESCAPE, "3.5")
