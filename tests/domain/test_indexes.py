"""Indexes live on from state to state: a change makes anew only those that hang on what it touched."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time

import msgspec
import pytest

from tests.domain.record_samples import ANNA, AT, TODAY, done, rich_state
from tests.samples import small_state
from tracker.domain import indexes, matching
from tracker.domain.edits import (
    AddPoint,
    AnyEdit,
    Attend,
    EditPoint,
    EditSession,
    MovePoint,
    SetDisposition,
    SetHours,
    Tick,
    Withdraw,
    changes_for,
)
from tracker.domain.ids import natural, next_id, next_number
from tracker.domain.matching import Viewpoint, matches
from tracker.domain.query import parse
from tracker.domain.state import State


@dataclass
class Builds:
    """How often each index was made."""

    counts: Counter[str]

    def since(self, state: State) -> set[str]:
        """Return the names of the indexes that are made when everything of a state is looked at."""
        self.counts.clear()
        look_at(state)
        return set(self.counts)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Builds:
    counts: Counter[str] = Counter()
    make = State.index

    def counting(state: State, index: indexes.Index) -> object:
        def build(rows: indexes.Rows) -> object:
            counts[index.name] += 1
            return index.build(rows)

        return make(state, index._replace(build=build))

    monkeypatch.setattr(State, "index", counting)
    return Builds(counts)


def look_at(state: State) -> None:
    assert state.agenda
    assert state.schedule
    for item in state.agenda:
        state.points_of(item.id), state.sessions_of(item.id), state.decisions_of(item.id)
        state.actions_of(item.id), state.notes_about(item.id), state.facts_about(item.id)
    state.actions_of("d1"), state.attendance_of("morning"), state.people_of("rail"), state.items_by_number
    matches(state, parse("gauge"), Viewpoint(TODAY))


TEXTS = {f"texts of {table}" for table in matching.SEARCHED}


@pytest.mark.parametrize(
    ("edit", "made_anew"),
    [
        (Tick(points=("track.1",), done=True), set()),
        (SetDisposition(item="track", disposition="noted"), set()),
        (EditPoint(point="track.1", title="Width"), {"texts of talking_points"}),
        (MovePoint(point="track.2", before="track.1"), {"points by item"}),
        (Withdraw(id="track.2"), {"points by item"}),
        (AddPoint(item="track", title="Bridges"), {"points by item", "texts of talking_points"}),
        (EditSession(session="visit", room="Hall 2"), {"texts of sessions"}),
        (EditSession(session="visit", agenda_items=("fares",)), {"sessions by item"}),
        (SetHours(session="visit", start=time(9)), {"schedule", "sessions by item"}),
        (Attend(session="morning", attendees=("ram",), presence="absent"), {"attendance by session"}),
        (Attend(session="morning", attendees=("port",), presence="absent"), set()),
    ],
)
def test_a_change_makes_anew_what_hangs_on_it(builds: Builds, edit: AnyEdit, made_anew: set[str]) -> None:
    before = rich_state()
    assert builds.since(before) >= TEXTS | {"agenda", "schedule", "points by item", "sessions by item"}
    after = done(before, edit)
    assert builds.since(after) == made_anew
    look_at(State(after.tables))


def large_state() -> State:
    """Return the small meeting with ten thousand points."""
    state = small_state()
    point = state.talking_points["track.1"]
    points = [
        msgspec.structs.replace(point, id=f"track.{number}", position=number, title=f"Point {number}")
        for number in range(1, 10_001)
    ]
    return State({**state.tables, "talking_points": {point.id: point for point in points}})


def test_a_tick_among_ten_thousand_points_changes_one_row_and_no_index(builds: Builds) -> None:
    before = large_state()
    builds.since(before)
    after = done(before, Tick(points=("track.7777",), done=True))
    assert builds.since(after) == set()
    changed = [key for key, row in after.talking_points.items() if row is not before.talking_points[key]]
    assert changed == ["track.7777"]
    assert after.points_of("track")[7776].done


def test_all_points_are_ticked_in_one_change_and_found_by_one_pass_over_their_texts(builds: Builds) -> None:
    state = large_state()
    builds.since(state)
    changes = changes_for(Tick(points=state.point_ids_of("track"), done=True), state, ANNA, AT)
    assert len(changes) == 10_000
    builds.counts.clear()
    found = matches(state, parse('"point 9999"'), Viewpoint(date(2026, 3, 28)))
    assert found == {"track.9999"}
    assert not builds.counts


def test_names_are_sorted_as_people_do() -> None:
    assert sorted(["a10", "a2", "b1", "a"], key=natural) == ["a", "a2", "a10", "b1"]
    assert sorted(["2A", "10", "1"], key=natural) == ["1", "2A", "10"]
    assert natural("a" + "9" * 5000)


def test_the_next_id_is_one_more_than_the_highest() -> None:
    assert next_id("a", []) == "a1"
    assert next_id("a", ["a1", "a7", "ab9", "b11", "a" + "9" * 5000]) == "a8"
    assert next_number(["1", "2A", "x"], ()) == "3"
    assert next_number([], {"1"}) == "2"
