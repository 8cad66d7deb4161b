"""Snapshot of a meeting as the store hands it out, with its save status."""

from enum import Enum
from typing import NamedTuple

from tracker.domain.model.history import Entry
from tracker.domain.model.state import State


class SaveStatus(Enum):
    """How the newest state lies on disk."""

    SAVED = "saved"
    JOURNAL_ONLY = "saved to the journal only"
    """Safe, but ``meeting.json`` could not be rewritten yet; the next change tries again."""
    VIEW_ONLY = "view only"
    NOT_MADE = "not made yet"
    """There is no meeting folder yet; the first change makes it."""


class Snapshot(NamedTuple):
    """A meeting at one moment. Never changed; the next change makes another."""

    state: State
    standing: SaveStatus
    notice: str = ""
    """Why it can't be written, or what was mended at opening, in one sentence; empty when all is well."""
    news: tuple[Entry, ...] = ()
    """What came in since the snapshot before this one of the same store object, own changes too, oldest first."""

    @property
    def can_change(self) -> bool:
        """Say whether this person can change the meeting here."""
        return self.standing is not SaveStatus.VIEW_ONLY


class Receipt(NamedTuple):
    """What became of an edit, an undo or a redo that went through."""

    snapshot: Snapshot
    """The newest state, with the change in it, on disk."""
    entry: Entry | None
    """The new history entry; None where everything was as wanted already."""
    warning: str = ""
    """What the person should know although it went through, such as ``boris changed psm.2 since``."""
