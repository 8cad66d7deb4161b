"""The meeting as a whole: its front page, its release, and its end."""

from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from tracker.domain.edits.base import Edit, EditContext, Outcome, SideEffect, handles, provided_fields, required_line
from tracker.domain.model.programme import Meeting
from tracker.domain.rules.rules import MEETING_OVER, undecided_items
from tracker.domain.words.formatting import days_fault, in_words
from tracker.errors import RefusedError


class EditMeeting(Edit, frozen=True, kw_only=True, tag="edit_meeting"):
    """Change the meeting's front page; what is left out stays."""

    title: str | UnsetType = UNSET
    short_title: str | UnsetType = UNSET
    body: str | UnsetType = UNSET
    city: str | UnsetType = UNSET
    country: str | UnsetType = UNSET
    number: str | UnsetType = UNSET
    first_day: date | UnsetType = UNSET
    last_day: date | UnsetType = UNSET
    previous_meeting: str | UnsetType = UNSET
    next_meeting: str | UnsetType = UNSET


class Release(Edit, frozen=True, kw_only=True, tag="release"):
    """Give the agenda out: from now on no number changes its meaning."""


class CloseMeeting(Edit, frozen=True, kw_only=True, tag="close_meeting"):
    """Close the meeting, once every agenda item is decided on."""


class ReopenMeeting(Edit, frozen=True, kw_only=True, tag="reopen_meeting"):
    """Go on with a meeting that was closed or cancelled."""

    reason: str


class CancelMeeting(Edit, frozen=True, kw_only=True, tag="cancel_meeting"):
    """Call the meeting off."""

    reason: str


def under_way(meeting: Meeting) -> Iterator[Outcome]:
    """Yield the meeting in progress, where it isn't yet: a session was started or an item taken up."""
    if meeting.status in ("draft", "open"):
        yield SideEffect(msgspec.structs.replace(meeting, status="in_progress"))


# After the meeting its next one is opened and named here.
@handles(EditMeeting, after_closing=True)
def _edit_meeting(edit: EditMeeting, context: EditContext) -> Iterator[Outcome]:
    fields = provided_fields(edit, *(name for name in edit.__struct_fields__ if name != "seen"))
    for name in ("title", "short_title", "body", "city", "country"):
        if name in fields:
            required_line(fields[name], in_words(name), name)
    meeting = msgspec.structs.replace(context.state.meeting, **fields)
    if ("first_day" in fields or "last_day" in fields) and (fault := days_fault(meeting.first_day, meeting.last_day)):
        raise RefusedError(fault, field="last_day")
    yield meeting


@handles(Release)
def _release(edit: Release, context: EditContext) -> Iterator[Outcome]:
    # Verbs that only read load the edits too, and this isn't needed for any other.
    from tracker.domain.rules.integrity import faults

    meeting = context.state.meeting
    if wrong := faults(context.state):
        raise RefusedError(
            f"The agenda can't be released, since no number could be changed any more: {wrong[0]}",
            "Put it right, or have it put right with: tracker doctor --repair",
        )
    status = "open" if meeting.status == "draft" else meeting.status
    yield msgspec.structs.replace(meeting, released=True, status=status)


@handles(CloseMeeting, after_closing=True)
def _close(edit: CloseMeeting, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    if state.meeting.status == "cancelled":
        raise RefusedError("The meeting was cancelled.", "Reopen it first.")
    if undecided := undecided_items(state):
        names = "; ".join(f"{item.number} {item.title}" for item in undecided)
        raise RefusedError(
            f"The meeting can't be closed: {len(undecided)} agenda "
            f"{'item is' if len(undecided) == 1 else 'items are'} undecided: {names}.",
            "Close, defer to the next meeting or withdraw each of them.",
        )
    if going_on := [session.title for session in state.schedule if session.status == "in_progress"]:
        raise RefusedError(f"The meeting can't be closed: {'; '.join(going_on)} is still in progress.", "End it first.")
    yield msgspec.structs.replace(state.meeting, status="closed", status_reason="")


@handles(ReopenMeeting, after_closing=True)
def _reopen(edit: ReopenMeeting, context: EditContext) -> Iterator[Outcome]:
    if context.state.meeting.status in MEETING_OVER:
        reason = required_line(edit.reason, "the reason for reopening the meeting", "reason")
        yield msgspec.structs.replace(context.state.meeting, status="in_progress", status_reason=reason)


@handles(CancelMeeting, after_closing=True)
def _cancel(edit: CancelMeeting, context: EditContext) -> Iterator[Outcome]:
    if context.state.meeting.status == "closed":
        raise RefusedError("The meeting is closed, so it can't be cancelled any more.")
    reason = required_line(edit.reason, "the reason for cancelling the meeting", "reason")
    yield msgspec.structs.replace(context.state.meeting, status="cancelled", status_reason=reason)
