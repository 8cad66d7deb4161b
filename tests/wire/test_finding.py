"""Finding on the real program: what is found is marked, and no key of the panels is lost while a filter is on."""

from pathlib import Path

import pytest

from tests.support.keys import ESCAPE
from tests.support.screen import cursor_at, start


@pytest.mark.parametrize("size", [(40, 15), (80, 24)], ids=str)
def test_hits_are_marked_and_a_note_is_written_on_one(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as running:
        running.press("/GÁZ\r", until="3 hits")
        assert "Gaz" in running.terminal.underlined
        running.press("..,.", until="Stakes in Gaz")
        running.press("n", until="Note about point 1.2")
        running.send("Copper first\x1bOQ")
        running.wait_for(lambda terminal: "Note about" not in terminal.text and "3 hits" in terminal.text)
        running.press(ESCAPE, until=lambda terminal: "hits" not in terminal.text)
        assert not running.terminal.underlined


def test_a_new_search_takes_the_place_of_the_one_that_is_kept(tmp_path: Path) -> None:
    with start(tmp_path, size=(40, 15)) as running:
        running.press("/ogdc\r", until="/ogdc  2 hits")
        running.press("/steel\r", until="/steel  4 hits")
        running.press("/ status:blah", until="write one of planned")


def test_what_is_typed_after_a_search_is_for_the_panels(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("/stakes\r.", until=cursor_at("1.2"))
        running.press("n", until="Note about point 1.2")
        running.send("Copper first\x1bOQ")
        running.wait_for(lambda terminal: "Note about" not in terminal.text)
        running.press("3", until="Copper first")
        assert "note by" in running.terminal.text
