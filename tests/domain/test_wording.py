"""The history in plain words: each change in one sentence, from what to what."""

from datetime import date, time

import pytest

from tests.support.record import ANNA, AT, BORIS, done, entries_of, later, rich_state
from tests.support.samples import small_state
from tracker.domain.edits import (
    AddAction,
    AddDecision,
    AddFactValue,
    AddItem,
    AddNote,
    AddPerson,
    AddPoint,
    AnyEdit,
    Attend,
    Batch,
    CancelMeeting,
    CancelSession,
    CompleteAction,
    EditAction,
    EditDecision,
    EditItem,
    EditPerson,
    EndSession,
    MoveItem,
    MoveSession,
    Release,
    ReopenMeeting,
    ReportProgress,
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
from tracker.domain.model.state import State
from tracker.domain.words.history_sentences import changed_since, describe


def told(*edits: AnyEdit, state: State | None = None) -> str:
    """Return how the last of some edits is told."""
    state = rich_state() if state is None else state
    return describe(entries_of(state, edits)[-1], done(state, *edits))


TAKE_UP = SetStatus(item="track", status="taken_up")


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ((Tick(points=("track.2",), done=True),), 'ticked point 1.2 "Cost"'),
        ((Tick(points=("track.1", "track.2", "fares.1"), done=True),), "ticked points 1.1, 1.2 and 2A.1"),
        (
            (Tick(points=("track.1",), done=True), Tick(points=("track.1",), done=False)),
            'unticked point 1.1 "Gauge"',
        ),
        ((TAKE_UP,), 'set agenda item 1 "The track" from planned to taken up'),
        (
            (SetStatus(item="track", status="closed", disposition="agreed_as_amended", force=True),),
            'set agenda item 1 "The track" from planned to closed, agreed as amended',
        ),
        (
            (SetStatus(item="fares", status="withdrawn", reason="No time"),),
            'set agenda item 2A "Fares" from planned to withdrawn (No time)',
        ),
        (
            (SetStatus(item="fares", status="deferred", target="next"),),
            'set agenda item 2A "Fares" from planned to deferred, to the next meeting',
        ),
        (
            (SetDisposition(item="fares", disposition="noted"),),
            'changed agenda item 2A "Fares": disposition from none to noted',
        ),
        ((StartSession(session="morning"),), 'started session morning "Morning session"'),
        ((StartSession(session="morning"), EndSession(session="morning")), 'ended session morning "Morning session"'),
        ((CancelSession(session="visit", reason="Rain"),), 'cancelled session visit "Visit" (Rain)'),
        (
            (RunLate(minutes=15, session="night"),),
            'set the delay of session night "Night session" from 0 to 15 min',
        ),
        (
            (SetHours(session="visit", start=time(14), end=time(16)),),
            'changed session visit "Visit": start from none to 14:00, end from none to 16:00',
        ),
        (
            (MoveSession(session="visit", date=date(2026, 3, 29), reason="Rain"),),
            'changed session visit "Visit": date from Sat 28 Mar 2026 to Sun 29 Mar 2026 (Rain)',
        ),
        (
            (AddNote(about="track.1", text="Metre\ngauge"),),
            'added note n2 on point 1.1 "Gauge": "Metre gauge"',
        ),
        ((AddDecision(item="track", text="Yes."),), 'added decision D3 on agenda item 1 "The track": "Yes."'),
        (
            (EditDecision(decision="d2", text="In June.", sides=("de",)),),
            'worded decision D2 for Germany: "In June."',
        ),
        (
            (SetAgreement(decision="d1", sides=("np",), agreed=True),),
            "recorded that Nepal agrees with decision D1, which is proposed now",
        ),
        (
            (SetAgreement(decision="d1", sides=(), agreed=True), SignDecision(decision="d1", signed_on=AT.date())),
            "changed decision D1: status from agreed to signed",
        ),
        (
            (WithdrawDecision(decision="d2", reason="No money"),),
            "changed decision D2: status from draft to withdrawn (No money)",
        ),
        (
            (AddAction(about="d1", text="Buy rails", owner_party="rail"),),
            'added action A3 on decision D1: "Buy rails"',
        ),
        (
            (EditAction(action="a1", due=date(2026, 6, 1), reason="Floods"),),
            "changed action A1: due from Thu 30 Apr 2026 to Mon 1 Jun 2026",
        ),
        (
            (EditAction(action="a1", owner_party="port"),),
            "changed action A1: owner party from Rail Company to Port, owner person from Mrs Eva Brandt to none",
        ),
        (
            (ReportProgress(action="a2", percent=40),),
            "changed action A2: status from open to in progress, percent from 0 % to 40 %",
        ),
        (
            (CompleteAction(action="a2", taken="Counted"),),
            'reported on action A2: "Counted", which is completed now',
        ),
        (
            (Attend(session="morning", attendees=("ram",), presence="excused"),),
            'marked Mr Ram Thapa excused in session morning "Morning session"',
        ),
        (
            (Attend(session="morning", attendees=("port",), presence="absent"),),
            'marked Port absent instead of present in session morning "Morning session"',
        ),
        (
            (Attend(session="morning", attendees=("port",), presence=""),),
            'took the mark present of Port in session morning "Morning session" away',
        ),
        (
            (AddFactValue(about="morning", fact="End", standing="official", value="12:40", source="x"),),
            'added value "End" on session morning "Morning session": "official 12:40"',
        ),
        ((AddPerson(name="Kai Lund", party="rail"),), 'added person "Kai Lund" of Rail Company'),
        ((AddPoint(item="track", title="Bridges"),), 'added point 1.3 "Bridges" on agenda item 1 "The track"'),
        ((Withdraw(id="track.2", reason="Too long"),), 'withdrew point 1.2 "Cost" (Too long)'),
        ((Withdraw(id="rail"), Withdraw(id="rail", withdrawn=False)), 'put party "Rail Company" back'),
        (
            (EditItem(item="fares", lead_parties=("port", "rail")),),
            'changed agenda item 2A "Fares": lead parties from Rail Company to Port, Rail Company',
        ),
        ((Release(),), "released the agenda"),
        ((Release(), MoveItem(item="fares", before="track")), 'moved agenda item 2A "Fares"'),
        (
            (MoveItem(item="fares", before="track"),),
            'renumbered agenda item 1 "Fares" from 2A; renumbered agenda item 2A "The track" from 1',
        ),
        ((CancelMeeting(reason="Snow"),), "cancelled the meeting (Snow)"),
        ((CancelMeeting(reason="Snow"), ReopenMeeting(reason="Thaw")), "reopened the meeting (Thaw)"),
    ],
)
def test_an_edit_is_told(edits: tuple[AnyEdit, ...], words: str) -> None:
    honorific = EditPerson(person="eva", honorific="Mrs")
    assert told(honorific, *edits) == words


def test_of_many_changes_the_first_few_are_told() -> None:
    items = [AddItem(title=f"Item {n}", purpose="for_discussion", lead_parties=("rail",)) for n in range(5)]
    assert told(Batch(edits=tuple(items)), state=small_state()) == (
        'added agenda item 3 "Item 0"; added agenda item 4 "Item 1"; added agenda item 5 "Item 2"; 2 more changes'
    )


def test_an_undo_is_told_by_what_it_did() -> None:
    (entry,) = entries_of(small_state(), [Tick(points=("track.1",), done=True)])
    undo = Entry(seq=2, op="u", at=AT, actor=ANNA, edit="undo", changes=inverse_of(entry.changes), undoes=1)
    redo = Entry(seq=3, op="r", at=AT, actor=ANNA, edit="redo", changes=entry.changes, redoes=2)
    assert describe(undo, small_state()) == 'took change 1 back: unticked point 1.1 "Gauge"'
    assert describe(redo, small_state()) == 'did again what change 2 had taken back: ticked point 1.1 "Gauge"'


def test_what_is_gone_is_told_by_what_it_was() -> None:
    (entry,) = entries_of(small_state(), [AddDecision(item="track", text="Yes.")])
    undo = Entry(seq=2, op="u", at=AT, actor=ANNA, edit="undo", changes=inverse_of(entry.changes), undoes=1)
    words = 'took change 1 back: removed decision D1 on agenda item 1 "The track": "Yes."'
    assert describe(undo, small_state()) == words


def test_a_long_title_is_cut() -> None:
    words = told(EditItem(item="fares", title="All that is to be paid by whom, when, and in which of the currencies"))
    assert words == (
        'changed agenda item 2A "All that is to be paid by whom, when, and in wh…": '
        'title from "Fares" to "All that is to be paid by whom, when, and in wh…"'
    )


def test_what_others_changed_since_one_looked() -> None:
    edits = [Tick(points=(point,), done=True) for point in ("track.1", "track.2", "fares.1")]
    mine = entries_of(small_state(), edits[:1], actor=ANNA)
    theirs = tuple(entry for entry in entries_of(small_state(), edits, actor=BORIS, at=later(1)) if entry.seq > 1)
    entries = (*reversed(theirs), *mine)
    assert [entry.seq for entry in changed_since(entries, 0, ANNA)] == [2, 3]
    assert [entry.seq for entry in changed_since(entries, 2, ANNA)] == [3]
    assert [entry.seq for entry in changed_since(entries, 0, BORIS)] == [1]
