"""Two officials at once: what one ticks the other sees, and the other's cursor stays where it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal_session import TerminalSession
from tests.wire.screen import box_is, cursor_at, cursor_of, start, tick_and_watch, ticked_on_disk


def untouched(folder: Path) -> None:
    """Leave the folder as it is: the first tick makes the meeting."""


def made(folder: Path) -> None:
    """Let somebody have made the meeting before."""
    with start(folder) as running:
        running.press("j", until=cursor_at("1.1"))
        running.press(" ", until=box_is("1.1", "x"))
        running.press("u", until=box_is("1.1", " "))


@pytest.mark.parametrize("prepare", [untouched, made])
def test_each_sees_the_other(tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    prepare(tmp_path)
    with start(tmp_path) as anna, start(tmp_path, size=(120, 40)) as boris:
        anna.press("j", until=cursor_at("1.1"))
        boris.press("jj", until=cursor_at("1.2"))
        tick_and_watch("1.1", anna, boris)
        tick_and_watch("1.2", boris, anna)
        assert (cursor_of(anna.terminal), cursor_of(boris.terminal)) == ("1.1", "1.2")
    assert ticked_on_disk(tmp_path) == {"offshore.1", "offshore.2"}


def test_what_another_ticks_costs_as_little_as_ones_own_tick(tmp_path: Path) -> None:
    made(tmp_path)
    with start(tmp_path) as anna, start(tmp_path) as boris:
        anna.press("j", until=cursor_at("1.1"))
        sent = bytes_for_the_news(anna, boris)
        assert len(sent) <= 250


def bytes_for_the_news(here: TerminalSession, there: TerminalSession) -> bytes:
    """Tick 1.1 here and return what is sent there."""
    here.press(" ", until=box_is("1.1", "x"), quiet=0)
    return there.press("", until=box_is("1.1", "x"))
