"""What a person is told of their own change, for every edit that there is, and for taking it back."""

from datetime import date, time
from typing import get_args

import msgspec
import pytest

from tests.support.record import ANNA, AT, done, entries_of, rich_state
from tests.support.samples import small_programme
from tracker.domain.edits import (
    AddAction,
    AddDecision,
    AddFactValue,
    AddItem,
    AddNote,
    AddParty,
    AddPerson,
    AddPoint,
    AddSession,
    AnyEdit,
    Attend,
    Batch,
    CancelAction,
    CancelMeeting,
    CancelSession,
    CloseMeeting,
    CompleteAction,
    EditAction,
    EditDecision,
    EditItem,
    EditMeeting,
    EditNote,
    EditParty,
    EditPerson,
    EditPoint,
    EditSession,
    EndSession,
    MoveItem,
    MovePoint,
    MoveSession,
    OneEdit,
    ProposeDecision,
    Release,
    RemoveNote,
    ReopenAction,
    ReopenMeeting,
    ReportProgress,
    RestoreSession,
    Revise,
    RunLate,
    SetAgreement,
    SetDisposition,
    SetHours,
    SetStatus,
    SignDecision,
    StartSession,
    Tick,
    Withdraw,
    WithdrawDecision,
)
from tracker.domain.model.changes import inverse_of
from tracker.domain.model.history import Entry
from tracker.domain.words.outcome_sentences import outcome

REASON = "Floods"
TAKE_UP = SetStatus(item="track", status="taken_up")
AGREED = SetAgreement(decision="d1", sides=(), agreed=True)
CANCELLED = CancelSession(session="visit", reason=REASON)
GIVEN_UP = CancelAction(action="a1", reason=REASON)
OVER = tuple(SetStatus(item=item, status="deferred", target="next") for item in ("track", "fares"))
REVISED = msgspec.structs.replace(
    small_programme(),
    agenda_items=(
        msgspec.structs.replace(small_programme().agenda_items[0], title="The tracks"),
        *small_programme().agenda_items[1:],
    ),
)

CASES: list[tuple[tuple[AnyEdit, ...], str, str]] = [
    ((Tick(points=("track.2",), done=True),), "Ticked 1.2", "open again"),
    ((Tick(points=("track.2",), done=True), Tick(points=("track.2",), done=False)), "Unticked 1.2", "ticked again"),
    ((Tick(points=("track.1", "track.2"), done=True),), "Ticked 2 points of 1", "open again"),
    ((Tick(points=("track.1", "track.2", "fares.1"), done=True),), "Ticked 3 points", "open again"),
    ((TAKE_UP,), "Took up 1", "planned again"),
    (
        (SetStatus(item="track", status="closed", disposition="agreed", force=True),),
        "Closed 1: agreed",
        "planned again",
    ),
    ((TAKE_UP, SetStatus(item="track", status="skipped")), "Skipped 1", "taken up again"),
    ((SetStatus(item="fares", status="withdrawn", reason=REASON),), "Withdrew 2A", "planned again"),
    ((OVER[1],), "Deferred 2A to the next meeting", "planned again"),
    ((SetStatus(item="fares", status="deferred", target="close"),), "Deferred 2A to Closing", "planned again"),
    ((OVER[1], SetStatus(item="fares", status="planned")), "Set 2A back to planned", "deferred again"),
    (
        (
            SetStatus(item="fares", status="closed", force=True),
            SetStatus(item="fares", status="taken_up", reason=REASON),
        ),
        "Reopened 2A",
        "closed again",
    ),
    ((SetDisposition(item="fares", disposition="noted"),), "Recorded the outcome of 2A: noted", "as before"),
    ((EditMeeting(title="Ours", city="Pokhara"),), "Changed the meeting: title, city", "as before"),
    ((Release(),), "Released the agenda", "draft again"),
    ((*OVER, CloseMeeting()), "Closed the meeting", "draft again"),
    ((CancelMeeting(reason=REASON),), "Cancelled the meeting", "draft again"),
    ((CancelMeeting(reason=REASON), ReopenMeeting(reason=REASON)), "Reopened the meeting", "cancelled again"),
    ((AddNote(about="track.1", text="Metre\ngauge"),), "Added a note on 1.1", "taken away"),
    ((EditNote(note="n1", text="Wide"),), "Changed the note on 1.1: text", "as before"),
    ((RemoveNote(note="n1"),), "Removed a note on 1.1", "there again"),
    ((AddDecision(item="track", text="Yes."),), "Added D3 on 1", "taken away"),
    ((EditDecision(decision="d2", text="In June.", sides=("de",)),), "Reworded D2", "as before"),
    (
        (SetAgreement(decision="d1", sides=("np",), agreed=True),),
        "Recorded that Nepal agrees with D1",
        "draft again",
    ),
    ((AGREED,), "Agreed D1", "draft again"),
    (
        (AGREED, SetAgreement(decision="d1", sides=("np",), agreed=False, reason=REASON)),
        "Recorded that Nepal no longer agrees with D1",
        "agreed again",
    ),
    ((ProposeDecision(decision="d1"),), "Proposed D1", "draft again"),
    ((AGREED, SignDecision(decision="d1", signed_on=AT.date())), "Signed D1", "agreed again"),
    ((WithdrawDecision(decision="d2", reason=REASON),), "Withdrew D2", "draft again"),
    ((AddAction(about="d1", text="Buy rails", owner_party="rail"),), "Added A3 on 1", "taken away"),
    (
        (AddAction(about="d1", text="Buy rails", owner_party="rail", due=date(2027, 5, 31)),),
        "Added A3 on 1, due Mon 31 May 2027",
        "taken away",
    ),
    ((EditAction(action="a1", due=date(2026, 6, 1), reason=REASON),), "Changed A1: due Mon 1 Jun 2026", "as before"),
    ((EditAction(action="a1", due=None, reason=REASON),), "Changed A1: no due day", "as before"),
    ((ReportProgress(action="a2", percent=40),), "Reported on A2 (40 %)", "open again"),
    ((CompleteAction(action="a2", taken="Counted"),), "Completed A2", "open again"),
    ((GIVEN_UP,), "Cancelled A1", "open again"),
    ((GIVEN_UP, ReopenAction(action="a1", reason=REASON)), "Reopened A1", "cancelled again"),
    ((AddParty(name="Bank", kind="company", side="np"),), "Added Bank", "taken away"),
    ((EditParty(party="rail", name="Railway"),), "Changed Railway: name", "as before"),
    ((AddPerson(name="Kai Lund", party="rail"),), "Added Kai Lund", "taken away"),
    ((EditPerson(person="eva", designation="Head"),), "Changed Eva Brandt: designation", "as before"),
    (
        (Attend(session="morning", attendees=("ram",), presence="excused"),),
        "Marked Mr Ram Thapa excused",
        "taken away",
    ),
    ((Attend(session="morning", attendees=("port",), presence="absent"),), "Marked Port absent", "as before"),
    ((Attend(session="morning", attendees=("port", "eva"), presence=""),), "Removed the marks of 2", "there again"),
    (
        (Attend(session="night", attendees=("port", "eva", "ram"), presence="present"),),
        "Marked 3 present",
        "taken away",
    ),
    ((AddSession(title="Dinner", type="social", date=date(2026, 3, 28)),), "Added Dinner", "taken away"),
    ((EditSession(session="visit", room="Hall 2"),), "Changed Visit: room", "as before"),
    ((SetHours(session="visit", start=time(14), end=time(16)),), "Set the hours of Visit", "as before"),
    (
        (MoveSession(session="visit", date=date(2026, 3, 29), reason=REASON),),
        "Moved Visit to Sun 29 Mar",
        "as before",
    ),
    ((CANCELLED,), "Cancelled Visit", "confirmed again"),
    ((CANCELLED, RestoreSession(session="visit")), "Restored Visit", "cancelled again"),
    ((StartSession(session="morning"),), "Started Morning session", "confirmed again"),
    ((StartSession(session="morning"), EndSession(session="morning")), "Ended Morning session", "in progress again"),
    (
        (
            StartSession(session="morning"),
            EndSession(session="morning"),
            StartSession(session="morning", resume=True),
        ),
        "Resumed Morning session",
        "held again",
    ),
    ((RunLate(minutes=15, session="night"),), "Delayed Night session by 15 min", "as before"),
    ((RunLate(minutes=20),), "Delayed 2 sessions by 20 min", "as before"),
    ((RunLate(minutes=20), RunLate(minutes=-5)), "Brought 2 sessions forward by 5 min", "as before"),
    (
        (AddItem(title="Bridges", purpose="for_decision", lead_parties=("rail",)),),
        "Added item 3",
        "taken away",
    ),
    ((EditItem(item="fares", title="Prices", lead_parties=("port",)),), "Changed 2A: title, lead parties", "as before"),
    ((MoveItem(item="fares", before="track"),), "Moved 2A to 1", "as before"),
    ((Release(), MoveItem(item="fares", before="track")), "Moved 2A", "as before"),
    ((AddPoint(item="track", title="Bridges"),), "Added point 1.3", "taken away"),
    ((EditPoint(point="track.1", title="Width"),), "Changed 1.1: title", "as before"),
    ((MovePoint(point="track.2", before="track.1"),), "Moved 1.2", "as before"),
    ((Withdraw(id="track.2", reason=REASON),), "Withdrew 1.2", "as before"),
    ((Withdraw(id="rail"), Withdraw(id="rail", withdrawn=False)), "Put Rail Company back", "as before"),
    (
        (AddFactValue(about="morning", fact="End", standing="official", value="12:40", source="x"),),
        "Added the official value of End",
        "taken away",
    ),
    (
        (Revise(programme=REVISED),),
        "Revised: 1 change",
        "as before",
    ),
    (
        (
            Batch(
                edits=(
                    SetStatus(item="track", status="closed", disposition="noted", force=True),
                    SetStatus(item="fares", status="taken_up"),
                )
            ),
        ),
        "Closed 1: noted; took up 2A",
        "as before",
    ),
]
"""Edits, what is told of the last of them, and how what it changed stands once that is taken back."""


def test_every_edit_is_there() -> None:
    assert {type(edits[-1]) for edits, _, _ in CASES} == {*get_args(OneEdit), Batch}


@pytest.mark.parametrize(("edits", "words", "back"), CASES)
def test_what_is_told(edits: tuple[AnyEdit, ...], words: str, back: str) -> None:
    entry, state = entries_of(rich_state(), edits)[-1], done(rich_state(), *edits)
    assert outcome(entry, state) == words
    before = done(rich_state(), *edits[:-1])
    redo = Entry(seq=9, op="r", at=AT, actor=ANNA, edit="redo", changes=entry.changes, redoes=8)
    assert outcome(redo, state).startswith("Redid: ")
    undo = Entry(seq=8, op="u", at=AT, actor=ANNA, edit="undo", changes=inverse_of(entry.changes), undoes=7)
    told = outcome(undo, before)
    assert told.startswith("Undid: ")
    assert told.endswith(f" ({back})")
