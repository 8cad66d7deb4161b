"""Menus on the real program: what is typed ahead over a slow line is in the form, and nothing on the record."""

from pathlib import Path

import pytest

from tests.support.keys import ESCAPE, F2
from tests.support.screen import launch, start
from tests.support.vt import Terminal

REASON = "Not ready, by talks"


def no_form(terminal: Terminal) -> bool:
    return "Defer 1" not in terminal.text


@pytest.mark.parametrize("size", [(40, 15), (80, 24)], ids=str)
def test_deferring_takes_what_is_typed_ahead_as_its_reason(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as running:
        running.press(f"sd{REASON}", until=REASON)
        assert not (tmp_path / "meeting" / "meeting.json").exists(), "nothing was changed"
        running.press("\t ", until="the next meeting")
        running.press("\r\x1bOQ", until=no_form)
    with launch(tmp_path, "show", "offshore") as shown:
        shown.wait_exit()
        assert f"to deferred, to the next meeting ({REASON})" in shown.terminal.text


def test_ctrl_s_saves_and_stops_no_output(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("nCopper first", until="Copper first")
        running.press("\x13", until=lambda terminal: "Note about" not in terminal.text)
        running.press("3", until="Copper first")
        assert "note by" in running.terminal.text


@pytest.mark.parametrize("size", [(40, 15), (80, 24)], ids=str)
def test_all_faults_of_a_file_leave_the_field_and_the_buttons_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    """A line for each, and how many there is no room for."""
    file = tmp_path / "next.toml"
    file.write_text("format = 1\n" + "".join(f"[[sesion{number}]]\n" for number in range(30)))
    with start(tmp_path, size=size) as running:
        running.press(f"Mf{file}{F2}", until="more lines")
        shown = running.terminal.text
        assert "next.toml" in shown
        assert "Save F2" in shown
        assert " 32 faults" in " ".join(shown.replace("│", " ").split())
        running.press(ESCAPE, until=lambda terminal: "Save F2" not in terminal.text)
