"""With a part of the store taken out, the test that is there for it fails."""

from pathlib import Path

import pytest

from tests.store.checks import Meeting, check_damage, check_distinct_ticks, check_mixed_inserts, check_power_loss
from tests.store.powerloss import Forgetful
from tests.support.shims import Unsynced, WithoutJournal


def test_without_the_lock_ticks_are_lost_or_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_distinct_ticks(tmp_path, workers=4, each=60, calls="WithoutLock")


def test_without_the_lock_inserts_are_lost_or_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_mixed_inserts(tmp_path, workers=4, each=60, calls="WithoutLock")


def test_without_fsync_a_power_cut_loses_changes(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="lost after a power cut"):
        check_power_loss(tmp_path, commits=4, record=Forgetful)


def test_without_the_journal_a_damaged_state_is_lost(tmp_path: Path) -> None:
    meeting = Meeting(tmp_path, WithoutJournal())
    with pytest.raises(AssertionError, match=r"lost with meeting\.json"):
        check_damage(meeting, "meeting.json", [b""], Unsynced())


@pytest.mark.long
def test_with_all_of_it_the_same_checks_pass(tmp_path: Path) -> None:
    for name in ("ticks", "inserts", "power", "damage"):
        (tmp_path / name).mkdir()
    check_distinct_ticks(tmp_path / "ticks", workers=4, each=60)
    check_mixed_inserts(tmp_path / "inserts", workers=4, each=60)
    check_power_loss(tmp_path / "power", commits=4)
    check_damage(Meeting(tmp_path / "damage"), "meeting.json", [b""], Unsynced())
