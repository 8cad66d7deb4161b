"""A folder shared with a group: two people with any umask read and write it, others don't."""

import grp
import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.store.accounts import as_root, let_others_in
from tests.support.shims import in_child
from tests.support.store import check_sound, opened, programme, tick, ticked
from tracker.clock import SystemClock
from tracker.domain.model.history import Actor
from tracker.domain.model.snapshot import SaveStatus
from tracker.errors import StoreError
from tracker.store.maintenance.backup import back_up
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.maintenance.restore import restore
from tracker.store.meeting_store import MeetingStore

_ANNA, _BORIS, _OUTSIDER = 4001, 4002, 4003
_GROUP = next(group for group in grp.getgrall() if group.gr_gid not in (0, os.getegid()))


def _as(uid: int, work: Callable[[], object], umask: int = 0o022) -> None:
    """Do ``work`` as another person; the outsider isn't in the group."""

    def become() -> None:
        os.umask(umask)
        os.setgroups([] if uid == _OUTSIDER else [_GROUP.gr_gid])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        work()

    assert in_child(become) == 0


def _shared(folder: Path) -> Path:
    """Make a shared meeting where others can reach it."""
    let_others_in(folder)
    MeetingStore.open(
        folder / "meeting",
        actor=Actor(uid=0, name="secretary"),
        clock=SystemClock(),
        programme=lambda: programme(20),
        create=True,
        group=_GROUP.gr_name,
    )
    return folder / "meeting"


def _modes(folder: Path) -> set[tuple[int, int]]:
    return {(stat.S_IMODE(path.stat().st_mode), path.stat().st_gid) for path in folder.iterdir()}


@as_root
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=["000", "022", "077"])
def test_two_people_change_it_in_turn(tmp_path: Path, umask: int) -> None:
    folder = _shared(tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2770

    def change(uid: int, number: int) -> None:
        store = opened(folder, actor=Actor(uid=uid, name=f"user{uid}"), create=False)
        assert store.snapshot().standing is SaveStatus.SAVED
        assert len(ticked(store)) == number - 1
        store.transact(tick(number))
        store.undo()
        store.redo()
        assert _modes(folder) == {(0o660, _GROUP.gr_gid)}

    for number in range(1, 9):
        uid = (_ANNA, _BORIS)[number % 2]
        _as(uid, partial(change, uid, number), umask)
    assert len(ticked(opened(folder))) == 8
    assert {entry.actor.uid for entry in opened(folder).history()} == {_ANNA, _BORIS}
    check_sound(folder)


@as_root
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=["000", "022", "077"])
def test_what_one_mends_the_other_can_use(tmp_path: Path, umask: int) -> None:
    folder = _shared(tmp_path)

    def damage_and_mend() -> None:
        opened(folder, actor=Actor(uid=_ANNA, name="anna")).transact(tick(1))
        (folder / "meeting.json").write_text("?")
        (folder / "journal.jsonl").unlink()
        opened(folder, actor=Actor(uid=_ANNA, name="anna"))

    def go_on() -> None:
        store = opened(folder, actor=Actor(uid=_BORIS, name="boris"))
        store.transact(tick(2))
        assert "psm.2" in ticked(store)

    _as(_ANNA, damage_and_mend, umask)
    _as(_BORIS, go_on, umask)
    made = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir() if "damaged" not in path.name}
    assert set(made.values()) == {0o660}


@as_root
def test_a_backup_restored_by_one_can_be_used_by_the_other(tmp_path: Path) -> None:
    folder, kept = _shared(tmp_path), tmp_path / "kept"
    kept.mkdir()
    kept.chmod(0o777)
    _as(_ANNA, lambda: back_up(folder, kept / "file", clock=SystemClock()), 0o077)
    _as(
        _ANNA,
        lambda: restore(kept / "file", folder, actor=Actor(uid=_ANNA, name="anna"), clock=SystemClock()),
        0o077,
    )
    _as(_BORIS, lambda: opened(folder, actor=Actor(uid=_BORIS, name="boris")).transact(tick(1)), 0o077)
    assert _modes(folder) == {(0o660, _GROUP.gr_gid)}
    assert stat.S_IMODE((kept / "file").stat().st_mode) == 0o600


@as_root
def test_an_outsider_is_shut_out(tmp_path: Path) -> None:
    folder = _shared(tmp_path)

    def visit() -> None:
        with pytest.raises(StoreError, match="Permission denied"):
            opened(folder, actor=Actor(uid=_OUTSIDER, name="eve"), create=False)

    _as(_OUTSIDER, visit)


def test_an_unknown_group_is_refused_and_nothing_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no group 'no-such-group'"):
        MeetingStore.open(
            tmp_path / "meeting",
            actor=Actor(uid=0, name="secretary"),
            clock=SystemClock(),
            programme=programme,
            create=True,
            group="no-such-group",
        )
    assert list(tmp_path.iterdir()) == []


def test_a_private_folder_is_not_shared_behind_its_owners_back(tmp_path: Path) -> None:
    opened(tmp_path / "private")
    (tmp_path / "empty").mkdir(mode=0o700)
    with pytest.raises(StoreError, match="isn't shared with the group"):
        MeetingStore.open(
            tmp_path / "empty",
            actor=Actor(uid=0, name="secretary"),
            clock=SystemClock(),
            programme=programme,
            create=True,
            group=grp.getgrgid(os.getegid()).gr_name,
        )
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700


@as_root
def test_the_doctor_sees_files_that_the_group_cannot_use(tmp_path: Path) -> None:
    folder = _shared(tmp_path)
    (folder / "journal.jsonl").chmod(0o600)
    os.chown(folder / "meeting.json", -1, 0)
    (warning,) = [finding for finding in examine(folder) if finding.severity is not Severity.OK]
    assert "journal.jsonl has mode 600, not 660" in warning.what
    assert "meeting.json belongs to another group" in warning.what
