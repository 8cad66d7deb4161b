"""Every call to the operating system that the store makes, in one place.

An object of this class is passed in, so that a test can count the calls, make the n-th one fail, kill the process
there, or keep unsynced data back as a power cut does. Names are always relative to the folder's descriptor.
"""

import fcntl
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tracker.files import FOLDER_FLAGS, SAFE_FLAGS

_BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
_MOUNTS_FILE = Path("/proc/self/mountinfo")


class OsCalls:
    """The real operating system. Every method raises OSError as the call does."""

    def open_folder(self, path: Path) -> int:
        """Open a folder to reach the files in it."""
        return os.open(path, FOLDER_FLAGS)

    def open(self, name: str, flags: int, mode: int, folder: int) -> int:
        """Open a file of the folder; never through a symbolic link, never waiting for the other end of a pipe."""
        return os.open(name, flags | os.O_NOFOLLOW | SAFE_FLAGS, mode, dir_fd=folder)

    def close(self, descriptor: int) -> None:
        """Close a file; this gives its lock up too."""
        os.close(descriptor)

    def pread(self, descriptor: int, size: int, offset: int) -> bytes:
        """Read at most ``size`` bytes at ``offset``."""
        return os.pread(descriptor, size, offset)

    def pwrite(self, descriptor: int, data: memoryview, offset: int) -> int:
        """Write at ``offset`` and return how many bytes were taken, which may be fewer than given."""
        return os.pwrite(descriptor, data, offset)

    def fsync(self, descriptor: int) -> None:
        """Return once a file, or the names in a folder, lie on the disk itself."""
        os.fsync(descriptor)

    def ftruncate(self, descriptor: int, size: int) -> None:
        """Cut a file to ``size`` bytes."""
        os.ftruncate(descriptor, size)

    def fchmod(self, descriptor: int, mode: int) -> None:
        """Set a file's mode whatever the umask is."""
        os.fchmod(descriptor, mode)

    def fstat(self, descriptor: int) -> os.stat_result:
        """Describe an open file."""
        return os.fstat(descriptor)

    def stat(self, name: str, folder: int) -> os.stat_result:
        """Describe a file of the folder, or the link itself where it is one."""
        return os.stat(name, dir_fd=folder, follow_symlinks=False)

    def may_write(self, name: str, folder: int) -> bool:
        """Say whether this process may write to a file of the folder; ``.`` is the folder itself."""
        return os.access(name, os.W_OK, dir_fd=folder, effective_ids=True)

    def is_read_only(self, folder: int) -> bool:
        """Say whether the folder's file system is mounted read-only."""
        return bool(os.fstatvfs(folder).f_flag & os.ST_RDONLY)

    def rename(self, old: str, new: str, folder: int) -> None:
        """Give a file another name, in place of the file that has it."""
        os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)

    def link(self, old: str, new: str, folder: int) -> None:
        """Give a file a second name, which must be free."""
        os.link(old, new, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)

    def unlink(self, name: str, folder: int) -> None:
        """Take a name away."""
        os.unlink(name, dir_fd=folder)

    def names(self, folder: int) -> list[str]:
        """List the folder."""
        return os.listdir(folder)

    def mkdir(self, path: Path | str, mode: int, folder: int | None = None) -> None:
        """Make a folder, by its path or within an open one."""
        os.mkdir(path, mode, dir_fd=folder)

    def give(self, descriptor: int, group: int) -> None:
        """Let an open file or folder belong to a group."""
        os.fchown(descriptor, -1, group)

    def rmdir(self, name: str, folder: int) -> None:
        """Take an empty folder away."""
        os.rmdir(name, dir_fd=folder)

    def flock(self, descriptor: int) -> None:
        """Take the lock of an open file or folder, or raise BlockingIOError at once."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def unlock(self, descriptor: int) -> None:
        """Give that lock up."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def queue(self, descriptor: int) -> None:
        """Take the place at the head of those who wait for a file's lock, or raise BlockingIOError at once."""
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1)

    def unqueue(self, descriptor: int) -> None:
        """Give that place up; it goes with the process too."""
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1)

    def mount(self, descriptor: int) -> int:
        """Return what tells this mount of an open folder's file system from all others of this boot.

        0 where the system doesn't say (Linux before 6.8).
        """
        return _mount(descriptor)

    def boot_id(self) -> str:
        """Return what tells this run of the machine from the last; empty where the system doesn't say."""
        return _boot_id()

    def mounts(self) -> str:
        """Return the table of mounted file systems; empty where the system doesn't say."""
        try:
            return _MOUNTS_FILE.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


@cache
def _boot_id() -> str:
    # It can't change while a process lives.
    try:
        return _BOOT_ID_FILE.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


_AT_EMPTY_PATH = 0x1000
_MOUNT_ID_UNIQUE = 0x4000
_STATX_SIZE, _STATX_MOUNT = 256, slice(144, 152)
"""Of ``struct statx`` (statx(2)), which Python doesn't have before 3.15."""


@cache
def _statx() -> Any:
    import ctypes

    return getattr(ctypes.CDLL(None), "statx", None)


def _mount(descriptor: int) -> int:
    from ctypes import c_char

    if (statx := _statx()) is None:
        return 0
    facts = bytearray(_STATX_SIZE)
    # A buffer that is passed as an array of characters is written to in place.
    if statx(descriptor, b"", _AT_EMPTY_PATH, _MOUNT_ID_UNIQUE, (c_char * _STATX_SIZE).from_buffer(facts)) != 0:
        return 0
    told = int.from_bytes(facts[:4], sys.byteorder) & _MOUNT_ID_UNIQUE
    return int.from_bytes(facts[_STATX_MOUNT], sys.byteorder) if told else 0
