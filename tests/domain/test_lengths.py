"""A text that is too long is refused with the number that is too much, whichever edit brings it; nothing is cut."""

from datetime import date

import pytest

from tests.support.record import done, rich_state
from tests.support.samples import small_state
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
    Batch,
    CancelAction,
    CancelMeeting,
    CancelSession,
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
    MoveSession,
    ReopenAction,
    ReportProgress,
    SetStatus,
    Withdraw,
    WithdrawDecision,
)
from tracker.domain.search.query import parse
from tracker.errors import RefusedError, TrackerError
from tracker.text import BODY_LIMIT, TITLE_LIMIT

LINE, BODY = "ж" * (TITLE_LIMIT + 1), "line\n" * 4000 + "x" * 312
DUE = date(2026, 5, 1)

LONG_LINES: list[tuple[AnyEdit, str]] = [
    (EditMeeting(title=LINE), "Title"),
    (CancelMeeting(reason=LINE), "Reason"),
    (AddSession(title=LINE, type="plenary", date=date(2026, 3, 28)), "Title"),
    (EditSession(session="morning", room=LINE), "Room"),
    (MoveSession(session="morning", date=date(2026, 3, 29), reason=LINE), "Reason"),
    (CancelSession(session="morning", reason=LINE), "Reason"),
    (AddItem(title=LINE, purpose="for_discussion", lead_parties=("port",)), "Title"),
    (EditItem(item="track", title=LINE), "Title"),
    (AddPoint(item="track", title=LINE), "Title"),
    (EditPoint(point="track.1", title=LINE), "Title"),
    (SetStatus(item="track", status="withdrawn", reason=LINE), "Reason"),
    (Withdraw(id="track.1", reason=LINE), "Reason"),
    (AddParty(name=LINE, kind="ministry", side="np"), "Name"),
    (EditParty(party="port", short_name=LINE), "Short name"),
    (AddPerson(name=LINE, party="port"), "Name"),
    (EditPerson(person="ram", designation=LINE), "Designation"),
    (WithdrawDecision(decision="d1", reason=LINE), "Reason"),
    (EditAction(action="a1", due=DUE, reason=LINE), "Reason"),
    (CancelAction(action="a1", reason=LINE), "Reason"),
    (AddFactValue(about="track", fact=LINE, standing="planned", value="1", reference="paper"), "Fact"),
    (AddFactValue(about="track", fact="Gauge", standing="planned", value=LINE, reference="paper"), "Value"),
    (AddFactValue(about="track", fact="Gauge", standing="planned", value="1", source=LINE), "Source"),
]
LONG_BODIES: list[tuple[AnyEdit, str]] = [
    (EditSession(session="morning", description=BODY), "Description"),
    (EditItem(item="track", annotation=BODY), "Annotation"),
    (AddNote(about="track", text=BODY), "Text"),
    (EditNote(note="n1", text=BODY), "Text"),
    (AddDecision(item="track", text=BODY), "Text"),
    (EditDecision(decision="d1", text=BODY), "Text"),
    (EditDecision(decision="d1", own_words={"np": BODY}), "Text"),
    (AddAction(about="track", text=BODY, owner_party="port"), "Text"),
    (EditAction(action="a1", text=BODY), "Text"),
    (ReportProgress(action="a1", percent=50, taken=BODY), "Text"),
    (CompleteAction(action="a2", taken=BODY), "Text"),
]


@pytest.mark.parametrize(("edit", "field"), LONG_LINES, ids=lambda value: type(value).__name__)
def test_a_line_that_is_too_long_is_refused(edit: AnyEdit, field: str) -> None:
    for one in (edit, Batch(edits=(edit,))):  # type: ignore[arg-type]
        with pytest.raises(RefusedError) as caught:
            done(rich_state(), one)
        assert str(caught.value) == f"{field}: 1 character too many: at most 500.\nShorten it or split it."


@pytest.mark.parametrize(("edit", "field"), LONG_BODIES, ids=lambda value: type(value).__name__)
def test_a_text_that_is_too_long_is_refused(edit: AnyEdit, field: str) -> None:
    with pytest.raises(RefusedError) as caught:
        done(rich_state(), edit)
    assert caught.value.message == f"{field}: 312 characters too many: at most 20,000."


def test_the_longest_texts_are_kept_whole() -> None:
    body, line = ("x" * 99 + "\n") * 199 + "y" * 100, "z" * TITLE_LIMIT
    assert len(body) == BODY_LIMIT
    state = done(small_state(), AddNote(about="track", text=f"\n{body}\n\n"), EditItem(item="track", title=line))
    assert state.notes["n1"].text == body
    assert state.agenda_items["track"].title == line


def test_reasons_that_were_too_long_once_keep_nobody_from_changing_something_else() -> None:
    state = done(rich_state(), CancelAction(action="a1", reason="Because"), ReopenAction(action="a1", reason="Again"))
    done(state, EditAction(action="a1", text="Other words"))


def test_a_search_that_is_too_long_is_refused() -> None:
    assert parse("x" * 500).terms
    with pytest.raises(TrackerError, match="100 characters too many: at most 500"):
        parse("x" * 600)
