"""Bytes on their way to a terminal that reads, stalls, or goes away."""

import asyncio
import os
import pty
import termios
import tty
from collections.abc import Iterator

import pytest

from tracker.ui.terminal.output import Output


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Open a pseudo-terminal that sends what it is sent; yield its two ends."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, slave
    for fd in (master, slave):
        try:
            os.close(fd)
        except OSError:
            continue


def drain(master: int) -> bytes:
    """Read all that can be read now."""
    os.set_blocking(master, False)
    data = b""
    while True:
        try:
            data += os.read(master, 1 << 16)
        except BlockingIOError:
            return data


async def until(is_so: asyncio.Event) -> None:
    async with asyncio.timeout(60):
        await is_so.wait()


def make(slave: int, free: asyncio.Event, gone: asyncio.Event) -> Output:
    return Output(slave, slave, asyncio.get_running_loop(), free.set, gone.set)


@pytest.mark.parametrize("may_open_again", [True, False])
async def test_a_stalled_terminal_gets_the_rest_when_it_reads_on(
    terminal: tuple[int, int], may_open_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = terminal
    if not may_open_again:
        real_open = os.open
        monkeypatch.setattr(os, "open", lambda _name, flags: real_open("/no/such/terminal", flags))
    free, gone = asyncio.Event(), asyncio.Event()
    output = make(slave, free, gone)
    output.send(b"first")
    assert not output.is_busy
    data = bytes(range(32, 127)) * 3000
    output.send(data)
    assert output.is_busy
    assert 0 < output.pending < len(data)
    output.send(b"last")
    received = b""
    while output.is_busy:
        received += drain(master)
        await asyncio.sleep(0)
    received += drain(master)
    assert received == b"first" + data + b"last"
    await until(free)
    assert not gone.is_set()
    output.close()


async def test_the_shell_does_not_inherit_nonblocking_mode(terminal: tuple[int, int]) -> None:
    output = make(terminal[1], asyncio.Event(), asyncio.Event())
    output.send(b"text")
    assert os.get_blocking(terminal[1])
    output.close()


async def test_a_terminal_that_goes_away_is_told_once(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    gone = asyncio.Event()
    calls = []

    def note() -> None:
        calls.append(1)
        gone.set()

    output = Output(slave, slave, asyncio.get_running_loop(), gone.clear, note)
    os.close(master)
    for _ in range(100):
        output.send(b"text")
    await until(gone)
    assert calls == [1]
    assert not output.is_busy
    output.finish(b"end", b"cancel")
    output.close()


async def test_a_terminal_that_goes_away_while_it_is_stalled(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    free, gone = asyncio.Event(), asyncio.Event()
    output = make(slave, free, gone)
    output.send(b"x" * 300_000)
    assert output.is_busy
    os.close(master)
    await until(gone)
    assert not output.is_busy
    assert not free.is_set()
    output.close()


async def test_the_last_bytes_get_through_even_if_the_rest_did_not(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    output = make(slave, asyncio.Event(), asyncio.Event())
    output.send(b"x" * 300_000)
    output.finish(b"THE END", b"\x18")
    output.close()
    assert drain(master).endswith(b"\x18THE END")


async def test_the_last_bytes_come_after_all_others_where_there_is_room(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    output = make(slave, asyncio.Event(), asyncio.Event())
    output.send(b"frame")
    output.finish(b"THE END", b"\x18")
    output.close()
    output.send(b"too late")
    assert drain(master) == b"frameTHE END"
    assert termios.tcgetattr(slave)
