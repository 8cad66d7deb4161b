"""The store's whole face: one object for one meeting folder, one person and one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tracker.clock import Clock
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.programme import Programme
from tracker.domain.model.snapshot import Receipt, Snapshot
from tracker.domain.model.state import State
from tracker.domain.rules.roles import Role
from tracker.errors import RefusedError, StoreError
from tracker.store.config import StoreConfig
from tracker.store.coordinator import CLOSING_PATIENCE, Access, Transaction
from tracker.store.follower import Head
from tracker.store.format.journal import Journal, Position, opened_journal
from tracker.store.history import entries_before, row_mark
from tracker.store.io.folder import Folder, reason

if TYPE_CHECKING:
    # The edits and undo take as long to load as the rest of the store, and reading needs neither.
    from tracker.domain.edits import AnyEdit
    from tracker.store.undo import Past, Target


def _start(source: Programme | State) -> State:
    return source if isinstance(source, State) else State.of_programme(source)


class MeetingStore:
    """A meeting folder as one person in one process sees it. Safe to be used from several threads."""

    def __init__(self, access: Access) -> None:
        """Use ``open()`` instead."""
        self._access = access

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        actor: Actor,
        clock: Clock,
        programme: Callable[[], Programme | State],
        create: bool,
        may_make: bool = True,
        group: str | None = None,
        role: Role = "secretary",
        config: StoreConfig | None = None,
    ) -> MeetingStore:
        """Return the meeting in ``folder``: its newest good state, and the folder mended where it was damaged.

        Args:
            folder: the meeting folder; it need not be there.
            actor: whose changes are going to be made.
            clock: tells the time of changes and how long to wait for the lock.
            programme: gives what a meeting that isn't made yet starts from; not called for one that is.
            create: make the meeting now if there is none; else the first change makes it.
            may_make: where there is none, let the first change make it; else it is refused.
            group: share a folder that is going to be made with this group.
            role: what that person may change.
            config: other tools than the usual; for tests.

        Raises:
            DamagedError: there is no good state left in the folder; nothing was changed.
            StoreError: the folder can't be read or made, or something was planted in it.
        """
        access = Access(folder, actor, clock, lambda: _start(programme()), config or StoreConfig())
        access.group, access.role, access.may_make = group, role, may_make
        try:
            access.read()
        except OSError as error:
            raise StoreError(f"The meeting in {folder} can't be read: {reason(error)}.") from error
        if access.follower is None and create:
            access.change(lambda journal, known, about: Transaction("", ()))
        else:
            access.view.show(access.state)
        return cls(access)

    @property
    def folder(self) -> Path:
        """The meeting folder."""
        return self._access.path

    @property
    def actor(self) -> Actor:
        """Whose changes these are."""
        return self._access.actor

    @property
    def newest(self) -> Entry | None:
        """The newest change that this object made; None while it made none."""
        return self._access.newest

    def snapshot(self) -> Snapshot:
        """Return the newest state that this object knows; cheap. What others did is told by ``changed()``."""
        return self._access.view.peek(self._access.state)

    def changed(self) -> Snapshot | None:
        """Look at the disk; return a new snapshot if anything is other than in the last one, else None.

        Cheap, never waits, never raises: while a change of this object is under way it returns None, and what is wrong
        with the folder is told in the notice of a snapshot with the last state known.
        """
        if not self._access.turn.acquire(blocking=False):
            return None
        try:
            self._access.look()
            return self._access.view.renewed(self._access.state)
        finally:
            self._access.turn.release()

    def transact(self, edit: AnyEdit, *, op: str | None = None) -> Receipt:
        """Apply an edit to the newest state and return once the change is on disk.

        Args:
            edit: the intent.
            op: unique name of this edit; sent again soon, it is not made again.

        Raises:
            UnknownIdError: it names a row that the meeting doesn't have.
            ConflictError: the same was changed since ``edit.seen``, and not by this object.
            RefusedError: the meeting's rules don't allow it.
            BusyError: someone else held the lock for 5 s; it names them.
            ViewOnlyError: this person or this program can't write here.
            StoreError: it could not be written; the change was not made.
        """
        from tracker.domain.edits import changes_for

        def plan(journal: Journal, known: Head, about: Entry) -> Transaction:
            last = self._access.own.last_elsewhere
            return Transaction(
                str(edit.__struct_config__.tag), changes_for(edit, known.state, about.actor, about.at, last)
            )

        return self._access.change(plan, op)

    def undo(self, *, anyway: bool = False) -> Receipt:
        """Take back the newest change of this person that still stands, also one of an earlier run.

        Raises:
            RefusedError: there is none.
            ConflictError: someone else touched the same rows since, and it isn't to be done ``anyway``.
            StoreError: as for ``transact()``.
        """
        from tracker.store.undo import undo_target

        return self._take_back("undo", undo_target, anyway)

    def redo(self, *, anyway: bool = False) -> Receipt:
        """Take back this person's newest undo, if they changed nothing else since.

        Raises:
            RefusedError: there is none.
            ConflictError: someone else touched the same rows since, and it isn't to be done ``anyway``.
            StoreError: as for ``transact()``.
        """
        from tracker.store.undo import redo_target

        return self._take_back("redo", redo_target, anyway)

    def history(self, row_id: str | None = None, *, limit: int | None = None) -> tuple[Entry, ...]:
        """Return the changes up to the newest state known, newest first.

        Args:
            row_id: only those that touched this row.
            limit: at most so many.

        Raises:
            StoreError: the journal can't be read.
        """
        follower = self._access.follower
        if follower is None:
            return ()
        try:
            with Folder(self.folder, self._access.config.calls) as folder, opened_journal(folder) as journal:
                if journal is None:
                    return ()
                return tuple(islice(_touching(row_id, journal, follower.known.position), limit))
        except OSError as error:
            raise StoreError(f"The history of {self.folder} can't be read: {reason(error)}.") from error

    def close(self) -> None:
        """Let go of the meeting. Nothing waits to be saved here; a change that is under way has a moment to end.

        One that waits for someone else's lock is given up: it was never shown as saved.
        """
        if self._access.turn.acquire(timeout=CLOSING_PATIENCE):
            try:
                self._access.settle(at_once=True)
            finally:
                self._access.turn.release()

    def settle(self) -> None:
        """Bring ``meeting.json`` of a large meeting up to the journal if nothing was changed since the last call.

        To be called every second or so. Other programs that open the file see the newest changes then; the tracker
        itself sees them in the journal. Never waits, and cheap where there is nothing to do.
        """
        if self._access.turn.acquire(blocking=False):
            try:
                self._access.settle(at_once=False)
            finally:
                self._access.turn.release()

    def _take_back(self, tag: Literal["undo", "redo"], find: Callable[[Past, Actor], Target], anyway: bool) -> Receipt:
        """Take back the entry that ``find`` finds."""
        from tracker.store.undo import Past, changes_back, warning

        def plan(journal: Journal, known: Head, about: Entry) -> Transaction:
            target = find(Past(journal, known.position, self._access.config.schema), self.actor)
            changes = changes_back(target, known.state, anyway=anyway)
            undoes, redoes = (target.entry.seq, None) if tag == "undo" else (None, target.entry.seq)
            return Transaction(tag, changes, undoes=undoes, redoes=redoes, warning=warning(target))

        if self._access.follower is None:
            # Trying to take something back must not make a meeting.
            raise RefusedError("Nothing was changed in this meeting yet.")
        return self._access.change(plan)


def _touching(row_id: str | None, journal: Journal, position: Position) -> Iterator[Entry]:
    if row_id is None:
        yield from entries_before(journal, position.end)
        return
    for entry in entries_before(journal, position.end, (row_mark(row_id),)):
        if any(change.id == row_id for change in entry.changes):
            yield entry
