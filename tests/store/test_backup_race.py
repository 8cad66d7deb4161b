"""A backup made while others change the meeting is one cut through it: it restores as sound as any other."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.store.checks import start
from tests.support.people import ANNA, BORIS
from tests.support.shims import Unsynced, Watched
from tests.support.store import check_sound, opened, tick, ticked
from tracker.clock import SystemClock
from tracker.store.config import StoreConfig
from tracker.store.maintenance.backup import back_up
from tracker.store.maintenance.restore import restore
from tracker.store.meeting_store import MeetingStore

_POINTS = 40


class _Disturbed(Watched):
    """Lets others make changes before call number ``at``."""

    def __init__(self, at: int, others: list[MeetingStore]) -> None:
        super().__init__()
        self.at, self.others = at, others

    def step(self, name: str, make: Any, arguments: tuple[Any, ...]) -> Any:
        if self.total == self.at:
            for number, other in enumerate(self.others):
                other.transact(tick(2 * self.at % _POINTS + 1 + number, done=self.at < _POINTS // 2))
        return make()


def _check(source: Path, place: Path, seq: int) -> None:
    restored = restore(source, place, actor=ANNA, clock=SystemClock(), config=StoreConfig(calls=Unsynced()))
    assert restored.manifest.seq == seq
    assert restored.told == ()
    store = opened(place, create=False)
    assert (store.snapshot().state.seq, store.snapshot().notice) == (seq, "")
    check_sound(place)


@pytest.mark.parametrize("settings", [{}, {"small_file": 0}, {"journal_limit": 0}], ids=["small", "large", "rotating"])
def test_a_change_at_every_call_of_a_backup(tmp_path: Path, settings: dict[str, int]) -> None:
    folder = tmp_path / "meeting"
    config = StoreConfig(calls=Unsynced())._replace(**settings)  # type: ignore[arg-type]
    others = [opened(folder, actor=actor, points=_POINTS, config=config) for actor in (ANNA, BORIS)]
    others[0].transact(tick(1))
    at, calls = 0, None
    while calls is None or calls.total >= at:
        at += 1
        calls = _Disturbed(at, others)
        manifest = back_up(folder, tmp_path / f"{at}.backup", clock=SystemClock(), config=StoreConfig(calls=calls))
        _check(tmp_path / f"{at}.backup", tmp_path / f"{at}", manifest.seq)
    assert at > 10


@pytest.mark.long
@pytest.mark.parametrize("meeting", range(10))
def test_fifty_backups_against_a_busy_writer(tmp_path: Path, meeting: int) -> None:
    # Each backup holds the whole history, which grows meanwhile: of one meeting alone five hundred would be gigabytes.
    folder = tmp_path / "meeting"
    opened(folder, points=100)
    writer = start("tick_until_killed", folder, tmp_path / "acks", 1, 100)
    try:
        for number in range(50):
            source, place = tmp_path / f"{meeting}-{number}.backup", tmp_path / f"{number}"
            manifest = back_up(folder, source, clock=SystemClock())
            _check(source, place, manifest.seq)
            source.unlink()
            shutil.rmtree(place)
        assert writer.poll() is None, "the writer ended before the backups did"
    finally:
        writer.kill()
        writer.communicate()


def test_a_backup_that_was_made_too_late_is_mended_as_it_is_restored(tmp_path: Path) -> None:
    """One of an older tracker: its state is a change ahead of its journal."""
    source = Path(__file__).parent / "data" / "backup-ahead.backup"
    restored = restore(source, tmp_path / "meeting", actor=ANNA, clock=SystemClock())
    assert any("whole as of its newest saved copy" in sentence for sentence in restored.told)
    store = opened(tmp_path / "meeting", create=False)
    assert store.snapshot().notice == ""
    assert len(ticked(store)) > 0
    check_sound(tmp_path / "meeting")
