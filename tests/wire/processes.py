"""What Linux says about a running process, and the meeting as another process changes it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.samples import shipped_programme
from tracker.clock import SystemClock
from tracker.domain.edits import Tick
from tracker.domain.model.history import Actor
from tracker.store.meeting_store import MeetingStore

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def resident_bytes(pid: int) -> int:
    """Return how much memory a process holds (proc(5), statm)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def cpu_seconds(pid: int) -> float:
    """Return how long a process has run on a processor (proc(5), stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND


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


def wait_until(condition: Callable[[], bool], what: str, patience: float = 30.0) -> float:
    """Wait for something that no terminal shows; return after how many seconds it came.

    Raises:
        AssertionError: it never came.
    """
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < patience, f"never came: {what}"
        time.sleep(0.02)
    return time.monotonic() - begun


def point_ids() -> dict[str, str]:
    """Return the ids of the talking points by the numbers that the screen shows: ``3.2`` to ``psm.2``."""
    programme = shipped_programme()
    numbers = {item.id: item.number for item in programme.agenda_items}
    return {f"{numbers[point.item]}.{point.id.rpartition('.')[2]}": point.id for point in programme.talking_points}


@contextmanager
def colleague(folder: Path) -> Iterator[MeetingStore]:
    """Open the meeting in ``folder / "meeting"`` for another official."""
    store = MeetingStore.open(
        folder / "meeting",
        actor=Actor(uid=os.getuid() + 1, name="boris"),
        clock=SystemClock(),
        programme=shipped_programme,
        create=True,
    )
    try:
        yield store
    finally:
        store.close()


def tick(store: MeetingStore, point_id: str, *, done: bool = True) -> None:
    """Tick or untick a point, whatever it is now."""
    store.transact(Tick(points=(point_id,), done=done, seen=store.snapshot().state.seq))
