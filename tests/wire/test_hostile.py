"""Hostile text in a real terminal: of all that it holds, not one byte that a terminal acts on is sent."""

import os
from pathlib import Path

import pytest

from tests.support.hostile import CONTROLS, GOOD, MARKUP, PAYLOAD_BYTES, hostile_state
from tests.support.keys import CHARACTERS, ESCAPE
from tests.support.program import real
from tests.support.screen import READY, launch
from tracker.clock import SystemClock
from tracker.domain.edits import Tick
from tracker.domain.model.history import Actor
from tracker.exchange.registry import EXPORTS
from tracker.store.meeting_store import MeetingStore
from tracker.ui.commands import COMMANDS

PAYLOADS = (*(text for text in CONTROLS if "\ud800" not in text), *MARKUP, GOOD)
VERBS = (
    "status",
    "schedule",
    "agenda",
    "now",
    "timeline",
    "progress",
    "history",
    "find gauge",
    "action list",
    "doctor",
)
_QUIET = 0.1
"""Seconds without a byte after which a key is taken to have done what it does."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a hostile meeting in ``meeting``."""
    actor = Actor(uid=os.getuid(), name="anna\x1b]0;PWNED\x07")
    store = MeetingStore.open(
        tmp_path / "meeting",
        actor=actor,
        clock=SystemClock(),
        programme=lambda: hostile_state(PAYLOADS),
        create=True,
    )
    store.transact(Tick(points=("track.1",), done=True))
    store.close()
    assert b"PWNED" in (tmp_path / "meeting" / "journal.jsonl").read_bytes()
    return tmp_path


def test_no_screen_sends_a_byte_of_it(folder: Path) -> None:
    keys = [key for command in COMMANDS for key in command.keys[:1] if command.id != "quit" and len(key) == 1]
    seen = ""
    with launch(folder, size=(100, 30)) as running:
        running.wait_for(READY, quiet=0.5)
        for key in ("j", "j", *keys, ESCAPE, *CHARACTERS.values()):
            for sent in (key, ESCAPE):
                running.send(sent)
                while running.read(_QUIET):
                    pass
                seen += running.terminal.text
                reports = [report.read_text() for report in (folder / "home").rglob("crash.txt")]
                assert not running.ended, (sent, running.terminal.text, reports)
        received = bytes(running.received)
    assert all(markup in seen for markup in ("[/x]", "[@click=screen.pwn]p[/]"))
    assert [payload for payload in PAYLOAD_BYTES if payload in received] == []


@pytest.mark.parametrize("line", [*VERBS, "action list", "show track", "show nothing[/x]\x1b[6n"])
def test_no_verb_prints_a_byte_of_it(folder: Path, line: str) -> None:
    code, printed, told = real("--db", str(folder / "meeting"), *line.split())
    assert code in (0, 1)
    assert [payload for payload in (*PAYLOAD_BYTES, b"\x1b") if payload in printed + told] == []
    assert printed or told


@pytest.mark.parametrize("name", EXPORTS)
def test_no_export_holds_a_byte_of_it(folder: Path, name: str) -> None:
    code, printed, told = real("--db", str(folder / "meeting"), "export", name, "--for", "own")
    assert (code, told) == (0, b"")
    assert [payload for payload in (*PAYLOAD_BYTES, b"\x1b") if payload in printed] == []
