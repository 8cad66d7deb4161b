"""Works on a disk that is soon full: ``python -m tests.store.tiny_disk FOLDER``; reports as JSON on standard output."""

import json
import sys
from pathlib import Path

from tests.support.store import opened, tick, ticked
from tracker.errors import StoreError
from tracker.store.config import StoreConfig
from tracker.store.meeting_store import MeetingStore

_POINTS = 8


def _change(store: MeetingStore, rounds: int) -> tuple[list[str], list[str]]:
    """Tick and untick points; return the numbers of the changes that were saved, and the points that were refused."""
    saved, refused = [], []
    for number in range(rounds):
        point = number % _POINTS + 1
        wanted = f"psm.{point}" not in ticked(store)
        try:
            entry = store.transact(tick(point, done=wanted)).entry
        except StoreError:
            refused.append(f"psm.{point}")
        else:
            assert entry is not None
            saved.append(f"{entry.seq}")
    return saved, refused


def main(disk: Path) -> None:
    """Fill the disk, free some of it, go on, and compare with what a fresh process reads."""
    ballast, folder = disk / "ballast", disk / "meeting"
    ballast.write_bytes(bytes(40_000))
    store = opened(folder, points=_POINTS, config=StoreConfig())
    saved, refused = _change(store, 600)
    before = {entry.seq for entry in opened(folder, create=False, config=StoreConfig()).history()}
    ballast.unlink()
    saved_after, _ = _change(store, 20)
    fresh = opened(folder, create=False, config=StoreConfig())
    seqs = {str(entry.seq) for entry in fresh.history()}
    report = {
        "saved": saved,
        "refused": refused,
        "saved after": saved_after,
        "lost": sorted({*saved, *saved_after} - seqs),
        "appeared": sorted(seqs - {*saved, *saved_after}) + sorted(str(seq) for seq in before - set(map(int, saved))),
        "differs": sorted(ticked(fresh) ^ ticked(store)),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
