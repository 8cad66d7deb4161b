"""Four writers, one of them killed again and again at a random moment: nothing acknowledged is ever lost."""

import random
import time
from pathlib import Path

import pytest

from tests.store.checks import acknowledged, start
from tests.support.store import check_sound, opened, plainly_ticked, tick

_WRITERS, _EACH = 4, 5
_PATIENCE = 60.0


class _Writer:
    """A process that ticks and unticks points of its own until it is killed."""

    def __init__(self, folder: Path, number: int) -> None:
        self.acks = folder / f"worker{number}"
        self._start = ("tick_until_killed", folder / "meeting", self.acks, 1 + number * _EACH, _EACH)
        self.process = start(*self._start)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def revive(self) -> None:
        self.process = start(*self._start)


def _lost(folder: Path, writers: list[_Writer]) -> list[str]:
    """Return the points that are neither as last acknowledged nor as a later change left them."""
    last: dict[str, tuple[bool, int]] = {}
    for line in acknowledged(*(writer.acks for writer in writers)):
        row_id, done, seq = line.split()
        last[row_id] = (done == "1", int(seq))
    rows = opened(folder / "meeting", create=False).snapshot().state.talking_points
    return [
        f"{row_id} was acknowledged {done} with change {seq} and is {rows[row_id].done} with change {rows[row_id].rev}"
        for row_id, (done, seq) in last.items()
        # A change that was killed before it could be acknowledged may be there or not, but never an older state.
        if rows[row_id].rev < seq or (rows[row_id].rev == seq and rows[row_id].done != done)
    ]


def _wait_for_acknowledgements(writers: list[_Writer], least: int) -> None:
    """Wait until the writers were told of so many saved changes: on a loaded machine too, each kill falls into work."""
    give_up = time.monotonic() + _PATIENCE
    while len(acknowledged(*(writer.acks for writer in writers))) < least:
        assert time.monotonic() < give_up, "nobody gets anything saved"
        time.sleep(0.01)  # until the condition above holds


def _kill_at_random(folder: Path, kills: int) -> None:
    opened(folder / "meeting", points=_WRITERS * _EACH + 1)
    chance = random.Random(kills)
    writers = [_Writer(folder, number) for number in range(_WRITERS)]
    for kill in range(kills):
        _wait_for_acknowledgements(writers, kill + 1)
        time.sleep(chance.uniform(0.02, 0.2))  # the moment of the kill is what is drawn here
        writer = chance.choice(writers)
        writer.kill()
        assert _lost(folder, writers) == []
        writer.revive()
    for writer in writers:
        writer.kill()
    assert _lost(folder, writers) == []
    opened(folder / "meeting").transact(tick(_WRITERS * _EACH + 1))
    assert f"psm.{_WRITERS * _EACH + 1}" in plainly_ticked(folder / "meeting")
    check_sound(folder / "meeting")


def test_twenty_random_kills(tmp_path: Path) -> None:
    _kill_at_random(tmp_path, 20)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_thousand_random_kills(tmp_path: Path) -> None:
    _kill_at_random(tmp_path, 1000)
