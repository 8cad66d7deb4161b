"""The history in plain words: each change in one sentence, from what to what."""

import pytest

from tests.domain.edit_samples import SAMPLES, Sample
from tests.support.people import ANNA, BORIS
from tests.support.record import AT, done, entries_of, later, rich_state
from tests.support.samples import small_state
from tracker.domain.edits import (
    AddDecision,
    AddItem,
    AnyEdit,
    Batch,
    EditItem,
    EditPerson,
    Tick,
)
from tracker.domain.model.changes import inverse_of
from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.domain.words.history_sentences import changed_since, describe


def told(*edits: AnyEdit, state: State | None = None) -> str:
    """Return how the last of some edits is told."""
    state = rich_state() if state is None else state
    return describe(entries_of(state, edits)[-1], done(state, *edits))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.history)
def test_an_edit_is_told(sample: Sample) -> None:
    honorific = EditPerson(person="eva", honorific="Mrs")
    assert told(honorific, *sample.edits) == sample.history


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
