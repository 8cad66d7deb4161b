"""Every kind of edit as it is made in the rich meeting, with what its author is told and what the history says."""

from datetime import date, time
from typing import NamedTuple

import msgspec

from tests.support.record import AT
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


class Sample(NamedTuple):
    """Some edits, of which the last is the one in question."""

    edits: tuple[AnyEdit, ...]
    told: str
    """What the person is told who made it."""
    back: str
    """How what it changed stands once it is taken back."""
    history: str
    """How the history tells it to everybody."""


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

SAMPLES = (
    Sample((Tick(points=("track.2",), done=True),), "Ticked 1.2", "open again", 'ticked point 1.2 "Cost"'),
    Sample(
        (Tick(points=("track.2",), done=True), Tick(points=("track.2",), done=False)),
        "Unticked 1.2",
        "ticked again",
        'unticked point 1.2 "Cost"',
    ),
    Sample(
        (Tick(points=("track.1", "track.2"), done=True),),
        "Ticked 2 points of 1",
        "open again",
        "ticked points 1.1 and 1.2",
    ),
    Sample(
        (Tick(points=("track.1", "track.2", "fares.1"), done=True),),
        "Ticked 3 points",
        "open again",
        "ticked points 1.1, 1.2 and 2A.1",
    ),
    Sample((TAKE_UP,), "Took up 1", "planned again", 'set agenda item 1 "The track" from planned to taken up'),
    Sample(
        (SetStatus(item="track", status="closed", disposition="agreed", force=True),),
        "Closed 1: agreed",
        "planned again",
        'set agenda item 1 "The track" from planned to closed, agreed',
    ),
    Sample(
        (TAKE_UP, SetStatus(item="track", status="skipped")),
        "Skipped 1",
        "taken up again",
        'set agenda item 1 "The track" from taken up to skipped',
    ),
    Sample(
        (SetStatus(item="fares", status="withdrawn", reason=REASON),),
        "Withdrew 2A",
        "planned again",
        'set agenda item 2A "Fares" from planned to withdrawn (Floods)',
    ),
    Sample(
        (OVER[1],),
        "Deferred 2A to the next meeting",
        "planned again",
        'set agenda item 2A "Fares" from planned to deferred, to the next meeting',
    ),
    Sample(
        (SetStatus(item="fares", status="deferred", target="close"),),
        "Deferred 2A to Closing",
        "planned again",
        (
            'set agenda item 2A "Fares" from planned to deferred, to session close "Closing"; '
            'changed session close "Closing": agenda items from none to 2A'
        ),
    ),
    Sample(
        (OVER[1], SetStatus(item="fares", status="planned")),
        "Set 2A back to planned",
        "deferred again",
        'set agenda item 2A "Fares" from deferred to planned',
    ),
    Sample(
        (
            SetStatus(item="fares", status="closed", force=True),
            SetStatus(item="fares", status="taken_up", reason=REASON),
        ),
        "Reopened 2A",
        "closed again",
        'set agenda item 2A "Fares" from closed to taken up (Floods)',
    ),
    Sample(
        (SetDisposition(item="fares", disposition="noted"),),
        "Recorded the outcome of 2A: noted",
        "as before",
        'changed agenda item 2A "Fares": outcome from none to noted',
    ),
    Sample(
        (EditMeeting(title="Ours", city="Pokhara"),),
        "Changed the meeting: title, city",
        "as before",
        'changed the meeting: title from "A small meeting" to "Ours", city from "Kathmandu" to "Pokhara"',
    ),
    Sample((Release(),), "Released the agenda", "draft again", "released the agenda"),
    Sample((*OVER, CloseMeeting()), "Closed the meeting", "draft again", "closed the meeting"),
    Sample((CancelMeeting(reason=REASON),), "Cancelled the meeting", "draft again", "cancelled the meeting (Floods)"),
    Sample(
        (CancelMeeting(reason=REASON), ReopenMeeting(reason="Thaw")),
        "Reopened the meeting",
        "cancelled again",
        "reopened the meeting (Thaw)",
    ),
    Sample(
        (AddNote(about="track.1", text="Metre\ngauge"),),
        "Added a note on 1.1",
        "taken away",
        'added note n2 on point 1.1 "Gauge": "Metre gauge"',
    ),
    Sample(
        (EditNote(note="n1", text="Wide"),),
        "Changed the note on 1.1: text",
        "as before",
        'changed note n1: text from "Metre gauge is not an option." to "Wide"',
    ),
    Sample(
        (RemoveNote(note="n1"),),
        "Removed a note on 1.1",
        "there again",
        'removed note n1 on point 1.1 "Gauge": "Metre gauge is not an option."',
    ),
    Sample(
        (AddDecision(item="track", text="Yes."),),
        "Added D3 on 1",
        "taken away",
        'added decision D3 on agenda item 1 "The track": "Yes."',
    ),
    Sample(
        (EditDecision(decision="d2", text="In June.", sides=("de",)),),
        "Reworded D2",
        "as before",
        'worded decision D2 for Germany: "In June."',
    ),
    Sample(
        (AGREED, EditDecision(decision="d1", text="Broad gauge.", reason=REASON)),
        "Reworded D1",
        "agreed again",
        (
            'worded decision D1 for Nepal: "Broad gauge.", '
            'worded decision D1 for Germany: "Broad gauge.", which is proposed now'
        ),
    ),
    Sample(
        (SetAgreement(decision="d1", sides=("np",), agreed=True),),
        "Recorded that Nepal agrees with D1",
        "draft again",
        "recorded that Nepal agrees with decision D1, which is proposed now",
    ),
    Sample(
        (AGREED,),
        "Agreed D1",
        "draft again",
        (
            "recorded that Nepal agrees with decision D1, "
            "recorded that Germany agrees with decision D1, "
            "which is agreed now"
        ),
    ),
    Sample(
        (AGREED, SetAgreement(decision="d1", sides=("np",), agreed=False, reason=REASON)),
        "Recorded that Nepal no longer agrees with D1",
        "agreed again",
        "recorded that Nepal no longer agrees with decision D1, which is proposed now",
    ),
    Sample(
        (ProposeDecision(decision="d1"),),
        "Proposed D1",
        "draft again",
        "changed decision D1: status from draft to proposed",
    ),
    Sample(
        (AGREED, SignDecision(decision="d1", signed_on=AT.date())),
        "Signed D1",
        "agreed again",
        "changed decision D1: status from agreed to signed",
    ),
    Sample(
        (WithdrawDecision(decision="d2", reason=REASON),),
        "Withdrew D2",
        "draft again",
        "changed decision D2: status from draft to withdrawn (Floods)",
    ),
    Sample(
        (AddAction(about="d1", text="Buy rails", owner_party="rail"),),
        "Added A3 on 1",
        "taken away",
        'added action A3 on decision D1: "Buy rails"',
    ),
    Sample(
        (AddAction(about="d1", text="Buy rails", owner_party="rail", due=date(2027, 5, 31)),),
        "Added A3 on 1, due Mon 31 May 2027",
        "taken away",
        'added action A3 on decision D1: "Buy rails"',
    ),
    Sample(
        (EditAction(action="a1", due=date(2026, 6, 1), reason=REASON),),
        "Changed A1: due Mon 1 Jun 2026",
        "as before",
        "changed action A1: due from Thu 30 Apr 2026 to Mon 1 Jun 2026",
    ),
    Sample(
        (EditAction(action="a1", due=None, reason=REASON),),
        "Changed A1: no due day",
        "as before",
        "changed action A1: due from Thu 30 Apr 2026 to none",
    ),
    Sample(
        (ReportProgress(action="a2", percent=40),),
        "Reported on A2 (40 %)",
        "open again",
        "changed action A2: status from open to in progress, percent from 0 % to 40 %",
    ),
    Sample(
        (CompleteAction(action="a2", taken="Counted"),),
        "Completed A2",
        "open again",
        'reported on action A2: "Counted", which is completed now',
    ),
    Sample((GIVEN_UP,), "Cancelled A1", "open again", "changed action A1: status from open to cancelled (Floods)"),
    Sample(
        (GIVEN_UP, ReopenAction(action="a1", reason="Thaw")),
        "Reopened A1",
        "cancelled again",
        "changed action A1: status from cancelled to open (Thaw)",
    ),
    Sample((AddParty(name="Bank", kind="company", side="np"),), "Added Bank", "taken away", 'added party "Bank"'),
    Sample(
        (EditParty(party="rail", name="Railway"),),
        "Changed Railway: name",
        "as before",
        'changed party "Railway": name from "Rail Company" to "Railway"',
    ),
    Sample(
        (AddPerson(name="Kai Lund", party="rail"),),
        "Added Kai Lund",
        "taken away",
        'added person "Kai Lund" of Rail Company',
    ),
    Sample(
        (EditPerson(person="eva", designation="Head"),),
        "Changed Eva Brandt: office",
        "as before",
        'changed person "Eva Brandt": office from "Engineer" to "Head"',
    ),
    Sample(
        (Attend(session="morning", attendees=("ram",), presence="excused"),),
        "Marked Mr Ram Thapa excused",
        "taken away",
        'marked Mr Ram Thapa excused in session morning "Morning session"',
    ),
    Sample(
        (Attend(session="morning", attendees=("port",), presence="absent"),),
        "Marked Port absent",
        "as before",
        'marked Port absent instead of present in session morning "Morning session"',
    ),
    Sample(
        (Attend(session="morning", attendees=("port", "eva"), presence=""),),
        "Removed the marks of 2",
        "there again",
        (
            'took the mark present of Port in session morning "Morning session" away; '
            'took the mark present of Mrs Eva Brandt in session morning "Morning session" away'
        ),
    ),
    Sample(
        (Attend(session="night", attendees=("port", "eva", "ram"), presence="present"),),
        "Marked 3 present",
        "taken away",
        (
            'marked Port present in session night "Night session"; '
            'marked Mrs Eva Brandt present in session night "Night session"; '
            'marked Mr Ram Thapa present in session night "Night session"'
        ),
    ),
    Sample(
        (AddSession(title="Dinner", type="social", date=date(2026, 3, 28)),),
        "Added Dinner",
        "taken away",
        'added session session-1 "Dinner"',
    ),
    Sample(
        (EditSession(session="visit", room="Hall 2"),),
        "Changed Visit: room",
        "as before",
        'changed session visit "Visit": room from none to "Hall 2"',
    ),
    Sample(
        (SetHours(session="visit", start=time(14), end=time(16)),),
        "Set the hours of Visit",
        "as before",
        'changed session visit "Visit": start from none to 14:00, end from none to 16:00',
    ),
    Sample(
        (MoveSession(session="visit", date=date(2026, 3, 29), reason=REASON),),
        "Moved Visit to Sun 29 Mar",
        "as before",
        'changed session visit "Visit": day from Sat 28 Mar 2026 to Sun 29 Mar 2026 (Floods)',
    ),
    Sample((CANCELLED,), "Cancelled Visit", "confirmed again", 'cancelled session visit "Visit" (Floods)'),
    Sample(
        (CANCELLED, RestoreSession(session="visit")),
        "Restored Visit",
        "cancelled again",
        'changed session visit "Visit": status from cancelled to confirmed',
    ),
    Sample(
        (StartSession(session="morning"),),
        "Started Morning session",
        "confirmed again",
        'started session morning "Morning session"',
    ),
    Sample(
        (StartSession(session="morning"), EndSession(session="morning")),
        "Ended Morning session",
        "in progress again",
        'ended session morning "Morning session"',
    ),
    Sample(
        (
            StartSession(session="morning"),
            EndSession(session="morning"),
            StartSession(session="morning", resume=True),
        ),
        "Resumed Morning session",
        "held again",
        'started session morning "Morning session"',
    ),
    Sample(
        (RunLate(minutes=15, session="night"),),
        "Delayed Night session by 15 min",
        "as before",
        'set the delay of session night "Night session" from 0 to 15 min',
    ),
    Sample(
        (RunLate(minutes=20),),
        "Delayed 2 sessions by 20 min",
        "as before",
        (
            'set the delay of session morning "Morning session" from 0 to 20 min; '
            'set the delay of session night "Night session" from 0 to 20 min'
        ),
    ),
    Sample(
        (RunLate(minutes=20), RunLate(minutes=-5)),
        "Brought 2 sessions forward by 5 min",
        "as before",
        (
            'set the delay of session morning "Morning session" from 20 to 15 min; '
            'set the delay of session night "Night session" from 20 to 15 min'
        ),
    ),
    Sample(
        (AddItem(title="Bridges", purpose="for_decision", lead_parties=("rail",)),),
        "Added item 3",
        "taken away",
        'added agenda item 3 "Bridges"',
    ),
    Sample(
        (EditItem(item="fares", title="Prices", lead_parties=("port",)),),
        "Changed 2A: title, lead parties",
        "as before",
        'changed agenda item 2A "Prices": title from "Fares" to "Prices", lead parties from Rail Company to Port',
    ),
    Sample(
        (MoveItem(item="fares", before="track"),),
        "Moved 2A to 1",
        "as before",
        'renumbered agenda item 1 "Fares" from 2A; renumbered agenda item 2A "The track" from 1',
    ),
    Sample(
        (Release(), MoveItem(item="fares", before="track")), "Moved 2A", "as before", 'moved agenda item 2A "Fares"'
    ),
    Sample(
        (AddPoint(item="track", title="Bridges"),),
        "Added point 1.3",
        "taken away",
        'added point 1.3 "Bridges" on agenda item 1 "The track"',
    ),
    Sample(
        (EditPoint(point="track.1", title="Width"),),
        "Changed 1.1: title",
        "as before",
        'changed point 1.1 "Width": title from "Gauge" to "Width"',
    ),
    Sample((MovePoint(point="track.2", before="track.1"),), "Moved 1.2", "as before", 'moved point 1.2 "Cost"'),
    Sample((Withdraw(id="track.2", reason=REASON),), "Withdrew 1.2", "as before", 'withdrew point 1.2 "Cost" (Floods)'),
    Sample(
        (Withdraw(id="rail"), Withdraw(id="rail", withdrawn=False)),
        "Put Rail Company back",
        "as before",
        'put party "Rail Company" back',
    ),
    Sample(
        (AddFactValue(about="morning", fact="End", standing="official", value="12:40", source="x"),),
        "Added the official value of End",
        "taken away",
        'added value "End" on session morning "Morning session": "official 12:40"',
    ),
    Sample(
        (Revise(programme=REVISED),),
        "Revised: 1 change",
        "as before",
        'took a revised programme in: changed agenda item 1 "The tracks": title from "The track" to "The tracks"',
    ),
    Sample(
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
        (
            'set agenda item 1 "The track" from planned to closed, noted; '
            'set agenda item 2A "Fares" from planned to taken up'
        ),
    ),
    Sample(
        (Tick(points=("track.1",), done=True), Tick(points=("track.1",), done=False)),
        "Unticked 1.1",
        "ticked again",
        'unticked point 1.1 "Gauge"',
    ),
    Sample(
        (SetStatus(item="track", status="closed", disposition="agreed_as_amended", force=True),),
        "Closed 1: agreed as amended",
        "planned again",
        'set agenda item 1 "The track" from planned to closed, agreed as amended',
    ),
    Sample(
        (EditAction(action="a1", owner_party="port"),),
        "Changed A1: party, person",
        "as before",
        "changed action A1: party from Rail Company to Port, person from Mrs Eva Brandt to none",
    ),
    Sample(
        (Attend(session="morning", attendees=("port",), presence=""),),
        "Removed the mark of Port",
        "there again",
        'took the mark present of Port in session morning "Morning session" away',
    ),
    Sample(
        (EditItem(item="fares", lead_parties=("port", "rail")),),
        "Changed 2A: lead parties",
        "as before",
        'changed agenda item 2A "Fares": lead parties from Rail Company to Port, Rail Company',
    ),
)
