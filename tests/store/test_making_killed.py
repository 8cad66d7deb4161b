"""Making a meeting is broken off at any call, by a kill or a full disk: it can be made again, and nothing else is."""

import errno
import grp
import os
import shutil
import signal
import stat
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.people import ANNA
from tests.support.shims import Dying, Failing, Unsynced, in_child
from tests.support.store import check_sound, opened, programme, tick
from tracker.clock import SystemClock
from tracker.domain.model.programme import Programme
from tracker.errors import StoreError
from tracker.store.config import StoreConfig
from tracker.store.io.creation import has_meeting
from tracker.store.meeting_store import MeetingStore

_OTHER_GROUPS = [group.gr_name for group in grp.getgrall() if group.gr_gid not in (0, os.getegid())]


def _demo() -> Programme:
    return replace(programme(), meeting=replace(programme().meeting, title="Another"))


def _make(folder: Path, group: str | None, config: StoreConfig | None = None) -> MeetingStore:
    return MeetingStore.open(
        folder, actor=ANNA, clock=SystemClock(), programme=programme, create=True, group=group, config=config
    )


def _check(folder: Path, group: str | None, where: str) -> None:
    """See that the meeting can be used, or made anew; with the group that was asked for."""
    known = has_meeting(folder)
    with suppress(StoreError):
        # Another verb makes nothing of what is half made.
        MeetingStore.open(
            folder, actor=ANNA, clock=SystemClock(), programme=_demo, create=False, may_make=False
        ).transact(tick(1))
    assert has_meeting(folder) is known, where
    _make(folder, group, StoreConfig(calls=Unsynced())).close()
    assert opened(folder).snapshot().state.meeting.title == "A trial meeting", where
    check_sound(folder)
    if group:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o2770, where
        assert {path.stat().st_gid for path in folder.iterdir()} == {grp.getgrnam(group).gr_gid}, where
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o660}, where


@pytest.mark.parametrize("group", [None, *_OTHER_GROUPS[:1]])
@pytest.mark.parametrize(
    ("moment", "step"),
    [("before", 3), *(pytest.param(moment, 1, marks=pytest.mark.long) for moment in ("before", "middle", "after"))],
)
def test_a_kill_at_every_call(tmp_path: Path, group: str | None, moment: str, step: int) -> None:
    if group and os.getuid():
        pytest.skip("only root can give a folder to any group")
    at, status = 0, 1
    while status:
        at += step
        folder = tmp_path / "above" / "meeting"
        status = in_child(partial(_make, folder, group, StoreConfig(calls=Dying(at, moment))))  # type: ignore[arg-type]
        assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
        _check(folder, group, f"{moment} call {at}")
        shutil.rmtree(tmp_path / "above")
    assert at > 20


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("group", [None, *_OTHER_GROUPS[:1]])
def test_a_full_disk_at_every_call(tmp_path: Path, group: str | None, step: int) -> None:
    if group and os.getuid():
        pytest.skip("only root can give a folder to any group")
    at, calls = 0, None
    while calls is None or calls.total >= at:
        at += step
        folder, calls = tmp_path / "above" / "meeting", Failing(at, errno.ENOSPC, forever=True)
        with suppress(StoreError):
            _make(folder, group, StoreConfig(calls=calls)).close()
        _check(folder, group, f"call {at}")
        shutil.rmtree(tmp_path / "above")
    assert at > 20


def test_what_is_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "meeting.new").mkdir()
    (tmp_path / "meeting.new" / "letters.txt").write_text("mine")
    with pytest.raises(StoreError, match="in the way"):
        _make(tmp_path / "meeting", _OTHER_GROUPS[0])
    assert (tmp_path / "meeting.new" / "letters.txt").read_text() == "mine"
    assert not (tmp_path / "meeting").exists()
