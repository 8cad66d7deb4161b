"""What disturbs the program and passes: job control, a storm of resizes, a terminal that stops reading."""

import fcntl
import os
import random
import shlex
import signal
import struct
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.keys import REPAINT
from tests.support.processes import cpu_seconds, processes_with, resident_bytes, wait_until
from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession
from tests.support.screen import MOMENT, READY, agenda_of, assert_restored, box_is, cursor_at, start, without_times
from tests.support.vt import Terminal
from tests.wire.colleagues import colleague, point_ids, tick

_MEGABYTE = 1 << 20
_REPAINTS = 60
_FULL = 4000
"""Bytes that wait for a reader; Linux shows no more than 4095 of what it keeps (n_tty)."""


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[TerminalSession]:
    """Start the tracker from an interactive shell with job control, as people do."""
    home = tmp_path / "home"
    home.mkdir()
    with TerminalSession(("/bin/sh", "-i"), home, env={"PS1": "ready> ", "ENV": None}) as session:
        session.wait_for("ready>", quiet=0.3)
        command = shlex.join([*TRACKER, "--db", str(tmp_path / "meeting"), "--now", MOMENT])
        session.press(f"{command}\n", until=READY, quiet=0.5)
        yield session


def job_of(shell: TerminalSession) -> int:
    """Return the process group in the foreground."""
    return struct.unpack("i", fcntl.ioctl(shell.master, termios.TIOCGPGRP, b"\0" * 4))[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=["SIGTSTP", "SIGSTOP"])
def test_stopped_and_continued(shell: TerminalSession, number: signal.Signals) -> None:
    before = shell.terminal.text
    os.killpg(job_of(shell), number)
    # In a screen that nobody has left, the shell's line is cut off at the edge.
    shell.wait_for(lambda _: b"Stopped" in shell.received, quiet=0.3)
    if number == signal.SIGTSTP:
        # The other one can't be caught; a shell that sets the line back is all the help there is.
        assert_restored(shell)
        shell.press("echo still-$((1+1))\n", until="still-2")
    shell.press("fg\n", until=lambda terminal: without_times(terminal.text) == without_times(before))
    assert shell.terminal.is_alternate
    shell.press("j", until=cursor_at("1.1"))
    shell.press("q", until=lambda terminal: not terminal.is_alternate)
    shell.press("echo left-$((1+2))\n", until="left-3")
    assert_restored(shell)


def test_hang_up_while_stopped(tmp_path: Path, shell: TerminalSession) -> None:
    assert processes_with(str(tmp_path / "meeting")) == [job_of(shell)]
    os.killpg(job_of(shell), signal.SIGTSTP)
    shell.wait_for("Stopped", quiet=0.3)
    shell.hang_up()
    shell.wait_exit()
    wait_until(lambda: not processes_with(str(tmp_path / "meeting")), "the end of the stopped program")


def test_resize_storm(tmp_path: Path) -> None:
    with start(tmp_path) as fresh:
        expected = without_times(fresh.terminal.text)
    dice = random.Random(4)
    with start(tmp_path) as running:
        for _ in range(200):
            running.resize(dice.randint(10, 160), dice.randint(3, 50))
            running.kill(signal.SIGWINCH)
            running.read()
        running.resize(80, 24)
        running.wait_for(lambda terminal: without_times(terminal.text) == expected, quiet=0.5)
        running.press("j", until=cursor_at("1.1"))


def test_smaller_and_back_at_once(tmp_path: Path) -> None:
    """The screen library may never hear of the size between, but what didn't fit into it was cut off all the same."""
    with start(tmp_path) as running:
        expected = without_times(running.terminal.text)
        for gap in (0.0, 0.001, 0.002, 0.004, 0.008) * 4:
            running.resize(30, 8)
            time.sleep(gap)  # at some of these the program sees both sizes before it has drawn the first
            running.resize(80, 24)
            running.wait_for(lambda terminal: without_times(terminal.text) == expected, quiet=0.4)


@pytest.mark.parametrize(
    "seconds", [3.0, pytest.param(60.0, marks=[pytest.mark.long, pytest.mark.timeout(600)])], ids=["short", "a minute"]
)
def test_terminal_that_stops_reading(tmp_path: Path, seconds: float) -> None:
    """A frozen line: others go on changing the meeting, and when it thaws the newest state is shown."""
    ids = point_ids()
    with colleague(tmp_path) as boris, start(tmp_path, size=(120, 40)) as running:
        freeze(running)
        memory, work, begun = resident_bytes(running.pid), cpu_seconds(running.pid), time.monotonic()
        rounds = 0
        while time.monotonic() - begun < seconds:
            tick(boris, ids["1.1"], done=rounds % 2 == 0)
            rounds += 1
            time.sleep(0.1)
        for number in ids:
            tick(boris, ids[number])
        busy = (cpu_seconds(running.pid) - work) / (time.monotonic() - begun)
        assert busy < 0.5, "it spins"
        assert resident_bytes(running.pid) - memory < 16 * _MEGABYTE
        running.wait_for(everything_ticked, quiet=0.5)
        with start(tmp_path, size=(120, 40)) as fresh:
            # Marks of what others changed while one looked on: the fresh screen has not looked on yet.
            assert without_times(fresh.terminal.text) == without_times(running.terminal.text).replace("•", " ")
        running.press("j", until=cursor_at("1.1"))


def freeze(running: TerminalSession) -> None:
    """Ask for far more repaints than the kernel holds back for a reader, and read none of them."""
    for _ in range(_REPAINTS):
        running.send(REPAINT)
        time.sleep(0.05)  # keys that come together are answered by one repaint
    assert unread(running) >= _FULL


def unread(running: TerminalSession) -> int:
    """Return how many bytes the program has sent that nobody has read."""
    return struct.unpack("i", fcntl.ioctl(running.master, termios.FIONREAD, b"\0" * 4))[0]  # type: ignore[no-any-return]


def everything_ticked(terminal: Terminal) -> bool:
    """Say whether every box in sight is ticked."""
    rows = agenda_of(terminal.rows)
    return bool(rows) and {row.box for row in rows} == {"x"}


def test_memory_stays_through_a_thousand_moves(tmp_path: Path) -> None:
    with start(tmp_path) as running:
        running.press("jk" * 100, until=cursor_at("1"))
        memory = resident_bytes(running.pid)
        for _ in range(9):
            running.press("jk" * 100, until=cursor_at("1"))
        running.press("j ", until=box_is("1.1", "x"))
        assert resident_bytes(running.pid) - memory < 8 * _MEGABYTE
