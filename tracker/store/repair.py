"""Mending a meeting folder on request, and putting together what is readable where it doesn't come back by itself."""

import contextlib
import stat
from pathlib import Path

from tracker.clock import Clock
from tracker.domain.history import Actor, Entry
from tracker.errors import DamagedError, StoreError, ViewOnlyError
from tracker.store.chain import walk
from tracker.store.copies import read_copy
from tracker.store.encoding import UnreadableError
from tracker.store.folder import BACKUP, JOURNAL, LOCK, STATE, Folder, reason
from tracker.store.journal import ADOPT, START, Journal, body_of
from tracker.store.layout import numbered
from tracker.store.loading import Loaded, load, opened_journal
from tracker.store.lockfile import Lock, locked
from tracker.store.migrations import Tables
from tracker.store.replay import brought_up, roll, state_of
from tracker.store.restore import clear_stage
from tracker.store.rotation import kept_journals
from tracker.store.tools import Tools
from tracker.store.trust import why_view_only
from tracker.store.writer import Writer

_PRIVATE, _SHARED = 0o700, 0o2770


def repair(folder: Path, *, actor: Actor, clock: Clock, tools: Tools | None = None) -> tuple[str, ...]:
    """Mend what can be mended, and return what was done, one sentence each; empty where nothing was wrong.

    Raises:
        DamagedError: nothing readable is left in the folder; nothing was changed.
        StoreError: there is no folder, or it can't be written.
    """
    tools = tools or Tools()
    try:
        with Folder(folder, tools.calls) as opened:
            done = _repaired_modes(opened)
            opened.facts = tools.calls.fstat(opened.descriptor)
            if blocked := why_view_only(opened):
                raise ViewOnlyError(blocked)
            with locked(opened, actor.name, clock, tools.lock_wait) as lock:
                about = Entry(seq=0, op="", at=clock.now(), actor=actor, edit=ADOPT, changes=())
                return (*done, *_repaired(lock, Writer(lock, tools, about), tools))
    except FileNotFoundError as error:
        raise StoreError(f"There is no meeting folder {folder}.", "Make one with: tracker init") from error
    except OSError as error:
        raise StoreError(f"{folder} can't be mended: {reason(error)}.") from error


def _repaired(lock: Lock, writer: Writer, tools: Tools) -> list[str]:
    folder = lock.folder
    done = [f"{name}, left half written, was taken away." for name in writer.sweep()]
    clear_stage(folder)
    try:
        loaded = load(folder, lock.mark, tools)
    except DamagedError as error:
        loaded = _salvaged(folder, tools, error)
    if loaded is None:
        raise StoreError(f"There is no meeting in {folder.path}.", "Make one with: tracker init")
    with opened_journal(folder) as journal:
        rebuilds = journal is not None and walk(journal, loaded.position.end, journal.follows()).rebuilds
    if not rebuilds and not loaded.journal_is_bad:
        loaded = loaded._replace(journal_is_bad=True)
        done.append(f"{JOURNAL} could not rebuild the meeting any more; the whole meeting was added to its end.")
    backup = read_copy(folder, BACKUP)
    if backup.fault and BACKUP not in loaded.bad:
        loaded = loaded._replace(bad=(*loaded.bad, BACKUP), notices=(*loaded.notices, f"{backup.fault}."))
    if loaded.needs_mending:
        writer.mended(loaded)
        done += writer.notices or [f"{STATE} was written anew from {JOURNAL}."]
    return done


def _repaired_modes(folder: Folder) -> list[str]:
    """Set the modes of the folder and its files right, where this person may."""
    done = []
    wanted = _SHARED if folder.is_shared else _PRIVATE
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


def _salvaged(folder: Folder, tools: Tools, refusal: DamagedError) -> Loaded:
    """Return what the readable changes make of the newest good copy, or of the journal's own start.

    Raises:
        DamagedError: there is nothing to start from.
    """
    copies = [read_copy(folder, name) for name in (STATE, BACKUP)]
    meta, tables, doc_ids = next((copy.contents for copy in copies if copy.contents), (None, {}, {}))
    schema = meta.schema if meta else tools.schema
    with opened_journal(folder) as journal:
        if journal is None:
            raise refusal
        last, missing = _readable(journal, tables, meta.seq if meta else -1)
        position = journal.last_good(journal.size)
        goes_on = journal.size > position.end
    if not tables:
        raise refusal
    state = state_of(brought_up(tables, schema, tools.schema, tools.migrations), max(last, position.seq))
    lost = f"Changes that can't be read any more: {', '.join(map(str, missing))}." if missing else ""
    return Loaded(
        state=state,
        doc_ids=numbered(state, doc_ids),
        position=position,
        schema=schema,
        in_file=-1,
        bad=tuple(copy.name for copy in copies if copy.fault),
        journal_is_bad=True,
        journal_goes_on=goes_on,
        notices=tuple(filter(None, ("The meeting was put together from what is readable.", lost))),
    )


def _readable(journal: Journal, tables: Tables, seq: int) -> tuple[int, list[int]]:
    """Do what every good record after ``seq`` says that fits; return the last number and those left out."""
    missing: list[int] = []
    for line in journal.lines(START.end, journal.size):
        try:
            body = body_of(line)
        except UnreadableError:
            continue
        if body["seq"] <= seq or not (tables or body["edit"] == ADOPT):
            continue
        try:
            roll(tables, body)
        except UnreadableError:
            continue
        if body["edit"] != ADOPT:
            missing += range(seq + 1, body["seq"])
        seq = body["seq"]
    return seq, missing
