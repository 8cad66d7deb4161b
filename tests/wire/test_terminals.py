"""Every terminal that people come with: what it is sent is what it can show; where it can show no screen, text."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.keys import DOWN, ESCAPE
from tests.support.program import ROOT, TRACKER
from tests.support.pty_session import TerminalSession
from tests.support.screen import MOMENT, box_is, cursor_at, launch, shown_as_ticked, start

_SGR = re.compile(rb"\x1b\[([\d;:]*)m")
_COLOURS = re.compile(r"(?:^|;)(?:3[0-8]|4[0-8]|9[0-7]|10[0-7]|58)(?:[;:]|$)")
_MOUSE = {9, *range(1000, 1007), 1015, 1016}
_ASCII_LOCALES: tuple[Mapping[str, str | None], ...] = (
    {"LANG": "C"},
    {"LANG": "POSIX"},
    {"LC_ALL": "C", "LANG": "en_GB.UTF-8"},
)
_STATUS = ("Schedule", "Agenda", "[ ] 3.2", "0 of 18")


def colours_in(sent: bytes | bytearray) -> set[bytes]:
    """Return the parameters of each SGR sequence that sets a colour."""
    return {parameters for parameters in _SGR.findall(sent) if _COLOURS.search(parameters.decode())}


def status_of(folder: Path, env: Mapping[str, str | None]) -> tuple[str, int, bytes]:
    """Run the tracker in a terminal where it shows no screen; return its text, exit code and bytes."""
    with launch(folder, env=env, size=(160, 60)) as running:
        code = running.wait_exit()
        return running.terminal.text, code, bytes(running.received)


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100"])
def test_screen(tmp_path: Path, term: str) -> None:
    with start(tmp_path, env={"TERM": term}) as running:
        running.press("j", until=cursor_at("1.1"))
        running.press(" ", until=box_is("1.1", "x"))
        running.press(DOWN, until=cursor_at("1.2"))
        running.press("\x1bOA", until=cursor_at("1.1"))
        assert shown_as_ticked(running.terminal.rows) == {"1.1"}
        running.send("q")
        assert running.wait_exit() == 0
        assert not running.terminal.is_alternate
        assert running.attributes == running.attributes_before


def test_no_colour_where_the_terminal_has_none(tmp_path: Path) -> None:
    with start(tmp_path, env={"TERM": "vt100"}) as running:
        assert colours_in(running.received) == set()


@pytest.mark.parametrize("term", ["dumb", "unknown", "", None], ids=repr)
def test_status_where_no_cursor_can_be_placed(tmp_path: Path, term: str | None) -> None:
    text, code, sent = status_of(tmp_path, {"TERM": term})
    assert code == 0
    assert b"\x1b" not in sent
    assert all(part in text for part in _STATUS), text


@pytest.mark.parametrize("env", _ASCII_LOCALES, ids=repr)
def test_ascii_alone_where_the_locale_has_no_more(tmp_path: Path, env: Mapping[str, str | None]) -> None:
    with start(tmp_path, env=env) as running:
        running.press("j", until=cursor_at("1.1"))
        running.press(" ", until=box_is("1.1", "x"))
        running.press("?", until="Esc closes")
        running.press(ESCAPE, until=box_is("1.1", "x"))
        running.send("q")
        assert running.wait_exit() == 0
        assert running.received.isascii()


@pytest.mark.parametrize("env", [*_ASCII_LOCALES[:2], *_ASCII_LOCALES[3:]], ids=repr)
def test_ascii_status(tmp_path: Path, env: Mapping[str, str | None]) -> None:
    text, code, sent = status_of(tmp_path, {"TERM": "dumb", **env})
    assert code == 0
    assert sent.isascii()
    assert "Error" not in text


def test_ascii_when_asked_for(tmp_path: Path) -> None:
    with start(tmp_path, "--ascii") as running:
        assert running.received.isascii()


@pytest.mark.parametrize("value", ["1", ""], ids=repr)
@pytest.mark.parametrize("driver", ["diff", "plain"])
def test_no_colour_when_asked_for_none(tmp_path: Path, value: str, driver: str) -> None:
    with start(tmp_path, "--driver", driver, env={"NO_COLOR": value}) as running:
        running.press("j", until=cursor_at("1.1"))
        running.press(" ", until=box_is("1.1", "x"))
        running.press("?", until="Esc closes")
        assert colours_in(running.received) == set()


def test_colours_are_the_terminals_own_sixteen(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("j", until=cursor_at("1.1"))
        running.press(" ", until=box_is("1.1", "x"))
        colours = colours_in(running.received)
        assert colours
        assert not {colour for colour in colours if re.search(rb"[34]8[;:]", colour)}
        # No background is painted: what the person chose shows through, light or dark.
        assert not {colour for colour in colours if re.search(rb"(^|;)4[0-7]", colour)}


@pytest.mark.parametrize("value", ["truecolor", "24bit"])
def test_a_theme_in_true_colour(tmp_path: Path, value: str) -> None:
    with start(tmp_path, "--theme", "nord", env={"COLORTERM": value}) as running:
        assert any(b"38;2;" in colour for colour in colours_in(running.received))


def test_no_mouse_when_asked_for_none(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        assert running.terminal.modes & _MOUSE
    with start(tmp_path, "--no-mouse") as running:
        assert not running.terminal.modes & _MOUSE


@pytest.mark.parametrize("piped", ["stdin", "stdout"])
def test_status_where_there_is_no_terminal(tmp_path: Path, piped: str) -> None:
    """One end is a terminal, the other is none: as with ``ssh host tracker`` and ``tracker | less``."""
    script = {
        "stdin": 'exec "$@" < /dev/null',
        "stdout": '"$@" > "$HOME/out"; code=$?; cat "$HOME/out"; exit $code',
    }[piped]
    home = tmp_path / "home"
    home.mkdir()
    command = ["/bin/sh", "-c", script, "sh", *TRACKER, "--db", str(tmp_path / "meeting"), "--now", MOMENT]
    with TerminalSession(command, home, size=(160, 60)) as running:
        assert running.wait_exit() == 0
        assert b"\x1b" not in running.received
        assert all(part in running.terminal.text for part in _STATUS), running.terminal.text


def test_status_in_a_pipe_on_both_ends(tmp_path: Path) -> None:
    done = subprocess.run(
        [*TRACKER, "--db", str(tmp_path / "meeting"), "--now", MOMENT],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert all(part in done.stdout for part in _STATUS), done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (59, 17), (40, 10)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_sizes_that_are_promised(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as running:
        running.press("j", until=lambda terminal: "> " in terminal.text)
        assert "Too small" not in running.terminal.text


def test_a_terminal_that_is_too_small_says_so(tmp_path: Path) -> None:
    with launch(tmp_path, size=(30, 6)) as running:
        running.wait_for("Too small: 30x6.")
        running.resize(80, 24)
        running.wait_for("? help")
