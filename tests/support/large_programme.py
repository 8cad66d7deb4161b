"""Programmes of any size."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tracker.domain.model.programme import AgendaItem, Meeting, Party, Programme, Session, Side, TalkingPoint

FIRST_DAY = date(2026, 3, 2)
POINTS_PER_ITEM = 10
_POINTS_PER_SESSION = 20
_SESSIONS_PER_DAY = 40


def programme_of(points: int) -> Programme:
    """Return a programme with ``points`` talking points, ten an item, twenty a session, forty sessions a day."""
    sessions = tuple(_sessions(points))
    return Programme(
        meeting=_meeting(points, max(session.date for session in sessions)),
        references=(),
        parties=tuple(
            Party(id=name, name=f"Ministry {name}", kind="ministry", side=side, position=position)
            for position, (name, side) in enumerate((("one", "a"), ("two", "b")), 1)
        ),
        sessions=sessions,
        agenda_items=tuple(_items(points)),
        talking_points=tuple(_talking_points(points)),
    )


def _meeting(points: int, last_day: date) -> Meeting:
    return Meeting(
        id="large",
        title=f"A meeting of {points} points",
        short_title="Large",
        body="Commission",
        city="Geneva",
        country="Switzerland",
        time_zone="Europe/Zurich",
        first_day=FIRST_DAY,
        last_day=last_day,
        sides=(Side(id="a", name="Side A"), Side(id="b", name="Side B")),
    )


def _items(points: int) -> Iterator[AgendaItem]:
    for number in range(1, max(1, points // POINTS_PER_ITEM) + 1):
        yield AgendaItem(
            id=f"item-{number}",
            number=str(number),
            title=f"Item {number} of the agenda, with a title of usual length",
            purpose="for_decision",
            annotation="What is proposed, and what both sides have said of it so far.",
            lead_parties=("one", "two"),
            position=number,
        )


def _talking_points(points: int) -> Iterator[TalkingPoint]:
    for number in range(points):
        item, place = 1 + number // POINTS_PER_ITEM, 1 + number % POINTS_PER_ITEM
        yield TalkingPoint(
            id=f"item-{item}.{place}",
            item=f"item-{item}",
            title=f"Point {number}: what is to be said and asked for",
            position=place,
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
            agenda_items=(f"item-{1 + number * 2 % max(1, points // POINTS_PER_ITEM)}",),
            position=number + 1,
        )
