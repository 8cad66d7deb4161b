"""Roles in the store: whatever is asked of it, in whatever way, nothing beyond the role is written."""

from pathlib import Path

import msgspec
import pytest

from tests.support.people import ANNA
from tests.support.record import rich_state
from tests.support.roles import OFFICERS, SECRETARYS
from tests.support.shims import Unsynced
from tests.support.store import frozen
from tracker.domain.edits import (
    AddPoint,
    AnyEdit,
    Batch,
    EditItem,
    EditMeeting,
    EditSession,
    OneEdit,
    Release,
    Revise,
    SetStatus,
    Tick,
)
from tracker.domain.model.history import Actor
from tracker.domain.model.programme import Programme
from tracker.domain.revision import programme_of
from tracker.domain.rules.roles import Role
from tracker.errors import RefusedError, TrackerError, ViewOnlyError
from tracker.store.config import StoreConfig
from tracker.store.io.folder import JOURNAL
from tracker.store.meeting_store import MeetingStore


def revised() -> Programme:
    """Return the programme with another title for each item."""
    programme = programme_of(rich_state())
    items = (msgspec.structs.replace(item, title=f"New {item.title}") for item in programme.agenda_items)
    return msgspec.structs.replace(programme, agenda_items=tuple(items))


PROGRAMMES: tuple[AnyEdit, ...] = (
    *SECRETARYS,
    *(Batch(edits=(OFFICERS[0], edit)) for edit in SECRETARYS),
    Revise(programme=revised()),
)


def opened(folder: Path, role: Role, actor: Actor = ANNA) -> MeetingStore:
    return MeetingStore.open(
        folder / "meeting",
        actor=actor,
        clock=frozen(),
        programme=rich_state,
        create=role == "secretary",
        role=role,
        config=StoreConfig(calls=Unsynced()),
    )


def journal(folder: Path) -> bytes:
    return (folder / "meeting" / JOURNAL).read_bytes()


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """Return where a meeting lies in which anna, as its secretary, ticked, added and then took back two edits."""
    store = opened(tmp_path, "secretary")
    for edit in (Tick(points=("track.1",), done=True), AddPoint(item="track", title="More")):
        store.transact(edit)
    store.transact(EditItem(item="track", title="Other"))
    store.undo()
    return tmp_path


@pytest.mark.parametrize("edit", PROGRAMMES, ids=range(len(PROGRAMMES)))
def test_an_officer_changes_no_programme(edit: AnyEdit, meeting: Path) -> None:
    store, before = opened(meeting, "officer"), journal(meeting)
    with pytest.raises(RefusedError, match="only a secretary"):
        store.transact(edit)
    assert journal(meeting) == before
    assert store.transact(Tick(points=("track.2",), done=True)).entry


def test_an_officer_takes_back_nothing_that_they_could_not_do(meeting: Path) -> None:
    """Also not what they did themselves when they were the secretary; nor is it done again."""
    store, before = opened(meeting, "officer"), journal(meeting)
    for again in (store.redo, store.undo):
        for anyway in (False, True):
            with pytest.raises(RefusedError, match="only a secretary"):
                again(anyway=anyway)
    assert journal(meeting) == before
    store.transact(Tick(points=("track.2",), done=True))
    assert store.undo().entry
    assert store.redo().entry


def test_a_viewer_changes_nothing(meeting: Path) -> None:
    store = opened(meeting, "viewer")
    before = {path.name: path.read_bytes() for path in (meeting / "meeting").iterdir()}
    for edit in (*OFFICERS, *PROGRAMMES, Tick(points=("track.1",), done=True)):
        with pytest.raises(ViewOnlyError, match="viewer"):
            store.transact(edit)
    for again in (store.undo, store.redo):
        with pytest.raises(TrackerError):
            again(anyway=True)
    assert {path.name: path.read_bytes() for path in (meeting / "meeting").iterdir()} == before


def test_a_viewer_mends_nothing_and_makes_nothing(meeting: Path) -> None:
    (meeting / "meeting" / "meeting.json").write_bytes(b"{}")
    names = sorted(path.name for path in (meeting / "meeting").iterdir())
    store = opened(meeting, "viewer")
    assert store.snapshot().state.seq == rich_state().seq + 4
    assert (meeting / "meeting" / "meeting.json").read_bytes() == b"{}"
    assert sorted(path.name for path in (meeting / "meeting").iterdir()) == names
    nowhere = opened(meeting / "none", "viewer")
    with pytest.raises(ViewOnlyError):
        nowhere.transact(Tick(points=("track.1",), done=True))
    assert not (meeting / "none" / "meeting").exists() or not list((meeting / "none" / "meeting").iterdir())


@pytest.mark.parametrize(
    "edit",
    [
        SetStatus(item="track", status="taken_up", session="morning"),
        SetStatus(item="track", status="skipped", session="night"),
        SetStatus(item="track", status="deferred", target="close"),
        SetStatus(item="track", status="deferred", target="next"),
        SetStatus(item="fares", status="withdrawn", reason="No figures"),
    ],
    ids=lambda edit: f"{edit.status} {edit.target}",
)
def test_an_officer_sets_statuses_with_all_that_they_bring(edit: SetStatus, tmp_path: Path) -> None:
    """The meeting that begins, the agendas that an item moves on."""
    opened(tmp_path, "secretary")
    store = opened(tmp_path, "officer")
    start = store.snapshot().state
    entry = store.transact(edit).entry
    assert entry
    assert store.undo().entry
    now = store.snapshot().state
    assert [session.agenda_items for session in now.sessions.values()] == [
        session.agenda_items for session in start.sessions.values()
    ]
    assert now.meeting.status == start.meeting.status
    assert store.redo().entry


@pytest.mark.parametrize(
    "more",
    [
        EditSession(session="night", agenda_items=()),
        EditSession(session="visit", agenda_items=("fares",)),
        Release(),
        EditMeeting(city="Moscow"),
    ],
    ids=range(4),
)
def test_a_status_takes_nothing_else_along(more: OneEdit, tmp_path: Path) -> None:
    opened(tmp_path, "secretary")
    store, before = opened(tmp_path, "officer"), journal(tmp_path)
    for status in (
        SetStatus(item="track", status="taken_up", session="morning"),
        SetStatus(item="track", status="deferred", target="next"),
    ):
        for edits in ((status, more), (more, status)):
            with pytest.raises(RefusedError, match="only a secretary"):
                store.transact(Batch(edits=edits))
    assert journal(tmp_path) == before
