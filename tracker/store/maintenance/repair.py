"""Mending a meeting folder on request, and putting together what is readable where it doesn't come back by itself."""

import contextlib
import os
import stat
from pathlib import Path

import msgspec

from tracker.clock import Clock
from tracker.domain.model.changes import change_between
from tracker.domain.model.history import Actor, Entry
from tracker.domain.rules.correction import amended
from tracker.errors import DamagedError, StoreError, ViewOnlyError
from tracker.files import PRIVATE_FOLDER, SHARED_FOLDER
from tracker.store.config import StoreConfig
from tracker.store.follower import JournalFollower
from tracker.store.format.journal import ADOPT, opened_journal, walk
from tracker.store.format.rotation import kept_journals
from tracker.store.io.folder import BACKUP, JOURNAL, LOCK, STATE, Folder, reason
from tracker.store.io.permissions import why_view_only
from tracker.store.loading import load
from tracker.store.lockfile import Lock, locked
from tracker.store.maintenance.salvage import salvaged
from tracker.store.state_copies import read_copy
from tracker.store.writer import AMEND, Writer


def repair(folder: Path, *, actor: Actor, clock: Clock, config: StoreConfig | None = None) -> tuple[str, ...]:
    """Mend what can be mended, and return what was done, one sentence each; empty where nothing was wrong.

    Raises:
        DamagedError: nothing readable is left in the folder; nothing was changed.
        StoreError: there is no folder, or it can't be written.
    """
    config = config or StoreConfig()
    try:
        with Folder(folder, config.calls) as opened:
            done = _repaired_modes(opened)
            opened.facts = config.calls.fstat(opened.descriptor)
            if blocked := why_view_only(opened):
                raise ViewOnlyError(blocked)
            with locked(opened, actor.name, clock, config.lock_wait) as lock:
                about = Entry(seq=0, op="", at=clock.now(), actor=actor, edit=ADOPT, changes=())
                return (*done, *_repaired(lock, Writer(lock, config, about), about, config))
    except FileNotFoundError as error:
        raise StoreError(f"There is no meeting folder {folder}.", "Make one with: tracker init") from error
    except OSError as error:
        raise StoreError(
            f"{folder} can't be mended: {reason(error)}.", "Bring a backup back with: tracker restore FILE"
        ) from error


def _repaired(lock: Lock, writer: Writer, about: Entry, config: StoreConfig) -> list[str]:
    folder = lock.folder
    done = [f"{name}, left half written, was taken away." for name in writer.sweep()]
    try:
        loaded = load(folder, lock.mark, config)
    except DamagedError as error:
        loaded = salvaged(folder, config, error)
    if loaded is None:
        raise StoreError(f"There is no meeting in {folder.path}.", "Make one with: tracker init")
    with opened_journal(folder) as journal:
        rebuilds = journal is not None and walk(journal, loaded.position.end, journal.follows()).rebuilds
    if not rebuilds and not loaded.journal_is_bad:
        loaded = loaded._replace(journal_is_bad=True)
        done.append(f"{JOURNAL} could not rebuild the meeting any more; the whole meeting was added to its end.")
    backup = read_copy(folder, BACKUP, config)
    if backup.fault and BACKUP not in loaded.bad:
        loaded = loaded._replace(bad=(*loaded.bad, BACKUP), notices=(*loaded.notices, f"{backup.fault}."))
    follower = None
    if loaded.needs_mending:
        follower = writer.mended(loaded)
        done += writer.notices or [f"{STATE} was written anew from {JOURNAL}."]
    return done + _amended(writer, follower or JournalFollower(loaded, config.engine), about, config.schema)


def _amended(writer: Writer, follower: JournalFollower, about: Entry, schema: int) -> list[str]:
    """Put right what contradicts itself in the meeting, as a change of its own; return a sentence about each thing."""
    before = follower.known.state
    sound = amended(before)
    changes = [
        change_between(table, rows.get(row_id), sound.state.tables[table].get(row_id))
        for table, rows in before.tables.items()
        for row_id in {**rows, **sound.state.tables[table]}
    ]
    made = tuple(change for change in changes if change)
    if made:
        seq = before.seq + 1
        writer.commit(
            follower, msgspec.structs.replace(about, seq=seq, op=os.urandom(16).hex(), edit=AMEND, changes=made)
        )
    return list(sound.words)


def _repaired_modes(folder: Folder) -> list[str]:
    """Set the modes of the folder and its files right, where this person may."""
    done = []
    wanted = SHARED_FOLDER if folder.is_shared else PRIVATE_FOLDER
    with contextlib.suppress(PermissionError):
        if stat.S_IMODE(folder.facts.st_mode) != wanted:
            folder.calls.fchmod(folder.descriptor, wanted)
            done.append(f"The folder has mode {wanted:o} now.")
    for name in (STATE, BACKUP, JOURNAL, LOCK, *kept_journals(folder)):
        with contextlib.suppress(FileNotFoundError, PermissionError), folder.opened(name) as descriptor:
            if stat.S_IMODE(folder.calls.fstat(descriptor).st_mode) != folder.file_mode:
                folder.calls.fchmod(descriptor, folder.file_mode)
                done.append(f"{name} has mode {folder.file_mode:o} now.")
    return done
