"""Values of the right type that can't be reckoned with are refused in words wherever they come in, and never kept."""

import json
import typing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.support.people import ANNA
from tests.support.record import rich_state
from tests.support.shims import Unsynced
from tests.support.store import frozen, no_programme, opened, programme, tick
from tracker.domain.edits import AddAction, AddSession, EditMeeting
from tracker.domain.model import bounds
from tracker.domain.model.programme import Row
from tracker.domain.model.record import ActionTaken, DueChange, SideText
from tracker.domain.model.state import TABLES
from tracker.errors import RefusedError, TrackerError
from tracker.exchange import whole_json
from tracker.exchange.registry import ExportRequest
from tracker.store.config import StoreConfig
from tracker.store.format.encoding import encode
from tracker.store.format.journal import Journal
from tracker.store.format.state_file import NO_SUM, START, sum_of
from tracker.store.history import entries_before
from tracker.store.io.folder import STATE, Folder
from tracker.store.io.oscalls import OsCalls
from tracker.store.meeting_store import MeetingStore
from tracker.store.state_copies import read_copy

ODD_VALUES = [
    ("meeting", "time_zone", "Foo/Bar"),
    ("meeting", "time_zone", "../../etc/passwd"),
    ("meeting", "time_zone", "/etc/localtime"),
    ("meeting", "time_zone", "America"),
    ("meeting", "time_zone", ""),
    ("meeting", "second_time_zone", "x\x00"),
    ("meeting", "last_day", "9999-12-31"),
    ("meeting", "first_day", "0001-01-01"),
    ("meeting", "first_day", "2500-01-01"),
    ("sessions", "date", "9999-12-31"),
    ("sessions", "start", "10:00:00+05:00"),
    ("sessions", "shift_minutes", 2**62),
    ("sessions", "sequence", 10**30),
    ("sessions", "started_at", "0001-01-01T00:00:00+14:00"),
    ("sessions", "started_at", "2025-11-25T10:00:00"),
    ("sessions", "rev", 2**53),
    ("agenda_items", "position", 2**62),
    ("agenda_items", "opened_at", "9999-12-31T23:59:59-12:00"),
    ("agenda_items", "id", ""),
    ("talking_points", "done_at", "2025-11-25T10:00:00"),
    ("talking_points", "changed_at", "0001-01-01T00:00:00Z"),
    ("action_items", "percent", 1000),
    ("action_items", "percent", -1),
    ("action_items", "percent", 10**20),
    ("action_items", "due", "0001-01-01"),
    ("action_items", "taken", [{"text": "x", "by": "x", "at": "0001-01-01T00:00:00Z"}]),
    ("decisions", "signed_on", "9999-12-31"),
    ("decisions", "texts", [{"side": "a", "agreed_at": "2025-11-25T10:00:00"}]),
]


def _exported() -> Any:
    request = ExportRequest(as_of=datetime(2025, 11, 25, tzinfo=UTC))
    return json.loads(whole_json.write(rich_state(), request))


@pytest.mark.parametrize(("table", "field", "value"), ODD_VALUES)
def test_a_whole_record_with_an_odd_value_is_refused(table: str, field: str, value: Any) -> None:
    whole = _exported()
    whole["tables"][table][0][field] = value
    with pytest.raises(TrackerError, match=rf"tables\.{table}\[0\]"):
        whole_json.read(json.dumps(whole))


@pytest.mark.parametrize("seq", [-1, 2_000_000_000, 2**53 - 1, 10**30, 1.5, "1", None, True])
def test_a_whole_record_with_an_odd_number_of_changes_is_refused(seq: Any) -> None:
    with pytest.raises(TrackerError, match="seq"):
        whole_json.read(json.dumps(_exported() | {"seq": seq}))


@pytest.mark.parametrize("depth", [200, 900, 5000, 100_000])
def test_a_whole_record_that_is_nested_deeply_is_refused(depth: int) -> None:
    text = json.dumps(_exported()).replace('"tables": {', f'"tables": {{"odd": {"[" * depth}{"]" * depth}, ', 1)
    with pytest.raises(TrackerError):
        whole_json.read(text)


def _with_value(folder: Path, table: str, field: str, value: Any) -> None:
    """Put a value into ``meeting.json`` and make its checksum right."""
    tables = json.loads((folder / STATE).read_bytes())
    next(iter(tables[table].values()))[field] = value
    meta = tables.pop("_meta")["1"]
    meta.pop("sum")
    rest = encode({"sum": NO_SUM.decode(), **meta})[len('{"sum":"') + len(NO_SUM) :] + b"}," + encode(tables)[1:]
    (folder / STATE).write_bytes(START + sum_of(rest) + rest)


@pytest.mark.parametrize(("table", "field", "value"), ODD_VALUES)
def test_a_meeting_file_with_an_odd_value_gives_way(tmp_path: Path, table: str, field: str, value: Any) -> None:
    config = StoreConfig(calls=Unsynced())
    settings: Any = {"actor": ANNA, "clock": frozen(), "config": config}
    MeetingStore.open(tmp_path, programme=rich_state, create=True, **settings).close()
    _with_value(tmp_path, table, field, value)
    with Folder(tmp_path, OsCalls()) as folder:
        assert "holds something that can't be" in read_copy(folder, STATE, config).fault
    store = MeetingStore.open(tmp_path, programme=no_programme, create=False, **settings)
    assert store.snapshot().state.tables == rich_state().tables
    assert "holds something that can't be" in store.snapshot().notice


def test_no_change_is_made_beyond_the_last_number(tmp_path: Path) -> None:
    store = opened(tmp_path)
    known = store._access.follower
    assert known is not None
    state = known.known.state
    known.known = known.known._replace(state=type(state)(state.tables, bounds.MOST_CHANGES))
    with pytest.raises(RefusedError, match="at most"):
        store.transact(tick(1))


def test_kept_journals_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    kept = Path(__file__).parent / "data" / "kept_cycle"
    with Folder(kept, OsCalls()) as folder, folder.opened("journal.jsonl") as descriptor:
        journal = Journal(folder, descriptor)
        assert len(list(entries_before(journal, journal.size))) == 2


def test_every_day_and_moment_of_every_row_has_bounds() -> None:
    """Only the days of sources may be any: they are shown, and nothing is reckoned from them."""
    unbounded = set()
    kinds: tuple[type[Any], ...] = (*TABLES.values(), SideText, DueChange, ActionTaken)
    for kind in kinds:
        moments = bounds.MOMENTS.get(kind.__name__, ("changed_at",) if issubclass(kind, Row) else ())
        known = {*bounds.DAYS.get(kind.__name__, ()), *moments}
        for name, hint in typing.get_type_hints(kind).items():
            if {date, datetime} & {hint, *typing.get_args(hint)} and name not in known:
                unbounded.add(f"{kind.__name__}.{name}")
    assert unbounded == {"Reference.published", "FactValue.as_of"}


def test_every_row_within_a_row_is_looked_at() -> None:
    for kind in TABLES.values():
        for name, hint in typing.get_type_hints(kind).items():
            inner = next(iter(typing.get_args(hint)), None)
            if inner in (SideText, DueChange, ActionTaken):
                assert name in bounds.PARTS[kind.__name__]


def test_bounds_are_asked_of_many_rows_at_once() -> None:
    points = list(rich_state().talking_points.values())
    bounds.refuse_odd(points)
    odd = msgspec.structs.replace(points[0], done_at=datetime(1, 1, 1, tzinfo=UTC))
    with pytest.raises(msgspec.ValidationError, match="done_at 0001"):
        bounds.refuse_odd([*points, odd])


@pytest.mark.parametrize(
    "edit",
    [
        EditMeeting(last_day=date(9999, 12, 31)),
        EditMeeting(last_day=date(2027, 1, 1)),
        EditMeeting(first_day=date(1, 1, 1)),
        AddSession(title="X", type="plenary", date=date(9999, 12, 31)),
        AddAction(about="psm", text="x", owner_party="mill", due=date(1, 1, 1)),
    ],
    ids=str,
)
def test_no_edit_leads_beyond_the_bounds(tmp_path: Path, edit: Any) -> None:
    store = opened(tmp_path)
    with pytest.raises(RefusedError):
        store.transact(edit)
    assert opened(tmp_path).snapshot().state.seq == 0


def test_no_meeting_is_made_that_could_not_be_read_again(tmp_path: Path) -> None:
    start = programme()
    start = msgspec.structs.replace(start, meeting=msgspec.structs.replace(start.meeting, last_day=date(9999, 12, 31)))
    with pytest.raises(RefusedError, match="can't be a meeting"):
        MeetingStore.open(tmp_path / "new", actor=ANNA, clock=frozen(), programme=lambda: start, create=True)
    assert opened(tmp_path / "new").snapshot().state.meeting.title == "A trial meeting"


def test_a_meeting_that_has_had_as_many_changes_as_there_can_be_takes_no_more(tmp_path: Path) -> None:
    whole = _exported() | {"seq": bounds.MOST_CHANGES - 1}
    store = MeetingStore.open(
        tmp_path / "full",
        actor=ANNA,
        clock=frozen(),
        programme=lambda: whole_json.read(json.dumps(whole)),
        create=True,
        config=StoreConfig(calls=Unsynced()),
    )
    assert store.transact(EditMeeting(title="The last title")).snapshot.state.seq == bounds.MOST_CHANGES
    with pytest.raises(RefusedError) as caught:
        store.transact(EditMeeting(title="One title too many"))
    assert caught.value.message == "A meeting has 1,000,000,000 changes at most."
    assert store.snapshot().state.meeting.title == "The last title"
