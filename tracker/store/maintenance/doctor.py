"""What is wrong with a meeting folder, and how to mend it. Examining writes nothing."""

import stat
from collections.abc import Generator, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from tracker.domain.rules.integrity import faults
from tracker.errors import StoreError
from tracker.files import ANY_OTHERS
from tracker.store.config import StoreConfig
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.journal import LISTED, START, BrokenChainError, Chain, Journal, opened_journal, walk
from tracker.store.format.replay import adopted, brought_up, state_of
from tracker.store.format.rotation import kept_journals, kept_name, oldest_first
from tracker.store.io.folder import BACKUP, DAMAGED, FRESH, JOURNAL, LOCK, STATE, Folder, reason
from tracker.store.io.permissions import file_system_of, network_notice, why_view_only
from tracker.store.loading import load, newer_words, promised_end
from tracker.store.lockfile import read_mark
from tracker.store.maintenance.restore import KEPT
from tracker.store.state_copies import Copy, read_copy
from tracker.text import clean

_REPAIR = "Mend it with: tracker doctor --repair"
_LONGEST_REASON = 160
_LOOK = "Look at them; delete what you don't need."


class Severity(Enum):
    """How much a finding matters."""

    OK = "ok"
    WARNING = "warning"
    """The meeting is whole and can be used, but something is not as it should be."""
    FAULT = "fault"
    """Something is damaged or can't be used."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    severity: Severity
    what: str
    """One sentence."""
    remedy: str = ""
    """One sentence; empty where there is nothing to do."""


def examine(folder: Path, config: StoreConfig | None = None) -> tuple[Finding, ...]:
    """Look at everything in a meeting folder; never raises for what is wrong there."""
    config = config or StoreConfig()
    try:
        with Folder(folder, config.calls) as opened:
            return tuple(_findings(opened, config))
    except FileNotFoundError:
        return (Finding(Severity.FAULT, f"There is no meeting folder {folder}.", "Make one with: tracker init"),)
    except OSError as error:
        return (Finding(Severity.FAULT, f"{folder} can't be opened: {reason(error)}."),)


def _findings(folder: Folder, config: StoreConfig) -> Iterator[Finding]:
    yield from _place(folder)
    yield from _modes(folder)
    yield from _guarded(folder, config)
    yield from _left_overs(folder)


def _place(folder: Folder) -> Iterator[Finding]:
    """Look at where the folder lies and who may use it."""
    if notice := network_notice(folder):
        yield Finding(Severity.WARNING, notice, "Move the folder to a local disk.")
    else:
        kind = file_system_of(folder.path, folder.calls.mounts()) or "of a kind that the system doesn't tell"
        yield Finding(Severity.OK, f"{folder.path} lies on a local file system ({kind}).")
    if blocked := why_view_only(folder):
        yield Finding(Severity.WARNING, blocked, "Ask whoever owns the folder, or mend its mode.")
    else:
        whose = "a group's" if folder.is_shared else "private"
        yield Finding(Severity.OK, f"You may change this meeting; the folder is {whose}.")


def _modes(folder: Folder) -> Iterator[Finding]:
    """Look at the modes of the folder and its files."""
    wrong = []
    if not folder.is_shared and folder.facts.st_mode & ANY_OTHERS:
        wrong.append(f"the folder has mode {stat.S_IMODE(folder.facts.st_mode):o}, not 700")
    for name in (STATE, BACKUP, JOURNAL, LOCK, *kept_journals(folder)):
        facts = folder.stat(name)
        if facts is None or not stat.S_ISREG(facts.st_mode):
            continue
        if stat.S_IMODE(facts.st_mode) != folder.file_mode:
            wrong.append(f"{name} has mode {stat.S_IMODE(facts.st_mode):o}, not {folder.file_mode:o}")
        if folder.is_shared and facts.st_gid != folder.facts.st_gid:
            wrong.append(f"{name} belongs to another group than the folder")
    if wrong:
        yield Finding(Severity.WARNING, f"Permissions: {', '.join(wrong)}.", _REPAIR)
    else:
        yield Finding(Severity.OK, "The permissions of the folder and its files are right.")


def _guarded(folder: Folder, config: StoreConfig) -> Iterator[Finding]:
    """Look at the contents; what can't be read at all is a finding too."""
    try:
        yield from _contents(folder, config)
    except StoreError as error:
        yield Finding(Severity.FAULT, error.message, error.hint)
    except OSError as error:
        yield Finding(Severity.FAULT, f"The meeting in {folder.path} can't be read: {reason(error)}.")


def _contents(folder: Folder, config: StoreConfig) -> Iterator[Finding]:
    copies = [read_copy(folder, name, config) for name in (STATE, BACKUP)]
    yield from (finding for copy in copies if (finding := _copy(folder, copy, config)))
    with opened_journal(folder) as journal:
        if journal is None:
            yield Finding(Severity.FAULT, f"{JOURNAL} is missing: there is no history and no undo.", _REPAIR)
        else:
            is_whole = yield from _record(journal, promised_end(journal, read_mark(folder)))
            if is_whole:
                yield from _guarded_replay(journal, config, copies[0])
    loaded = load(folder, read_mark(folder), config)
    if loaded is None:
        yield Finding(Severity.FAULT, f"There is no meeting in {folder.path}.", "Make one with: tracker init")
    elif loaded.needs_mending:
        told = " ".join(loaded.notices) or f"{STATE} lacks the newest change, or {JOURNAL} ends in a left-over."
        yield Finding(Severity.WARNING, told, "The next change mends it, or: tracker doctor --repair")
    elif behind := loaded.state.seq - loaded.in_file:
        what = f"The meeting is whole: {loaded.state.seq} changes, the newest {behind} not in {STATE} yet."
        yield Finding(Severity.OK, what)
    else:
        yield Finding(Severity.OK, f"The meeting is whole: {loaded.state.seq} changes, all in {STATE}.")
    for fault in faults(loaded.state) if loaded else ():
        yield Finding(Severity.FAULT, f"The meeting contradicts itself: {fault}", _REPAIR)


def _copy(folder: Folder, copy: Copy, config: StoreConfig) -> Finding | None:
    if copy.fault:
        return Finding(Severity.FAULT, f"{copy.fault}.", _REPAIR)
    if copy.contents is None:
        if copy.name == BACKUP:
            return None
        return Finding(Severity.FAULT, f"{copy.name} is missing.", _REPAIR)
    if copy.contents.meta.schema > config.schema:
        return Finding(Severity.WARNING, newer_words(folder, copy.contents.meta.schema, config.schema))
    return Finding(Severity.OK, f"{copy.name} fits its checksum (change {copy.contents.meta.seq}).")


def _record(journal: Journal, end: int) -> Generator[Finding, None, bool]:
    """Look at every record, also of the journals that were kept; return whether the journal itself is whole."""
    chains: dict[str, Chain] = {}
    before = START
    for segment in oldest_first(journal, end):
        follows = segment.before
        before = before if chains else follows
        chains[segment.name] = chain = walk(segment.journal, segment.end, follows)
        if chain.bad_lines:
            yield _damage(segment.name, chain)
    if before != START:
        what = f"{kept_name(before)} is missing or damaged: the history up to change {before.seq} is gone."
        yield Finding(Severity.FAULT, what, "Put that file back from a copy of the folder.")
    elif not any(chain.bad_lines for chain in chains.values()):
        records = sum(chain.records for chain in chains.values())
        yield Finding(Severity.OK, f"{JOURNAL} is one unbroken chain of {records} records.")
    if stray := [name for name in kept_journals(journal.folder) if name not in chains]:
        yield Finding(Severity.WARNING, f"No part of the record: {', '.join(stray)}.", _LOOK)
    return not chains[JOURNAL].bad_lines


def _damage(name: str, chain: Chain) -> Finding:
    lines = ", ".join(map(str, chain.bad_lines[:LISTED])) + (" and more" if len(chain.bad_lines) > LISTED else "")
    what = f"{name} is damaged or was tampered with: see line {lines}."
    if name != JOURNAL or chain.rebuilds:
        return Finding(Severity.WARNING, f"{what} Newer lines are good; only that much history is gone.")
    return Finding(Severity.FAULT, f"{what} It can't rebuild the meeting any more.", _REPAIR)


def _guarded_replay(journal: Journal, config: StoreConfig, state: Copy) -> Iterator[Finding]:
    try:
        yield from _replay(journal, config, state)
    except (UnreadableError, BrokenChainError) as error:
        what = f"{JOURNAL} by itself makes no meeting: {clean(str(error))[:_LONGEST_REASON]}."
        yield Finding(Severity.FAULT, what, _REPAIR)


def _replay(journal: Journal, config: StoreConfig, state: Copy) -> Iterator[Finding]:
    """See whether the journal by itself makes what ``meeting.json`` holds."""
    if state.contents is None or state.contents.meta.schema > config.schema:
        return
    place, meta = journal.find(state.contents.meta.position), state.contents.meta
    if place is not None and place == journal.follows():
        # The journal was begun anew and the state not written since: what it holds is in a kept one.
        return
    start = journal.last_adopted(place.end) if place else None
    if place is None or start is None:
        yield Finding(Severity.FAULT, f"{STATE} and {JOURNAL} belong to different meetings or moments.", _REPAIR)
        return
    tables = adopted(journal.records(start, place.end))
    old, new = (brought_up(rows, meta.schema, config.schema, config.migrations) for rows in (tables, state.contents[1]))
    if state_of(old, meta.seq).tables != state_of(new, meta.seq).tables:
        remedy = "Someone wrote one of them by hand, seals and all: compare them, and restore a backup."
        yield Finding(Severity.FAULT, f"{STATE} isn't what {JOURNAL} makes of it.", remedy)
    else:
        yield Finding(Severity.OK, f"{JOURNAL} by itself rebuilds the meeting exactly.")


def _left_overs(folder: Folder) -> Iterator[Finding]:
    names = sorted(folder.calls.names(folder.descriptor))
    if fresh := [name for name in names if name.endswith(FRESH)]:
        yield Finding(Severity.WARNING, f"Left half written: {', '.join(fresh)}.", _REPAIR)
    if kept := [name for name in names if DAMAGED in name or KEPT in name]:
        yield Finding(Severity.WARNING, f"Kept aside: {', '.join(kept)}.", _LOOK)
