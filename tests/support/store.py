"""A small meeting, people who change it, and a way to open it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from tinydb import TinyDB

from tests.support.people import ANNA
from tests.support.shims import Unsynced
from tracker.clock import Clock, FrozenClock, SystemClock
from tracker.domain.edits import Tick
from tracker.domain.model.changes import change_between
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.programme import AgendaItem, Meeting, Party, Programme, Reference, Row, Side, TalkingPoint
from tracker.domain.model.snapshot import Receipt
from tracker.domain.model.state import table_of
from tracker.store.config import StoreConfig
from tracker.store.coordinator import Transaction
from tracker.store.follower import Head
from tracker.store.format.journal import Journal
from tracker.store.maintenance.backup import back_up
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.meeting_store import MeetingStore

MORNING = datetime(2025, 11, 26, 5, 0, tzinfo=UTC)


def programme(points: int = 6) -> Programme:
    """Return a meeting of one agenda item with so many talking points."""
    meeting = Meeting(
        id="trial",
        title="A trial meeting",
        short_title="Trial",
        body="A commission",
        city="Islamabad",
        country="Pakistan",
        time_zone="Asia/Karachi",
        first_day=date(2025, 11, 25),
        last_day=date(2025, 11, 27),
        sides=(Side(id="pk", name="Pakistan"), Side(id="ru", name="Russia")),
    )
    item = AgendaItem(
        id="psm",
        number="1",
        title="Steel mills",
        purpose="for_decision",
        annotation="Settle the next steps.",
        lead_parties=("mill",),
    )
    return Programme(
        meeting=meeting,
        sessions=(),
        agenda_items=(item,),
        talking_points=tuple(point(number) for number in range(1, points + 1)),
        parties=(Party(id="mill", name="Pakistan Steel Mills", kind="plant", side="pk"),),
        references=(Reference(id="r1", kind="source", title="A paper", publisher="A press", supports="it all"),),
    )


def opened(
    folder: Path,
    *,
    actor: Actor = ANNA,
    clock: Clock | None = None,
    create: bool = True,
    points: int = 6,
    config: StoreConfig | None = None,
) -> MeetingStore:
    """Open the meeting in ``folder``; make it of ``points`` talking points if there is none."""
    return MeetingStore.open(
        folder,
        actor=actor,
        clock=clock or SystemClock(),
        programme=lambda: programme(points),
        create=create,
        config=config or StoreConfig(calls=Unsynced()),
    )


def frozen() -> FrozenClock:
    """Return a clock that stands at the morning of the second day."""
    return FrozenClock(MORNING)


def tick(*numbers: int, done: bool = True, seen: int | None = None) -> Tick:
    """Return the intent to tick points of the trial meeting."""
    return Tick(points=tuple(f"psm.{number}" for number in numbers), done=done, seen=seen)


def no_programme() -> Programme:
    """Stand for a programme that must not be asked for."""
    raise AssertionError("there is a meeting already")


def ticked(store: MeetingStore) -> set[str]:
    """Return the ids of the points that are ticked in the newest snapshot."""
    return {point.id for point in store.snapshot().state.talking_points.values() if point.done}


def plainly_ticked(folder: Path) -> set[str]:
    """Return the ids of the points that plain TinyDB says are ticked."""
    with TinyDB(folder / "meeting.json", access_mode="r") as database:
        return {document["id"] for document in database.table("talking_points") if document["done"]}


def insert(store: MeetingStore, rows: Iterable[Row], *, op: str | None = None) -> Receipt:
    """Insert rows, or replace those of the same id, as an edit that adds something does."""
    wanted = tuple(rows)

    def plan(journal: Journal, known: Head, about: Entry) -> Transaction:
        tables = known.state.tables
        changes = [change_between(table_of(row), tables[table_of(row)].get(row.id), row) for row in wanted]
        return Transaction("add", tuple(change for change in changes if change))

    return store._access.change(plan, op)


def point(number: int, title: str = "") -> TalkingPoint:
    """Return a talking point of the trial meeting's only item."""
    return TalkingPoint(id=f"psm.{number}", item="psm", title=title or f"Point {number}", position=number)


def check_sound(folder: Path) -> None:
    """See that the doctor finds nothing wrong, and that a backup can be made."""
    faults = [finding for finding in examine(folder) if finding.severity is not Severity.OK]
    assert faults == []
    target = folder.parent / f"{folder.name}.backup"
    target.unlink(missing_ok=True)
    assert back_up(folder, target, clock=SystemClock()).seq == opened(folder, actor=ANNA).snapshot().state.seq
