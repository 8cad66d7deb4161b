"""Reading a meeting folder: the newest good state, from whichever of its files are good. Writes nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.domain.model.state import State
from tracker.errors import DamagedError, ViewOnlyError
from tracker.store.config import StoreConfig
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.engine import Contents
from tracker.store.format.fast_load import rows_of
from tracker.store.format.journal import START, BrokenChainError, Journal, Position, opened_journal
from tracker.store.format.migrations import Tables
from tracker.store.format.replay import brought_up, roll, state_of, state_of_newer, steps
from tracker.store.format.state_file import DocIds, numbered
from tracker.store.io.folder import BACKUP, DAMAGED, JOURNAL, STAGE, STATE, Folder
from tracker.store.lockfile import LockInfo, read_mark
from tracker.store.state_copies import Copy, read_copy

_MOST_LOOKS = 8
"""Times that a reader looks again while others write."""


class Loaded(NamedTuple):
    """The newest good state of a folder, and what the folder needs."""

    state: State
    doc_ids: DocIds
    position: Position
    """Where the journal's last good record ends."""
    schema: int
    """Of the files; the state is of this program's, or of as much of it as this program knows."""
    in_file: int = -1
    """Sequence number up to which ``meeting.json`` is good; -1 where it has to be written anew."""
    file_is_due: bool = True
    """``meeting.json`` is bad, or behind the journal by more than it may be."""
    bad: tuple[str, ...] = ()
    """Files to be kept aside."""
    journal_is_bad: bool = False
    """The journal can't rebuild this state: it needs a record that holds it whole."""
    journal_goes_on: bool = False
    """There is more in the journal after ``position``: not promised, or not readable."""
    is_staged: bool = False
    """It is what a restore was about to put in its place when it was killed; nothing else is there."""
    notices: tuple[str, ...] = ()
    """What a person should be told, one sentence each."""

    @property
    def needs_mending(self) -> bool:
        """Say whether the folder isn't as a finished change leaves it."""
        return bool(self.bad) or self.journal_is_bad or self.journal_goes_on or self.file_is_due or self.is_staged


class _Found(NamedTuple):
    """Plain documents, and how they were come by."""

    tables: Tables
    doc_ids: DocIds
    schema: int
    seq: int
    position: Position
    in_file: int = -1
    behind: int = 0
    """Bytes of the journal that the copy doesn't hold."""
    journal_is_bad: bool = False


def promised_end(journal: Journal, mark: LockInfo) -> int:
    """Return the byte up to which the journal counts: all of it but a record that is being written or was refused.

    ``mark`` was read before the journal was opened, or is that of the lock that is held. Without the lock a record may
    appear in between: one that is there and isn't promised is named by the mark that is read after it.
    """
    size = journal.size
    for _ in range(_MOST_LOOKS):
        position = mark.position
        if position is not None and position.end == size and journal.has(position):
            return size
        newer = read_mark(journal.folder)
        if newer.turn == mark.turn:
            break
        mark, size = newer, journal.size
    else:
        # Others write without a pause: what they had promised by then is enough for now.
        if mark.position is not None and mark.position.end <= size and journal.has(mark.position):
            return mark.position.end
    return _without_unsaved(journal, size, newer)


def _without_unsaved(journal: Journal, size: int, mark: LockInfo) -> int:
    """Return where the journal of ``size`` bytes ends without the record that isn't saved, if there is one."""
    for head in filter(None, (mark.writing, mark.refused)):
        if journal.ends_with(head, size):
            return next(offset for offset, _ in journal.backwards(size))
    position = mark.position
    if not mark.writing or position is None or position.end >= size or not journal.has(position):
        return size
    # What follows may be no more than the beginning of the record that is being written.
    return size if any(b"\n" in part for part in journal.blocks(position.end, size)) else position.end


def load(folder: Folder, mark: LockInfo, config: StoreConfig) -> Loaded | None:
    """Return the newest good state of ``folder``; None where no meeting was ever made in it.

    Raises:
        DamagedError: the files are so damaged that there is none.
        ViewOnlyError: the meeting is a newer program's, and this one can't even show it.
        StoreError: something was planted there.
        OSError: a file can't be read.
    """
    if loaded := _straight(folder, mark, config):
        return loaded
    copies = [read_copy(folder, STATE, config)]
    with opened_journal(folder) as journal:
        found = _from_copy(journal, copies[0], mark)
        if found is None:
            copies.append(read_copy(folder, BACKUP, config))
            found = _from_the_rest(journal, copies, mark)
        if found is None and (staged := _staged(folder, journal, copies, config)):
            return staged
        if found is None:
            _refuse_lost(folder, journal, copies)
            return None
        goes_on = journal is not None and journal.size > found.position.end
    state = _state(folder, found, config)
    return Loaded(
        state=state,
        doc_ids=numbered(state, found.doc_ids),
        position=found.position,
        schema=found.schema,
        in_file=found.in_file,
        file_is_due=found.in_file < 0 or (found.behind > 0 and config.is_due(found.behind, copies[0].size)),
        bad=tuple(copy.name for copy in copies if copy.fault),
        journal_is_bad=found.journal_is_bad,
        journal_goes_on=goes_on,
        notices=tuple(_notices(found, copies, journal is not None, mark)),
    )


def _straight(folder: Folder, mark: LockInfo, config: StoreConfig) -> Loaded | None:
    """Return the state of a folder in which all is in order; None where anything is otherwise."""
    raw = folder.read(STATE)
    contents = rows_of(raw, config.schema) if raw is not None else None
    if raw is None or contents is None:
        return None
    with opened_journal(folder) as journal:
        if journal is None or not journal.has(contents.meta.position):
            return None
        end = promised_end(journal, mark)
        known = _brought_on(journal, contents.state, contents.meta.position, end, config.schema)
        if known is None or known[1].end != end or (mark.position and mark.position.seq > known[1].seq):
            return None
        goes_on = journal.size > end
    state, position = known
    behind = position.end - contents.meta.end
    return Loaded(
        state=state,
        doc_ids=numbered(state, contents.doc_ids) if behind else contents.doc_ids,
        position=position,
        schema=config.schema,
        in_file=contents.meta.seq,
        file_is_due=behind > 0 and config.is_due(behind, len(raw)),
        journal_goes_on=goes_on,
    )


def _brought_on(
    journal: Journal, state: State, position: Position, end: int, schema: int
) -> tuple[State, Position] | None:
    """Return a state with what the journal has after it up to ``end``; None where that isn't plain changes."""
    try:
        for step in steps(journal, state, position, end, schema):
            if step.entry is None:
                return None
            state, position = step.state, step.position
    except UnreadableError:
        return None
    return state, position


def _from_copy(journal: Journal | None, copy: Copy, mark: LockInfo) -> _Found | None:
    """Return a good copy with what the journal has after it; None where the journal doesn't have its last change."""
    if journal is None or copy.contents is None:
        return None
    meta, tables, doc_ids = copy.contents
    place = journal.find(meta.position)
    if place is None:
        return None
    return _rolled_on(journal, _Found(tables, doc_ids, meta.schema, meta.seq, place, copy.in_file), mark)


def _from_the_rest(journal: Journal | None, copies: list[Copy], mark: LockInfo) -> _Found | None:
    """Return the newest good state where ``meeting.json`` is bad or the journal doesn't have its last change."""
    state_copy, backup = copies
    if not state_copy.contents and (found := _from_copy(journal, backup, mark)):
        return found
    replayed = _replayed(journal, mark) if journal else None
    best = state_copy if state_copy.contents else backup
    if best.contents is None or (replayed and replayed.seq >= best.contents.meta.seq):
        return replayed
    return _without_journal(best, best.contents, journal)


def _replayed(journal: Journal, mark: LockInfo) -> _Found | None:
    """Return what the journal makes by itself; None where it can't."""
    start = journal.last_adopted(promised_end(journal, mark))
    if start is None:
        return None
    found = _rolled_on(journal, _Found({}, {}, 0, start.seq, start), mark)
    return found if found.position != start else None


def _without_journal(copy: Copy, contents: Contents, journal: Journal | None) -> _Found:
    meta, tables, doc_ids = contents
    position = journal.last_good(journal.size) if journal else START
    # Numbers never go back, whatever the journal is that stands there.
    seq = max(meta.seq, position.seq)
    return _Found(tables, doc_ids, meta.schema, seq, position, copy.in_file, journal_is_bad=True)


def _rolled_on(journal: Journal, found: _Found, mark: LockInfo) -> _Found:
    """Add what the journal promises after ``found``, as far as it is good.

    Raises:
        DamagedError: newer changes are good after something bad: what to make of them is for a person to say.
    """
    position, schema, limit = found.position, found.schema, promised_end(journal, mark)
    try:
        for record in journal.records(position, limit):
            roll(found.tables, record.body)
            position, schema = record.position, record.schema
    except (BrokenChainError, UnreadableError) as error:
        if journal.last_good(limit).seq > position.seq:
            path = journal.folder.path
            raise DamagedError(
                f"The meeting in {path} can't be read: {JOURNAL} is damaged after change {position.seq}, and no newer "
                f"copy of the meeting is good.",
                "Nothing was changed. Put together what is readable with: tracker doctor --repair",
            ) from error
    behind = position.end - found.position.end
    return found._replace(position=position, seq=position.seq, schema=schema, behind=behind)


def _refuse_lost(folder: Folder, journal: Journal | None, copies: list[Copy]) -> None:
    """Refuse a folder from which no state can be made, unless nothing was ever in it."""
    remains = [copy.name for copy in copies if copy.fault] + [JOURNAL] * (journal is not None)
    if not remains:
        remains = sorted(name for name in folder.calls.names(folder.descriptor) if DAMAGED in name)
    if remains:
        raise DamagedError(
            f"The meeting in {folder.path} can't be read: nothing is left there but {', '.join(remains)}, damaged.",
            "Nothing was changed. Put a backup back with: tracker restore FILE",
        )


def _staged(folder: Folder, journal: Journal | None, copies: list[Copy], config: StoreConfig) -> Loaded | None:
    """Return what an interrupted restore left beside a folder with no meeting; None where there is something else."""
    if journal is not None or any(copy.contents or copy.fault for copy in copies) or folder.path.name == STAGE:
        return None
    try:
        with Folder(folder.path / STAGE, folder.calls, folder) as stage:
            loaded = load(stage, LockInfo(), config) if stage.stat(JOURNAL) else None
    except FileNotFoundError:
        return None
    return loaded and loaded._replace(is_staged=True, notices=(*loaded.notices, "An interrupted restore was finished."))


def _state(folder: Folder, found: _Found, config: StoreConfig) -> State:
    try:
        if found.schema > config.schema:
            return state_of_newer(found.tables, found.seq)
        if found.schema < config.schema:
            return _migrated(folder, found, config)
        return state_of(found.tables, found.seq)
    except UnreadableError as error:
        if found.schema > config.schema:
            raise ViewOnlyError(newer_words(folder, found.schema, config.schema), "Update the tracker.") from error
        raise DamagedError(
            f"The meeting in {folder.path} can't be shown: {error}.",
            "Nothing was changed. Put together what fits with: tracker doctor --repair",
        ) from error


def _migrated(folder: Folder, found: _Found, config: StoreConfig) -> State:
    """Return an older program's documents as this program's, if they contradict themselves no more than before."""
    from tracker.domain.rules.integrity import faults

    try:
        known: tuple[str, ...] | None = faults(state_of_newer(found.tables, found.seq))
    except UnreadableError:
        # Nobody can tell of rows that are quite other.
        known = None
    state = state_of(brought_up(found.tables, found.schema, config.schema, config.migrations), found.seq)
    wrong = faults(state)
    if known is not None and len(wrong) > len(known):
        new = next(fault for fault in wrong if fault not in known)
        raise DamagedError(
            f"The meeting in {folder.path} can't be brought up to this program: it would contradict itself: {new}",
            "Nothing was changed. Use the program that wrote it, and report this.",
        )
    return state


def newer_words(folder: Folder, schema: int, known: int) -> str:
    """Say that the meeting is a newer program's."""
    return f"View only: a newer tracker wrote {folder.path} (schema {schema}, this one knows {known}); update it."


def _notices(found: _Found, copies: list[Copy], has_journal: bool, mark: LockInfo) -> Iterator[str]:
    """Yield what a person should be told of what was found."""
    for copy in copies:
        if copy.fault:
            yield f"{copy.fault}; the meeting was put together from what is good."
        elif copy.name == STATE and not copy.contents and found.seq > 0:
            yield f"{STATE} was missing; the meeting was put together from what is there."
    if found.journal_is_bad:
        fault = "was damaged" if has_journal else "was missing"
        yield f"{JOURNAL} {fault}: the meeting is whole as of its newest saved copy, but some of its history is gone."
    lost = mark.position.seq - found.seq if mark.position else 0
    if lost > 0:
        yield f"{lost} saved change{'s' * (lost > 1)} can't be read any more."
