"""A meeting folder: its files, their modes, and what in it is refused.

Nothing stays open between two uses, and every file is reached through the folder's own descriptor, without following
links: what a member of the group plants there is refused and left untouched.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from tracker.errors import StoreError
from tracker.files import PRIVATE_FILE, SHARED_FILE
from tracker.store.io.oscalls import OsCalls
from tracker.text import clean

STATE = "meeting.json"
BACKUP = "meeting.json.bak"
JOURNAL = "journal.jsonl"
LOCK = "lock"
KEPT_JOURNAL = "journal-"
"""Begins the name of a journal that was kept when a new one was begun."""
FRESH = ".new"
"""Ends the name of a file that is being written; whoever has the lock may take such a left-over away."""
STAGE = "restore" + FRESH
"""Folder within the meeting folder in which a backup is unpacked and checked before it takes its place."""
DAMAGED = ".damaged-"
"""Ends, with a number, the name of a copy that was kept aside."""

STATE_LIMIT = 64 * 2**20
"""Most bytes of ``meeting.json`` and of one change."""

_NOT_A_FILE = (errno.ELOOP, errno.ENXIO, errno.EISDIR)
_FURTHEST = 2**63 - 1
"""The largest offset that a file can have (off_t)."""
_BLOCK = 2**20


class Identity(NamedTuple):
    """Tells whether a file is still the one that was written or checked last."""

    inode: int
    size: int
    changed_ns: int


class Folder:
    """An open meeting folder."""

    def __init__(self, path: Path, calls: OsCalls, within: "Folder | None" = None) -> None:
        """Open the folder at ``path``; the one of that name ``within`` another is never a link.

        Raises:
            FileNotFoundError: there is none.
            OSError: it can't be opened.
        """
        self.path = path
        self.calls = calls
        if within is None:
            self.descriptor = calls.open_folder(path)
        else:
            self.descriptor = calls.open(path.name, os.O_RDONLY | os.O_DIRECTORY, 0, within.descriptor)
        try:
            self.facts = calls.fstat(self.descriptor)
            """The folder's own mode and owner."""
        except OSError:
            self.close(self.descriptor)
            raise
        self.is_shared = is_shared((within or self).facts.st_mode)
        """Whether it belongs to a group: setgid and writable for the group."""

    def __enter__(self) -> "Folder":
        """Return the folder."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the folder."""
        self.close(self.descriptor)

    @property
    def file_mode(self) -> int:
        """The mode of every file that is made here."""
        return SHARED_FILE if self.is_shared else PRIVATE_FILE

    def close(self, descriptor: int) -> None:
        """Close a file. What was written and synced before is safe, so a failure here changes nothing."""
        with contextlib.suppress(OSError):
            self.calls.close(descriptor)

    def stat(self, name: str) -> os.stat_result | None:
        """Describe a file; None where there is none."""
        try:
            return self.calls.stat(name, self.descriptor)
        except FileNotFoundError:
            return None

    def identity(self, name: str) -> Identity | None:
        """Return what tells a file from its successor; None where there is none."""
        facts = self.stat(name)
        return facts and Identity(facts.st_ino, facts.st_size, facts.st_mtime_ns)

    def open_file(self, name: str, flags: int = os.O_RDONLY) -> int:
        """Open a file that is there.

        Raises:
            FileNotFoundError: there is none.
            StoreError: it is a link, a pipe or anything else than a file with one name.
            OSError: it can't be opened.
        """
        try:
            descriptor = self.calls.open(name, flags, 0, self.descriptor)
        except OSError as error:
            if error.errno in _NOT_A_FILE:
                self._refuse(name, _kind(self.calls.stat(name, self.descriptor).st_mode))
            raise
        try:
            self._refuse_planted(name, descriptor)
        except BaseException:
            self.close(descriptor)
            raise
        return descriptor

    @contextlib.contextmanager
    def opened(self, name: str, flags: int = os.O_RDONLY) -> Iterator[int]:
        """Open a file that is there and close it after; see ``open_file()``."""
        descriptor = self.open_file(name, flags)
        try:
            yield descriptor
        finally:
            self.close(descriptor)

    def read(self, name: str) -> bytes | None:
        """Return a whole file; None where there is none.

        Raises:
            StoreError: it was planted there or is larger than any meeting.
            OSError: it can't be read.
        """
        try:
            with self.opened(name) as descriptor:
                size = self.calls.fstat(descriptor).st_size
                if size > STATE_LIMIT:
                    raise StoreError(
                        f"{self.path / name} has {size:,} bytes; the tracker reads {STATE_LIMIT:,} at most.",
                        "No meeting is that large. Move the file away and open the meeting again.",
                    )
                return self.read_at(descriptor, size, 0)
        except FileNotFoundError:
            return None

    def read_at(self, descriptor: int, size: int, offset: int) -> bytes:
        """Return ``size`` bytes from ``offset`` on; fewer where the file ends, none where no file reaches."""
        if not 0 <= offset <= _FURTHEST - max(size, 0):
            # A number out of a file that somebody made up: the system takes no such offset.
            return b""
        parts: list[bytes] = []
        while size > 0 and (part := self.calls.pread(descriptor, min(size, _BLOCK), offset)):
            parts.append(part)
            size -= len(part)
            offset += len(part)
        return b"".join(parts)

    def write_at(self, descriptor: int, data: bytes, offset: int) -> None:
        """Write all of ``data`` at ``offset``, in as many calls as it takes."""
        view = memoryview(data)
        while view:
            taken = self.calls.pwrite(descriptor, view, offset)
            if taken <= 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            view = view[taken:]
            offset += taken

    def create(self, name: str) -> int:
        """Make a file that isn't there and open it; its mode is right whatever the umask is.

        Raises:
            FileExistsError: there is one of that name.
            OSError: it can't be made.
        """
        descriptor = self.calls.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, self.file_mode, self.descriptor)
        try:
            self.calls.fchmod(descriptor, self.file_mode)
        except OSError:
            self.close(descriptor)
            self.discard(name)
            raise
        return descriptor

    def discard(self, name: str) -> None:
        """Take a left-over away, if it is there and lets itself be taken."""
        with contextlib.suppress(OSError):
            self.calls.unlink(name, self.descriptor)

    def write_fresh(self, name: str, parts: Iterable[bytes]) -> None:
        """Write ``parts`` to ``name.new`` and sync it; a left-over of that name goes first. Needs the lock.

        Raises:
            OSError: it can't be written; nothing of it is left.
        """
        fresh = name + FRESH
        if self.stat(fresh):
            self.calls.unlink(fresh, self.descriptor)
        descriptor = self.create(fresh)
        try:
            end = 0
            for part in parts:
                self.write_at(descriptor, part, end)
                end += len(part)
            self.calls.fsync(descriptor)
        except BaseException:
            self.discard(fresh)
            raise
        finally:
            self.close(descriptor)

    def put_in_place(self, name: str) -> None:
        """Let ``name.new`` take the place of ``name``."""
        self.calls.rename(name + FRESH, name, self.descriptor)

    def free_name(self, start: str) -> str:
        """Return ``start`` with the first number from 1 on that no file has."""
        number = 1
        while self.stat(f"{start}{number}"):
            number += 1
        return f"{start}{number}"

    def keep_aside(self, name: str) -> str:
        """Give a damaged file a name under which it stays, and return that name. Needs the lock."""
        kept = self.free_name(name + DAMAGED)
        self.calls.rename(name, kept, self.descriptor)
        return kept

    def write_new(self, name: str, parts: Iterable[bytes]) -> None:
        """Write a whole file and return once it is on disk under its name. Needs the lock."""
        self.write_fresh(name, parts)
        self.put_in_place(name)
        self.sync()

    def sync(self) -> None:
        """Return once the names in the folder lie on the disk itself."""
        self.calls.fsync(self.descriptor)

    def _refuse_planted(self, name: str, descriptor: int) -> None:
        """Refuse what the tracker never puts there."""
        facts = self.calls.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            self._refuse(name, _kind(facts.st_mode))
        # The state and its backup may be one file for a moment, and for longer where a kill fell into it.
        while facts.st_nlink > 1 and not self._is_state_pair(name, facts):
            newer = self.calls.fstat(descriptor)
            if newer.st_nlink == facts.st_nlink:
                self._refuse(name, "a file with a second name elsewhere (a hard link)")
            facts = newer

    def _refuse(self, name: str, what: str) -> NoReturn:
        raise StoreError(
            f"{self.path / name} is {what}, so it is not used.",
            "The tracker never makes such a thing. See whose it is (ls -l), take it away, and run: tracker doctor",
        )

    def _is_state_pair(self, name: str, facts: os.stat_result) -> bool:
        other = {STATE: BACKUP, BACKUP: STATE}.get(name)
        twin = self.stat(other) if other else None
        return facts.st_nlink == 2 and twin is not None and twin.st_ino == facts.st_ino


def is_shared(mode: int) -> bool:
    """Say whether a folder of this mode belongs to a group: setgid and writable for the group."""
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP)


def reason(error: OSError) -> str:
    """Return the system's own words for an error, without the trappings."""
    return clean(error.strerror or str(error))


def _kind(mode: int) -> str:
    for is_kind, words in (
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISSOCK, "a socket"),
    ):
        if is_kind(mode):
            return words
    return "a device"
