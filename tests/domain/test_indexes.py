"""Indexes live on from state to state: a change makes anew only those that hang on what it touched."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from itertools import islice

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.record_strategies import edits
from tests.support.people import ANNA
from tests.support.record import AT, TODAY, done, rich_state
from tests.support.samples import small_state
from tests.support.strategies import states
from tracker.domain.edits import (
    AddNote,
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
from tracker.domain.edits.base import next_id
from tracker.domain.model.changes import Stamp, apply_changes, inverse_of
from tracker.domain.model.ids import free_numbers, leading_number, natural, parted
from tracker.domain.model.state import TABLES, State
from tracker.domain.search import indexes, matching
from tracker.domain.search.matching import Viewpoint, matches
from tracker.domain.search.query import parse
from tracker.errors import TrackerError
from tracker.exchange import row_lookup


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
        (AddPoint(item="track", title="Bridges"), set()),
        (EditSession(session="visit", room="Hall 2"), {"texts of sessions"}),
        (EditSession(session="visit", agenda_items=("fares",)), {"sessions by item"}),
        (SetHours(session="visit", start=time(9)), {"schedule", "sessions by item"}),
        (Attend(session="morning", attendees=("ram",), presence="absent"), set()),
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


@pytest.mark.parametrize(
    ("name", "found"),
    [("a7", ("a", 7)), ("track.12", ("track.", 12)), ("a", ("a", 0)), ("a7b", ("a7b", 0)), ("a" + "9" * 5000, None)],
)
def test_names_end_in_a_number(name: str, found: tuple[str, int] | None) -> None:
    assert parted(name) == (found or (name, 0))


def test_the_next_number_is_one_more_than_the_highest_and_no_id() -> None:
    assert [leading_number(name) for name in ("1", "2A", "x", "", "10(b)")] == [1, 2, 0, 0, 10]
    assert list(islice(free_numbers(2, {"4"}.__contains__), 3)) == ["3", "5", "6"]


def test_the_next_id_is_one_more_than_the_highest_of_all_tables() -> None:
    state = rich_state()
    assert next_id(state, "a") == "a3"
    assert next_id(done(state, AddNote(about="track", text="x")), "n") == "n3"
    assert next_id(state, "nobody-") == "nobody-1"


_EVERY_INDEX = [
    *(value for value in (*vars(indexes).values(), *vars(row_lookup).values()) if isinstance(value, indexes.Index)),
    *matching._TEXTS.values(),
    *map(indexes.last_ids, TABLES),
]


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_an_index_that_goes_along_is_as_if_it_were_made_anew(data: st.DataObject) -> None:
    """Whatever is done to a meeting: rows come, go, move and change their words."""
    state = data.draw(st.one_of(states(), st.just(rich_state())))
    for _ in range(4):
        for index in _EVERY_INDEX:
            assert state.index(index) == index.build(state.tables[index.table]), index.name
        try:
            changes = changes_for(data.draw(edits(state)), state, ANNA, AT)
            after = apply_changes(state, changes, Stamp(state.seq + 1, ANNA.name, AT))
            for index in _EVERY_INDEX:
                assert after.index(index) == index.build(after.tables[index.table]), index.name
            back = data.draw(st.booleans())
            state = apply_changes(after, inverse_of(changes), Stamp(state.seq + 2, ANNA.name, AT)) if back else after
        except TrackerError:
            continue
