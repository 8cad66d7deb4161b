"""Files and folders outside the store: the one safe read, the one atomic write, the one private folder, and all modes.

Nothing here waits for the other end of a pipe, and nothing is written through a link. The store reaches its files by
``store/io``, where each call is counted, and shares the modes and flags.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""Modes of what one person alone reads and writes."""

SHARED_FILE, SHARED_FOLDER = 0o660, 0o2770
"""Modes of what a group reads and writes; setgid lets new files belong to the group of their folder."""

PUBLIC_FILE = 0o666
"""Mode of a file that is handed on; the umask of the person takes from it."""

ANY_OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""Mode bits that let anybody but the owner in."""

WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
"""Mode bits that let anybody but the owner write."""

SAFE_FLAGS = os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK
"""Opening with them waits for no pipe, takes no terminal, and lets no other program inherit the file."""

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOCTTY
"""Open a folder to sync it, or to reach the files in it."""

NEW_FILE_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | SAFE_FLAGS
"""Make a file, and fail where anything has its name, be it a link."""


class NotRegularError(OSError):
    """A path leads to a folder, a pipe, a device or a socket, and not to a regular file."""

    def __init__(self, mode: int) -> None:
        """Tell of something with the mode ``mode``, as stat(2) gives it."""
        self.is_folder = stat.S_ISDIR(mode)
        super().__init__(errno.EISDIR if self.is_folder else errno.EINVAL, "Not a regular file")


def open_regular(path: Path, *, follow_link: bool = False) -> BinaryIO:
    """Open a regular file to be read.

    Raises:
        NotRegularError: it is something else.
        OSError: it isn't there, can't be opened, or is a link and ``follow_link`` is false.
        ValueError: the path holds a zero byte.
    """
    descriptor = os.open(path, os.O_RDONLY | SAFE_FLAGS | (0 if follow_link else os.O_NOFOLLOW))
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise NotRegularError(mode)
        return open(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_private(path: Path, most_bytes: int) -> bytes:
    """Return the content of a file of this user; empty where it is another's, not regular, or over ``most_bytes``.

    Raises:
        OSError: it isn't there, is a link, or can't be read.
    """
    try:
        with open_regular(path) as file:
            facts = os.fstat(file.fileno())
            return file.read(most_bytes) if facts.st_uid == os.getuid() and facts.st_size <= most_bytes else b""
    except NotRegularError:
        return b""


def is_own_or_roots(facts: os.stat_result) -> bool:
    """Say whether a file or folder belongs to this user or to root, whom every user has to trust."""
    return facts.st_uid in (os.getuid(), 0)


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody else can look into, with those above it that aren't there yet.

    Raises:
        OSError: it can't be made.
    """
    if not folder.is_dir():
        if not folder.parent.exists():
            make_private_folder(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


@contextlib.contextmanager
def new_file(path: Path, mode: int = PRIVATE_FILE, *, sync: bool = False) -> Iterator[BinaryIO]:
    """Open a file that isn't there yet to be written, synced at the end if ``sync``; a failure leaves nothing of it.

    Raises:
        FileExistsError: there is something of that name.
        OSError: it can't be made or written.
    """
    descriptor = os.open(path, NEW_FILE_FLAGS, mode)
    with _nothing_left_of(path), open(descriptor, "wb") as file:
        yield file
        file.flush()
        if sync:
            os.fsync(descriptor)


def write_file(
    path: Path, content: bytes, *, mode: int = PRIVATE_FILE, sync: bool = False, overwrite: bool = True
) -> None:
    """Put ``content`` into the place of a file in one step; a link of that name is replaced and not followed.

    Args:
        path: the file.
        content: all of it.
        mode: of the new file, less the umask.
        sync: whether it must outlive a power cut; without it, it outlives the program and the line.
        overwrite: whether it may take the place of a file.

    Raises:
        FileExistsError: there is something of that name and ``overwrite`` is false.
        OSError: it can't be written; what was there stays.
    """
    fresh = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    with new_file(fresh, mode, sync=sync) as file:
        file.write(content)
    with _nothing_left_of(fresh):
        if overwrite:
            os.replace(fresh, path)
        else:
            # A link, unlike a rename, never takes the place of a file that came meanwhile.
            os.link(fresh, path, follow_symlinks=False)
            os.unlink(fresh)
    if sync:
        # The file is in its place and whole, so a folder that can't be synced, or not opened, is no failure.
        with contextlib.suppress(OSError):
            sync_folder(path.parent)


def write_private(path: Path, content: bytes) -> None:
    """Put ``content`` into the place of a file in one step, unsynced, for this user's eyes only; make its folder.

    Raises:
        OSError: it can't be written; what was there stays.
    """
    make_private_folder(path.parent)
    write_file(path, content)


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder lie on the disk itself.

    Raises:
        OSError: it can't be opened or synced.
    """
    descriptor = os.open(folder, FOLDER_FLAGS)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _nothing_left_of(path: Path) -> Iterator[None]:
    """Take a file away again where what is done with it fails: a disk that is full needs the room."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
