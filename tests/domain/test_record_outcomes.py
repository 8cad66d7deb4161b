"""What comes out of a meeting: notes, decisions of two sides, action items, attendance, values of facts."""

from datetime import date

import pytest

from tests.support.people import ANNA, BORIS
from tests.support.record import AT, TODAY, done, later, rich_state
from tests.support.samples import small_state
from tracker.domain.edits import (
    AddDecision,
    AddFactValue,
    AddNote,
    Attend,
    CancelSession,
    EditDecision,
    EditItem,
    EditNote,
    ProposeDecision,
    RemoveNote,
    SetAgreement,
    SignDecision,
    WithdrawDecision,
    changes_for,
)
from tracker.domain.fact_comparison import compared_facts
from tracker.domain.model.record import SideText
from tracker.domain.rules.visibility import is_visible
from tracker.errors import ConflictError, RefusedError, UnknownIdError


def test_a_note_is_kept_with_its_author_and_is_internal_unless_it_is_said_otherwise() -> None:
    state = done(
        small_state(),
        AddNote(about="track", text="First\r\nsecond\x1b[31m"),
        AddNote(about="night", text="We welcome this.", kind="statement", side="de"),
    )
    first, second = state.notes["n1"], state.notes["n2"]
    assert (first.text, first.author, first.visibility, first.status) == (
        "First\nsecond[31m",
        "anna",
        "internal",
        "draft",
    )
    assert (second.visibility, second.side) == ("public", "de")
    assert [note.id for note in state.notes_about("night")] == ["n2"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (AddNote(about="track", text=" \n\u200d"), "The text of the note is missing."),
        (AddNote(about="track", text="x", side="third"), "'third' is no side of this meeting."),
    ],
)
def test_a_note_without_words_or_of_no_side_is_refused(edit: AddNote, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        done(small_state(), edit)
    assert caught.value.message == words


def test_a_note_is_about_something_that_is_there() -> None:
    with pytest.raises(UnknownIdError) as caught:
        done(small_state(), AddNote(about="trac", text="x"))
    assert "track" in caught.value.suggestions
    with pytest.raises(UnknownIdError):
        done(small_state(), AddNote(about="paper", text="x"))


def test_a_final_note_stays_until_it_is_a_draft_again() -> None:
    state = done(rich_state(), EditNote(note="n1", status="final"))
    for edit in (EditNote(note="n1", text="Other"), RemoveNote(note="n1")):
        with pytest.raises(RefusedError, match="n1 is final"):
            done(state, edit)
    state = done(state, EditNote(note="n1", status="draft", text="Other"), RemoveNote(note="n1"))
    assert not state.notes
    assert state.notes_about("track.1") == ()


def test_a_decision_has_a_number_and_the_words_of_each_side() -> None:
    state = rich_state()
    both, one = state.decisions["d1"], state.decisions["d2"]
    assert (both.number, both.status, both.kind) == ("D1", "draft", "protocol_paragraph")
    assert both.texts == tuple(SideText(side=side, text="The gauge is 1435 mm.") for side in ("np", "de"))
    assert one.of_side("de").text == ""
    worded = done(state, EditDecision(decision="d2", text="Fares are set in June.", sides=("de",)))
    assert [text.text for text in worded.decisions["d2"].texts] == ["Fares are set later.", "Fares are set in June."]
    assert [decision.id for decision in state.decisions_of("track")] == ["d1"]


def test_a_decision_is_agreed_once_both_sides_agree() -> None:
    state = done(rich_state(), SetAgreement(decision="d1", sides=("np",), agreed=True))
    assert state.decisions["d1"].status == "proposed"
    assert state.decisions["d1"].agreed_sides == ("np",)
    with pytest.raises(RefusedError, match="D1 can't be signed: Germany did not agree"):
        done(state, SignDecision(decision="d1", signed_on=TODAY))
    state = done(state, SetAgreement(decision="d1", sides=("de",), agreed=True), actor=BORIS, at=later(5))
    decision = state.decisions["d1"]
    assert decision.status == "agreed"
    assert [(text.agreed_by, text.agreed_at) for text in decision.texts] == [("anna", AT), ("boris", later(5))]
    state = done(state, SignDecision(decision="d1", signed_on=TODAY))
    assert (state.decisions["d1"].status, state.decisions["d1"].signed_on) == ("signed", TODAY)
    for edit in (
        EditDecision(decision="d1", text="Other", reason="x"),
        SetAgreement(decision="d1", sides=(), agreed=False, reason="x"),
        WithdrawDecision(decision="d1", reason="x"),
    ):
        with pytest.raises(RefusedError, match="D1 is signed"):
            done(state, edit)


def test_a_side_agrees_to_words_only() -> None:
    with pytest.raises(RefusedError, match="D2 has no words for the side de yet"):
        done(rich_state(), SetAgreement(decision="d2", sides=(), agreed=True))
    agreed = done(small_state(), AddDecision(item="track", text="Yes.", agreed=("np", "de")))
    assert agreed.decisions["d1"].status == "agreed"


def test_a_decision_in_the_own_words_of_each_side() -> None:
    state = done(small_state(), AddDecision(item="track", text="Yes.", own_words={"de": "Ja."}))
    assert [(text.side, text.text) for text in state.decisions["d1"].texts] == [("np", "Yes."), ("de", "Ja.")]
    state = done(state, EditDecision(decision="d1", own_words={"np": "No."}))
    assert [(text.side, text.text) for text in state.decisions["d1"].texts] == [("np", "No."), ("de", "Ja.")]
    with pytest.raises(RefusedError, match="no side of this meeting"):
        done(state, EditDecision(decision="d1", own_words={"fr": "Oui."}))


def test_new_words_of_an_agreed_decision_need_a_reason_and_are_nobodys_agreement() -> None:
    state = done(rich_state(), SetAgreement(decision="d1", sides=(), agreed=True))
    edit = EditDecision(decision="d1", text="The gauge is 1000 mm.", sides=("np",))
    with pytest.raises(RefusedError, match="reason for changing D1"):
        done(state, edit)
    changed = done(state, EditDecision(decision="d1", text="The gauge is 1000 mm.", sides=("np",), reason="Cost"))
    decision = changed.decisions["d1"]
    assert (decision.status, decision.agreed_sides, decision.status_reason) == ("proposed", (), "Cost")
    same = EditDecision(decision="d1", text="The gauge is 1435 mm.")
    assert changes_for(same, state, ANNA, AT) == ()


def test_an_agreement_is_taken_back_with_a_reason() -> None:
    state = done(rich_state(), SetAgreement(decision="d1", sides=(), agreed=True))
    with pytest.raises(RefusedError, match="reason for taking the agreement with D1 back"):
        done(state, SetAgreement(decision="d1", sides=("de",), agreed=False))
    state = done(state, SetAgreement(decision="d1", sides=("de",), agreed=False, reason="New order"))
    assert (state.decisions["d1"].status, state.decisions["d1"].agreed_sides) == ("proposed", ("np",))
    assert changes_for(SetAgreement(decision="d1", sides=("de",), agreed=False), state, ANNA, AT) == ()


def test_a_decision_is_proposed_and_withdrawn_and_its_number_stays_taken() -> None:
    state = done(rich_state(), ProposeDecision(decision="d2"), WithdrawDecision(decision="d2", reason="No money"))
    assert state.decisions["d2"].status == "withdrawn"
    with pytest.raises(RefusedError, match="D2 was withdrawn"):
        done(state, SetAgreement(decision="d2", sides=(), agreed=True))
    assert "d3" in done(state, AddDecision(item="fares", text="x", supersedes="d2")).decisions


def test_whoever_agrees_has_seen_the_words() -> None:
    state = rich_state()
    seen = state.seq
    state = done(state, EditDecision(decision="d1", text="The gauge is 1000 mm."), actor=BORIS)
    with pytest.raises(ConflictError, match="boris changed d1"):
        done(state, SetAgreement(decision="d1", sides=("np",), agreed=True, seen=seen))


def test_attendance_is_marked_for_parties_and_people_and_taken_away() -> None:
    state = done(rich_state(), Attend(session="morning", attendees=("ram", "eva"), presence="excused"))
    marks = state.attendance_of("morning")
    assert {who: mark.presence for who, mark in marks.items()} == {
        "port": "present",
        "ram": "excused",
        "eva": "excused",
    }
    state = done(state, Attend(session="morning", attendees=("ram", "port"), presence=""))
    assert set(state.attendance_of("morning")) == {"eva"}
    with pytest.raises(UnknownIdError):
        done(state, Attend(session="morning", attendees=("track",), presence="present"))
    with pytest.raises(RefusedError, match="nobody was there"):
        done(state, CancelSession(session="close"), Attend(session="close", attendees=("ram",), presence="present"))


def test_values_of_one_fact_stand_side_by_side_and_differences_show() -> None:
    (start,) = compared_facts(rich_state(), "morning")
    assert [value.value for value in start.values] == ["10:00", "10:20"]
    assert (start.fact, start.differs, start.official) == ("Start", True, None)
    add = AddFactValue(about="morning", fact="Start", standing="official", value="10:20", source="PID")
    state = done(
        rich_state(), add, AddFactValue(about="small", fact="Place", standing="planned", value="Hall", source="x")
    )
    assert [comparison.fact for comparison in compared_facts(state)] == ["Start", "Place"]
    place = compared_facts(state, "small")[0]
    assert not place.differs


def test_of_two_values_of_one_standing_the_later_day_counts() -> None:
    values = [
        AddFactValue(about="small", fact="Size", standing="reported", value=value, source="x", as_of=day)
        for value, day in (("50", date(2026, 3, 29)), ("40", date(2026, 3, 28)), ("60", date(2026, 3, 29)))
    ]
    (size,) = compared_facts(done(small_state(), *values), "small")
    assert [value.value for value in size.values] == ["60"]


def test_a_fact_needs_a_source() -> None:
    with pytest.raises(RefusedError, match="needs its source"):
        done(small_state(), AddFactValue(about="small", fact="Size", standing="planned", value="50"))


def test_what_is_internal_leaves_only_for_its_own_side() -> None:
    state = done(
        rich_state(),
        EditNote(note="n1", side="np"),
        AddNote(about="track", text="Ours", kind="minute"),
        EditItem(item="fares", visibility="internal"),
    )
    visible = {
        side: {
            row_id
            for row_id in ("n1", "n2", "track.1", "d1", "fares", "fares.1", "d2", "a2", "port")
            if is_visible(state, row_id, side)
        }
        for side in ("", "np", "de")
    }
    assert visible[""] == {"n2", "track.1", "d1", "port"}
    assert visible["np"] == visible["de"] | {"n1"}
    assert visible["de"] == visible[""] | {"fares", "fares.1", "d2", "a2"}
