"""Processes that work on one folder at the same time: ``python -m tests.store.workers ROLE FOLDER ARGUMENT...``.

A worker writes what was acknowledged to a file of its own, one id a line, straight after the store returned.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support import shims
from tests.support.store import insert, opened, point, tick
from tracker.domain.model.history import Actor
from tracker.errors import BusyError
from tracker.store.config import StoreConfig
from tracker.store.io.oscalls import OsCalls
from tracker.store.meeting_store import MeetingStore

FIRST_NEW = 10_000
"""Points from this number on are inserted by workers."""


def worker_store(folder: Path, name: str, calls: str = "") -> MeetingStore:
    """Open the meeting as the person ``name``, with one of the systems of ``shims``."""
    system: OsCalls = getattr(shims, calls)() if calls else OsCalls()
    return opened(folder, actor=Actor(uid=2000, name=name), create=False, config=StoreConfig(calls=system))


class Acknowledged:
    """The oracle: what the store said was saved."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def add(self, *ids: str) -> None:
        os.write(self._file, "".join(f"{name}\n" for name in ids).encode())


def tick_points(folder: Path, acks: Path, first: str, count: str, calls: str = "") -> None:
    """Tick so many points, each of its own."""
    store, said = worker_store(folder, acks.name, calls), Acknowledged(acks)
    for number in range(int(first), int(first) + int(count)):
        store.transact(tick(number))
        said.add(f"psm.{number}")
    store.close()


def insert_points(folder: Path, acks: Path, first: str, count: str, calls: str = "") -> None:
    """Insert so many points with one long-lived store: one by one, several at once, and over again."""
    store, said = worker_store(folder, acks.name, calls), Acknowledged(acks)
    number, end = int(first), int(first) + int(count)
    while number < end:
        several = min(1 + number % 3, end - number)
        rows = [point(FIRST_NEW + number + offset) for offset in range(several)]
        insert(store, rows)
        said.add(*(row.id for row in rows))
        insert(store, [point(FIRST_NEW + number, "Replaced")])
        number += several
    store.close()


def read_on(folder: Path, report: Path, stop: str) -> None:
    """Read in all ways until the file ``stop`` is there; report how often, and what was wrong."""
    store = worker_store(folder, "reader")
    looks, errors, last, last_plain = 0, [], 0, 0
    while not Path(stop).exists() or not looks:
        store.changed()
        seq = store.snapshot().state.seq
        plain = json.loads((folder / "meeting.json").read_bytes())["_meta"]["1"]["seq"]
        fresh = worker_store(folder, "reader").snapshot().state.seq if looks % 10 == 0 else seq
        if seq < last or plain < last_plain or fresh < seq:
            errors.append(f"from {last} to {seq}, plain from {last_plain} to {plain}, fresh {fresh}")
        last, last_plain, looks = seq, plain, looks + 1
    report.write_text(json.dumps({"looks": looks, "errors": errors, "last": last}))


def tick_until_killed(folder: Path, acks: Path, first: str, count: str) -> None:
    """Tick and untick points of one's own, over and over; each acknowledgement tells the point and how it is now."""
    store, said = worker_store(folder, acks.name), Acknowledged(acks)
    numbers = range(int(first), int(first) + int(count))
    while True:
        for number in numbers:
            done = not store.snapshot().state.talking_points[f"psm.{number}"].done
            try:
                store.transact(tick(number, done=done))
            except BusyError:
                continue
            said.add(f"psm.{number} {done:d} {store.snapshot().state.talking_points[f'psm.{number}'].rev}")


def tick_one(folder: Path, acks: Path, number: str) -> None:
    """Tick one point, with a system call before and after by which a tracer finds the commit."""
    store, said = worker_store(folder, acks.name), Acknowledged(acks)
    os.access("/commit-begins", os.F_OK)
    store.transact(tick(int(number)))
    said.add(f"psm.{number}")
    os.access("/commit-is-done", os.F_OK)


ROLES: dict[str, Callable[..., None]] = {
    role.__name__: role for role in (tick_points, insert_points, read_on, tick_until_killed, tick_one)
}

if __name__ == "__main__":
    ROLES[sys.argv[1]](*map(Path, sys.argv[2:4]), *sys.argv[4:])
