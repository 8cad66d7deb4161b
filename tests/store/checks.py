"""What must hold, as functions: the tests call them, and so does the test that takes parts of the store out."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.store.powerloss import Recording, lay_out, states
from tests.store.workers import FIRST_NEW
from tests.support.people import ANNA, BORIS
from tests.support.program import ROOT
from tests.support.shims import Rebooted
from tests.support.store import check_sound, opened, plainly_ticked, tick, ticked
from tracker.store.config import StoreConfig
from tracker.store.io.oscalls import OsCalls


class Outcome(NamedTuple):
    """How a worker ended."""

    code: int
    errors: str


def start(role: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a worker process."""
    command = [sys.executable, "-m", "tests.store.workers", role, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> Outcome:
    """Wait for a worker."""
    _, errors = process.communicate(timeout=280)
    return Outcome(process.returncode, errors)


def acknowledged(*files: Path) -> list[str]:
    """Return everything that workers were told is saved."""
    return [line for file in files if file.exists() for line in file.read_text().splitlines()]


def check_distinct_ticks(folder: Path, *, workers: int, each: int, readers: int = 0, calls: str = "") -> None:
    """Let workers tick points of their own at once: all are acknowledged and all are there, in every copy."""
    total = workers * each
    meeting, acks, stop = folder / "meeting", [folder / f"worker{number}" for number in range(workers)], folder / "stop"
    opened(meeting, points=total)
    reports = [folder / f"report{number}" for number in range(readers)]
    reading = [start("read_on", meeting, report, stop) for report in reports]
    ticking = [start("tick_points", meeting, ack, 1 + number * each, each, calls) for number, ack in enumerate(acks)]
    outcomes = [ended(process) for process in ticking]
    stop.touch()
    outcomes += [ended(process) for process in reading]
    assert [outcome.errors for outcome in outcomes if outcome.code] == []
    assert len(acknowledged(*acks)) == total
    lost = set(acknowledged(*acks)) - plainly_ticked(meeting)
    assert not lost, f"{len(lost)} acknowledged ticks are lost"
    history = opened(meeting, create=False).history()
    assert [entry.seq for entry in history] == list(range(total, 0, -1))
    check_sound(meeting)
    for report in reports:
        told = json.loads(report.read_text())
        assert told["errors"] == []
        assert told["looks"] > 1


def check_mixed_inserts(folder: Path, *, workers: int, each: int, calls: str = "") -> None:
    """Let workers insert with long-lived stores at once: no row is lost, none overwritten, no number given twice."""
    meeting, acks = folder / "meeting", [folder / f"worker{number}" for number in range(workers)]
    opened(meeting, points=2)
    inserting = [start("insert_points", meeting, ack, number * each, each, calls) for number, ack in enumerate(acks)]
    outcomes = [ended(process) for process in inserting]
    assert [outcome.errors for outcome in outcomes if outcome.code] == []
    wanted = {f"psm.{FIRST_NEW + number}" for number in range(workers * each)}
    assert sorted(acknowledged(*acks)) == sorted(wanted)
    tables = json.loads((meeting / "meeting.json").read_bytes())
    documents = tables["talking_points"]
    assert {document["id"] for document in documents.values()} == wanted | {"psm.1", "psm.2"}
    assert len(documents) == workers * each + 2
    check_sound(meeting)


def check_power_loss(
    folder: Path,
    *,
    commits: int,
    record: type[Recording] = Recording,
    config: StoreConfig | None = None,
    points: int = 0,
) -> int:
    """Cut the power at every moment of some changes of two people; return how many different folders that left."""
    meeting, cut, count = folder / "meeting", folder / "cut", 0
    opened(meeting, points=points or commits + 2)
    calls = record(meeting)
    config = (config or StoreConfig())._replace(calls=calls)
    stores = [opened(meeting, actor=actor, config=config) for actor in (ANNA, BORIS)]
    for number in range(1, commits + 1):
        stores[number % 2].transact(tick(number))
        calls.acknowledge(f"psm.{number}")
    for after in states(calls):
        lay_out(after.files, cut)
        store = opened(cut, create=False, config=StoreConfig(calls=Rebooted()))
        lost = after.acknowledged - ticked(store)
        assert not lost, f"{lost} lost after a power cut that left {sorted(after.files)}"
        if count % 10 == 0:
            store.transact(tick(commits + 1))
            assert plainly_ticked(cut) == ticked(store)
        count += 1
    return count


class Meeting:
    """A meeting of two points with two changes, to be laid out again and again."""

    def __init__(self, folder: Path, calls: OsCalls | None = None) -> None:
        self.folder = folder / "meeting"
        store = opened(self.folder, points=2, config=StoreConfig(calls=calls or OsCalls()))
        store.transact(tick(1))
        store.transact(tick(2))
        self.files = {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def lay_out(self) -> None:
        """Put everything back as it was."""
        lay_out(self.files, self.folder)

    def put(self, name: str, contents: bytes | None) -> None:
        """Let a file have other contents, or be gone."""
        if contents is None:
            (self.folder / name).unlink()
        else:
            (self.folder / name).write_bytes(contents)


def check_damage(meeting: Meeting, name: str, damages: Iterable[bytes | None], calls: OsCalls) -> None:
    """See that the newest state comes back whatever became of one file, that it is told, and that the file is kept."""
    for damage in damages:
        if damage == meeting.files[name]:
            continue
        meeting.lay_out()
        meeting.put(name, damage)
        store = opened(meeting.folder, create=False, config=StoreConfig(calls=calls))
        assert ticked(store) == {"psm.1", "psm.2"}, f"lost with {name} as {damage!r}"
        store.transact(tick(1, done=False))
        assert plainly_ticked(meeting.folder) == {"psm.2"}
        if damage:
            _check_kept(meeting, name, damage)
        elif name == "meeting.json":
            assert name in store.snapshot().notice


def _check_kept(meeting: Meeting, name: str, damage: bytes) -> None:
    """See that damaged bytes are still there: aside, or in the journal where they were."""
    here = {path.name: path.read_bytes() for path in meeting.folder.glob(f"{name}*")}
    if name != "journal.jsonl":
        assert damage in here.values(), f"the damaged {name} is gone: {damage!r}"
        return
    journal = here.pop(name)
    cuts = [0, *(place + 1 for place, byte in enumerate(damage) if byte == 0x0A), len(damage)]
    assert any(
        journal.startswith(damage[:cut])
        # What was put aside, or a record that was never finished or promised.
        and (damage[cut:] in here.values() or not damage[cut:] or _is_left_over(meeting.files[name], damage[cut:]))
        for cut in cuts
    ), f"the damaged {name} is gone: {damage!r}"


def _is_left_over(whole: bytes, tail: bytes) -> bool:
    return tail.startswith(b'{"v":') and b"\n" not in tail[:-1] and tail in whole
