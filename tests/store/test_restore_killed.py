"""A restore that is killed at any call leaves the old meeting or the new one, whatever the old one was made of."""

import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.support.people import ANNA, BORIS
from tests.support.shims import Dying, Unsynced, in_child
from tests.support.store import check_sound, opened, tick, ticked
from tracker.clock import SystemClock
from tracker.store.config import StoreConfig
from tracker.store.maintenance.backup import back_up
from tracker.store.maintenance.doctor import examine
from tracker.store.maintenance.restore import restore

DATA = Path(__file__).parent / "data"
OLD, NEW = {"psm.1", "psm.2", "psm.3"}, {"psm.5"}


def _no_journal(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()


def _bad_journal(folder: Path) -> None:
    path = folder / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"psm.1", b"psm.9", 1))


def _bad_state(folder: Path) -> None:
    os.truncate(folder / "meeting.json", 100)


def _as_it_was(folder: Path) -> None:
    (folder / "meeting.json.bak").touch()


def _old(folder: Path, damage: Callable[[Path], None]) -> None:
    store = opened(folder, config=StoreConfig(calls=Unsynced(), small_file=0))
    store.transact(tick(1))
    store.transact(tick(2))
    store.close()
    store.transact(tick(3))
    if damage in (_no_journal, _bad_journal):
        store.close()
    damage(folder)


def _restore(source: Path, folder: Path, calls: Dying) -> None:
    restore(source, folder, actor=ANNA, clock=SystemClock(), config=StoreConfig(calls=calls))


@pytest.mark.parametrize(
    ("damage", "moment", "step"),
    [
        (_no_journal, "before", 5),
        *(
            pytest.param(damage, moment, 1, marks=pytest.mark.long)
            for damage in (_no_journal, _bad_journal, _bad_state, _as_it_was)
            for moment in ("before", "middle", "after")
        ),
    ],
)
def test_a_kill_at_every_call(tmp_path: Path, damage: Callable[[Path], None], moment: str, step: int) -> None:
    source, seen, at, status = tmp_path / "kept.backup", set(), 0, 1
    opened(tmp_path / "other").transact(tick(5))
    back_up(tmp_path / "other", source, clock=SystemClock())
    _old(tmp_path / "old", damage)
    while status:
        at += step
        folder = Path(shutil.copytree(tmp_path / "old", tmp_path / "meeting"))
        status = in_child(partial(_restore, source, folder, Dying(at, moment)))
        assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
        there = ticked(opened(folder, create=False))
        assert there in (OLD, NEW), f"{moment} call {at}"
        assert status or there == NEW
        opened(folder, actor=BORIS).transact(tick(6))
        assert ticked(opened(folder)) == there | {"psm.6"}
        assert not list(folder.glob("*.new")), f"{moment} call {at}"
        seen.add("old" if there == OLD else "new")
        shutil.rmtree(folder)
    assert seen == {"old", "new"}
    assert at > 50


def test_what_a_killed_restore_left_is_told_and_finished(tmp_path: Path) -> None:
    """Of an older tracker: nothing is there but the copies of the old meeting and the unpacked backup."""
    folder = Path(shutil.copytree(DATA / "restore_killed", tmp_path / "meeting"))
    folder.chmod(0o700)
    assert any("interrupted restore" in finding.what for finding in examine(folder))
    store = opened(folder, create=False)
    assert store.snapshot().state.meeting.id == "igc-2025"
    assert "An interrupted restore was finished." in store.snapshot().notice
    assert sorted(path.name for path in folder.iterdir() if "restore" in path.name) == ["meeting.json.before-restore-1"]
    (folder / "meeting.json.before-restore-1").unlink()
    (folder / "meeting.json").chmod(0o600)
    (folder / "journal.jsonl").chmod(0o600)
    check_sound(folder)
