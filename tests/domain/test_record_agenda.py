"""The agenda as the days go: items, points, parties and people added, changed, moved and withdrawn, one or several."""

import msgspec
import pytest

from tests.support.people import ANNA, BORIS
from tests.support.record import AT, done, rich_state
from tests.support.samples import small_state
from tracker.domain.edits import (
    AddItem,
    AddParty,
    AddPerson,
    AddPoint,
    Batch,
    EditItem,
    EditMeeting,
    EditParty,
    EditPerson,
    EditPoint,
    MoveItem,
    MovePoint,
    Release,
    SetStatus,
    Tick,
    Withdraw,
    changes_for,
)
from tracker.domain.rules.rules import item_progress, meeting_progress
from tracker.errors import ConflictError, RefusedError, UnknownIdError

ITEM = AddItem(title="Depots", purpose="for_discussion", lead_parties=("rail",))


def test_an_item_gets_the_next_free_number_and_keeps_it() -> None:
    state = done(small_state(), Release(), ITEM, ITEM, MoveItem(item="item-2", before="track"))
    assert [(item.id, item.number) for item in state.agenda] == [
        ("item-2", "4"),
        ("track", "1"),
        ("fares", "2A"),
        ("item-1", "3"),
    ]
    assert state.agenda_items["item-1"].annotation == "Depots"
    assert state.agenda_items["item-1"].added


def test_until_the_release_an_item_placed_before_others_takes_its_number_in_order() -> None:
    edit = msgspec.structs.replace(ITEM, before="fares", sessions=("close",), id="depot")
    state = done(small_state(), edit)
    assert [(item.id, item.number) for item in state.agenda] == [("track", "1"), ("depot", "2A"), ("fares", "3")]
    assert state.sessions["close"].agenda_items == ("depot",)


def test_a_number_is_never_the_id_of_something_else() -> None:
    state = done(small_state(), AddParty(name="Three", kind="company", side="np", id="3"), ITEM)
    assert state.agenda_items["item-1"].number == "4"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (AddItem(title="x", purpose="for_decision", lead_parties=()), "needs a lead party"),
        (EditItem(item="track", lead_parties=()), "needs a lead party"),
        (EditItem(item="track", annotation=" "), "The annotation of the agenda item is missing"),
        (EditPoint(point="track.1", title=""), "The title of the talking point is missing"),
        (AddPoint(item="track", title="x", before="fares.1"), "fares.1 belongs to another agenda item"),
        (EditParty(party="rail", side="xx"), "'xx' is no side of this meeting"),
        (AddPerson(name="", party="rail"), "The name of the person is missing"),
        (EditMeeting(title=" "), "Title is missing"),
    ],
)
def test_what_cannot_be_is_refused(edit: AddItem, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        done(small_state(), edit)


def test_moving_an_item_changes_no_more_positions_than_it_takes() -> None:
    state = done(small_state(), Release(), *[ITEM] * 6)
    changes = changes_for(MoveItem(item="item-6", before="item-5"), state, ANNA, AT)
    assert {change.id for change in changes} == {"item-5", "item-6"}
    assert changes_for(MoveItem(item="item-6"), state, ANNA, AT) == ()
    assert changes_for(MoveItem(item="item-2", before="item-2"), state, ANNA, AT) == ()


def test_a_point_gets_the_next_number_that_was_never_given() -> None:
    state = done(small_state(), Withdraw(id="track.2", reason="Too long"), AddPoint(item="track", title="Bridges"))
    assert state.point_ids_of("track") == ("track.1", "track.3")
    assert state.number_of("track.3") == "1.3"
    assert state.talking_points["track.2"].withdrawn_reason == "Too long"
    assert item_progress(state, "track") == (0, 2)
    back = done(state, Withdraw(id="track.2", withdrawn=False), MovePoint(point="track.3", before="track.1"))
    assert back.point_ids_of("track") == ("track.3", "track.1", "track.2")


def test_withdrawn_points_are_not_ticked_and_withdrawn_items_do_not_count() -> None:
    state = done(small_state(), Withdraw(id="track.2"))
    with pytest.raises(RefusedError, match=r"Point 1\.2 was withdrawn"):
        done(state, Tick(points=("track.2",), done=True))
    state = done(state, SetStatus(item="fares", status="withdrawn", reason="x"))
    assert meeting_progress(state) == (0, 1)
    with pytest.raises(RefusedError, match="was withdrawn"):
        done(state, AddPoint(item="fares", title="x"))


def test_parties_and_people_are_added_changed_and_withdrawn() -> None:
    state = done(
        small_state(),
        AddParty(name="Bridge Works", kind="company", side="third"),
        AddPerson(name="Kai\x1b Lund", party="party-1", honorific="Dr"),
        EditPerson(person="person-1", role="expert", designation="Surveyor"),
        EditParty(party="rail", short_name="RC"),
        Withdraw(id="person-1", reason="Ill"),
    )
    person = state.people["person-1"]
    assert (person.label, person.role, person.designation) == ("Dr Kai Lund", "expert", "Surveyor")
    assert person.withdrawn
    assert state.people_of("party-1") == (person,)
    assert state.parties["rail"].label == "RC"
    with pytest.raises(UnknownIdError):
        done(state, Withdraw(id="track"))


def test_several_edits_are_one_change_of_each_row() -> None:
    edit = Batch(
        edits=(
            Tick(points=("track.1", "track.2", "fares.1"), done=True),
            Tick(points=("track.2",), done=False),
            SetStatus(item="fares", status="taken_up", session="night"),
            SetStatus(item="fares", status="closed"),
            ITEM,
            AddPoint(item="item-1", title="Where"),
            EditPoint(point="item-1.1", title="Where and when"),
        )
    )
    changes = changes_for(edit, small_state(), ANNA, AT)
    ids = [change.id for change in changes]
    assert sorted(ids) == ["fares", "fares.1", "item-1", "item-1.1", "small", "track.1"]
    state = done(small_state(), edit)
    assert state.talking_points["item-1.1"].title == "Where and when"
    assert state.agenda_items["fares"].status == "closed"
    assert state.seq == 1


def test_several_edits_are_made_together_or_not_at_all() -> None:
    state = small_state()
    with pytest.raises(RefusedError, match="needs a lead party"):
        done(state, Batch(edits=(Tick(points=("track.1",), done=True), EditItem(item="track", lead_parties=()))))
    assert done(state, Batch(edits=())).tables == state.tables


def test_several_edits_have_seen_what_the_whole_has() -> None:
    state = done(small_state(), Tick(points=("track.1",), done=True), actor=BORIS)
    untick = Tick(points=("track.1",), done=False)
    with pytest.raises(ConflictError, match=r"boris changed track\.1"):
        done(state, Batch(edits=(untick,), seen=0))
    assert not done(state, Batch(edits=(untick,), seen=1)).talking_points["track.1"].done


def test_what_is_done_twice_in_one_change_and_back_is_no_change() -> None:
    both = Batch(edits=(Tick(points=("track.1",), done=True), Tick(points=("track.1",), done=False)))
    assert changes_for(both, rich_state(), ANNA, AT) == ()
