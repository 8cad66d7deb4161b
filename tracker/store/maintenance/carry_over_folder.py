"""Making the folder of the next meeting from what this one leaves."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.clock import Clock
from tracker.domain.carry_over import NextMeeting, open_next
from tracker.domain.edits import EditMeeting
from tracker.domain.model.programme import Meeting
from tracker.domain.model.snapshot import SaveStatus, Snapshot
from tracker.errors import StoreError, TrackerError
from tracker.store.io.creation import has_meeting
from tracker.store.meeting_store import MeetingStore


class OpenedNext(NamedTuple):
    """What was made."""

    following: NextMeeting
    """What the next meeting starts from, and how far this one's decisions were carried out."""
    snapshot: Snapshot
    """The next meeting, on disk."""
    warning: str = ""
    """What went less smoothly, in one sentence; empty when all is well."""


def open_next_meeting(
    store: MeetingStore, folder: Path, front_page: Meeting, *, today: date, clock: Clock, group: str | None = None
) -> OpenedNext:
    """Make the meeting after the one of ``store`` in a folder of its own, and name it in this one.

    Args:
        store: this meeting; it may be view only, and then doesn't learn of the next.
        folder: where the next one is going to lie.
        front_page: of the next one; see ``carry_over.next_front_page()``.
        today: the day in the meeting's zone, for what is overdue.
        clock: tells the time of the changes.
        group: share the folder with this group.

    Raises:
        RefusedError: the front page can't be; nothing was made.
        StoreError: there is a meeting in ``folder`` already, or it can't be made.
    """
    if has_meeting(folder):
        raise StoreError(f"There is a meeting in {folder} already.", "Choose another folder for the next one.")
    before = store.snapshot()
    following = open_next(before.state, front_page, today)
    edits = following.edit.edits
    # With something to change, that change makes the meeting: what came along is there from its first moment on.
    made = MeetingStore.open(
        folder,
        actor=store.actor,
        clock=clock,
        programme=lambda: following.programme,
        create=not edits,
        group=group,
    )
    try:
        snapshot = made.transact(following.edit).snapshot if edits else made.snapshot()
    finally:
        made.close()
    return OpenedNext(following, snapshot, _named(store, before, front_page.id))


def _named(store: MeetingStore, before: Snapshot, next_id: str) -> str:
    """Write the id of the next meeting down in this one; return what was in the way, if anything was."""
    if before.standing in (SaveStatus.NOT_MADE, SaveStatus.VIEW_ONLY):
        return ""
    try:
        return store.transact(EditMeeting(next_meeting=next_id)).warning
    except TrackerError as error:
        return f"The next meeting is made, but this one doesn't name it: {error.message}"
