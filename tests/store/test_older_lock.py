"""A lock file that is older or newer than the journal beside it: no record that was synced is cut off for it."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.powerloss import Cut, Place, Placed, PlacedRecording, copies, lay_out, states
from tests.support.people import ANNA, BORIS
from tests.support.shims import Failing, Rebooted, Unsynced
from tests.support.store import check_sound, opened, plainly_ticked, tick, ticked
from tracker.errors import StoreError
from tracker.store.config import StoreConfig
from tracker.store.io.folder import JOURNAL, LOCK, STATE
from tracker.store.io.oscalls import OsCalls
from tracker.store.meeting_store import MeetingStore

_POINTS = 40


def _large(folder: Path, calls: OsCalls | None = None, **settings: object) -> MeetingStore:
    """Open a meeting whose file isn't written with each change."""
    config = StoreConfig(calls=calls or Unsynced(), small_file=0)
    return opened(folder, points=600, config=config, **settings)  # type: ignore[arg-type]


def _in_place(folder: Path, older: bytes) -> Path:
    (folder / LOCK).write_bytes(older)
    return folder


def _copied(folder: Path, older: bytes) -> Path:
    copy = folder.with_name("copy")
    copy.mkdir(mode=0o700)
    (copy / LOCK).write_bytes(older)
    for name in (JOURNAL, STATE):
        shutil.copy2(folder / name, copy / name)
    return copy


@pytest.mark.parametrize("put", [_in_place, _copied])
def test_an_older_lock_drops_no_change(tmp_path: Path, put: Callable[[Path, bytes], Path]) -> None:
    folder = tmp_path / "meeting"
    store = _large(folder)
    store.transact(tick(1))
    older = (folder / LOCK).read_bytes()
    for number in (2, 3, 4):
        store.transact(tick(number))
    place = put(folder, older)
    there = {f"psm.{number}" for number in range(1, 5)}
    reader = _large(place, create=False, actor=BORIS)
    assert ticked(reader) == there
    assert reader.snapshot().notice == ""
    _large(place).transact(tick(5))
    assert ticked(_large(place)) == there | {"psm.5"}
    assert [entry.seq for entry in _large(place).history()] == [5, 4, 3, 2, 1]
    (place / LOCK).chmod(0o600)
    opened(place).transact(tick(6))
    check_sound(place)


def _recorded(folder: Path, place: Place) -> PlacedRecording:
    opened(folder, points=_POINTS, config=StoreConfig(calls=Placed(place)))
    calls = PlacedRecording(folder, place)
    for number, actor in enumerate((ANNA, BORIS, ANNA), 1):
        store = opened(folder, actor=actor, create=False, config=StoreConfig(calls=calls, small_file=0))
        store.transact(tick(number))
        calls.acknowledge(f"psm.{number}")
    return calls


def _checked(cuts: Iterator[Cut], folder: Path, calls: OsCalls) -> int:
    count, config = 0, StoreConfig(calls=calls, small_file=0)
    for cut in cuts:
        count += 1
        lay_out(cut.files, folder)
        lost = cut.acknowledged - ticked(opened(folder, create=False, config=config))
        assert not lost, f"{lost} lost of {sorted(cut.files)}"
        store = opened(folder, actor=BORIS, create=False, config=config)
        there = ticked(store)
        store.transact(tick(_POINTS))
        assert ticked(opened(folder, create=False, config=config)) == there | {f"psm.{_POINTS}"}
    return count


_HERE = Place()
_ELSEWHERE = [
    pytest.param(Place(mount=2), id="the disk came back on another mount"),
    pytest.param(Place(folder=2), id="copied to another folder"),
    pytest.param(Place(lock_is_older=False), id="copied back into the same files"),
]


@pytest.mark.parametrize("place", _ELSEWHERE)
def test_copies_of_different_moments_in_one_boot(tmp_path: Path, place: Place) -> None:
    calls = _recorded(tmp_path / "meeting", _HERE)
    assert _checked(copies(calls, LOCK), tmp_path / "cut", Placed(place)) > 50


@pytest.mark.long
@pytest.mark.parametrize("place", _ELSEWHERE)
def test_copies_of_all_files_of_different_moments(tmp_path: Path, place: Place) -> None:
    calls = _recorded(tmp_path / "meeting", _HERE)
    assert _checked(copies(calls, LOCK, STATE), tmp_path / "cut", Placed(place)) > 100


def test_another_state_of_the_disk_in_one_boot(tmp_path: Path) -> None:
    """A disk that was lost and mounted again shows what was synced, and of the rest anything: the boot is the same."""
    calls = _recorded(tmp_path / "meeting", _HERE)
    assert _checked(states(calls), tmp_path / "cut", Placed(Place(mount=2))) > 100


def test_without_looking_at_the_mount_such_a_disk_loses_changes(tmp_path: Path) -> None:
    calls = _recorded(tmp_path / "meeting", _HERE)
    with pytest.raises(AssertionError, match="lost of"):
        _checked(states(calls), tmp_path / "cut", Placed(_HERE))


class _Dead(Failing):
    """A disk that takes nothing more, not even that something is taken back, from the journal's next fsync on."""

    def step(self, name: str, make: Callable[[], object], arguments: tuple[object, ...]) -> object:
        if name == "fsync" and not self.forever:
            self.at, self.forever = self.total, True
        return super().step(name, make, arguments)


def _refused(folder: Path, calls: OsCalls) -> None:
    store = _large(folder, calls)
    with pytest.raises(StoreError, match="not saved"):
        store.transact(tick(2))


def test_what_could_not_even_be_taken_back_never_appears(tmp_path: Path) -> None:
    _large(tmp_path).transact(tick(1))
    _refused(tmp_path, _Dead(0, errno.EIO, forever=False))
    assert (tmp_path / JOURNAL).read_bytes().count(b"\n") == 3, "the record is still there"
    reader = _large(tmp_path, actor=BORIS, create=False)
    assert ticked(reader) == {"psm.1"}
    _large(tmp_path).transact(tick(3))
    assert ticked(_large(tmp_path)) == {"psm.1", "psm.3"}
    reader.changed()
    assert ticked(reader) == {"psm.1", "psm.3"}
    assert not list(tmp_path.glob("*damaged*"))


class _Stubborn(OsCalls):
    """A journal that can neither be synced nor cut, while all else works; once."""

    is_stubborn = True

    def fsync(self, descriptor: int) -> None:
        if self._is_journal(descriptor):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def ftruncate(self, descriptor: int, size: int) -> None:
        if self._is_journal(descriptor):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().ftruncate(descriptor, size)

    def _is_journal(self, descriptor: int) -> bool:
        return self.is_stubborn and Path(os.readlink(f"/proc/self/fd/{descriptor}")).name == JOURNAL


@pytest.mark.parametrize("calls", [Unsynced(), Rebooted()], ids=["same boot", "rebooted"])
@pytest.mark.parametrize("copied", [False, True])
def test_a_refusal_holds_across_boots_and_copies(tmp_path: Path, calls: OsCalls, copied: bool) -> None:
    folder = tmp_path / "meeting"
    _large(folder).transact(tick(1))
    _refused(folder, _Stubborn())
    if copied:
        folder = Path(shutil.copytree(folder, tmp_path / "copy"))
    assert ticked(_large(folder, calls, create=False)) == {"psm.1"}
    _large(folder, calls).transact(tick(3))
    assert ticked(_large(folder, calls)) == {"psm.1", "psm.3"}
    assert plainly_ticked(folder) <= {"psm.1", "psm.3"}


def test_a_reader_never_sees_what_is_not_synced_yet(tmp_path: Path) -> None:
    _large(tmp_path).transact(tick(1))
    looking = _large(tmp_path, actor=BORIS)
    seen: list[set[str]] = []

    class Looked(Unsynced):
        def fsync(self, descriptor: int) -> None:
            looking.changed()
            fresh = _large(tmp_path, actor=BORIS, create=False)
            seen.extend((ticked(looking), ticked(fresh)))

    _large(tmp_path, Looked()).transact(tick(2))
    assert seen == [{"psm.1"}, {"psm.1"}]
    looking.changed()
    assert ticked(looking) == {"psm.1", "psm.2"}


def test_the_longest_names_leave_room_in_the_lock_file(tmp_path: Path) -> None:
    name = "\U0001f600" * 200
    store = opened(tmp_path, actor=ANNA.__class__(uid=1, name=name))
    for number in range(1, 5):
        store.transact(tick(number))
    assert (tmp_path / LOCK).stat().st_size == 2048
    assert ticked(opened(tmp_path)) == {f"psm.{number}" for number in range(1, 5)}
