"""Boxes, counts and progress, and the indexes of a state that the panels read."""

from collections.abc import Iterable
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.samples import shipped_state, small_programme, small_state
from tests.support.strategies import states
from tracker.domain.model.programme import Row
from tracker.domain.model.state import TABLES, State
from tracker.domain.rules.rules import Box, Progress, item_progress, meeting_progress


@pytest.mark.parametrize(
    ("progress", "box", "label"),
    [
        (Progress(0, 0), Box.EMPTY, "0/0"),
        (Progress(0, 5), Box.EMPTY, "0/5"),
        (Progress(2, 5), Box.PARTIAL, "2/5"),
        (Progress(5, 5), Box.TICKED, "5/5"),
    ],
)
def test_a_box_has_three_states(progress: Progress, box: Box, label: str) -> None:
    assert (progress.box, progress.label) == (box, label)


@given(states())
@settings(max_examples=40, deadline=None)
def test_the_meeting_is_as_far_as_its_items_are_together(state: State) -> None:
    items = [item_progress(state, item.id) for item in state.agenda]
    assert meeting_progress(state) == tuple(map(sum, zip(*items, strict=True))) if items else (0, 0)
    assert all(0 <= item.done <= item.total for item in items)


@given(states(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_comes_from_positions_and_hours_not_from_the_tables(state: State, random: Random) -> None:
    mixed = State({table: shuffled(rows.values(), random) for table, rows in state.tables.items()}, state.seq)
    assert mixed.agenda == state.agenda
    assert mixed.schedule == state.schedule
    for item in state.agenda:
        assert mixed.points_of(item.id) == state.points_of(item.id)
        assert mixed.sessions_of(item.id) == state.sessions_of(item.id)
    assert {point.id for item in state.agenda for point in state.points_of(item.id)} == set(state.talking_points)


def shuffled(rows: Iterable[Row], random: Random) -> dict[str, Row]:
    mixed = list(rows)
    random.shuffle(mixed)
    return {row.id: row for row in mixed}


def test_a_programme_becomes_a_state_in_which_nothing_has_happened() -> None:
    state = small_state()
    assert state.seq == 0
    assert set(state.tables) == set(TABLES)
    assert state.meeting == small_programme().meeting
    assert all(row.rev == 0 for rows in state.tables.values() for row in rows.values())
    assert meeting_progress(state) == (0, 3)


def test_all_day_sessions_come_first_then_the_hours() -> None:
    assert [session.id for session in small_state().schedule] == ["visit", "morning", "night", "close"]
    assert [session.id for session in shipped_state().schedule] == ["arrival", "talks-26", "talks-27", "commission"]


def test_every_day_is_listed_with_or_without_sessions() -> None:
    state = shipped_state()
    alone = State({**state.tables, "sessions": {}})
    assert [day.isoformat() for day in alone.days] == ["2025-11-25", "2025-11-26", "2025-11-27"]


def test_sessions_are_found_by_item_and_points_by_item() -> None:
    state = small_state()
    assert [session.id for session in state.sessions_of("track")] == ["morning", "night"]
    assert [session.id for session in state.sessions_of("fares")] == ["night"]
    assert state.sessions_of("nothing") == ()
    assert state.points_of("nothing") == ()
    assert [point.id for point in state.points_of("track")] == ["track.1", "track.2"]


def test_an_item_without_points_has_an_empty_box() -> None:
    state = small_state()
    bare = State({**state.tables, "talking_points": {}})
    assert item_progress(bare, "track") == (0, 0)
    assert item_progress(bare, "track").box is Box.EMPTY


@pytest.mark.parametrize(
    ("row_id", "number"), [("track", "1"), ("track.2", "1.2"), ("fares.1", "2A.1"), ("port", ""), ("", "")]
)
def test_numbers_are_those_of_the_printed_agenda(row_id: str, number: str) -> None:
    assert small_state().number_of(row_id) == number


def test_a_point_that_moved_in_the_order_keeps_its_number() -> None:
    state = small_state()
    points = dict(state.talking_points)
    points["track.2"] = msgspec.structs.replace(points["track.2"], position=0)
    moved = State({**state.tables, "talking_points": points})
    assert [point.id for point in moved.points_of("track")] == ["track.2", "track.1"]
    assert moved.number_of("track.2") == "1.2"
