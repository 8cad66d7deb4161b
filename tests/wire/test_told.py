"""Whatever changes is told in the line of keys for a few seconds, survives the next keys, and costs nothing after."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.keys import F2
from tests.support.screen import box_is, cursor_at, start
from tests.support.vt import Terminal


def told(words: str) -> Callable[[Terminal], bool]:
    """Return the condition that the last line begins with some words."""

    def condition(terminal: Terminal) -> bool:
        return terminal.rows[-1].lstrip().startswith(words)

    condition.__name__ = f"told: {words}"
    return condition


def test_a_tick_is_told_and_the_keys_come_back(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        before = running.terminal.rows[-1]
        running.press("j ", until=told("Ticked 1.1  "), quiet=0)
        running.press("j", until=cursor_at("1.2"), quiet=0)
        assert told("Ticked 1.1  ")(running.terminal)
        assert "? help" in running.terminal.rows[-1]
        running.press("u", until=told("Undid: ticked 1.1 (open again)"), quiet=0)
        running.press("U", until=told("Redid: ticked 1.1"), quiet=0)
        back = running.press("", until=lambda terminal: terminal.rows[-1] == before)
        assert len(back) <= 250
        assert running.read_for(2.5) == b""


@pytest.mark.parametrize("size", [(40, 15), pytest.param((120, 40), marks=pytest.mark.long)], ids=str)
def test_each_of_several_in_one_packet_is_told(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as running:
        running.press("j j uu", until=told("Undid: ticked 1.1 (open again)"))
        running.press(" ", until=told("Ticked 1.2"))
        running.press("k ", until=box_is("1.1", "x"))
        assert told("Ticked 1.1")(running.terminal)


def test_what_is_written_is_told(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("nHello", until="Hello")
        running.press(F2, until=told("Added a note on 1 "))
        running.press("st", until=told("Took up 1 "))


def test_a_refusal_waits_for_a_key(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("u", until=told("Nothing was changed in this meeting yet."), quiet=0)
        running.read_for(4.5)
        assert told("Nothing")(running.terminal)
        running.press("j", until=told("Space tick"))
