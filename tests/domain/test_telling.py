"""What a person is told of their own change, for every edit that there is, and for taking it back."""

from typing import get_args

import pytest

from tests.domain.edit_samples import SAMPLES, Sample
from tests.support.people import ANNA
from tests.support.record import AT, done, entries_of, rich_state
from tracker.domain.edits import (
    Batch,
    OneEdit,
)
from tracker.domain.model.changes import inverse_of
from tracker.domain.model.history import Entry
from tracker.domain.words.outcome_sentences import outcome


def test_every_edit_is_there() -> None:
    assert {type(sample.edits[-1]) for sample in SAMPLES} == {*get_args(OneEdit), Batch}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.told)
def test_what_is_told(sample: Sample) -> None:
    edits = sample.edits
    entry, state = entries_of(rich_state(), edits)[-1], done(rich_state(), *edits)
    assert outcome(entry, state) == sample.told
    before = done(rich_state(), *edits[:-1])
    redo = Entry(seq=9, op="r", at=AT, actor=ANNA, edit="redo", changes=entry.changes, redoes=8)
    assert outcome(redo, state).startswith("Redid: ")
    undo = Entry(seq=8, op="u", at=AT, actor=ANNA, edit="undo", changes=inverse_of(entry.changes), undoes=7)
    told = outcome(undo, before)
    assert told.startswith("Undid: ")
    assert told.endswith(f" ({sample.back})")
