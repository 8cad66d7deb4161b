"""The bytes on disk: sealed lines, a chain, documents that keep their place, and costs that don't grow."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.people import ANNA, BORIS
from tests.support.shims import Watched
from tests.support.store import MORNING, insert, opened, point, programme, tick, ticked
from tracker.domain.model.changes import Change, Stamp, apply_changes, change_between, document_of
from tracker.domain.model.history import Entry
from tracker.domain.model.programme import TalkingPoint
from tracker.domain.model.state import State
from tracker.errors import RefusedError
from tracker.store.config import StoreConfig
from tracker.store.follower import JournalFollower
from tracker.store.format.encoding import UnreadableError, decode, encode, is_sealed, seal, unseal
from tracker.store.format.journal import (
    START,
    BrokenChainError,
    Journal,
    Position,
    entry_of,
    opened_journal,
    sealed_record,
)
from tracker.store.format.replay import roll, state_of
from tracker.store.format.state_file import has_nothing_to_clean
from tracker.store.io.folder import Folder
from tracker.store.io.oscalls import OsCalls
from tracker.store.loading import Loaded
from tracker.store.meeting_store import MeetingStore
from tracker.store.recovery import adoption
from tracker.text import clean_data

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), _JSON, min_size=1, max_size=5))
def test_a_sealed_line_comes_back_and_no_bit_of_it_can_change(body: dict[str, object]) -> None:
    body.pop("sum", None)
    if not body:
        return
    line, digest = seal(body)
    assert unseal(line) == {**body, "sum": digest}
    assert line.count(b"\n") == 1
    for place in range(0, len(line), 5):
        damaged = bytearray(line)
        damaged[place] ^= 1
        assert not is_sealed(bytes(damaged))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"], ids=["NaN", "infinity", "half a character"])
def test_what_json_cannot_hold_is_refused_when_written(tmp_path: Path, value: object) -> None:
    with pytest.raises(ValueError, match=r"not JSON compliant|surrogates"):
        encode({"value": value})
    if isinstance(value, str):
        store = opened(tmp_path)
        with pytest.raises(RefusedError):
            insert(store, [point(7, f"Half {value}")])
        assert "psm.7" not in opened(tmp_path).snapshot().state.talking_points


@pytest.mark.parametrize("raw", [b"", b"{", b'{"a":1,"a":1}', b"[NaN]", b"[-Infinity]", b"\xff", b"[" * 10**6])
def test_what_is_not_strict_json_is_refused_when_read(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(raw)


@settings(max_examples=400)
@example("a\x7fb")
@example("a\nb\n\nc")
@example("a\u00a0\nb")
@example("a \nb")
@example("\na")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_file_with_nothing_to_clean_has_nothing_to_clean(text: str) -> None:
    for raw in (json.dumps({"a": text}, ensure_ascii=False), json.dumps({"a": text})):
        if has_nothing_to_clean(raw.encode()):
            assert clean_data({"a": [text]}) == {"a": [text.rstrip()]}, "nothing but white space at the end"


def test_control_characters_in_the_files_never_come_out(tmp_path: Path) -> None:
    store = opened(tmp_path)
    insert(store, [point(7, "Good\x1b]0;bad\x07\u202e name"), point(8, "Привет и سلام")])
    fresh = opened(tmp_path, actor=BORIS)
    assert fresh.snapshot().state.talking_points["psm.7"].title == "Good]0;bad name"
    assert fresh.snapshot().state.talking_points["psm.8"].title == "Привет и سلام"
    (entry,) = fresh.history()
    assert entry.changes[0].after is not None
    assert entry.changes[0].after["title"] == "Good]0;bad name"
    for name in ("meeting.json", "meeting.json.bak"):
        (tmp_path / name).unlink()
    assert opened(tmp_path).snapshot().state.talking_points["psm.7"].title == "Good]0;bad name"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Return an empty journal."""
    (tmp_path / "journal.jsonl").touch()
    with Folder(tmp_path, OsCalls()) as folder, opened_journal(folder, os.O_RDWR) as opened_one:
        assert opened_one is not None
        yield opened_one


def _fill(journal: Journal, lengths: list[int]) -> list[Position]:
    """Append records of about these lengths; return where each ends."""
    positions = [START]
    for length in lengths:
        entry = Entry(seq=len(positions) - 1, op="x" * length, at=MORNING, actor=ANNA, edit="tick", changes=())
        line, position = sealed_record(entry, 1, positions[-1])
        journal.append(line, positions[-1].end)
        positions.append(position)
    return positions


@pytest.mark.parametrize("lengths", [[], [1], [1, 2, 3], [70_000, 1, 140_000, 65_536], [65_200] * 3, [300] * 400])
def test_reading_backwards_gives_the_same_lines(journal: Journal, lengths: list[int]) -> None:
    positions = _fill(journal, lengths)
    forwards = [record.position for record in journal.records(START, journal.size)]
    assert forwards == positions[1:]
    backwards = list(journal.backwards(journal.size))
    assert [offset + len(line) for offset, line in backwards] == [position.end for position in reversed(positions[1:])]
    assert b"".join(line for _, line in reversed(backwards)) == journal.read(journal.size, 0)
    assert journal.last_good(journal.size) == positions[-1]


def test_a_line_that_was_taken_out_moved_or_made_twice_breaks_the_chain(journal: Journal) -> None:
    _fill(journal, [1, 2, 3, 4])
    lines = list(journal.lines(0, journal.size))
    for order in ([0, 2, 3], [0, 2, 1, 3], [0, 1, 1, 2], [1, 2, 3]):
        raw = b"".join(lines[number] for number in order)
        journal.cut(0)
        journal.append(raw, 0)
        with pytest.raises(BrokenChainError):
            list(journal.records(START, len(raw)))


_EDITS = st.lists(
    st.tuples(st.sampled_from(["put", "remove", "tick"]), st.integers(1, 9), st.text("ab", max_size=3)), max_size=20
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_EDITS)
def test_three_ways_to_the_same_state(edits: list[tuple[str, int, str]]) -> None:
    """Rows changed in memory, documents rolled from the journal, and TinyDB's documents of the file always agree."""
    start = State.of_programme(programme(4))
    about = Entry(seq=0, op="", at=MORNING, actor=ANNA, edit="adopt", changes=())
    line, position = sealed_record(adoption(start, about), 1, START)
    follower = JournalFollower(Loaded(start, {}, position, 1), StoreConfig().engine)
    follower.file_of(follower.known, 1)
    tables: dict[str, dict[str, dict[str, object]]] = {}
    roll(tables, unseal(line))
    for seq, (kind, number, title) in enumerate(edits, 1):
        change = _change(follower.known.state, kind, number, title)
        entry = Entry(seq=seq, op=str(seq), at=MORNING, actor=BORIS, edit=kind, changes=(change,) if change else ())
        line, position = sealed_record(entry, 1, position)
        assert entry_of(unseal(line)) == entry
        roll(tables, unseal(line))
        follower.known = follower.after(entry, position)
    raw = follower.file_of(follower.known, 1)
    meta, documents, numbers = StoreConfig().engine().read(raw)
    assert state_of(documents, meta.seq).tables == follower.known.state.tables == state_of(tables, len(edits)).tables
    assert meta.position == follower.known.position
    for table, rows in numbers.items():
        assert len(set(rows.values())) == len(follower.known.state.tables[table])
    again = JournalFollower(Loaded(follower.known.state, numbers, follower.known.position, 1), StoreConfig().engine)
    assert _without_sum(again.file_of(again.known, 1)) == _without_sum(raw)


def test_a_new_row_takes_nothing_from_one_that_stood_there() -> None:
    """A record by another hand may insert a row that is there: rows and documents must not disagree about it."""
    start = State.of_programme(programme(2))
    ticked = {**document_of(start.talking_points["psm.1"]), "done": True}
    tables = {table: {row.id: document_of(row) for row in rows.values()} for table, rows in start.tables.items()}
    tables["talking_points"]["psm.1"] = ticked
    change = Change(
        table="talking_points", id="psm.1", before=None, after={"id": "psm.1", "item": "psm", "title": "anew"}
    )
    entry = Entry(seq=1, op="x", at=MORNING, actor=BORIS, edit="put", changes=(change,))
    roll(tables, unseal(sealed_record(entry, 1, START)[0]))
    state = apply_changes(state_of(tables, 0), (change,), Stamp(1, BORIS.name, MORNING))
    assert state_of(tables, 1).tables == state.tables
    assert not state.talking_points["psm.1"].done


def _without_sum(raw: bytes) -> dict[str, dict[str, dict[str, object]]]:
    """Return what a file says; its checksum also covers the order of the documents, which says nothing."""
    tables: dict[str, dict[str, dict[str, object]]] = json.loads(raw)
    del tables["_meta"]["1"]["sum"]
    return tables


def _change(state: State, kind: str, number: int, title: str) -> Change | None:
    old = state.talking_points.get(f"psm.{number}")
    if kind == "remove":
        return change_between("talking_points", old, None)
    if kind == "put":
        return change_between("talking_points", old, point(number, title))
    new = TalkingPoint(id=f"psm.{number}", item="psm", title=title, done=True)
    return change_between("talking_points", old, new) if old else None


class _Metered(Watched):
    """Counts the bytes that are read and written."""

    def __init__(self) -> None:
        super().__init__()
        self.read = self.written = 0

    def pread(self, descriptor: int, size: int, offset: int) -> bytes:
        data = super().pread(descriptor, size, offset)
        self.read += len(data)
        return data

    def pwrite(self, descriptor: int, data: memoryview, offset: int) -> int:
        taken = super().pwrite(descriptor, data, offset)
        self.written += taken
        return taken


def _cost(store: MeetingStore, calls: _Metered) -> tuple[int, int, int]:
    """Return the bytes that a tick, a look and an undo read."""
    costs = []
    for act in (lambda: store.transact(tick(1)), store.changed, store.undo):
        calls.read = 0
        act()
        costs.append(calls.read)
    return costs[0], costs[1], costs[2]


def test_no_cost_grows_with_the_history(tmp_path: Path) -> None:
    calls = _Metered()
    store = opened(tmp_path, config=StoreConfig(calls=calls))
    writer = opened(tmp_path, actor=BORIS)
    for number in range(400):
        writer.transact(tick(2, done=number % 2 == 0))
    store.changed()
    few = _cost(store, calls)
    for number in range(1200):
        writer.transact(tick(2, done=number % 2 == 0))
    store.changed()
    many = _cost(store, calls)
    # Positions have more digits in a longer journal.
    assert all(abs(later - earlier) < 64 for earlier, later in zip(few, many, strict=True)), (few, many)
    calls.read = 0
    assert ticked(opened(tmp_path, config=StoreConfig(calls=calls))) == set()
    assert calls.read < 2 * (tmp_path / "meeting.json").stat().st_size + 5000, (
        "opening reads the state, not the history"
    )


def test_another_ones_change_costs_its_own_bytes(tmp_path: Path) -> None:
    calls = _Metered()
    store, writer = opened(tmp_path, points=300, config=StoreConfig(calls=calls)), opened(tmp_path, actor=BORIS)
    for number in range(1, 300):
        writer.transact(tick(number))
    store.changed()
    end = (tmp_path / "journal.jsonl").stat().st_size
    writer.transact(tick(300))
    calls.read = 0
    assert store.changed() is not None
    assert calls.read < (tmp_path / "journal.jsonl").stat().st_size - end + 4096


def test_a_bulk_change_of_many_rows_is_one_change(tmp_path: Path) -> None:
    calls = _Metered()
    store = opened(tmp_path, points=2000, config=StoreConfig(calls=calls))
    calls.counts.clear()
    store.transact(tick(*range(1, 2001)))
    assert calls.counts["fsync"] == 3
    assert len(ticked(opened(tmp_path))) == 2000
    store.undo()
    assert ticked(opened(tmp_path)) == set()


def test_a_meeting_that_outgrows_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    monkeypatch.setattr("tracker.store.writer.STATE_LIMIT", 4000)
    with pytest.raises(RefusedError, match="4,000 bytes"):
        insert(store, [point(number, "x" * 100) for number in range(10, 30)])
    monkeypatch.undo()
    store.transact(tick(1))
    assert len(opened(tmp_path).snapshot().state.talking_points) == 6
