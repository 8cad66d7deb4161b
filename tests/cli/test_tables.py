"""Tables: drawn on a terminal, plain in a pipe, and people's texts as they are in both."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession
from tracker.cli.output import safe, say_table

HOSTILE = "[/x] [bold]Gauge[/bold] [@click=app.quit()]now[/] \\[a :smile: {0} %s"


def on_terminal(*arguments: str, **environment: str) -> str:
    """Run the real command on a terminal of 100 columns and return what it sent there."""
    env = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"} | environment
    # Standard input is no terminal, so that nothing opens the screen.
    command = ("/bin/sh", "-c", 'exec "$@" </dev/null', "sh", *TRACKER, *arguments)
    with TerminalSession(command, Path(env["HOME"]), size=(100, 24), env=env, first_run=True) as session:
        session.wait_exit()
        return session.received.decode()


def test_history_is_a_table_on_a_terminal(folder: Path, run: Invoke) -> None:
    run("check", "track")
    shown = on_terminal("history")
    assert "╭" in shown
    assert "What" in shown
    assert "ticked points 1.1 and 1.2" in shown
    assert "╭" not in run("history").stdout


def test_actions_and_hits_are_tables_on_a_terminal(folder: Path, run: Invoke) -> None:
    run("action", "add", "track", HOSTILE, "--owner", "port", "--due", "2026-01-02")
    for line in (("action", "list"), ("find", "A1")):
        assert "╭" in on_terminal(*line)
    shown = "".join(on_terminal("action", "list", COLUMNS="300").split())
    assert "".join(HOSTILE.split()) in shown


def test_hits_are_marked_on_a_terminal_and_nowhere_else(folder: Path, run: Invoke) -> None:
    run("note", "track.1", "Über die Spur")
    assert "\x1b[1;4mÜber\x1b[0m die Spur" in on_terminal("find", "uber", LANG="C.UTF-8")
    assert "\x1b" not in run("find", "uber").stdout
    assert "\x1b[1;4m" not in on_terminal("find", "uber", TERM="dumb")


def test_no_colour_is_sent_where_none_is_wanted(folder: Path, run: Invoke) -> None:
    run("check", "track")
    assert "\x1b[" not in on_terminal("history", TERM="dumb")
    assert "\x1b[3" not in on_terminal("history", NO_COLOR="1")


def test_a_table_in_the_c_locale_is_drawn_in_ascii(folder: Path, run: Invoke) -> None:
    run("check", "track")
    shown = on_terminal("history", LC_ALL="C")
    assert shown.isascii()
    assert "+-" in shown


def test_texts_are_no_markup(home: Path, run: Invoke, programme_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = programme_file.read_text(encoding="utf-8").replace('"Gauge"', f"'{HOSTILE}'")
    programme_file.write_text(text, encoding="utf-8")
    assert run("init", "--from", str(programme_file)).exit_code == 0
    assert HOSTILE in run("status").stdout
    assert HOSTILE in on_terminal("status")


def test_texts_in_a_drawn_table_are_no_markup(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    say_table((HOSTILE,), [(HOSTILE,)])
    assert capsys.readouterr().out.count(HOSTILE) == 2


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_table_without_rows_is_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_terminal: bool
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    say_table(("A", "B"), [])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – text", "plain – text"),
        ("  two\n    lines", "  two\n    lines"),
        ("a\x1b[2Jb\x07", "a[2Jb"),
        ("a\u202eb\u200bc\u009bd\ue000", "abcd"),
        ("پاکستان\u200c", "پاکستان\u200c"),
    ],
)
def test_what_acts_on_a_terminal_is_taken_out(text: str, shown: str) -> None:
    assert safe(text) == shown
