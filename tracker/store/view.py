"""What a store object has told its user so far, and what there is to tell next."""

from collections.abc import Iterable

from tracker.domain.model.history import Entry
from tracker.domain.model.snapshot import SaveStatus, Snapshot
from tracker.domain.model.state import State


class View:
    """Makes snapshots. What others did is told in exactly one of them."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        self._last: Snapshot | None = None
        self.is_made = False
        """Whether there is a meeting folder."""
        self.blocked = ""
        """Why this person can't change the meeting; empty where they can."""
        self.unwritten = ""
        """Why ``meeting.json`` lacks the newest change; empty where it doesn't."""
        self.trouble = ""
        """Why the folder could not be looked at just now; empty where it could."""
        self._told: list[str] = []
        self._news: list[Entry] = []

    def tell(self, notices: Iterable[str]) -> None:
        """Add sentences that a person should read; each is told once."""
        self._told += [notice for notice in notices if notice and notice not in self._told]

    def add_news(self, entries: Iterable[Entry]) -> None:
        """Add changes that the next snapshot is to tell."""
        self._news += entries

    def show(self, state: State) -> Snapshot:
        """Hand out a snapshot of ``state`` with everything that wasn't told yet."""
        self._last = self._made(state, tuple(self._news))
        self._news.clear()
        return self._last

    def peek(self, state: State) -> Snapshot:
        """Return the last snapshot, or where anything is newer, one that leaves the telling to a later one."""
        return self._last if self._last and self._is_as(self._last, state) else self._made(state, ())

    def renewed(self, state: State) -> Snapshot | None:
        """Hand out a snapshot if there is anything new; else None."""
        if self._last and self._is_as(self._last, state) and not self._news:
            return None
        return self.show(state)

    def _is_as(self, last: Snapshot, state: State) -> bool:
        return (state is last.state) and (self._standing, self._notice) == (last.standing, last.notice)

    def _made(self, state: State, news: tuple[Entry, ...]) -> Snapshot:
        return Snapshot(state, self._standing, self._notice, news)

    @property
    def _standing(self) -> SaveStatus:
        if self.blocked:
            return SaveStatus.VIEW_ONLY
        if not self.is_made:
            return SaveStatus.NOT_MADE
        return SaveStatus.JOURNAL_ONLY if self.unwritten else SaveStatus.SAVED

    @property
    def _notice(self) -> str:
        unwritten = ""
        if self.unwritten:
            unwritten = f"Saved to the journal only ({self.unwritten}); the next change tries again."
        return " ".join(filter(None, (self.blocked, self.trouble, unwritten, *self._told)))
