"""Meetings of any size, with something of everything on record."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tracker.clock import FrozenClock
from tracker.domain.edits import AddAction, AddDecision, AddNote, OneEdit, Several, Tick
from tracker.domain.history import Actor
from tracker.domain.programme import AgendaItem, Meeting, Party, Programme, Session, Side, TalkingPoint
from tracker.store.oscalls import OsCalls
from tracker.store.session import MeetingStore
from tracker.store.tools import Tools

FIRST_DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
_POINTS_PER_ITEM = 10
_POINTS_PER_SESSION = 20
_SESSIONS_PER_DAY = 40
_RECORDED = 10
"""Of so many items one has a note, a decision and an action item."""


class _NoSync(OsCalls):
    """Leaves syncing to the system: a long history is made once, and nothing of it has to outlive a power cut."""

    def fsync(self, descriptor: int) -> None:
        """Do nothing."""


def programme_of(points: int) -> Programme:
    """Return a programme with ``points`` talking points, ten an item, twenty a session, forty sessions a day."""
    items = tuple(
        AgendaItem(
            id=f"item-{number}",
            number=str(number),
            title=f"Item {number} of the agenda, with a title of usual length",
            purpose="for_decision",
            annotation="What is proposed, and what both sides have said of it so far.",
            lead_parties=("one", "two"),
            position=number,
        )
        for number in range(1, max(1, points // _POINTS_PER_ITEM) + 1)
    )
    talking_points = tuple(
        TalkingPoint(
            id=f"item-{1 + number // _POINTS_PER_ITEM}.{1 + number % _POINTS_PER_ITEM}",
            item=f"item-{1 + number // _POINTS_PER_ITEM}",
            title=f"Point {number}: what is to be said and asked for",
            position=1 + number % _POINTS_PER_ITEM,
        )
        for number in range(points)
    )
    parties = tuple(
        Party(id=name, name=f"Ministry {name}", kind="ministry", side=side, position=position)
        for position, (name, side) in enumerate((("one", "a"), ("two", "b")), 1)
    )
    sessions = tuple(_sessions(points))
    return Programme(
        meeting=Meeting(
            id="large",
            title=f"A meeting of {points} points",
            short_title="Large",
            body="Commission",
            city="Geneva",
            country="Switzerland",
            time_zone="Europe/Zurich",
            first_day=FIRST_DAY,
            last_day=max(session.date for session in sessions),
            sides=(Side(id="a", name="Side A"), Side(id="b", name="Side B")),
        ),
        references=(),
        parties=parties,
        sessions=sessions,
        agenda_items=items,
        talking_points=talking_points,
    )


def _sessions(points: int) -> Iterator[Session]:
    for number in range(max(1, points // _POINTS_PER_SESSION)):
        day, slot = divmod(number, _SESSIONS_PER_DAY)
        start = timedelta(hours=8, minutes=15 * slot)
        begin, end = ((datetime.min + start + timedelta(minutes=extra)).time() for extra in (0, 15))
        yield Session(
            id=f"session-{number + 1}",
            title=f"Session {number + 1}",
            type="technical",
            date=FIRST_DAY + timedelta(days=day),
            start=time(begin.hour, begin.minute),
            end=time(end.hour, end.minute),
            room=f"Room {slot % 4}",
            agenda_items=(f"item-{1 + number * 2 % max(1, points // _POINTS_PER_ITEM)}",),
            position=number + 1,
        )


def make_meeting(folder: Path, points: int, changes: int = 0) -> None:
    """Make a meeting folder of ``points`` points, with a record, and ``changes`` ticks in its history."""
    store = opened(folder, points, Tools(calls=_NoSync()))
    store.transact(Several(edits=tuple(_record(points))))
    for number in range(changes):
        point = f"item-1.{1 + number % _POINTS_PER_ITEM}"
        store.transact(Tick(points=(point,), done=number // _POINTS_PER_ITEM % 2 == 0))
    store.close()


def _record(points: int) -> Iterator[OneEdit]:
    for number in range(1, max(1, points // _POINTS_PER_ITEM) + 1, _RECORDED):
        item = f"item-{number}"
        yield AddNote(about=item, text="Both sides will come back to it.")
        yield AddDecision(item=item, text="It is taken note of.")
        yield AddAction(about=item, text="Send the figures", owner_party="one", due=FIRST_DAY)


def opened(folder: Path, points: int, tools: Tools | None = None) -> MeetingStore:
    """Open a meeting folder, or make it."""
    return MeetingStore.open(
        folder,
        actor=Actor(uid=1000, name="anna"),
        clock=FrozenClock(NOW),
        programme=lambda: programme_of(points),
        create=True,
        tools=tools,
    )
