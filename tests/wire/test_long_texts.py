"""Texts that are too long for what they are written into: refused with the number that is too much, and kept."""

from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.support.keys import ESCAPE, F2, F4, pasted
from tests.support.pty_session import TerminalSession
from tests.support.screen import READY, cursor_at, gone, start

TO_LINE_START = "\x15"
LINES = "line of words\n" * 1400
TOO_LONG = LINES + "x" * 712
"""20,312 characters."""


def notes_on_disk(folder: Path) -> list[str]:
    with TinyDB(folder / "meeting" / "meeting.json", access_mode="r") as database:
        return [row["text"] for row in database.table("notes")]


def assert_beginning_of(whole: str, kept: str) -> None:
    """Check that nothing is missing but what was deleted by hand."""
    assert whole.startswith(kept)
    assert 19_000 < len(kept) <= 20_000


@pytest.mark.parametrize("size", [(80, 24), pytest.param((40, 15), marks=pytest.mark.long)], ids=str)
def test_a_note_that_is_too_long_is_refused_and_stays(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as running:
        running.press("n", "Kind")
        running.press(pasted(TOO_LONG), "Text: 312 characters too many: at")
        running.press(F2, "Not saved. Shorten it or split it.")
        running.press(ESCAPE, READY[:5])
    # What was typed outlives the program.
    with start(tmp_path, size=size) as running:
        running.press("n", "Your draft from before")
        running.wait_for("Text: 312 characters too many: at")
        running.press(TO_LINE_START * 20, gone("too many"))
        running.press(F2, READY[:5])
    (text,) = notes_on_disk(tmp_path)
    assert_beginning_of(TOO_LONG, text)


def test_lines_pasted_into_a_line_are_joined_and_a_long_line_is_refused(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("j", cursor_at("1.1"))
        running.press("ee", "Title")
        running.press(TO_LINE_START, gone("Gazprom-OGDC offshore joint venture  │"))
        running.press(pasted("First half\r\n  second half\n"), "First half second half")
        running.press(pasted("y" * 600), "Title: 122 characters too many: at most 500.")
        running.press(F2, "Not saved. Shorten it or split it.")
        running.press(TO_LINE_START, gone("yyyy"))
        running.press(pasted("First\nsecond\nthird\n"), "First second third")
        running.press(F2, READY)
    with TinyDB(tmp_path / "meeting" / "meeting.json", access_mode="r") as database:
        titles = {row["id"]: row["title"] for row in database.table("talking_points")}
    assert titles["offshore.1"] == "First second third"


def with_editor(folder: Path, script: str) -> TerminalSession:
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    running = start(folder, env={"EDITOR": str(editor)}, size=(120, 40))
    running.press("n", "F4 your editor")
    running.press("typed", "typed")
    return running


def test_what_the_editor_left_stays_in_the_field_until_it_can_be_saved(tmp_path: Path) -> None:
    with with_editor(tmp_path, '(yes "some words" | head -1800; printf %0500d 0) > "$1"') as running:
        running.press(F4, "Text: 300 characters too many: at most 20,000.")
        running.press(F2, "Not saved. Shorten it or split it.")
        running.press(TO_LINE_START * 20, gone("too many"))
        running.press(F2, READY)
    (text,) = notes_on_disk(tmp_path)
    assert_beginning_of("some words\n" * 1800 + "0" * 500, text)


LEFT_BY_EDITORS = {
    "left more than the 200,000 characters": ('yes "some words" | head -100000 > "$1"', b"some words\n" * 100_000),
    "left a text that is not UTF-8": ('printf "\\317\\360\\350" > "$1"', b"\xcf\xf0\xe8"),
    "ended with 3": ('echo more >> "$1"; exit 3', b"typedmore\n"),
}


def test_what_the_editor_left_is_kept_where_it_cannot_be_taken(tmp_path: Path) -> None:
    with with_editor(tmp_path, '. "$HOME/next"') as running:
        for words, (script, left) in LEFT_BY_EDITORS.items():
            (tmp_path / "home" / "next").write_text(script)
            running.press(F4, words)
            running.wait_for("it wrote")
            running.wait_for("typed")
            (file,) = (tmp_path / "home").rglob("text-*.md")
            assert file.read_bytes() == left
            file.unlink()
