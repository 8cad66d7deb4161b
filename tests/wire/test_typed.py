"""What comes from a terminal: keys in one packet or torn apart, and answers to questions that others asked."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.keys import ESCAPE, F2
from tests.support.processes import PATIENCE, resident_bytes
from tests.support.pty_session import TerminalSession
from tests.support.screen import READY, cursor_at, cursor_of, launch, start
from tests.support.vt import Terminal

_TORN = 0.004
"""Seconds between pieces, so that the program reads them one by one."""

ANSWERS = (
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    "\x1b]10;rgb:ffff/ffff/ffff\x07",
    "\x1b]52;c;anNqc2o=\x1b\\",
    "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "\x1b[?62;22c",
    "\x1b[>41;354;0c",
    "\x1bP!|7E565445\x1b\\",
    "\x1bP>|XTerm(354)\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^sj\x1b\\",
    "\x1bXsj\x1b\\",
    "\x1b[99~",
    "\x9d11;rgb:1e1e/1e1e/2e2e\x9c",
)
_RAW = b"\x9d11;rgb:1e1e/1e1e/2e2e\x9c\x9b?62;22c"
"""As a terminal without UTF-8 would send it."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TerminalSession]:
    """Start the tracker once for all; each test leaves it with the cursor on the first row."""
    with start(tmp_path_factory.mktemp("typed")) as session:
        yield session


def first_row(session: TerminalSession) -> None:
    session.press("g", until=cursor_at("1"))


def is_main(terminal: Terminal) -> bool:
    """Say whether nothing is open over the panels."""
    return READY in terminal.text and "─ Note " not in terminal.text


def test_escape_and_a_letter_in_one_packet(running: TerminalSession) -> None:
    running.press("nabc", until="abc")
    running.press("\x1bj", until=cursor_at("1.1"))
    assert is_main(running.terminal)
    running.press("/gaz", until="/gaz")
    running.press("\x1bj", until=cursor_at("1.2"))
    assert is_main(running.terminal)
    running.press("nabc\x1bj\x1bj", until=cursor_at("1.4"))
    assert is_main(running.terminal)
    first_row(running)


def test_an_arrow_in_two_packets(running: TerminalSession) -> None:
    for before, after, row in (("\x1b", "[B", "1.1"), ("\x1b[", "B", "1.2"), ("\x1bO", "B", "1.3")):
        running.send(before)
        time.sleep(_TORN)
        running.press(after, until=cursor_at(row))
    first_row(running)


def test_answers_do_nothing(running: TerminalSession) -> None:
    for answer in ANSWERS:
        running.send(answer)
    os.write(running.master, _RAW)
    running.press("j", until=cursor_at("1.1"))
    assert is_main(running.terminal)
    first_row(running)


def test_answers_that_are_torn_at_every_byte_do_nothing(running: TerminalSession) -> None:
    for byte in _RAW + "".join(ANSWERS[i] for i in (0, 2, 4, 7, 8)).encode():
        os.write(running.master, bytes([byte]))
        time.sleep(_TORN)
    running.press("j", until=cursor_at("1.1"))
    assert is_main(running.terminal)
    first_row(running)


def test_an_answer_in_a_form_types_nothing(running: TerminalSession) -> None:
    running.press("nabc", until="abc")
    for answer in ANSWERS:
        running.send(answer)
    running.press("def", until="abcdef")
    running.press(ESCAPE, until=is_main)
    first_row(running)


@pytest.mark.parametrize(
    "begun", ["\x1b]11;rgb:", "\x1bP1$r", pytest.param("\x1b[200~abc", marks=pytest.mark.long)], ids=repr
)
def test_what_never_ends_is_given_up(running: TerminalSession, begun: str) -> None:
    running.send(begun)
    deadline = time.monotonic() + PATIENCE
    while cursor_of(running.terminal) != "1.1":
        assert time.monotonic() < deadline, running.terminal.text
        running.send("j")
        running.read_for(0.5)
    assert is_main(running.terminal)
    first_row(running)


def test_an_unended_paste_takes_little_memory(tmp_path: Path) -> None:
    with launch(tmp_path) as session:
        session.wait_for(READY, quiet=0.3)
        before = resident_bytes(session.pid)
        session.send("\x1b[200~")
        for _ in range(400):
            session.send("x" * 50_000)
        assert resident_bytes(session.pid) - before < 16 << 20
        session.send("\x1b[201~")
        session.press("j", until=cursor_at("1.1"))


def test_joiners_and_blanks_are_kept_as_they_are_typed(tmp_path: Path) -> None:
    text = "می\u200cخواہم ر\u200dر 5\u00a0Mt e\u0301 ☎\ufe0f"
    with start(tmp_path) as session:
        session.press("n", until="─ Note ")
        for character in text:
            session.send(character)
            time.sleep(_TORN)
        session.press(F2, until=is_main)
        session.wait_for(lambda terminal: terminal.rows[0].rstrip().endswith("saved"))
    journal = (tmp_path / "meeting" / "journal.jsonl").read_text(encoding="utf-8")
    assert text.replace("e\u0301", "é") in journal


def test_a_russian_keyboard(running: TerminalSession) -> None:
    running.press("о", until=cursor_at("1.1"))
    running.press("тжук", until="жук")
    running.press("\x1bо", until=cursor_at("1.2"))
    running.press("О", until="Type the letter")
    running.press("ф", until=cursor_at("1"))
    assert is_main(running.terminal)


@pytest.mark.parametrize("env", [{"STY": "1.pts"}, {"STY": "1.pts", "TERM": "screen"}, {"TERM": "screen"}], ids=str)
def test_no_mouse_where_gnu_screen_may_be(tmp_path: Path, env: dict[str, str]) -> None:
    with start(tmp_path, env=env) as session:
        assert not session.terminal.modes & {1000, 1002, 1003, 1006}
        session.send("\x1b[>83;40900;0c")
        session.press("j", until=cursor_at("1.1"))
        assert not session.terminal.modes & {1000, 1002, 1003, 1006}


def test_the_mouse_of_a_tmux_that_calls_itself_screen(tmp_path: Path) -> None:
    with start(tmp_path, env={"TERM": "screen"}) as session:
        session.send("\x1b[>84;0;0c")
        session.wait_for(lambda terminal: {1000, 1006} <= terminal.modes)
        session.send("q")
        assert session.wait_exit() == 0
        assert not session.terminal.modes & {1000, 1006}


def test_a_key_that_no_terminal_sends_is_refused(tmp_path: Path) -> None:
    settings = tmp_path / "home" / ".config" / "meeting-tracker"
    settings.mkdir(parents=True)
    (settings / "settings.toml").write_text('[keys]\nquit = ["shift+q"]\n')
    with launch(tmp_path) as session:
        assert session.wait_exit() == 1
        assert "'shift+q'; write 'Q' instead." in "".join(session.terminal.text.split("\n"))
