"""From what a person types to a row, and what is suggested when it was mistyped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.samples import shipped_state, small_state
from tests.support.strategies import any_text, states
from tracker.domain.model.state import State
from tracker.domain.search.lookup import Found, find_row, nearest_ids, points_asked_for
from tracker.errors import UnknownIdError


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("psm", Found("agenda_items", "psm")),
        ("3", Found("agenda_items", "psm")),
        ("psm.2", Found("talking_points", "psm.2")),
        ("3.2", Found("talking_points", "psm.2")),
        ("  PSM.2 ", Found("talking_points", "psm.2")),
        ("commission", Found("sessions", "commission")),
        ("GAZPROM", Found("parties", "gazprom")),
        ("tribune", Found("references", "tribune")),
    ],
)
def test_ids_and_numbers_are_found_in_any_case(asked: str, found: Found) -> None:
    assert find_row(shipped_state(), asked) == found


@pytest.mark.parametrize("asked", ["2a", "2A", " 2a "])
def test_a_number_with_a_letter_is_found_in_any_case(asked: str) -> None:
    assert find_row(small_state(), asked) == Found("agenda_items", "fares")
    assert find_row(small_state(), f"{asked.strip()}.1") == Found("talking_points", "fares.1")


@pytest.mark.parametrize(
    ("asked", "suggested"),
    [
        ("psm.22", "psm.2"),
        ("ofshore", "offshore"),
        ("insuline.3", "insulin.3"),
        ("psm.99", "psm.5"),
        ("3.9", "psm.1"),
        ("comission", "commission"),
    ],
)
def test_a_mistyped_id_brings_the_nearest_ones(asked: str, suggested: str) -> None:
    with pytest.raises(UnknownIdError) as caught:
        find_row(shipped_state(), asked)
    assert caught.value.asked == asked
    assert suggested in caught.value.suggestions
    assert len(caught.value.suggestions) <= 3
    assert suggested in caught.value.hint


@pytest.mark.parametrize("asked", ["", ".", "qqqqqqqqqqqq", "9.9"])
def test_where_nothing_is_near_the_way_to_the_list_is_told(asked: str) -> None:
    with pytest.raises(UnknownIdError) as caught:
        find_row(shipped_state(), asked)
    assert caught.value.suggestions == ()
    assert caught.value.hint == "See them with: tracker status"


def test_points_are_asked_for_one_by_one_or_by_item() -> None:
    state = shipped_state()
    assert points_asked_for(state, "psm.2") == ("psm.2",)
    assert points_asked_for(state, "3.2") == ("psm.2",)
    assert points_asked_for(state, "4") == ("insulin.1", "insulin.2", "insulin.3", "insulin.4")


@pytest.mark.parametrize("asked", ["commission", "gazprom", "nothing"])
def test_only_points_and_items_can_be_ticked(asked: str) -> None:
    state = shipped_state()
    with pytest.raises(UnknownIdError) as caught:
        points_asked_for(state, asked)
    assert all(suggestion in {**state.agenda_items, **state.talking_points} for suggestion in caught.value.suggestions)


@given(states())
@settings(max_examples=40, deadline=None)
def test_every_id_and_every_number_leads_to_its_row(state: State) -> None:
    for table in ("agenda_items", "talking_points", "sessions", "parties", "references"):
        for row_id in state.tables[table]:
            assert find_row(state, row_id.upper()) == Found(table, row_id)
    for item in state.agenda:
        assert find_row(state, state.number_of(item.id)) == Found("agenda_items", item.id)
    for point_id in state.talking_points:
        assert find_row(state, state.number_of(point_id)) == Found("talking_points", point_id)


@given(any_text())
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_found_or_refused_in_a_printable_sentence(asked: str) -> None:
    state = shipped_state()
    known = {row_id for rows in state.tables.values() for row_id in rows}
    try:
        found = find_row(state, asked)
    except UnknownIdError as error:
        refusal = error
    else:
        assert found.id in known
        return
    assert str(refusal).replace("\n", "").isprintable()
    assert set(refusal.suggestions) <= known


def test_of_a_very_long_word_only_the_beginning_is_compared() -> None:
    state = shipped_state()
    assert nearest_ids(state, "psm.2" + "x" * 250_000) == nearest_ids(state, "psm.2" + "x" * 95)


@given(st.sampled_from(sorted(shipped_state().talking_points)))
def test_suggestions_stay_within_the_tables_asked_for(point_id: str) -> None:
    suggestions = nearest_ids(shipped_state(), f"{point_id}x", ("talking_points",))
    assert point_id in suggestions
