"""Everything that writes to a meeting folder, with the lock held: one change, making a meeting, mending, migrating.

The order of a commit is the store's promise; ``tracker.store`` describes it.
"""

import contextlib
import errno
import os
from collections.abc import Callable

import msgspec

from tracker.domain.model.bounds import MOST_CHANGES, refuse_odd
from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.domain.rules.integrity import refuse_worse
from tracker.errors import RefusedError, ViewOnlyError
from tracker.store.config import StoreConfig
from tracker.store.follower import Head, JournalFollower, LostTrackError
from tracker.store.format.journal import START, Position, opened_journal, sealed_record
from tracker.store.format.migrations import keep_copy
from tracker.store.history import entries_after
from tracker.store.io.folder import BACKUP, FRESH, JOURNAL, KEPT_JOURNAL, STAGE, STATE, STATE_LIMIT, Folder, reason
from tracker.store.loading import Loaded, load, newer_words
from tracker.store.lockfile import Lock
from tracker.store.recovery import (
    adoption,
    append_whole_state,
    begin_anew,
    clear_stage,
    end_journal,
    put_bad_aside,
    switch,
)
from tracker.store.state_copies import read_copy

AMEND = "amend"
"""The edit of a change that puts right what contradicts itself; it may change what nobody else may any more."""


class Writer:
    """A meeting folder whose lock this process holds."""

    def __init__(self, lock: Lock, config: StoreConfig, about: Entry, *, must_write: bool = False) -> None:
        """Write under ``lock``; records of the whole state take person, time and name from ``about``.

        With ``must_write`` a change writes ``meeting.json`` whether that is due or not.
        """
        self._lock = lock
        self._folder: Folder = lock.folder
        self._config = config
        self._about = about
        self.notices: list[str] = []
        """What was mended, one sentence each."""
        self.news: tuple[Entry, ...] = ()
        """What others did since the follower was up to date."""
        self.unwritten: str | None = None
        """Why ``meeting.json`` could not be rewritten; empty where it was, None where that wasn't tried."""
        self._must_write = must_write
        self._file_is_good = False

    def newest(self, follower: JournalFollower | None, programme: Callable[[], State]) -> JournalFollower:
        """Return the follower brought up to the newest change, the folder in order; make the meeting if there is none.

        Raises:
            ViewOnlyError: a newer program wrote the meeting.
            DamagedError: the files are so damaged that there is no state.
            OSError: something can't be read or written.
        """
        if follower is not None and (followed := self._followed(follower)):
            return followed
        loaded = load(self._folder, self._lock.mark, self._config)
        if loaded is None:
            if follower is not None:
                self.notices.append("All files of the meeting were gone, so it was made anew as this session knew it.")
            return self._make(programme())
        if follower is not None:
            self._note_missed(follower.known.state.seq, loaded.position)
        return self.mended(loaded)

    def commit(self, follower: JournalFollower, entry: Entry) -> None:
        """Make one change.

        Raises:
            RefusedError: the change can't be kept.
            OSError: it could not be promised; nothing of it is left.
        """
        position = follower.known.position
        line, known, raw = self._prepared(follower, entry)
        try:
            self._promise(line, position, known.position)
        except BaseException:
            # Also where the person breaks it off: the next change starts from what is known to be in the journal.
            follower.forget_file()
            raise
        follower.known = known
        if raw is not None:
            self._put(follower, raw)
            self._keep_in_bounds(follower)

    def rewrite(self, follower: JournalFollower) -> None:
        """Write ``meeting.json`` as the follower knows it."""
        self._put(follower, follower.file_of(follower.known, follower.schema))

    def settle(self, follower: JournalFollower) -> None:
        """Let ``meeting.json`` catch up with the journal, if it is behind."""
        if self.leaves_behind(follower):
            self.rewrite(follower)
            self._keep_in_bounds(follower)

    def leaves_behind(self, follower: JournalFollower) -> bool:
        """Say whether ``meeting.json`` lacks a change that was made."""
        return self._behind(follower.known.position) > 0

    def sweep(self) -> list[str]:
        """Take away what a killed writer left half written, and return the names."""
        names = self._folder.calls.names(self._folder.descriptor)
        left = [name for name in names if name.startswith((STATE, JOURNAL, KEPT_JOURNAL)) and name.endswith(FRESH)]
        for name in left:
            self._folder.discard(name)
        if STAGE in names and not {STATE, BACKUP, JOURNAL}.isdisjoint(names):
            clear_stage(self._folder)
            left.append(STAGE)
        return sorted(left)

    def mended(self, loaded: Loaded) -> JournalFollower:
        """Bring the folder in order and return a follower of it.

        Raises:
            ViewOnlyError: a newer program wrote the meeting.
            OSError: something can't be written.
        """
        self._refuse_newer(loaded.schema)
        if loaded.is_staged:
            loaded = self._finished(loaded)
        self.notices += loaded.notices
        self.notices += put_bad_aside(self._folder, loaded)
        if loaded.journal_goes_on:
            self.notices += end_journal(self._lock, loaded.position, keep=loaded.journal_is_bad)
        follower = JournalFollower(loaded, self._config.engine)
        if loaded.journal_is_bad or loaded.schema < self._config.schema:
            if loaded.schema < self._config.schema:
                keep_copy(self._folder, loaded.schema)
            self._adopt(follower)
        self._lock.promise(follower.known.position)
        if follower.file_is_due:
            self.rewrite(follower)
        return follower

    def _finished(self, staged: Loaded) -> Loaded:
        """Let what a killed restore left take its place, and read it there."""
        switch(self._lock)
        loaded = load(self._folder, self._lock.mark, self._config)
        if loaded is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return loaded._replace(notices=staged.notices)

    def _followed(self, follower: JournalFollower) -> JournalFollower | None:
        """Bring the follower up to date by the journal's tail; None where the folder has to be read anew."""
        if follower.schema < self._config.schema:
            return None
        self._refuse_newer(follower.schema)
        with opened_journal(self._folder) as journal:
            try:
                self.news = follower.follow(journal, self._lock.mark, self._config.schema)
            except LostTrackError:
                return None
            goes_on = journal is not None and journal.size > follower.known.position.end
        if goes_on:
            self.notices += end_journal(self._lock, follower.known.position, keep=False)
        self._check_copies(follower)
        return follower

    def _refuse_newer(self, schema: int) -> None:
        if schema > self._config.schema:
            raise ViewOnlyError(newer_words(self._folder, schema, self._config.schema), "Update the tracker.")

    def _note_missed(self, seq: int, position: Position) -> None:
        """Note what others did after ``seq``, as far as the journal tells."""
        with opened_journal(self._folder) as journal:
            if journal is not None:
                self.news = entries_after(journal, position, seq)

    def _check_copies(self, follower: JournalFollower) -> None:
        """See that the state and its backup are as the tracker left them; keep a bad one aside."""
        for name in (STATE, BACKUP):
            if self._folder.identity(name) == self._lock.mark.files.get(name):
                self._file_is_good |= name == STATE
                continue
            fault = read_copy(self._folder, name, self._config, as_meeting=False).fault
            if fault:
                kept = self._folder.keep_aside(name)
                self.notices.append(f"{fault}; it is kept as {kept}, and nothing of the meeting was lost.")

    def _make(self, state: State) -> JournalFollower:
        """Make a meeting of ``state``: the journal first, since it alone can rebuild the rest.

        Raises:
            RefusedError: it couldn't be read again.
        """
        try:
            for rows in state.tables.values():
                refuse_odd(tuple(rows.values()))
        except msgspec.ValidationError as error:
            raise RefusedError(f"That can't be a meeting: {error}.", "Nothing was made.") from error
        line, position = self._sealed(adoption(state, self._about), START)
        follower = JournalFollower(Loaded(state, {}, position, self._config.schema), self._config.engine)
        self._folder.write_new(JOURNAL, [line])
        self._lock.promise(position)
        self.rewrite(follower)
        return follower

    def _adopt(self, follower: JournalFollower) -> None:
        """Put the whole state into the journal, so that the journal can rebuild it from there."""
        state, position = follower.known
        position = append_whole_state(self._lock, state, self._about, self._config.schema, position)
        follower.known = Head(state, position)
        follower.schema = self._config.schema
        follower.file_is_due = True

    def _prepared(self, follower: JournalFollower, entry: Entry) -> tuple[bytes, Head, bytes | None]:
        """Return the journal line, what will be known after it, and the new ``meeting.json`` where that is due."""
        if entry.seq > MOST_CHANGES:
            raise RefusedError(
                f"A meeting has {MOST_CHANGES:,} changes at most.", "Make a second meeting for the rest."
            )
        line, position = self._sealed(entry, follower.known.position)
        try:
            known = follower.after(entry, position)
        except (msgspec.ValidationError, KeyError) as error:
            raise RefusedError(f"That would leave something in the meeting that can't be: {error}.") from error
        if entry.edit != AMEND:
            refuse_worse(follower.known.state, known.state, entry.changes)
        raw = follower.file_of(known, self._config.schema) if self._is_due(known.position) else None
        if max(len(raw or b""), len(line)) > STATE_LIMIT:
            follower.forget_file()
            raise RefusedError(
                f"The meeting would grow beyond {STATE_LIMIT:,} bytes, so the change was not made.",
                "Make a second meeting for the rest.",
            )
        return line, known, raw

    def _behind(self, position: Position) -> int:
        """Return how many bytes of the journal up to ``position`` the state file doesn't hold."""
        return position.end - self._lock.mark.written

    def _is_due(self, position: Position) -> bool:
        file = self._lock.mark.files.get(STATE)
        return (
            self._must_write
            or not (file and self._file_is_good)
            or self._config.is_due(self._behind(position), file.size)
        )

    def _keep_in_bounds(self, follower: JournalFollower) -> None:
        """Begin a new journal where this one has grown long; what fails leaves the long one, and is tried again."""
        file, config = self._lock.mark.files.get(STATE), self._config
        if self.unwritten or not file:
            return
        if follower.known.position.end < max(config.journal_limit, config.journal_files * file.size):
            return
        with contextlib.suppress(OSError):
            state, position = follower.known
            position = begin_anew(self._lock, state, self._about, self._config.schema, position)
            follower.known = Head(state, position)
            self._lock.promise(position)
            self.rewrite(follower)

    def _sealed(self, entry: Entry, before: Position) -> tuple[bytes, Position]:
        try:
            return sealed_record(entry, self._config.schema, before)
        except ValueError as error:
            raise RefusedError(f"The change holds something that can't be kept: {error}.") from error

    def _promise(self, line: bytes, before: Position, after: Position) -> None:
        """Put a record into the journal, sync it, and say in the lock file that it counts."""
        with opened_journal(self._folder, os.O_RDWR) as journal:
            if journal is None:
                raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
            self._lock.append(journal, line, before, after)

    def _put(self, follower: JournalFollower, raw: bytes) -> None:
        """Let ``raw`` take the place of ``meeting.json``; a failure doesn't undo what the journal promises."""
        try:
            self._replace_state(raw)
        except OSError as error:
            self._folder.discard(STATE + FRESH)
            self.unwritten = reason(error)
            return
        self.unwritten = ""
        follower.file_is_due = False
        # The change is made, whatever comes; without this the next writer only checks the files again.
        with contextlib.suppress(OSError):
            files = {name: self._folder.identity(name) for name in (STATE, BACKUP)}
            known = {name: identity for name, identity in files.items() if identity}
            position = follower.known.position
            mark = msgspec.structs.replace(self._lock.mark, position=position, files=known, written=position.end)
            self._lock.write(mark)

    def _replace_state(self, raw: bytes) -> None:
        folder = self._folder
        folder.write_fresh(STATE, [raw])
        if folder.stat(STATE):
            # A backup is worth having, but not worth refusing a change for: some file systems have no links.
            with contextlib.suppress(OSError):
                folder.discard(BACKUP)
                folder.calls.link(STATE, BACKUP, folder.descriptor)
        folder.put_in_place(STATE)
        folder.sync()
