"""The short way from a finished folder to its rows: it says what the long way says, and leaves the rest to that one."""

from pathlib import Path

import pytest

from tests.support.store import opened, tick, ticked
from tracker.domain.edits import AddNote
from tracker.store import loading
from tracker.store.config import StoreConfig
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.fast_load import rows_of
from tracker.store.format.migrations import SCHEMA
from tracker.store.format.replay import state_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a meeting folder with something on record."""
    store = opened(tmp_path / "meeting")
    store.transact(tick(1, 2))
    store.transact(AddNote(about="psm", text='Both sides — "as before"'))
    store.close()
    return tmp_path / "meeting"


def test_both_ways_say_the_same(folder: Path) -> None:
    raw = (folder / "meeting.json").read_bytes().replace(b'\\"', b"'")
    assert rows_of(raw, SCHEMA) is None, "a text was changed"
    store = opened(folder)
    store.transact(AddNote(about="psm", text="Both sides — as before\n\nand on"))
    store.close()
    raw = (folder / "meeting.json").read_bytes()
    contents = rows_of(raw, SCHEMA)
    assert contents is not None
    meta, tables, numbers = StoreConfig().engine().read(raw)
    assert contents.meta == meta
    assert contents.state.tables == state_of(tables, meta.seq).tables
    assert {table: found for table, found in contents.doc_ids.items() if found} == {
        table: found for table, found in numbers.items() if found
    }


def test_a_finished_folder_is_read_without_a_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "read_copy", None)
    monkeypatch.setattr(loading, "state_of", None)
    monkeypatch.setattr(loading, "numbered", None)
    assert ticked(opened(folder, create=False)) == {"psm.1", "psm.2"}


@pytest.mark.parametrize("place", range(0, 4000, 97))
def test_no_bit_of_the_file_can_change(folder: Path, place: int) -> None:
    damaged = bytearray((folder / "meeting.json").read_bytes())
    damaged[place % len(damaged)] ^= 1
    assert rows_of(bytes(damaged), SCHEMA) is None


def test_another_schema_goes_the_long_way(folder: Path) -> None:
    assert rows_of((folder / "meeting.json").read_bytes(), SCHEMA + 1) is None


def test_a_change_that_only_the_journal_has_is_not_missed(folder: Path) -> None:
    before = (folder / "meeting.json").read_bytes()
    store = opened(folder)
    store.transact(tick(3))
    store.close()
    (folder / "meeting.json").write_bytes(before)
    assert ticked(opened(folder, create=False)) == {"psm.1", "psm.2", "psm.3"}


def test_what_is_no_meeting_is_left_to_the_long_way() -> None:
    assert rows_of(b"", SCHEMA) is None
    with pytest.raises(UnreadableError):
        StoreConfig().engine().read(b"")
