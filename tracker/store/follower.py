"""What one process knows of a meeting: the newest state, where in the journal that is, and the file's documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tracker.domain.model.changes import Stamp, apply_changes
from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.engine import Documents, Engine
from tracker.store.format.journal import Journal, Position
from tracker.store.format.replay import Step, steps
from tracker.store.format.state_file import DocIds, Meta
from tracker.store.loading import Loaded, promised_end
from tracker.store.lockfile import LockInfo


class LostTrackError(Exception):
    """The journal isn't the one that was known: the folder has to be read anew. Never reaches a person."""


class Head(NamedTuple):
    """A state and the place in the journal that it belongs to."""

    state: State
    position: Position


class JournalFollower:
    """Follows the journal; makes the bytes of ``meeting.json``."""

    def __init__(self, loaded: Loaded, engine: Callable[[], Engine]) -> None:
        """Start from what was read; ``engine`` is called when a file is made."""
        self.known = Head(loaded.state, loaded.position)
        self.schema = loaded.schema
        """Of the files; lower than the program's until the first change."""
        self.file_is_due = loaded.file_is_due
        """Whether ``meeting.json`` has to be written anew before anything else is changed."""
        self._doc_ids: DocIds = loaded.doc_ids
        self._engine = engine
        self._file: Documents | None = None
        self._touched: dict[str, set[str]] = {}

    def follow(self, journal: Journal | None, mark: LockInfo, schema: int) -> tuple[Entry, ...]:
        """Take in what others have done since and return it, oldest first.

        Raises:
            LostTrackError: the journal doesn't go on from what was known, or in another schema.
        """
        if journal is None or not journal.has(self.known.position):
            raise LostTrackError
        limit = promised_end(journal, mark)
        if limit < self.known.position.end:
            raise LostTrackError
        news: list[Entry] = []
        try:
            for step in steps(journal, self.known.state, self.known.position, limit, schema):
                self._take(step, news)
        except UnreadableError as error:
            raise LostTrackError from error
        return tuple(news)

    def after(self, entry: Entry, position: Position) -> Head:
        """Return the state after one more change."""
        self._touch(entry)
        stamp = Stamp(entry.seq, entry.actor.name, entry.at)
        return Head(apply_changes(self.known.state, entry.changes, stamp), position)

    def file_of(self, known: Head, schema: int) -> bytes:
        """Return the bytes of ``meeting.json`` for ``known``, encoding only what changed since the last time."""
        state, position = known
        if self._file is None:
            self._file = self._engine().hold(state, self._doc_ids)
        else:
            self._file.update(state, self._touched)
        self._touched.clear()
        return self._file.bytes_with(
            Meta(schema=schema, seq=state.seq, head=position.head, end=position.end, programme=state.meeting.id)
        )

    def forget_file(self) -> None:
        """Drop the documents that were made for a change that didn't go through."""
        self._file = None
        self._touched.clear()

    def _touch(self, entry: Entry) -> None:
        for change in entry.changes:
            self._touched.setdefault(change.table, set()).add(change.id)

    def _take(self, step: Step, news: list[Entry]) -> None:
        self.known = Head(step.state, step.position)
        if step.entry is None:
            self.forget_file()
        else:
            self._touch(step.entry)
            news.append(step.entry)
