"""Sessions that another program wrote, and the edits that make those of the meeting like them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.edits import AddSession, CancelSession, EditSession, MoveSession, OneEdit, RestoreSession
from tracker.domain.model.programme import Session, SessionType
from tracker.domain.model.state import State
from tracker.domain.timeline import effective_span, local_time
from tracker.domain.words.formatting import full_day, hour_words
from tracker.errors import RefusedError
from tracker.text import clean, clean_lines

_USUAL_TYPE: SessionType = "working_group"
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """When a session is, in the meeting's zone; without a start all day."""

    day: date
    start: time | None = None
    end: time | None = None
    remark: str = ""
    """What of the time the schedule can't hold."""


class Incoming(NamedTuple):
    """A session as the file has it."""

    id: str
    title: str
    span: Span
    type: SessionType | None
    """None where the file doesn't say."""
    room: str
    description: str | None
    """None where what the file says is only what an export of the meeting says."""
    status: Literal["tentative", "confirmed", "cancelled"]
    people: tuple[str, ...] = ()


def span_between(zone: ZoneInfo, start: datetime, end: datetime | None) -> Span:
    """Return when a session is; moments without a zone are meant in the meeting's own."""
    start = _local(zone, start)
    if end is None or (end := _local(zone, end)) <= start:
        return Span(start.date(), start.time())
    if end - start > _DAY:
        remark = f"it lasts until {full_day(end.date())} {hour_words(end)}; only its start is taken"
        return Span(start.date(), start.time(), None, remark)
    return Span(start.date(), start.time(), end.time())


def span_of_days(first: date, end: date | None) -> Span:
    """Return the day of an all-day session; ``end`` is the day after its last one."""
    if end is not None and end - first > _DAY:
        return Span(first, remark=f"it lasts until {full_day(end - _DAY)}; only its first day is taken")
    return Span(first)


def edits_of(state: State, incoming: Incoming) -> Iterator[OneEdit]:
    """Yield what adds a session or makes the one that is there like it.

    Raises:
        RefusedError: it was cancelled before the meeting ever had it, or lies outside the meeting.
    """
    session = state.sessions.get(incoming.id)
    if incoming.status == "cancelled":
        if session is None:
            raise RefusedError("it is cancelled, and the meeting doesn't have it")
        if session.status != "cancelled":
            yield CancelSession(session=session.id)
    elif session is None:
        yield _added(state, incoming)
    else:
        yield from _changed(state, session, incoming, incoming.status)


def _added(state: State, incoming: Incoming) -> OneEdit:
    if not state.meeting.first_day <= incoming.span.day <= state.meeting.last_day:
        raise RefusedError(f"it is on {incoming.span.day}, outside the meeting")
    return AddSession(
        id=incoming.id,
        title=incoming.title,
        type=incoming.type or _USUAL_TYPE,
        date=incoming.span.day,
        start=incoming.span.start,
        end=incoming.span.end,
        room=incoming.room,
        description=incoming.description or "",
        people=incoming.people,
        status="tentative" if incoming.status == "tentative" else "confirmed",
    )


def _changed(
    state: State, session: Session, incoming: Incoming, status: Literal["tentative", "confirmed"]
) -> Iterator[OneEdit]:
    if session.status == "cancelled":
        yield RestoreSession(session=session.id)
    span, room = incoming.span, clean(incoming.room)
    if (span.day, _to_the_minute(span.start), _to_the_minute(span.end)) != _shown_span(state, session):
        yield MoveSession(session=session.id, date=span.day, start=span.start, end=span.end, room=room)
    kind = incoming.type or session.type
    description = clean_lines(incoming.description or "")
    # Files don't keep the blanks around a text.
    if incoming.description is None or description.strip() == session.description.strip():
        description = session.description
    people = tuple(dict.fromkeys((*session.people, *incoming.people)))
    wanted = (clean(incoming.title), kind, room, description, people)
    if wanted != (session.title, session.type, session.room, session.description, session.people):
        title, *_ = wanted
        yield EditSession(session=session.id, title=title, type=kind, room=room, description=description, people=people)
    # A calendar has one word for confirmed, rescheduled, in progress and held.
    if {session.status, status} == {"tentative", "confirmed"}:
        yield EditSession(session=session.id, status=status)


def _shown_span(state: State, session: Session) -> tuple[date, time | None, time | None]:
    """Return when a session is, as an export of the meeting says it: delays and what was recorded are in it."""
    if session.start is None:
        return session.date, None, None
    start, end = (local_time(state.meeting, moment) for moment in effective_span(state.meeting, session))
    return start.date(), _to_the_minute(start.time()), _to_the_minute(end.time())


def _to_the_minute(hour: time | None) -> time | None:
    """Return an hour without what some formats have no place for."""
    return hour and hour.replace(second=0, microsecond=0)


def _local(zone: ZoneInfo, moment: datetime) -> datetime:
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
