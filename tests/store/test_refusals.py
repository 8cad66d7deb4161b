"""What can't be written is refused aloud, what was planted is left alone, and the meeting can still be read."""

import os
import signal
import stat
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.accounts import as_root, let_others_in
from tests.support.people import ANNA, BORIS
from tests.support.shims import Watched, in_child
from tests.support.store import no_programme, opened, programme, tick, ticked
from tracker.clock import SystemClock
from tracker.domain.model.history import Actor
from tracker.domain.model.snapshot import SaveStatus
from tracker.errors import BusyError, StoreError, ViewOnlyError
from tracker.store.config import StoreConfig
from tracker.store.io.folder import Folder
from tracker.store.io.oscalls import OsCalls
from tracker.store.io.permissions import file_system_of
from tracker.store.meeting_store import MeetingStore

Planting = Callable[[Path, Path], None]
"""Puts something at the first path that leads to the second."""


def _refuses(store: MeetingStore, words: str) -> None:
    """See that a store shows the meeting, says why it can't be changed, and changes nothing."""
    assert ticked(store) == {"psm.1"}
    assert store.snapshot().standing is SaveStatus.VIEW_ONLY
    assert words in store.snapshot().notice
    before = {path: path.stat().st_mtime_ns for path in store.folder.iterdir()}
    with pytest.raises(ViewOnlyError, match="View only"):
        store.transact(tick(2))
    assert {path: path.stat().st_mtime_ns for path in store.folder.iterdir()} == before


def test_a_folder_that_everyone_may_write_to(tmp_path: Path) -> None:
    opened(tmp_path / "meeting").transact(tick(1))
    (tmp_path / "meeting").chmod(0o777)
    _refuses(opened(tmp_path / "meeting", create=False), "chmod o-w")


def test_a_folder_that_is_a_symbolic_link(tmp_path: Path) -> None:
    opened(tmp_path / "meeting").transact(tick(1))
    (tmp_path / "link").symlink_to(tmp_path / "meeting")
    _refuses(opened(tmp_path / "link", create=False), "symbolic link")


def test_a_read_only_mount_is_not_even_tried(tmp_path: Path) -> None:
    class ReadOnly(Watched):
        def is_read_only(self, folder: int) -> bool:
            return True

    opened(tmp_path / "meeting").transact(tick(1))
    calls = ReadOnly()
    _refuses(opened(tmp_path / "meeting", create=False, config=StoreConfig(calls=calls)), "mounted read-only")
    assert not calls.counts.keys() & {"pwrite", "fsync", "rename", "link", "unlink", "ftruncate", "fchmod", "mkdir"}


@as_root
@pytest.mark.parametrize("mode", [0o555, 0o755])
def test_someone_elses_folder(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "meeting"
    opened(folder).transact(tick(1))
    let_others_in(tmp_path)
    for path in folder.iterdir():
        path.chmod(0o755)
    folder.chmod(mode)

    def visit() -> None:
        os.setresgid(4001, 4001, 4001)
        os.setresuid(4001, 4001, 4001)
        _refuses(opened(folder, create=False, actor=Actor(uid=4001, name="visitor")), "no permission")

    assert in_child(visit) == 0


@as_root
def test_a_folder_that_may_not_be_entered(tmp_path: Path) -> None:
    opened(tmp_path / "meeting").transact(tick(1))
    let_others_in(tmp_path)

    def visit() -> None:
        os.setresuid(4001, 4001, 4001)
        with pytest.raises(StoreError, match="Permission denied"):
            opened(tmp_path / "meeting", create=False)

    assert in_child(visit) == 0


def test_a_network_file_system_is_warned_of(tmp_path: Path) -> None:
    class OnNfs(OsCalls):
        def mounts(self) -> str:
            return f"22 1 0:40 / / rw - ext4 /dev/vda rw\n30 22 0:50 / {tmp_path} rw shared:1 - nfs4 srv:/x rw\n"

    store = opened(tmp_path, config=StoreConfig(calls=OnNfs()))
    assert "network file system (nfs4)" in store.snapshot().notice
    assert store.transact(tick(1)).snapshot.standing is SaveStatus.SAVED


def test_the_file_system_is_told_by_the_nearest_mount() -> None:
    mounts = (
        "22 1 0:1 / / rw - ext4 /dev/a rw\n23 22 0:2 / /proc rw - proc proc rw\n"
        "24 22 0:3 / /proc/my\\040share rw - cifs //srv rw\nnonsense\n"
    )
    assert file_system_of(Path("/somewhere/else"), mounts) == "ext4"
    assert file_system_of(Path("/proc/my share/meeting"), mounts) == "cifs"
    assert file_system_of(Path("/proc"), mounts) == "proc"


def _link(path: Path, victim: Path) -> None:
    path.symlink_to(victim)


def _hard_link(path: Path, victim: Path) -> None:
    path.hardlink_to(victim)


def _pipe(path: Path, victim: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path, victim: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("plant", [_link, _hard_link, _pipe, _folder])
@pytest.mark.parametrize("name", ["meeting.json", "journal.jsonl", "lock"])
def test_planted_things_are_refused_and_their_target_untouched(
    tmp_path: Path, name: str, plant: Callable[[Path, Path], None]
) -> None:
    folder, victim = tmp_path / "meeting", tmp_path / "victim"
    opened(folder).transact(tick(1))
    victim.write_text("precious")
    (folder / name).unlink()
    plant(folder / name, victim)
    with pytest.raises(StoreError, match=f"{name} is a"):
        opened(folder, create=False).transact(tick(2))
    assert victim.read_text() == "precious"
    assert {path.name for path in folder.iterdir()} == {"meeting.json", "meeting.json.bak", "journal.jsonl", "lock"}


@pytest.mark.parametrize("plant", [_link, _hard_link, _pipe])
def test_planted_left_overs_are_taken_away_unopened(tmp_path: Path, plant: Planting) -> None:
    folder, victim = tmp_path / "meeting", tmp_path / "victim"
    store = opened(folder)
    store.transact(tick(1))
    victim.write_text("precious")
    plant(folder / "meeting.json.new", victim)
    store.transact(tick(2))
    assert victim.read_text() == "precious"
    assert not (folder / "meeting.json.new").exists()
    assert stat.S_ISREG((folder / "meeting.json").lstat().st_mode)


def test_a_stopped_holder_is_named_and_readers_go_on(tmp_path: Path) -> None:
    class Stopping(OsCalls):
        def rename(self, old: str, new: str, folder: int) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)
            super().rename(old, new, folder)

    opened(tmp_path).transact(tick(1))
    holder = os.fork()
    if holder == 0:
        opened(tmp_path, config=StoreConfig(calls=Stopping())).transact(tick(2))
        os._exit(0)
    assert os.WIFSTOPPED(os.waitpid(holder, os.WUNTRACED)[1])
    try:
        assert StoreConfig().lock_wait == 5.0
        store = opened(tmp_path, actor=BORIS, config=StoreConfig(lock_wait=0.2))
        assert ticked(store) == {"psm.1", "psm.2"}, "what is promised is seen, though the file isn't written yet"
        with pytest.raises(BusyError, match=rf"anna \(process {holder} on "):
            store.transact(tick(3))
        assert store.changed() is None
    finally:
        os.kill(holder, signal.SIGCONT)
    assert os.waitpid(holder, 0)[1] == 0
    store.transact(tick(3))
    assert ticked(opened(tmp_path)) == {"psm.1", "psm.2", "psm.3"}


def test_a_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    opened(tmp_path).transact(tick(1))
    ready, tell = os.pipe()
    holder = os.fork()
    if holder == 0:
        folder = Folder(tmp_path, OsCalls())
        descriptor = folder.open_file("lock", os.O_RDWR)
        OsCalls().flock(descriptor)
        os.write(tell, b"x")
        signal.pause()
    os.read(ready, 1)
    os.kill(holder, signal.SIGKILL)
    os.waitpid(holder, 0)
    opened(tmp_path, config=StoreConfig(lock_wait=0.0)).transact(tick(2))
    assert ticked(opened(tmp_path)) == {"psm.1", "psm.2"}


def test_a_deleted_lock_file_is_made_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.transact(tick(1))
    (tmp_path / "lock").unlink()
    store.transact(tick(2))
    assert ticked(opened(tmp_path)) == {"psm.1", "psm.2"}
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    store = opened(tmp_path / "meeting")
    subprocess.run(["rm", "-r", tmp_path / "meeting"], check=True)
    seen = store.changed()
    assert seen is not None
    assert "is gone" in seen.notice
    assert store.changed() is None, "it is told once"
    with pytest.raises(StoreError, match="is gone"):
        store.transact(tick(1))
    assert not (tmp_path / "meeting").exists()


def test_view_only_ends_when_its_reason_does(tmp_path: Path) -> None:
    opened(tmp_path / "meeting").transact(tick(1))
    (tmp_path / "meeting").chmod(0o777)
    store = opened(tmp_path / "meeting")
    assert store.snapshot().standing is SaveStatus.VIEW_ONLY
    (tmp_path / "meeting").chmod(0o700)
    seen = store.changed()
    assert seen is not None
    assert seen.standing is SaveStatus.SAVED
    store.transact(tick(2))


def test_damage_beyond_mending_is_told_to_whoever_looks_on(tmp_path: Path) -> None:
    reader, writer = opened(tmp_path, actor=BORIS), opened(tmp_path)
    writer.transact(tick(1))
    for name in ("meeting.json", "meeting.json.bak", "journal.jsonl"):
        (tmp_path / name).write_bytes(b"")
    seen = reader.changed()
    assert seen is not None
    assert "can't be read" in seen.notice
    assert "psm.6" in seen.state.talking_points, "the last state known stays on the screen"


def test_a_look_never_waits_for_a_change_under_way(tmp_path: Path) -> None:
    looked: list[object] = []

    class Looking(OsCalls):
        def rename(self, old: str, new: str, folder: int) -> None:
            thread = threading.Thread(target=lambda: looked.append(store.changed()))
            thread.start()
            thread.join()
            super().rename(old, new, folder)

    opened(tmp_path)
    store = opened(tmp_path, config=StoreConfig(calls=Looking()))
    store.transact(tick(1))
    assert looked == [None]


def test_two_threads_of_one_store_take_turns(tmp_path: Path) -> None:
    store = opened(tmp_path, points=40)
    threads = [
        threading.Thread(target=lambda first=first: [store.transact(tick(first + n)) for n in range(10)])
        for first in (1, 11, 21, 31)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ticked(opened(tmp_path))) == 40


def test_a_meeting_that_is_made_by_someone_else_meanwhile_is_seen(tmp_path: Path) -> None:
    early = opened(tmp_path / "meeting", create=False)
    other = MeetingStore.open(
        tmp_path / "meeting", actor=BORIS, clock=SystemClock(), programme=lambda: programme(3), create=True
    )
    other.transact(tick(3))
    seen = early.changed()
    assert seen is not None
    assert seen.standing is SaveStatus.SAVED
    assert len(seen.state.talking_points) == 3
    early.transact(tick(1))
    late = MeetingStore.open(tmp_path / "meeting", actor=ANNA, clock=SystemClock(), programme=no_programme, create=True)
    assert ticked(late) == {"psm.1", "psm.3"}
