"""Small files: what is never read or written, and what is left where writing fails."""

import os
import resource
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker.files import (
    PUBLIC_FILE,
    NotRegularError,
    make_private_folder,
    new_file,
    open_regular,
    read_private,
    write_file,
    write_private,
)


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """Let the system refuse to write more than ``size`` bytes to a file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(("make", "is_folder"), [(_folder, True), (_pipe, False), (_device, False)])
def test_what_is_no_regular_file_is_refused_without_waiting(
    tmp_path: Path, make: Callable[[Path], None], is_folder: bool
) -> None:
    make(tmp_path / "odd")
    with pytest.raises(NotRegularError) as caught:
        open_regular(tmp_path / "odd", follow_link=True)
    assert caught.value.is_folder == is_folder


def test_a_link_is_followed_only_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to("file")
    with open_regular(tmp_path / "link", follow_link=True) as file:
        assert file.read() == b"words"
    with pytest.raises(OSError, match="symbolic links"):
        open_regular(tmp_path / "link")


def test_a_private_file_is_read_only_up_to_its_largest_size(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert [read_private(file, most) for most in (4, 5)] == [b"", b"12345"]
    (tmp_path / "folder").mkdir()
    assert read_private(tmp_path / "folder", 5) == b""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
def test_a_private_file_of_another_account_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    os.chown(file, 12345, -1)
    assert read_private(file, 5) == b""


@pytest.mark.parametrize("sync", [False, True])
def test_where_there_is_no_room_the_old_file_stays_and_nothing_is_left_over(tmp_path: Path, sync: bool) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"before")
    with no_file_over(10), pytest.raises(OSError, match="too large"):
        write_file(file, b"x" * 11, sync=sync)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"before"}


def test_a_file_that_is_there_is_kept_unless_it_may_be_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"before")
    with pytest.raises(FileExistsError):
        write_file(file, b"after", overwrite=False)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"before"}
    write_file(file, b"after")
    write_file(tmp_path / "other", b"new", overwrite=False)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"after", "other": b"new"}


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"before")
    (tmp_path / "link").symlink_to("file")
    write_file(tmp_path / "link", b"after")
    assert (tmp_path / "file").read_bytes() == b"before"
    assert not (tmp_path / "link").is_symlink()


def test_nothing_is_left_of_a_new_file_that_was_not_finished(tmp_path: Path) -> None:
    with no_file_over(10), pytest.raises(OSError, match="too large"), new_file(tmp_path / "file") as file:
        file.write(b"x" * 11)
    assert not list(tmp_path.iterdir())


def test_a_new_file_takes_the_place_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(FileExistsError), new_file(tmp_path / "link"):
        pytest.fail("it was opened")
    assert (tmp_path / "link").is_symlink()


def test_only_the_person_sees_what_is_private(tmp_path: Path) -> None:
    with no_umask():
        write_private(tmp_path / "a" / "b" / "file", b"")
        make_private_folder(tmp_path / "a" / "c")
        write_file(tmp_path / "public", b"", mode=PUBLIC_FILE)
    modes = {path.name: mode_of(path) for path in tmp_path.rglob("*")}
    assert modes == {"a": 0o700, "b": 0o700, "c": 0o700, "file": 0o600, "public": 0o666}


def test_what_must_outlive_a_power_cut_is_synced_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []

    def fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        synced.append(f"{kind} of {os.fstat(descriptor).st_size}" if kind == "file" else kind)

    monkeypatch.setattr(os, "fsync", fsync)
    write_private(tmp_path / "file", b"words")
    assert synced == []
    write_file(tmp_path / "file", b"words", sync=True)
    assert synced == ["file of 5", "folder"]
