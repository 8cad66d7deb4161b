"""Several edits as one change: made together or not at all, and taken back together."""

import msgspec

from tracker.domain.edits.actions import (
    AddAction,
    CancelAction,
    CompleteAction,
    EditAction,
    ReopenAction,
    ReportProgress,
)
from tracker.domain.edits.agenda import AddItem, AddPoint, EditItem, EditPoint, MoveItem, MovePoint
from tracker.domain.edits.base import Edit
from tracker.domain.edits.decisions import (
    AddDecision,
    EditDecision,
    ProposeDecision,
    SetAgreement,
    SignDecision,
    WithdrawDecision,
)
from tracker.domain.edits.lifecycle import CancelMeeting, CloseMeeting, EditMeeting, Release, ReopenMeeting
from tracker.domain.edits.notes import AddFactValue, AddNote, EditNote, RemoveNote
from tracker.domain.edits.people import AddParty, AddPerson, Attend, EditParty, EditPerson
from tracker.domain.edits.revise import Revise
from tracker.domain.edits.sessions import (
    AddSession,
    CancelSession,
    EditSession,
    EndSession,
    MoveSession,
    RestoreSession,
    RunLate,
    SetHours,
    StartSession,
)
from tracker.domain.edits.status import SetDisposition, SetStatus, Withdraw
from tracker.domain.edits.ticks import Tick

OneEdit = (
    Tick
    | SetStatus
    | SetDisposition
    | EditMeeting
    | Release
    | CloseMeeting
    | ReopenMeeting
    | CancelMeeting
    | AddNote
    | EditNote
    | RemoveNote
    | AddDecision
    | EditDecision
    | SetAgreement
    | ProposeDecision
    | SignDecision
    | WithdrawDecision
    | AddAction
    | EditAction
    | ReportProgress
    | CompleteAction
    | CancelAction
    | ReopenAction
    | AddParty
    | EditParty
    | AddPerson
    | EditPerson
    | Attend
    | AddSession
    | EditSession
    | SetHours
    | MoveSession
    | CancelSession
    | RestoreSession
    | StartSession
    | EndSession
    | RunLate
    | AddItem
    | EditItem
    | MoveItem
    | AddPoint
    | EditPoint
    | MovePoint
    | Withdraw
    | AddFactValue
    | Revise
)
"""Every edit but ``Batch``."""


class Batch(Edit, frozen=True, kw_only=True, tag="several"):
    """Several edits, each applied to what those before it made."""

    edits: tuple[OneEdit, ...]


AnyEdit = OneEdit | Batch
"""Every edit there is."""


def with_seen(edit: OneEdit, seen: int | None) -> OneEdit:
    """Return an edit that has seen what the whole had, unless it says itself what it has seen."""
    return edit if edit.seen is not None else msgspec.structs.replace(edit, seen=seen)
