"""Putting a backup into a meeting folder: all of it or nothing, and what was there is kept."""

import contextlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.clock import Clock
from tracker.domain.model.history import Actor, Entry
from tracker.errors import DamagedError, StoreError, ViewOnlyError
from tracker.files import PRIVATE_FOLDER
from tracker.store.config import StoreConfig
from tracker.store.format.journal import ADOPT, opened_journal, walk
from tracker.store.io.creation import make_folder
from tracker.store.io.folder import JOURNAL, STAGE, STATE, Folder, reason
from tracker.store.io.permissions import why_view_only
from tracker.store.loading import Loaded, load
from tracker.store.lockfile import Lock, LockInfo, locked
from tracker.store.maintenance.backup import Manifest, member_blocks, read_backup
from tracker.store.recovery import clear_stage, switch
from tracker.store.writer import Writer

KEPT = ".before-restore-"
"""Ends, with a number, the name of a copy of what was there before."""

_BLOCK = 2**20


class Restored(NamedTuple):
    """What a restore did."""

    manifest: Manifest
    """Of the backup."""
    kept: tuple[str, ...]
    """Names of the copies of what was there before."""
    told: tuple[str, ...] = ()
    """What had to be mended of what was restored, one sentence each."""


def restore(
    source: Path,
    folder: Path,
    *,
    actor: Actor,
    clock: Clock,
    group: str | None = None,
    config: StoreConfig | None = None,
) -> Restored:
    """Put the backup ``source`` into ``folder``; copies of what is there are kept beside it.

    The new journal taking the old one's place is the moment at which it is done: killed before, the old meeting is
    there as it was, made by its journal; killed after, the restored one is.

    Raises:
        BadFileError: the backup is damaged; nothing was changed.
        BusyError: someone else held the lock for too long.
        StoreError: the folder can't be written; nothing was changed.
    """
    config = config or StoreConfig()
    try:
        with read_backup(source) as (manifest, archive):
            make_folder(folder, config.calls, group)
            with Folder(folder, config.calls) as opened:
                if blocked := why_view_only(opened):
                    raise ViewOnlyError(blocked)
                with locked(opened, actor.name, clock, config.lock_wait) as lock:
                    about = Entry(seq=0, op="", at=clock.now(), actor=actor, edit=ADOPT, changes=())
                    return _restored(lock, Writer(lock, config, about), archive, manifest, config)
    except OSError as error:
        raise StoreError(f"{source} was not restored: {reason(error)}.") from error


def _restored(
    lock: Lock, writer: Writer, archive: tarfile.TarFile, manifest: Manifest, config: StoreConfig
) -> Restored:
    """Restore an opened backup under the lock."""
    if (found := _found(lock, config)) and found.is_staged:
        # What an earlier restore left is the meeting by now.
        writer.mended(found)
    _stage(lock.folder, archive, manifest, config)
    kept = tuple(_kept(lock.folder))
    _let_journal_stand_alone(writer, lock, config)
    switch(lock)
    return Restored(manifest, kept, _mended(writer, lock, config))


def _found(lock: Lock, config: StoreConfig) -> Loaded | None:
    """Return what there is to go back to; None where there is nothing but copies."""
    try:
        return load(lock.folder, lock.mark, config)
    except (DamagedError, ViewOnlyError):
        return None


def _stage(folder: Folder, archive: tarfile.TarFile, manifest: Manifest, config: StoreConfig) -> None:
    """Unpack a backup beside the meeting, and read it as a meeting is read.

    Raises:
        DamagedError: it can't be read as a meeting.
    """
    clear_stage(folder)
    folder.calls.mkdir(STAGE, PRIVATE_FOLDER, folder.descriptor)
    try:
        with Folder(folder.path / STAGE, folder.calls, folder) as stage:
            for name in manifest.members:
                stage.write_fresh(name, member_blocks(archive, name))
                stage.put_in_place(name)
            stage.sync()
            if load(stage, LockInfo(), config) is None:
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


def _let_journal_stand_alone(writer: Writer, lock: Lock, config: StoreConfig) -> None:
    """See that the old journal by itself makes the old meeting, which goes away before the new one comes."""
    loaded = _found(lock, config)
    if loaded is None or loaded.is_staged:
        return
    with opened_journal(lock.folder) as journal:
        rebuilds = journal is not None and walk(journal, loaded.position.end, journal.follows()).rebuilds
    if loaded.journal_is_bad or not rebuilds:
        writer.mended(loaded._replace(journal_is_bad=True))


def _mended(writer: Writer, lock: Lock, config: StoreConfig) -> tuple[str, ...]:
    """Mend what was restored, if it needs that; return what was done. The restore is done whatever comes of it."""
    with contextlib.suppress(OSError, StoreError):
        loaded = load(lock.folder, lock.mark, config)
        if loaded is not None and loaded.needs_mending and loaded.schema == config.schema:
            known = len(writer.notices)
            writer.mended(loaded)
            return tuple(writer.notices[known:])
    return ()


def _blocks(folder: Folder, descriptor: int) -> Iterator[bytes]:
    offset = 0
    while block := folder.read_at(descriptor, _BLOCK, offset):
        offset += len(block)
        yield block
