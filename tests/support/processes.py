"""What Linux says about running processes (proc(5)), and a way to wait for it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 60.0
"""Seconds to wait at most for something that must come; a loaded machine gets there too."""

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def resident_bytes(pid: int) -> int:
    """Return how much memory a process holds (proc(5), statm)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def peak_bytes(pid: int) -> int:
    """Return the most memory that a process ever held (proc(5), VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def cpu_seconds(pid: int) -> float:
    """Return how long a process has run on a processor (proc(5), stat)."""
    stat = _stat(pid)
    return (int(stat[11]) + int(stat[12])) / _TICKS_PER_SECOND


def is_stopped(pid: int) -> bool:
    """Say whether a process is stopped by a signal (proc(5), stat)."""
    return _stat(pid)[0] == "T"


def _stat(pid: int) -> list[str]:
    """Return what is known of a process behind the name in brackets: state, parent, process group, session, ..."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def processes_with(*arguments: str, program: str = sys.executable) -> list[int]:
    """Return the ids of the processes that run a program with all of these among their arguments."""
    commands = ((pid, command_of(pid)) for pid in process_ids())
    return [pid for pid, command in commands if command[0] == program and set(arguments) <= set(command)]


def process_ids(uid: int | None = None) -> list[int]:
    """Return the ids of all processes, or of those that run as a user."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and (uid is None or entry.stat().st_uid == uid):
                found.append(int(entry.name))
    return found


def processes_of_session(session: int) -> list[int]:
    """Return the ids of the living processes of a session."""
    found = []
    for pid in process_ids():
        with suppress(OSError):
            state, _, _, of_session = _stat(pid)[:4]
            if int(of_session) == session and state not in "ZX":
                found.append(pid)
    return found


def command_of(pid: int) -> list[str]:
    """Return the command line of a process; one empty word for one that has ended (proc(5), cmdline)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return [""]


@contextmanager
def system_calls(pid: int, calls: str, log: Path) -> Iterator[None]:
    """Let strace write down which of some system calls a process makes, with the paths of what it opens (strace(1))."""
    command = ["strace", "-f", "-qq", "-y", "-e", f"trace={calls}", "-o", str(log), "-p", str(pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as tracer:
        try:
            wait_until(lambda: f"TracerPid:\t{tracer.pid}\n" in Path(f"/proc/{pid}/status").read_text(), "strace")
            yield
        finally:
            tracer.terminate()


def wait_until(condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
    """Wait for something that no terminal shows; return after how many seconds it came.

    Raises:
        AssertionError: it never came.
    """
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < patience, f"never came: {what}"
        time.sleep(0.02)
    return time.monotonic() - begun
