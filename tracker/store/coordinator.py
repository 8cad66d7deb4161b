"""One process's way to a meeting folder: reading it, looking for news, and changing it, one at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tracker.clock import Clock
from tracker.domain.model.changes import Change, Last
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.programme import Row
from tracker.domain.model.snapshot import Receipt
from tracker.domain.model.state import State, table_of
from tracker.domain.rules.roles import VIEWER_WORDS, Role, refuse_beyond
from tracker.errors import BusyError, RefusedError, StoreError, ViewOnlyError
from tracker.store.config import StoreConfig
from tracker.store.follower import Head, JournalFollower, LostTrackError
from tracker.store.format.journal import ADOPT, Journal, opened_journal
from tracker.store.history import entries_after, entry_of_op
from tracker.store.io.folder import JOURNAL, Folder, reason
from tracker.store.io.permissions import network_notice, why_view_only
from tracker.store.loading import Loaded, load, newer_words
from tracker.store.lockfile import Lock, LockInfo, locked, read_mark
from tracker.store.view import View

if TYPE_CHECKING:
    # What changes a meeting is loaded once something is changed: a third of the time of a verb that only reads.
    from tracker.store.writer import Writer

CLOSING_PATIENCE = 0.5
"""Seconds that closing waits for a change that is under way, here or in another process."""

_NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)


class Transaction(NamedTuple):
    """What a transaction is going to put into the journal."""

    edit: str
    """The intent's tag."""
    changes: tuple[Change, ...]
    undoes: int | None = None
    redoes: int | None = None
    warning: str = ""

    @property
    def is_nothing(self) -> bool:
        """Say whether all is as wanted already. An undo counts even so: it makes the next one go further back."""
        return not self.changes and self.undoes is None and self.redoes is None


TransactionPlanner = Callable[[Journal, Head, Entry], Transaction]
"""Decides on the newest state; the entry says whose change it is and when."""


class ProcessChanges:
    """Knows of each row the last change that was made elsewhere."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self._numbers: set[int] = set()
        self._before: dict[tuple[str, str], Last] = {}

    def add(self, before: State, entry: Entry) -> None:
        """Take in a change that went through; ``before`` is the state that it was made on."""
        for change in entry.changes:
            if row := before.tables[change.table].get(change.id):
                self._before[change.table, change.id] = self.last_elsewhere(row)
        self._numbers.add(entry.seq)

    def last_elsewhere(self, row: Row) -> Last:
        """Return the last change of a row, as it stands, that isn't one of these."""
        if row.rev not in self._numbers:
            return Last(row.rev, row.changed_by)
        return self._before.get((table_of(row), row.id), Last(0, ""))


class Access:
    """A meeting folder, what is known of it, and what was told of it."""

    def __init__(
        self, path: Path, actor: Actor, clock: Clock, programme: Callable[[], State], config: StoreConfig
    ) -> None:
        """Work on the folder at ``path`` for ``actor``; ``programme`` gives the state of a meeting that isn't made."""
        self.path = path
        self.actor = actor
        self.clock = clock
        self.config = config
        self.group: str | None = None
        """Group to share the folder with, if it is going to be made."""
        self.role: Role = "secretary"
        """What this person may change; other than that only where the program itself is the gate to the folder."""
        self.may_make = True
        """Whether the first change makes a meeting where there is none."""
        self.follower: JournalFollower | None = None
        """What is known; None where there is no meeting yet."""
        self.view = View()
        self.own = ProcessChanges()
        """What this process changed."""
        self.newest: Entry | None = None
        """The newest change that was made here; None while there is none."""
        self.turn = threading.Lock()
        """Held by the thread that works on all this: a second lock on one file would wait for the first."""
        self._programme = programme
        self._planned: State | None = None
        self._swept = False
        self._owes_file = False
        self._quiet_since = -1

    @property
    def state(self) -> State:
        """The newest state known; the programme's where there is no meeting yet."""
        if self.follower is not None:
            return self.follower.known.state
        if self._planned is None:
            self._planned = self._programme()
        return self._planned

    def read(self) -> None:
        """Read the folder, mend it if it needs that and this person may.

        Raises:
            StoreError: it is damaged beyond that, or something was planted in it.
            OSError: it can't be read.
        """
        with contextlib.suppress(FileNotFoundError), Folder(self.path, self.config.calls) as folder:
            self.view.blocked = self._why_blocked(folder)
            self.view.tell((network_notice(folder),))
            loaded = load(folder, read_mark(folder), self.config)
            if loaded is not None:
                self._take(folder, loaded)
        self.view.is_made = self.follower is not None

    def look(self) -> None:
        """Take in what others did since. What is wrong is told; the state stays the last one known."""
        self.view.trouble = ""
        try:
            with Folder(self.path, self.config.calls) as folder:
                self._look_into(folder)
        except FileNotFoundError:
            if self.follower is not None:
                self.view.trouble = f"The meeting folder {self.path} is gone."
        except StoreError as error:
            self.view.trouble = error.message
        except OSError as error:
            self.view.trouble = f"The meeting in {self.path} can't be read just now: {reason(error)}."

    def change(self, plan: TransactionPlanner, op: str | None = None) -> Receipt:
        """Carry out what ``plan`` decides on the newest state, under the lock.

        Raises:
            TrackerError: whatever ``plan`` raises; nothing was changed.
            BusyError: the lock was held for too long.
            ViewOnlyError: this person or this program can't write here.
            StoreError: it could not be written; nothing was changed.
        """
        with self.turn:
            try:
                self._refuse_to_make()
                with (
                    self._opened_for_change() as folder,
                    locked(folder, self.actor.name, self.clock, self.config.lock_wait) as lock,
                ):
                    return self._changed(lock, plan, op)
            except ViewOnlyError as error:
                self.view.blocked = error.message
                raise
            except OSError as error:
                raise self._refusal(error) from error

    def settle(self, *, at_once: bool) -> None:
        """Let ``meeting.json`` catch up with changes of this process that are in the journal only.

        Where not ``at_once``, only if nothing was changed since it was asked last. Cheap where there is nothing to do,
        never raises, and waits for the lock only ``at_once`` and for half a second.
        """
        seq, before = self.state.seq, self._quiet_since
        self._quiet_since = seq
        if not self._owes_file or self.view.unwritten or not (at_once or seq == before):
            return
        with (
            contextlib.suppress(StoreError, OSError),
            Folder(self.path, self.config.calls) as folder,
            locked(folder, self.actor.name, self.clock, CLOSING_PATIENCE if at_once else 0) as lock,
        ):
            writer = self._writer(lock, self._about())
            self.follower = writer.newest(self.follower, lambda: self.state)
            self._note(writer.news)
            writer.settle(self.follower)
            self._tell_of(writer)

    def _take(self, folder: Folder, loaded: Loaded) -> None:
        """Start from what was read, and mend the folder if it needs that, this person may, and nobody is at it."""
        self.follower = JournalFollower(loaded, self.config.engine)
        self.view.blocked = self._why_blocked(folder)
        if loaded.needs_mending and not self.view.blocked and loaded.schema == self.config.schema:
            # Who is just writing a change leaves the folder in order; who can't write now may later.
            with contextlib.suppress(BusyError, OSError), locked(folder, self.actor.name, self.clock, 0) as lock:
                writer = self._writer(lock, self._about())
                self.follower = writer.newest(None, lambda: self.state)
                self._tell_of(writer)
                return
        self.view.tell(loaded.notices)

    def _look_into(self, folder: Folder) -> None:
        if self.follower is None:
            if folder.stat(JOURNAL):
                self.read()
            return
        self.view.blocked = self._why_blocked(folder)
        mark = read_mark(folder)
        if mark.position == self.follower.known.position:
            return
        seq = self.follower.known.state.seq
        with opened_journal(folder) as journal:
            try:
                news = self.follower.follow(journal, mark, self.config.schema)
            except LostTrackError:
                news = self._taken_anew(folder, mark, seq)
        self._note(news)

    def _taken_anew(self, folder: Folder, mark: LockInfo, seq: int) -> tuple[Entry, ...]:
        """Read the folder again; return what happened after change ``seq``, as far as the journal tells."""
        loaded = load(folder, mark, self.config)
        if loaded is None:
            return ()
        self._take(folder, loaded)
        # Opened again: what was opened before may have become a kept journal.
        with opened_journal(folder) as journal:
            return entries_after(journal, loaded.position, seq) if journal else ()

    def _why_blocked(self, folder: Folder) -> str:
        if self.follower is not None and self.follower.schema > self.config.schema:
            return newer_words(folder, self.follower.schema, self.config.schema)
        if self.role == "viewer":
            return VIEWER_WORDS
        return why_view_only(folder)

    def _note(self, news: tuple[Entry, ...]) -> None:
        if news:
            # Whoever made them wrote meeting.json too, with the changes of this process in it.
            self.view.unwritten = ""
        self.view.add_news(news)

    def _refuse_to_make(self) -> None:
        """Refuse to make a meeting of a programme that nobody asked for.

        Raises:
            StoreError: there is no meeting.
        """
        if self.follower is None and not self.may_make:
            self.read()
            if self.follower is None:
                raise StoreError(
                    f"There is no meeting in {self.path}, so nothing was changed.",
                    f"Make one with: tracker --db {self.path} init",
                )

    @contextlib.contextmanager
    def _opened_for_change(self) -> Iterator[Folder]:
        """Open the folder, or make it.

        Raises:
            ViewOnlyError: this person can't write there.
            StoreError: it is gone, or can't be made.
        """
        from tracker.store.io.creation import make_folder

        if self.follower is None and self.group is not None:
            make_folder(self.path, self.config.calls, self.group)
        try:
            folder = Folder(self.path, self.config.calls)
        except FileNotFoundError:
            if self.follower is not None:
                raise StoreError(
                    f"The meeting folder {self.path} is gone; your change was not made.",
                    "Put it back, or make a new one with: tracker init",
                ) from None
            make_folder(self.path, self.config.calls)
            folder = Folder(self.path, self.config.calls)
        with folder:
            self.view.blocked = self._why_blocked(folder)
            if self.view.blocked:
                raise ViewOnlyError(self.view.blocked)
            yield folder

    def _changed(self, lock: Lock, plan: TransactionPlanner, op: str | None) -> Receipt:
        about = self._about(op)
        writer = self._writer(lock, about)
        if not self._swept:
            writer.sweep()
            self._swept = True
        self.follower = follower = writer.newest(self.follower, lambda: self.state)
        self.view.is_made = True
        self._note(writer.news)
        self._tell_of(writer)
        with opened_journal(lock.folder) as journal:
            assert journal is not None
            if op and (entry := entry_of_op(journal, follower.known.position, op)):
                return Receipt(self.view.show(follower.known.state), entry)
            try:
                planned = plan(journal, follower.known, about)
            except UnicodeEncodeError as error:
                raise RefusedError("The change holds half a character, which can't be kept.") from error
        return self._committed(writer, follower, planned, about)

    def _writer(self, lock: Lock, about: Entry) -> Writer:
        from tracker.store.writer import Writer

        return Writer(lock, self.config, about, must_write=bool(self.view.unwritten))

    def _committed(self, writer: Writer, follower: JournalFollower, planned: Transaction, about: Entry) -> Receipt:
        entry = None
        refuse_beyond(self.role, planned.changes)
        if not planned.is_nothing:
            entry = Entry(
                seq=follower.known.state.seq + 1,
                op=about.op,
                at=about.at,
                actor=about.actor,
                edit=planned.edit,
                changes=planned.changes,
                undoes=planned.undoes,
                redoes=planned.redoes,
            )
            before = follower.known.state
            writer.commit(follower, entry)
            self.own.add(before, entry)
            self.newest = entry
            self.view.add_news((entry,))
        elif self.view.unwritten:
            writer.rewrite(follower)
        self._tell_of(writer)
        return Receipt(self.view.show(follower.known.state), entry, planned.warning)

    def _tell_of(self, writer: Writer) -> None:
        self.view.tell(writer.notices)
        if writer.unwritten is not None:
            self.view.unwritten = writer.unwritten
        self._owes_file = self.follower is not None and writer.leaves_behind(self.follower)

    def _about(self, op: str | None = None) -> Entry:
        return Entry(
            seq=0, op=op or os.urandom(16).hex(), at=self.clock.now(), actor=self.actor, edit=ADOPT, changes=()
        )

    def _refusal(self, error: OSError) -> StoreError:
        words = f"The change was not saved: {reason(error)}."
        if error.errno in _NOT_WRITABLE:
            return ViewOnlyError(words, f"See who may write to {self.path} with: tracker doctor")
        return StoreError(words, "Nothing of it was kept. See what is wrong with: tracker doctor")
