"""What each role may change, edit by edit; by default nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.record_strategies import ONE_EDITS, edit_of
from tests.support.people import ANNA
from tests.support.record import AT, rich_state
from tests.support.roles import OFFICERS, SECRETARYS
from tracker.domain.edits import (
    Batch,
    OneEdit,
    changes_for,
)
from tracker.domain.model.changes import Change
from tracker.domain.model.state import TABLES
from tracker.domain.rules.roles import refuse_beyond
from tracker.errors import RefusedError, TrackerError


def changes(edit: OneEdit | Batch) -> tuple[Change, ...]:
    made = changes_for(edit, rich_state(), ANNA, AT)
    assert made
    return made


@pytest.mark.parametrize("edit", OFFICERS, ids=lambda edit: type(edit).__name__)
def test_an_officer_keeps_the_record_and_a_viewer_does_not(edit: OneEdit) -> None:
    refuse_beyond("officer", changes(edit))
    refuse_beyond("secretary", changes(edit))
    with pytest.raises(RefusedError, match="viewer"):
        refuse_beyond("viewer", changes(edit))


@pytest.mark.parametrize("edit", SECRETARYS, ids=lambda edit: type(edit).__name__)
def test_the_programme_is_the_secretarys(edit: OneEdit) -> None:
    refuse_beyond("secretary", changes(edit))
    for made in (changes(edit), changes(Batch(edits=(OFFICERS[0], edit)))):
        with pytest.raises(RefusedError, match="only a secretary"):
            refuse_beyond("officer", made)


KEEPING = {
    *("Tick", "SetStatus", "SetDisposition", "AddNote", "EditNote", "RemoveNote", "Attend", "AddFactValue"),
    *("AddDecision", "EditDecision", "SetAgreement", "ProposeDecision", "SignDecision", "WithdrawDecision"),
    *("AddAction", "EditAction", "ReportProgress", "CompleteAction", "CancelAction", "ReopenAction"),
}
"""Kinds of edit that keep the record; a kind that is made later is the secretary's until it is put here."""


@pytest.mark.parametrize("kind", ONE_EDITS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_whatever_an_edit_says_its_kind_decides(kind: type[OneEdit], data: st.DataObject) -> None:
    try:
        made = changes_for(data.draw(edit_of(kind, rich_state())), rich_state(), ANNA, AT)
    except TrackerError:
        return
    if kind.__name__ in KEEPING:
        refuse_beyond("officer", made)
    elif made:
        with pytest.raises(RefusedError, match="only a secretary"):
            refuse_beyond("officer", made)


@pytest.mark.parametrize("table", TABLES)
def test_taking_back_is_judged_as_the_change_is(table: str) -> None:
    """No row of the programme comes or goes by an officer's undo."""
    for before, after in ((None, {"id": "x"}), ({"id": "x"}, None)):
        change = Change(table=table, id="x", before=before, after=after)
        if table in ("notes", "decisions", "action_items", "attendance", "fact_values"):
            refuse_beyond("officer", (change,))
        else:
            with pytest.raises(RefusedError):
                refuse_beyond("officer", (change,))
