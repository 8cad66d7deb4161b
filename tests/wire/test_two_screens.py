"""Two officials at once: what one ticks the other sees, and the other's cursor stays where it is."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.support.keys import F2, F6
from tests.support.pty_session import TerminalSession
from tests.support.screen import box_is, cursor_at, cursor_of, gone, start, tick_and_watch, ticked_on_disk


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


def titles_on_disk(folder: Path) -> dict[str, str]:
    with TinyDB(folder / "meeting" / "meeting.json", access_mode="r") as database:
        return {row["id"]: row["title"] for row in database.table("talking_points")}


@pytest.mark.parametrize("size", [(80, 24), pytest.param((40, 15), marks=pytest.mark.long)], ids=str)
def test_two_screens_of_one_person_do_not_overwrite_each_other(tmp_path: Path, size: tuple[int, int]) -> None:
    made(tmp_path)
    with start(tmp_path, size=size) as here, start(tmp_path, size=size) as there:
        for screen, words in ((here, "From here"), (there, "From there")):
            screen.press("j" if size[0] > 60 else "2j", lambda terminal: cursor_of(terminal) == "1.1")
            screen.press("ee", "Title")
            screen.press(f"\x15{words}", words)
        here.press(F2, gone("F2 saves"))
        there.press(F2, "You changed offshore.1 elsewhere")
        there.wait_for("From there")
        assert titles_on_disk(tmp_path)["offshore.1"] == "From here"
        # Saying it again is meant as it stands.
        there.press(F2, gone("F2 saves"))
        assert titles_on_disk(tmp_path)["offshore.1"] == "From there"


@pytest.mark.parametrize("size", [(80, 24), pytest.param((40, 15), marks=pytest.mark.long)], ids=str)
def test_a_draft_belongs_to_the_screen_that_writes_it_until_that_is_gone(tmp_path: Path, size: tuple[int, int]) -> None:
    made(tmp_path)
    with start(tmp_path, size=size) as here, start(tmp_path, size=size) as there:
        here.press("n", "F2 saves")
        here.press("typed here", "typed here")
        there.press("n", "You are typing here on another")
        assert "typed here" not in there.terminal.text
        there.press("typed there", "typed there")
        there.press(F6, "Drop what was typed?")
        there.press("y", "Dropped what was typed.")
        there.press("also there", "also there")
        os.kill(here.pid, signal.SIGKILL)
        there.press(F2, gone("F2 saves"))
    with start(tmp_path, size=size) as again:
        again.press("n", "Your draft from before")
        again.wait_for("typed here")
        again.press(F6, "Drop what was typed?")
