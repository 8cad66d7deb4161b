"""Reader of ``schedule.json`` (frab, pretalx): talks as sessions; the meeting's own are known by their guid."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from tracker.domain.model.state import State
from tracker.errors import TrackerError
from tracker.exchange.imported_sessions import Incoming, Span, edits_of, span_between
from tracker.exchange.importing import MOST_ENTRIES, Defaults, Entry, fitted, refused, stable_id
from tracker.exchange.row_lookup import person_called, session_type
from tracker.exchange.schedule_json.writer import ALL_DAY, NO_ROOM, guid_of

_LENGTH = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d\d)", re.ASCII)
_HOUR = re.compile(r"(\d\d?):(\d\d)(?::\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
"""Stricter than what Python reads: to it 15.30 is three o'clock and a third of a second."""
_NAMED = re.compile(r'"(?:guid|title)"\s*+:\s*+("(?:[^"\\]|\\.)*+")')
_MOST_NAMED = 10 * MOST_ENTRIES
_WAY_OUT = "Export it again as schedule.json (frab, pretalx)."
Found = tuple[str, date | None, Any]


def entries(text: str, state: State, defaults: Defaults) -> Iterator[Entry]:
    """Yield the events of all days and rooms.

    Raises:
        TrackerError: it is no schedule.
    """
    try:
        document: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise TrackerError(f"It isn't JSON: {error}.", _WAY_OUT) from error
    days = _at(_at(_at(document, "schedule"), "conference"), "days")
    if not isinstance(days, list):
        raise TrackerError("It has no schedule.conference.days.", _WAY_OUT)
    own = {guid_of(state, session_id): session_id for session_id in state.sessions}
    lines = _Lines(text)
    for place, day, event in _events(days):
        words = event.get("guid") or event.get("title") if isinstance(event, dict) else None
        line = lines.of_next(words) if isinstance(words, str) and words else 0
        try:
            yield _entry(event, day, state, own, line)
        except (TrackerError, TypeError, ValueError, OverflowError) as error:
            why = error.message if isinstance(error, TrackerError) else "one of its values is not what it should be"
            yield refused(line, f"{place} {_text(event, 'title')}".strip(), why)


class _Lines:
    """The lines on which the events stand: those of their guids and titles, looked for in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, deque[int]] = {}
        self._place, self._line = 0, 1
        for found in islice(_NAMED.finditer(text), _MOST_NAMED):
            self._places.setdefault(msgspec.json.decode(found[1]), deque()).append(found.start())

    def of_next(self, words: str) -> int:
        """Return the line of the next guid or title of these ``words`` after the one found before; 0 if none is."""
        places = self._places.get(words)
        while places:
            if (place := places.popleft()) > self._place:
                self._line += self._text.count("\n", self._place, place)
                self._place = place
                return self._line
        return 0


def _events(days: list[Any]) -> Iterator[Found]:
    """Yield each event with its place in the document and the day that it stands under."""
    for number, day in enumerate(days):
        rooms = _at(day, "rooms")
        listed = _day(_text(day, "date"))
        for room, events in rooms.items() if isinstance(rooms, dict) else ():
            for index, event in enumerate(events if isinstance(events, list) else ()):
                yield f"days[{number}].rooms.{room}[{index}]", listed, event


def _entry(event: Any, day: date | None, state: State, own: Mapping[str, str], line: int) -> Entry:
    title = _text(event, "title")
    if not title:
        raise TrackerError("it has no title")
    guid = _text(event, "guid")
    session_id = own.get(guid, "")
    room = _text(event, "room")
    people = event.get("persons") if isinstance(event.get("persons"), list) else []
    names = [name for person in people if (name := _text(person, "name") or _text(person, "public_name"))]
    found = [person_called(state, name) for name in names]
    described = dict.fromkeys((_text(event, "abstract"), "" if session_id else _text(event, "description")))
    (called, title_cut), (room, room_cut) = fitted("title", title), fitted("room", "" if room == NO_ROOM else room)
    description, description_cut = fitted("description", "\n\n".join(filter(None, described)))
    incoming = Incoming(
        id=session_id or stable_id("talk", guid or f"{event.get('id')} {title}"),
        title=called,
        span=_span(event, day, state, is_own=bool(session_id)),
        type=session_type((_text(event, "type"), _text(event, "track"))),
        room=room,
        description=description,
        status="confirmed",
        people=tuple(dict.fromkeys(filter(None, found))),
    )
    unknown = [name for name, person in zip(names, found, strict=True) if not person]
    strangers = f"not among the people of the meeting: {', '.join(unknown)}" if unknown else ""
    remark = "; ".join(filter(None, (incoming.span.remark, strangers, title_cut, room_cut, description_cut)))
    return Entry(line, title, lambda newest: edits_of(newest, incoming), remark)


def _span(event: Any, day: date | None, state: State, *, is_own: bool) -> Span:
    length = _length(_text(event, "duration"))
    moment = _text(event, "date")
    zone = ZoneInfo(state.meeting.time_zone)
    if _MOMENT.fullmatch(moment):
        start = datetime.fromisoformat(moment)
    elif (listed := _day(moment) or day) is not None and (hour := _HOUR.fullmatch(_text(event, "start"))):
        start = datetime.combine(listed, time(int(hour[1]), int(hour[2])))
    else:
        raise TrackerError("it has no date and start")
    if is_own and length == ALL_DAY:
        return Span(start.date())
    return span_between(zone, start, start + length if length else None)


def _length(text: str) -> timedelta:
    match = _LENGTH.fullmatch(text)
    if not match:
        return timedelta()
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def _day(text: str) -> date | None:
    match = _DAY.match(text)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _at(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _text(value: Any, name: str) -> str:
    """Return a text of an object; empty for anything else."""
    found = _at(value, name)
    return found.strip() if isinstance(found, str) else ""
