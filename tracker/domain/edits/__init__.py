"""Edits: intents as data, applied to the newest state; an edit is never a whole row.

``changes_for()`` turns an edit into changes, or refuses it. The inverse of an edit is ``inverse_of()`` its changes.
Each module has the edits of one matter and what applies them.
"""

from tracker.domain.edits.actions import (
    AddAction,
    CancelAction,
    CompleteAction,
    EditAction,
    ReopenAction,
    ReportProgress,
)
from tracker.domain.edits.agenda import AddItem, AddPoint, EditItem, EditPoint, MoveItem, MovePoint
from tracker.domain.edits.base import Edit, refuse_unseen
from tracker.domain.edits.batch import AnyEdit, Batch, OneEdit
from tracker.domain.edits.decisions import (
    AddDecision,
    EditDecision,
    ProposeDecision,
    SetAgreement,
    SignDecision,
    WithdrawDecision,
)
from tracker.domain.edits.dispatch import changes_for
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

__all__ = [
    "AddAction",
    "AddDecision",
    "AddFactValue",
    "AddItem",
    "AddNote",
    "AddParty",
    "AddPerson",
    "AddPoint",
    "AddSession",
    "AnyEdit",
    "Attend",
    "Batch",
    "CancelAction",
    "CancelMeeting",
    "CancelSession",
    "CloseMeeting",
    "CompleteAction",
    "Edit",
    "EditAction",
    "EditDecision",
    "EditItem",
    "EditMeeting",
    "EditNote",
    "EditParty",
    "EditPerson",
    "EditPoint",
    "EditSession",
    "EndSession",
    "MoveItem",
    "MovePoint",
    "MoveSession",
    "OneEdit",
    "ProposeDecision",
    "Release",
    "RemoveNote",
    "ReopenAction",
    "ReopenMeeting",
    "ReportProgress",
    "RestoreSession",
    "Revise",
    "RunLate",
    "SetAgreement",
    "SetDisposition",
    "SetHours",
    "SetStatus",
    "SignDecision",
    "StartSession",
    "Tick",
    "Withdraw",
    "WithdrawDecision",
    "changes_for",
    "refuse_unseen",
]
