"""What became of an item stands in its row and its detail, and Enter on a session goes back to where one came from."""

import re
from pathlib import Path

import pytest

from tests.support.keys import F2, RIGHT
from tests.support.pty_session import Condition, TerminalSession
from tests.support.screen import active_is, area_of, cursor_at, gone, start
from tests.support.vt import Terminal

CHIPS = {
    (40, 15): "→ 27 Nov 0/5",
    (80, 17): "deferred to Thu 27 Nov 0/5",
    (80, 24): "→ Thu 27 Nov 0/5",
    (120, 40): "→ Thu 27 Nov 0/5",
}
"""What the row of an item says that was deferred to the session of the third day, by the size of the window."""
MORE_SIZES = [pytest.param(size, marks=pytest.mark.long) for size in ((80, 17), (120, 40))]


def tells(words: str) -> Condition:
    """Return the condition that some words stand on the screen, be it over several lines of a form or of the detail."""

    def condition(terminal: Terminal) -> bool:
        rows = terminal.rows
        if "▸3 " in terminal.text:
            area = area_of(terminal, "3")
            rows = [row[area.left : area.right] for row in rows[area.top : area.bottom]]
        return words in " ".join(re.sub(r"[│╭╮╰╯─]", " ", " ".join(rows)).split())

    condition.__name__ = f"told {words!r}"
    return condition


def close_as_agreed(running: TerminalSession) -> None:
    """Close the item under the cursor as agreed, with its points open; the form names the way to do that."""
    running.press("sca", until="agreed <")
    running.press(F2, until=tells("close it anyway."))
    running.press(RIGHT, until="close anyway: ")
    running.press(F2, until=gone("Close "))


@pytest.mark.parametrize(
    "size",
    [(40, 15), (80, 24), *(pytest.param(size, marks=pytest.mark.long) for size in ((80, 17), (120, 40)))],
    ids=str,
)
def test_a_row_and_its_detail_tell_what_became_of_the_item(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as running:
        running.press("sdFirst talks in Moscow" + F2, until=tells("Deferred to: choose a later session, or"))
        running.press(" Comm\r", until=tells("Commission"))
        running.press(F2, until=gone("Save F2"))
        running.wait_for(CHIPS[size])
        running.press("jjjjjj", until=cursor_at("2") if size[1] >= 24 else active_is("2"))
        close_as_agreed(running)
        running.wait_for("agreed 0/4")
        running.press("3", until=tells("closed, agreed "))
        running.press("2g3", until=tells("deferred to Commission meetings, Thu 27 Nov: First talks in Moscow"))


def on_item_four(terminal: Terminal) -> bool:
    return re.search(r">  ?[▸▾] \[ \] 4 Local", terminal.text) is not None


def test_one_form_closes_an_item_and_takes_up_another_its_labels_apart_from_what_is_chosen(tmp_path: Path) -> None:
    """At forty columns too: a label is as wide as it needs, and what is chosen begins with what it does."""
    with start(tmp_path, size=(40, 15)) as running:
        running.press("st", until="Took up 1")
        running.press("jjjjjjst", until="Close 1, take up 2")
        for words in ("Outcome of 1     none", "Open points of 1 tick first: 1.1"):
            assert words in running.terminal.text


@pytest.mark.parametrize("size", [(40, 15), (80, 24)], ids=str)
def test_enter_goes_to_the_session_and_back_to_the_item(tmp_path: Path, size: tuple[int, int]) -> None:
    """Item 4, and in one packet, as a fast hand sends it."""
    with start(tmp_path, size=size) as running:
        running.press("Gh", until="4 Local insulin")
        running.press("\r", until=active_is("1"))
        running.press("\r", until=on_item_four)
        running.press("\r\r\r\r", until=on_item_four)
        assert "▸2 " in running.terminal.text
