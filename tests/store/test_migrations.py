"""Older and newer meeting folders: brought up with a copy kept, killable anywhere; or shown and left alone."""

import json
import os
import shutil
import signal
from functools import partial
from pathlib import Path

import pytest

from tests.support.people import BORIS
from tests.support.shims import Dying, Unsynced, in_child
from tests.support.store import opened, plainly_ticked, tick, ticked
from tracker.domain.model.snapshot import SaveStatus
from tracker.errors import RefusedError, StoreError, ViewOnlyError
from tracker.store.config import StoreConfig
from tracker.store.format.migrations import Migration, Tables
from tracker.store.maintenance.doctor import Severity, examine


def _mark_titles(tables: Tables) -> Tables:
    """Bring documents from one schema to the next: titles get a mark."""
    points = {
        row_id: {**document, "title": f"* {document['title']}"} for row_id, document in tables["talking_points"].items()
    }
    return {**tables, "talking_points": points}


OLD = StoreConfig(schema=1, calls=Unsynced())
NEW = StoreConfig(schema=2, migrations=(Migration(1, _mark_titles),), calls=Unsynced())


def _made_by_the_old(folder: Path) -> None:
    store = opened(folder, config=OLD)
    store.transact(tick(1))
    store.transact(tick(2))


def _schema_on_disk(folder: Path) -> int:
    number: int = json.loads((folder / "meeting.json").read_bytes())["_meta"]["1"]["schema"]
    return number


def _tick_with(folder: Path, config: StoreConfig) -> None:
    opened(folder, config=config).transact(tick(3))


def test_reading_migrates_in_memory_and_the_first_change_on_disk(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    before = (tmp_path / "meeting.json").read_bytes()
    store = opened(tmp_path, config=NEW)
    assert store.snapshot().state.talking_points["psm.1"].title == "* Point 1"
    assert _schema_on_disk(tmp_path) == 1
    store.transact(tick(3))
    assert _schema_on_disk(tmp_path) == 2
    assert (tmp_path / "meeting.json.v1").read_bytes() == before
    store.transact(tick(4))
    fresh = opened(tmp_path, config=NEW)
    assert ticked(fresh) == {"psm.1", "psm.2", "psm.3", "psm.4"}
    assert fresh.snapshot().state.talking_points["psm.1"].title == "* Point 1"
    assert [finding for finding in examine(tmp_path, NEW) if finding.severity is Severity.FAULT] == []


def test_the_journal_alone_rebuilds_across_a_migration(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    opened(tmp_path, config=NEW).transact(tick(3))
    for name in ("meeting.json", "meeting.json.bak"):
        (tmp_path / name).unlink()
    rebuilt = opened(tmp_path, config=NEW)
    assert ticked(rebuilt) == {"psm.1", "psm.2", "psm.3"}
    assert rebuilt.snapshot().state.talking_points["psm.6"].title == "* Point 6"


def test_the_old_journal_is_brought_up_where_the_state_is_gone(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    for name in ("meeting.json", "meeting.json.bak"):
        (tmp_path / name).unlink()
    store = opened(tmp_path, config=NEW)
    assert ticked(store) == {"psm.1", "psm.2"}
    store.transact(tick(3))
    assert _schema_on_disk(tmp_path) == 2


@pytest.mark.parametrize(
    "moment", ["before", pytest.param("middle", marks=pytest.mark.long), pytest.param("after", marks=pytest.mark.long)]
)
def test_killed_at_every_step(tmp_path: Path, moment: str) -> None:
    template = tmp_path / "template"
    _made_by_the_old(template)
    original = (template / "meeting.json").read_bytes()
    at, finished = 0, False
    while not finished:
        at += 1
        folder = tmp_path / f"{moment}{at}"
        shutil.copytree(template, folder)
        config = NEW._replace(calls=Dying(at, moment))
        status = in_child(partial(_tick_with, folder, config))
        finished = os.WIFEXITED(status)
        assert finished or os.WTERMSIG(status) == signal.SIGKILL
        if _schema_on_disk(folder) == 1:
            # The old program either goes on, or sees in the journal that a newer one was there.
            assert ticked(opened(folder, config=OLD, create=False)) >= {"psm.1", "psm.2"}
        store = opened(folder, config=NEW)
        assert ticked(store) >= ({"psm.1", "psm.2", "psm.3"} if finished else {"psm.1", "psm.2"})
        store.transact(tick(6))
        titles = [point.title for point in store.snapshot().state.talking_points.values()]
        assert titles == [f"* Point {number}" for number in range(1, 7)], "migrated not at all, or twice"
        assert original in [path.read_bytes() for path in folder.glob("meeting.json.v1*")]
        assert not list(folder.glob("*.new"))
        shutil.rmtree(folder)
    assert at > 40


def test_an_open_old_program_goes_view_only_and_drops_nothing(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    old = opened(tmp_path, actor=BORIS, config=OLD)
    new = opened(tmp_path, config=NEW)
    new.transact(tick(3))
    after = (tmp_path / "meeting.json").read_bytes()
    with pytest.raises(ViewOnlyError, match="newer tracker"):
        old.transact(tick(4))
    assert (tmp_path / "meeting.json").read_bytes() == after
    assert old.snapshot().standing is SaveStatus.VIEW_ONLY
    assert ticked(old) >= {"psm.1", "psm.2"}


def test_an_open_old_program_notices_by_looking(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    old = opened(tmp_path, actor=BORIS, config=OLD)
    opened(tmp_path, config=NEW).transact(tick(3))
    seen = old.changed()
    assert seen is not None
    assert seen.standing is SaveStatus.VIEW_ONLY
    assert "schema 2, this one knows 1" in seen.notice


def test_an_old_program_shows_a_newer_meeting_with_fields_it_does_not_know(tmp_path: Path) -> None:
    def add_a_field(tables: Tables) -> Tables:
        points = {row_id: {**document, "weight": 3} for row_id, document in tables["talking_points"].items()}
        return {**tables, "talking_points": points, "votes": {}}

    _made_by_the_old(tmp_path)
    raw = json.loads((tmp_path / "meeting.json").read_bytes())
    tables = {name: {row["id"]: row for row in rows.values()} for name, rows in raw.items() if name != "_meta"}
    _write_as_newer(tmp_path, add_a_field(tables))
    store = opened(tmp_path, config=OLD, create=False)
    assert store.snapshot().standing is SaveStatus.VIEW_ONLY
    assert ticked(store) == {"psm.1", "psm.2"}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ViewOnlyError):
        store.transact(tick(3))
    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def _write_as_newer(folder: Path, tables: Tables) -> None:
    """Append what a newer program's migration appends: a record of the whole state in its schema."""
    from tracker.store.format.encoding import seal, unseal

    last = unseal((folder / "journal.jsonl").read_bytes().splitlines(keepends=True)[-1])
    changes = [
        {"table": table, "id": row_id, "before": None, "after": document}
        for table, documents in tables.items()
        for row_id, document in documents.items()
    ]
    body = {**last, "v": 2, "prev": last["sum"], "edit": "adopt", "changes": changes}
    del body["sum"]
    with open(folder / "journal.jsonl", "ab") as file:
        file.write(seal(body)[0])
    (folder / "lock").unlink()


def test_a_schema_without_a_way_is_refused(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    with pytest.raises(StoreError, match="can't read schema 1"):
        opened(tmp_path, config=StoreConfig(schema=2), create=False)


def test_a_second_migration_keeps_the_first_copy(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    (tmp_path / "meeting.json.v1").write_text("an earlier try")
    opened(tmp_path, config=NEW).transact(tick(3))
    assert (tmp_path / "meeting.json.v1").read_text() == "an earlier try"
    assert json.loads((tmp_path / "meeting.json.v1-2").read_bytes())["_meta"]["1"]["schema"] == 1
    assert plainly_ticked(tmp_path) == {"psm.1", "psm.2", "psm.3"}


def test_undo_does_not_reach_behind_a_migration(tmp_path: Path) -> None:
    _made_by_the_old(tmp_path)
    store = opened(tmp_path, config=NEW)
    store.transact(tick(3))
    store.undo()
    with pytest.raises(RefusedError):
        store.undo()
    assert ticked(store) == {"psm.1", "psm.2"}
    assert [entry.seq for entry in store.history()] == [4, 3, 2, 1]
