"""Writer of ``schedule.json`` (frab, pretalx) for the apps and signs of conferences.

The schema is the one of voc/schedule (validator/json/schema.json). It knows no all-day event: a session without hours
is given the whole day, from 00:00 on for 23:59, and its ``subtitle`` says so.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import msgspec

from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.domain.timeline import effective_span, local_time
from tracker.domain.words.formatting import hour_words, hours_and_minutes, in_words
from tracker.domain.words.labels import name_of
from tracker.exchange.ics.writer import uid_of
from tracker.exchange.registry import ExportRequest

ALL_DAY = timedelta(hours=23, minutes=59)
"""Length of a session without hours."""
NO_ROOM = "no room yet"
"""Stands for the room of a session that has none: the schema wants one."""
Document = dict[str, Any]


def write(state: State, request: ExportRequest) -> str:
    """Return the sessions by day and room; those that were cancelled are left out."""
    sessions = [session for session in state.schedule if session.status != "cancelled"]
    days = sorted({*state.days, *(session.date for session in sessions)})
    schedule = {
        "version": str(state.seq),
        "base_url": f"urn:meeting:{state.meeting.id}",
        "conference": _conference(state, days, sessions, request),
    }
    document = {"$schema": "https://c3voc.de/schedule/schema.json", "schedule": schedule}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _conference(state: State, days: list[date], sessions: list[Session], request: ExportRequest) -> Document:
    meeting = state.meeting
    numbers = {session_id: number for number, session_id in enumerate(state.sessions, start=1)}
    events: dict[date, list[Document]] = {}
    for session in sessions:
        events.setdefault(session.date, []).append(_event(state, session, numbers[session.id]))
    rooms = sorted({session.room or NO_ROOM for session in sessions})
    return {
        # The schema wants four characters at least, and a hyphen at the most at the start.
        "acronym": f"meeting_{meeting.id}".replace("-", "_"),
        "title": meeting.title,
        "start": meeting.first_day.isoformat(),
        "end": meeting.last_day.isoformat(),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": meeting.time_zone,
        "rooms": [{"name": room, "guid": guid_of(state, f"room {room}")} for room in rooms],
        "tracks": [{"name": name, "color": "#444444"} for name in sorted({in_words(each.type) for each in sessions})],
        "days": [_day(state, number, day, events.get(day, ())) for number, day in enumerate(days, start=1)],
        "meta": {"agenda": _agenda(state)},
    }


def _day(state: State, number: int, day: date, events: Iterable[Document]) -> Document:
    zone = ZoneInfo(state.meeting.time_zone)
    rooms: dict[str, list[Document]] = {}
    for event in events:
        rooms.setdefault(event["room"], []).append(event)
    return {
        "index": number,
        "date": day.isoformat(),
        "day_start": datetime.combine(day, time.min, zone).isoformat(),
        "day_end": datetime.combine(day, time(23, 59), zone).isoformat(),
        "rooms": rooms,
    }


def _event(state: State, session: Session, number: int) -> Document:
    start, length = _when(state, session)
    guid = guid_of(state, session.id)
    return {
        "guid": guid,
        "id": number,
        "date": start.isoformat(),
        "start": hour_words(start),
        "duration": hours_and_minutes(length),
        "room": session.room or NO_ROOM,
        "slug": f"{state.meeting.id}-{session.id}".lower(),
        "url": f"urn:uuid:{guid}",
        "title": session.title,
        "subtitle": "all day; no hours are set" if session.start is None else "",
        "track": in_words(session.type),
        "type": in_words(session.type),
        "language": "en",
        "abstract": session.description,
        "description": "\n".join(f"{item.number}. {item.title}" for item in state.items_of(session.id)),
        "persons": [{"name": name_of(state, each), "guid": guid_of(state, each)} for each in (*session.people,)],
        "links": [],
        "attachments": [],
    }


def _when(state: State, session: Session) -> tuple[datetime, timedelta]:
    """Return the start in the meeting's zone and how long it is."""
    if session.start is None:
        return datetime.combine(session.date, time.min, ZoneInfo(state.meeting.time_zone)), ALL_DAY
    # The format knows minutes; both ends lose their seconds, so that the end is the end again when it is read.
    start, end = (moment.replace(second=0, microsecond=0) for moment in effective_span(state.meeting, session))
    return local_time(state.meeting, start), end - start


def _agenda(state: State) -> list[Document]:
    return [
        {
            "number": item.number,
            "id": item.id,
            "title": item.title,
            "status": item.status,
            "points": [
                {"id": point.id, "title": point.title, "done": point.done} for point in state.points_of(item.id)
            ],
        }
        for item in state.agenda
    ]


def guid_of(state: State, row_id: str) -> str:
    """Return the guid of a row: the same for ever, and another in every meeting."""
    return str(uuid5(NAMESPACE_URL, uid_of(state, row_id)))
