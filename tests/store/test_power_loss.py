"""Power cuts at every moment, with everything unsynced dropped, torn or reordered: nothing acknowledged is lost."""

import os
from pathlib import Path

import pytest

from tests.store.checks import check_power_loss
from tests.store.powerloss import Recording, lay_out, states
from tests.support.people import BORIS
from tests.support.shims import Rebooted
from tests.support.store import opened, tick, ticked
from tracker.errors import StoreError
from tracker.store.config import StoreConfig


def test_a_thousand_states_after_a_power_cut(tmp_path: Path) -> None:
    assert check_power_loss(tmp_path, commits=12) >= 1000


@pytest.mark.long
def test_ten_thousand_states_after_a_power_cut(tmp_path: Path) -> None:
    assert check_power_loss(tmp_path, commits=95) >= 10_000


def test_making_a_meeting(tmp_path: Path) -> None:
    folder, cut = tmp_path / "meeting", tmp_path / "cut"
    folder.mkdir(mode=0o700)
    calls = Recording(folder)
    store = opened(folder, create=False, config=StoreConfig(calls=calls))
    store.transact(tick(1))
    calls.acknowledge("psm.1")
    count = 0
    for after in states(calls):
        lay_out(after.files, cut)
        store = opened(cut, config=StoreConfig(calls=Rebooted()))
        assert after.acknowledged <= ticked(store)
        store.transact(tick(6))
        count += 1
    assert count > 50


def test_a_failed_change_and_the_next_one(tmp_path: Path) -> None:
    """A record that was taken back doesn't come again with the power."""

    class FullOnce(Recording):
        is_full = False

        def fsync(self, descriptor: int) -> None:
            if self.is_full:
                self.is_full = False
                raise OSError(28, os.strerror(28))
            super().fsync(descriptor)

    folder, cut = tmp_path / "meeting", tmp_path / "cut"
    opened(folder)
    calls = FullOnce(folder)
    store = opened(folder, config=StoreConfig(calls=calls))
    store.transact(tick(1))
    calls.acknowledge("psm.1")
    calls.is_full = True
    with pytest.raises(StoreError, match="No space left"):
        store.transact(tick(2))
    store.transact(tick(3))
    calls.acknowledge("psm.3")
    for after in states(calls):
        lay_out(after.files, cut)
        there = ticked(opened(cut, actor=BORIS, config=StoreConfig(calls=Rebooted())))
        assert after.acknowledged <= there
        if "psm.3" in after.acknowledged:
            assert there == {"psm.1", "psm.3"}
