"""What holds of every document database that the store can work with: TinyDB, and one in memory."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.memory_engine import MemoryEngine
from tests.support.shims import Unsynced
from tests.support.store import opened, programme, tick, ticked
from tracker.domain.edits import AddNote, RemoveNote
from tracker.domain.model.programme import TalkingPoint
from tracker.domain.model.state import State
from tracker.store.config import StoreConfig
from tracker.store.format.encoding import UnreadableError, decode, encode
from tracker.store.format.engine import Engine
from tracker.store.format.replay import state_of
from tracker.store.format.state_file import Meta, OutsideEditError, file_of
from tracker.store.format.tinydb_engine import TinyDbEngine
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.meeting_store import MeetingStore

_ENGINES: dict[str, Callable[[], Engine]] = {"tinydb": TinyDbEngine, "memory": MemoryEngine}
_META = Meta(schema=1, seq=0, head="0" * 64, end=0, programme="igc")
_STEPS = st.lists(
    st.dictionaries(
        st.sampled_from(["psm.1", "psm.2", "psm.4", "psm.7", "psm.8"]), st.none() | st.text("ab", max_size=3)
    ),
    max_size=5,
)
"""What becomes of the talking points in each of a few updates: a title, or None where the point goes."""


@pytest.fixture(params=_ENGINES)
def engine(request: pytest.FixtureRequest) -> Callable[[], Engine]:
    """Return each engine in turn."""
    return _ENGINES[request.param]


def _store(folder: Path, engine: Callable[[], Engine]) -> MeetingStore:
    return opened(folder, config=StoreConfig(calls=Unsynced(), engine=engine))


def _with_points(state: State, step: dict[str, str | None]) -> State:
    """Return a state after one step."""
    points = dict(state.talking_points)
    for row_id, title in step.items():
        if title is None:
            points.pop(row_id, None)
        else:
            points[row_id] = TalkingPoint(id=row_id, item="psm", title=title)
    return State({**state.tables, "talking_points": points}, state.seq + 1)


def _files(engine: Engine, steps: list[dict[str, str | None]]) -> list[bytes]:
    """Return the bytes of the file after each of some steps."""
    state = State.of_programme(programme(4))
    documents = engine.hold(state, {})
    files = [documents.bytes_with(_META)]
    for step in steps:
        state = _with_points(state, step)
        documents.update(state, {"talking_points": list(step)})
        files.append(documents.bytes_with(_META))
    return files


@settings(max_examples=60, deadline=None)
@given(_STEPS)
def test_every_engine_makes_the_same_bytes(steps: list[dict[str, str | None]]) -> None:
    first, *others = (_files(make(), steps) for make in _ENGINES.values())
    assert all(other == first for other in others)


def test_what_is_held_is_read_back(engine: Callable[[], Engine]) -> None:
    steps: list[dict[str, str | None]] = [{"psm.2": None}, {"psm.3": "anew", "psm.9": "came"}]
    state = State.of_programme(programme(4))
    for step in steps:
        state = _with_points(state, step)
    contents = engine().read(_files(engine(), steps)[-1])
    assert contents.meta == _META
    assert state_of(contents.tables, state.seq).tables == state.tables
    assert contents.doc_ids["talking_points"] == {"psm.1": 1, "psm.3": 3, "psm.4": 4, "psm.9": 5}


def test_rows_keep_their_numbers_when_they_are_taken_up_again(engine: Callable[[], Engine]) -> None:
    raw = _files(engine(), [{"psm.1": None}, {"psm.8": "came"}])[-1]
    contents = engine().read(raw)
    again = engine().hold(state_of(contents.tables, 2), contents.doc_ids)
    assert json.loads(again.bytes_with(_META)) == json.loads(raw)


def test_another_programs_bytes_are_told_from_damaged_ones(engine: Callable[[], Engine]) -> None:
    (raw,) = _files(engine(), [])
    with pytest.raises(OutsideEditError):
        engine().read(encode(decode(raw)))
    with pytest.raises(UnreadableError) as refused:
        engine().read(raw[:-9])
    assert not isinstance(refused.value, OutsideEditError)


def test_a_sealed_file_that_is_no_meeting_is_refused(engine: Callable[[], Engine]) -> None:
    with pytest.raises(UnreadableError):
        engine().read(file_of({"talking_points": [b'"1":7']}, _META))


def test_a_meeting_lives_on_it(tmp_path: Path, engine: Callable[[], Engine]) -> None:
    store = _store(tmp_path, engine)
    store.transact(tick(1, 2))
    store.transact(AddNote(about="psm", text="To be removed"))
    (note,) = store.snapshot().state.notes
    store.transact(RemoveNote(note=note))
    store.undo()
    store.undo()
    store.close()
    state = store.snapshot().state
    (tmp_path / "journal.jsonl").rename(tmp_path / "elsewhere")
    assert opened(tmp_path, create=False).snapshot().state.tables == state.tables, "meeting.json alone holds it"


def test_damage_is_mended_through_it(tmp_path: Path, engine: Callable[[], Engine]) -> None:
    store = _store(tmp_path, engine)
    store.transact(tick(1))
    store.close()
    raw = (tmp_path / "meeting.json").read_bytes()
    (tmp_path / "meeting.json").write_bytes(raw.replace(b'"done":true', b'"done":null', 1))
    store = _store(tmp_path, engine)
    assert ticked(store) == {"psm.1"}
    assert "meeting.json was changed by another program" in store.snapshot().notice
    store.transact(tick(2))
    assert not [finding for finding in examine(tmp_path) if finding.severity is Severity.FAULT]


def test_two_engines_work_on_one_folder(tmp_path: Path) -> None:
    stores = [_store(tmp_path, make) for make in _ENGINES.values()]
    for number, store in enumerate(stores, 1):
        store.transact(tick(number))
    for store in stores:
        store.changed()
        assert ticked(store) == {"psm.1", "psm.2"}
