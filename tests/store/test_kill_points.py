"""SIGKILL before, after and in the middle of every call to the system: nothing acknowledged is lost, and it goes on."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.people import ANNA, BORIS
from tests.support.shims import Dying, Watched, in_child
from tests.support.store import check_sound, opened, plainly_ticked, tick, ticked
from tracker.clock import SystemClock
from tracker.store.config import StoreConfig
from tracker.store.maintenance.backup import back_up
from tracker.store.maintenance.repair import repair
from tracker.store.maintenance.restore import restore

_MOMENTS = ("before", "middle", "after")


class Point(NamedTuple):
    """Where a process was killed, what is left, and what it had been told is saved."""

    where: str
    folder: Path
    acknowledged: set[str]


def _acknowledge(folder: Path, *ids: str) -> None:
    with open(folder.with_suffix(".acks"), "a") as file:
        file.write("".join(f"{name}\n" for name in ids))
        file.flush()


def _killed_everywhere(
    tmp_path: Path, prepare: Callable[[Path], None], act: Callable[[Path, Watched], None]
) -> Iterator[Point]:
    """Run ``act`` again and again on fresh folders, killed one call later each time, until it comes to its end."""
    for moment in _MOMENTS:
        at, finished = 0, False
        while not finished:
            at += 1
            folder = tmp_path / f"{moment}{at}"
            prepare(folder)
            calls = Dying(at, moment)
            calls.armed = False
            status = in_child(partial(act, folder, calls))
            finished = os.WIFEXITED(status)
            assert (finished and os.WEXITSTATUS(status) == 0) or os.WTERMSIG(status) == signal.SIGKILL
            acks = folder.with_suffix(".acks")
            yield Point(f"{moment} call {at}", folder, set(acks.read_text().split()) if acks.exists() else set())
            shutil.rmtree(folder, ignore_errors=True)
        assert at > 10, "hardly anything was killed"


def _goes_on(point: Point) -> set[str]:
    """See that nothing acknowledged is lost, that the next change works, and that the folder is in order after it."""
    store = opened(point.folder, actor=BORIS)
    there = ticked(store)
    assert point.acknowledged <= there, point.where
    store.transact(tick(6))
    assert plainly_ticked(point.folder) == there | {"psm.6"}, point.where
    assert [name for name in os.listdir(point.folder) if "damaged" in name or name.endswith(".new")] == [], point.where
    check_sound(point.folder)
    return there


def _commit(folder: Path, calls: Watched) -> None:
    store = opened(folder, config=StoreConfig(calls=calls))
    store.transact(tick(1))
    _acknowledge(folder, "psm.1")
    calls.armed = True
    store.transact(tick(2))
    calls.armed = False
    _acknowledge(folder, "psm.2")


def test_a_change(tmp_path: Path) -> None:
    seen = {"psm.2" in _goes_on(point) for point in _killed_everywhere(tmp_path, lambda folder: None, _commit)}
    assert seen == {True, False}


@pytest.mark.long
def test_the_first_change_of_a_process_and_of_all(tmp_path: Path) -> None:
    def make_and_commit(folder: Path, calls: Watched) -> None:
        calls.armed = True
        store = opened(folder, create=False, config=StoreConfig(calls=calls))
        store.transact(tick(1))
        calls.armed = False
        _acknowledge(folder, "psm.1")

    for point in _killed_everywhere(tmp_path, lambda folder: None, make_and_commit):
        _goes_on(point)


@pytest.mark.long
def test_mending_a_damaged_state(tmp_path: Path) -> None:
    def damage(folder: Path) -> None:
        opened(folder).transact(tick(1, 2))
        _acknowledge(folder, "psm.1", "psm.2")
        (folder / "meeting.json").write_text("{}")

    def mend(folder: Path, calls: Watched) -> None:
        calls.armed = True
        opened(folder, config=StoreConfig(calls=calls)).transact(tick(3))
        calls.armed = False
        _acknowledge(folder, "psm.3")

    for point in _killed_everywhere(tmp_path, damage, mend):
        store = opened(point.folder, actor=BORIS)
        assert point.acknowledged <= ticked(store), point.where
        store.transact(tick(6))
        kept = [path.read_text() for path in point.folder.glob("*.damaged-*")]
        assert kept == ["{}"], point.where


@pytest.mark.long
def test_undo(tmp_path: Path) -> None:
    def prepare(folder: Path) -> None:
        opened(folder).transact(tick(1))

    def undo(folder: Path, calls: Watched) -> None:
        calls.armed = True
        opened(folder, config=StoreConfig(calls=calls)).undo()
        calls.armed = False
        _acknowledge(folder, "undone")

    for point in _killed_everywhere(tmp_path, prepare, undo):
        there = _goes_on(point._replace(acknowledged=set()))
        assert not ("undone" in point.acknowledged and there), point.where


@pytest.mark.long
def test_restoring_a_backup_is_done_or_not(tmp_path: Path) -> None:
    source = tmp_path / "kept.backup"
    opened(tmp_path / "other").transact(tick(5))
    back_up(tmp_path / "other", source, clock=SystemClock())

    def prepare(folder: Path) -> None:
        store = opened(folder)
        store.transact(tick(1))
        store.transact(tick(2))

    def put_back(folder: Path, calls: Watched) -> None:
        calls.armed = True
        restore(source, folder, actor=ANNA, clock=SystemClock(), config=StoreConfig(calls=calls))
        calls.armed = False
        _acknowledge(folder, "restored")

    seen = []
    for point in _killed_everywhere(tmp_path, prepare, put_back):
        store = opened(point.folder, actor=BORIS)
        there = ticked(store)
        assert there in ({"psm.1", "psm.2"}, {"psm.5"}), point.where
        assert there == {"psm.5"} or not point.acknowledged, point.where
        assert len(store.history()) == len(there), point.where
        store.transact(tick(6))
        repair(point.folder, actor=ANNA, clock=SystemClock())
        assert not [name for name in os.listdir(point.folder) if name.endswith(".new")], point.where
        seen.append(there)
    assert {"psm.5"} in seen
    assert {"psm.1", "psm.2"} in seen


@pytest.mark.parametrize("moment", _MOMENTS)
def test_a_reader_is_not_disturbed(tmp_path: Path, moment: str) -> None:
    opened(tmp_path / "meeting").transact(tick(1))
    reader = opened(tmp_path / "meeting", actor=BORIS)
    calls = Dying(12, moment)
    status = in_child(lambda: _commit(tmp_path / "meeting", calls))
    assert os.WTERMSIG(status) == signal.SIGKILL or os.WIFEXITED(status)
    reader.changed()
    assert ticked(reader) >= {"psm.1"}
