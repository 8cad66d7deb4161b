"""No way of changing a meeting leaves a contradiction in it; one that is there is told, and mended on request."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.support.people import ANNA, BORIS
from tests.support.record import rich_state
from tests.support.shims import Unsynced
from tests.support.store import frozen, no_programme, opened, point
from tracker.domain.edits import AddItem, MoveItem, Release, SetDisposition, SetStatus
from tracker.domain.model.history import Actor
from tracker.domain.model.state import State, table_of
from tracker.domain.rules.integrity import faults
from tracker.errors import DamagedError, RefusedError
from tracker.exchange import whole_json
from tracker.exchange.registry import ExportRequest
from tracker.store.config import StoreConfig
from tracker.store.format.migrations import Migration, Tables
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.maintenance.repair import repair
from tracker.store.meeting_store import MeetingStore

_TOOLS = StoreConfig(calls=Unsynced())


def _store(folder: Path, actor: Actor = ANNA) -> MeetingStore:
    return opened(folder, actor=actor)


def _added(store: MeetingStore, title: str, before: str = "") -> str:
    store.changed()
    store.transact(AddItem(title=title, purpose="for_discussion", lead_parties=("mill",), before=before))
    return next(item.id for item in store.snapshot().state.agenda if item.title == title)


def test_taking_numbers_back_that_another_item_has_now(tmp_path: Path) -> None:
    anna, boris = _store(tmp_path), _store(tmp_path, BORIS)
    anna.transact(MoveItem(item=_added(anna, "Second"), before="psm"))
    _added(boris, "Third", before="psm")
    anna.changed()
    with pytest.raises(RefusedError, match="The number 2 stands for 2 items"):
        anna.undo(anyway=True)
    state = _store(tmp_path).snapshot().state
    assert faults(state) == ()
    assert whole_json.read(whole_json.write(state, ExportRequest(as_of=frozen().now()))).tables == state.tables


def test_taking_a_disposition_back_under_a_closed_item(tmp_path: Path) -> None:
    anna, boris = _store(tmp_path), _store(tmp_path, BORIS)
    anna.transact(SetDisposition(item="psm", disposition="agreed"))
    boris.changed()
    boris.transact(SetStatus(item="psm", status="closed", force=True))
    anna.changed()
    with pytest.raises(RefusedError, match="no outcome"):
        anna.undo(anyway=True)
    assert faults(_store(tmp_path).snapshot().state) == ()


def test_taking_numbers_back_after_the_release(tmp_path: Path) -> None:
    anna, boris = _store(tmp_path), _store(tmp_path, BORIS)
    second = _added(anna, "Second")
    anna.transact(MoveItem(item=second, before="psm"))
    boris.changed()
    boris.transact(Release())
    anna.changed()
    with pytest.raises(RefusedError, match="was released"):
        anna.undo(anyway=True)
    numbers = {item.id: item.number for item in _store(tmp_path).snapshot().state.agenda}
    assert numbers == {second: "1", "psm": "2"}


def _contradicting() -> State:
    state = rich_state()
    first, second = state.agenda[:2]
    tables = {table: dict(rows) for table, rows in state.tables.items()}
    tables[table_of(second)][second.id] = replace(second, number=first.number)
    return State(tables, state.seq)


def test_the_doctor_and_the_release_tell_of_contradictions_and_the_repair_mends_them(tmp_path: Path) -> None:
    settings: Any = {"actor": ANNA, "clock": frozen(), "config": _TOOLS}
    store = MeetingStore.open(tmp_path, programme=_contradicting, create=True, **settings)
    with pytest.raises(RefusedError, match=r"can't be released.*stands for 2 items") as caught:
        store.transact(Release())
    assert "tracker doctor --repair" in caught.value.hint
    told = [finding for finding in examine(tmp_path, _TOOLS) if finding.severity is Severity.FAULT]
    assert ["stands for 2 items" in finding.what for finding in told] == [True]
    assert "--repair" in told[0].remedy
    (done,) = repair(tmp_path, actor=ANNA, clock=frozen(), config=_TOOLS)
    assert "another item had its number too" in done
    assert not [finding for finding in examine(tmp_path, _TOOLS) if finding.severity is Severity.FAULT]
    store = MeetingStore.open(tmp_path, programme=no_programme, create=False, **settings)
    assert faults(store.snapshot().state) == ()
    assert store.history()[0].edit == "amend"
    store.transact(Release())


def _losing_items(tables: Tables) -> Tables:
    return {**tables, "parties": {}}


def test_a_migration_that_would_break_the_meeting_is_refused(tmp_path: Path) -> None:
    opened(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "lock"}
    newer = StoreConfig(schema=2, migrations=(Migration(1, _losing_items),), calls=Unsynced())
    with pytest.raises(DamagedError, match="mill"):
        opened(tmp_path, config=newer)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "lock"} == before
    assert point(1).id in opened(tmp_path).snapshot().state.talking_points
