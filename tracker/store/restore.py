"""Putting a backup into a meeting folder: all of it or nothing, and what was there is kept."""

import contextlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.clock import Clock
from tracker.domain.history import Actor
from tracker.errors import StoreError, ViewOnlyError
from tracker.store.backup import Manifest, member_blocks, read_backup
from tracker.store.folder import BACKUP, FRESH, JOURNAL, STATE, Folder, reason
from tracker.store.loading import load
from tracker.store.lockfile import Lock, Mark, locked
from tracker.store.making import make_folder
from tracker.store.tools import Tools
from tracker.store.trust import why_view_only

STAGE = "restore" + FRESH
"""Folder within the meeting folder in which a backup is unpacked and checked before it takes its place."""

KEPT = ".before-restore-"
"""Ends, with a number, the name of a copy of what was there before."""

_BLOCK = 2**20


class Restored(NamedTuple):
    """What a restore did."""

    manifest: Manifest
    """Of the backup."""
    kept: tuple[str, ...]
    """Names of the copies of what was there before."""


def restore(
    source: Path, folder: Path, *, actor: Actor, clock: Clock, group: str | None = None, tools: Tools | None = None
) -> Restored:
    """Put the backup ``source`` into ``folder``; copies of what is there are kept beside it.

    The new journal taking the old one's place is the moment at which it is done: killed before, the old meeting is
    there as it was; killed after, the restored one is.

    Raises:
        BadFileError: the backup is damaged; nothing was changed.
        BusyError: someone else held the lock for too long.
        StoreError: the folder can't be written; nothing was changed.
    """
    tools = tools or Tools()
    try:
        with read_backup(source) as (manifest, archive):
            make_folder(folder, tools.calls, group)
            with Folder(folder, tools.calls) as opened:
                if blocked := why_view_only(opened):
                    raise ViewOnlyError(blocked)
                with locked(opened, actor.name, clock, tools.lock_wait) as lock:
                    _stage(opened, archive, manifest, tools)
                    kept = tuple(_kept(opened))
                    _switch(lock)
    except OSError as error:
        raise StoreError(f"{source} was not restored: {reason(error)}.") from error
    return Restored(manifest, kept)


def clear_stage(folder: Folder) -> None:
    """Take away what an interrupted restore left. Needs the lock.

    Raises:
        OSError: it can't be taken away.
    """
    with contextlib.suppress(FileNotFoundError), Folder(folder.path / STAGE, folder.calls, folder) as stage:
        for name in stage.calls.names(stage.descriptor):
            stage.calls.unlink(name, stage.descriptor)
        folder.calls.rmdir(STAGE, folder.descriptor)


def _stage(folder: Folder, archive: tarfile.TarFile, manifest: Manifest, tools: Tools) -> None:
    """Unpack a backup beside the meeting, and read it as a meeting is read.

    Raises:
        DamagedError: it can't be read as a meeting.
    """
    clear_stage(folder)
    folder.calls.mkdir(STAGE, 0o700, folder.descriptor)
    try:
        with Folder(folder.path / STAGE, folder.calls, folder) as stage:
            for name in manifest.members:
                stage.write_fresh(name, member_blocks(archive, name))
                stage.put_in_place(name)
            stage.sync()
            if load(stage, Mark(), tools) is None:
                raise StoreError("There is no meeting in the backup.")
    except BaseException:
        with contextlib.suppress(OSError):
            clear_stage(folder)
        raise


def _kept(folder: Folder) -> Iterator[str]:
    """Copy what is there to names that stay, and yield them."""
    for name in (JOURNAL, STATE):
        if folder.stat(name):
            kept = folder.free_name(name + KEPT)
            with folder.opened(name) as descriptor:
                folder.write_new(kept, _blocks(folder, descriptor))
            yield kept


def _switch(lock: Lock) -> None:
    """Let the staged files take their places. The old journal can rebuild the old meeting until the new is there."""
    folder = lock.folder
    lock.forget()
    for name in (STATE, BACKUP):
        with contextlib.suppress(FileNotFoundError):
            folder.calls.unlink(name, folder.descriptor)
    folder.sync()
    folder.calls.rename(f"{STAGE}/{JOURNAL}", JOURNAL, folder.descriptor)
    folder.sync()
    # The journal alone can rebuild the rest; a backup of a folder whose state was damaged has nothing more.
    with contextlib.suppress(FileNotFoundError):
        folder.calls.rename(f"{STAGE}/{STATE}", STATE, folder.descriptor)
        folder.sync()
    clear_stage(folder)


def _blocks(folder: Folder, descriptor: int) -> Iterator[bytes]:
    offset = 0
    while block := folder.read_at(descriptor, _BLOCK, offset):
        offset += len(block)
        yield block
