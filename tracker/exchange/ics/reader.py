"""Reader of calendars (RFC 5545): events as sessions, to-dos as action items; those of the meeting have its UIDs."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from tracker.domain.model.bounds import FIRST_DAY, LAST_DAY
from tracker.domain.model.ids import ID_PATTERN
from tracker.domain.model.state import State
from tracker.errors import TrackerError
from tracker.exchange.ics.components import Block, blocks_of, parsed
from tracker.exchange.ics.todos import IncomingTodo, edits_of_todo
from tracker.exchange.ics.writer import described, uid_of
from tracker.exchange.ics.zones import set_zones, zones_of
from tracker.exchange.imported_sessions import Incoming, Span, edits_of, span_between, span_of_days
from tracker.exchange.importing import Defaults, Entry, fitted, refused, stable_id
from tracker.exchange.row_lookup import session_type
from tracker.text import clean

if TYPE_CHECKING:
    from icalendar import Component

_STATUS: dict[str, Literal["tentative", "confirmed", "cancelled"]] = {
    "TENTATIVE": "tentative",
    "CANCELLED": "cancelled",
}
_NOT_TAKEN = {"VJOURNAL": "journal entries are not taken", "VFREEBUSY": "busy times are not taken"}


def entries(text: str, state: State, defaults: Defaults) -> Iterator[Entry]:
    """Yield the components of a calendar.

    Raises:
        TrackerError: it is no calendar.
    """
    # A zone may stand below the events that name it.
    zones, left_out = zones_of(blocks_of(text))
    for block, why in left_out:
        yield refused(block.line, _first_words(block, "TZID"), why)
    for block in blocks_of(text):
        if block.kind == "VTIMEZONE":
            continue
        component = None if block.kind in _NOT_TAKEN else parsed(block)
        if component is None:
            yield refused(block.line, _first_words(block), _NOT_TAKEN.get(block.kind) or "it can't be read")
            continue
        try:
            set_zones(component, zones)
            yield (
                _event(block, component, state) if block.kind == "VEVENT" else _todo(block, component, state, defaults)
            )
        except Exception as error:  # a property that is not what it should be shows only when it is read
            why = error.message if isinstance(error, TrackerError) else "one of its properties can't be read"
            yield refused(block.line, _first_words(block), why)


def _event(block: Block, event: "Component", state: State) -> Entry:
    title = _text(event, "SUMMARY")
    if not title:
        raise TrackerError("it has no SUMMARY, so the session would have no title")
    uid = _text(event, "UID") or f"{title} {_value(event, 'DTSTART')}"
    own = _own_id(state, uid)
    span = _span(state, event)
    (called, title_cut), (room, room_cut) = fitted("title", title), fitted("room", _text(event, "LOCATION"))
    incoming = Incoming(
        id=own or stable_id("event", f"{uid} {_value(event, 'RECURRENCE-ID') or ''}".strip()),
        title=called,
        span=span,
        type=session_type(_categories(event)),
        room=room,
        description=_text(event, "DESCRIPTION"),
        status=_STATUS.get(_text(event, "STATUS").upper(), "confirmed"),
    )
    recurs = any(event.get(name) for name in ("RRULE", "RDATE"))
    remarks = (
        *(span.remark, _unknown_zone(event), "it recurs; only the first time is taken" if recurs else ""),
        *(title_cut, room_cut, _own_words(state, incoming)[1]),
    )

    def edits(newest: State) -> Iterator[Any]:
        yield from edits_of(newest, incoming._replace(description=_own_words(newest, incoming)[0]))

    return Entry(block.line, title, edits, "; ".join(filter(None, remarks)))


def _span(state: State, event: "Component") -> Span:
    start, end = _value(event, "DTSTART"), _value(event, "DTEND")
    if start is None:
        raise TrackerError("it has no DTSTART, so it has no day")
    if end is None and (length := _value(event, "DURATION")) is not None:
        end = _near(start + length, "DURATION")
    if not isinstance(start, datetime):
        return span_of_days(start, end if not isinstance(end, datetime) else None)
    if end is not None and not isinstance(end, datetime):
        end = datetime.combine(end, time(), start.tzinfo)
    return span_between(ZoneInfo(state.meeting.time_zone), start, end)


def _todo(block: Block, todo: "Component", state: State, defaults: Defaults) -> Entry:
    title = _text(todo, "SUMMARY")
    if not title:
        raise TrackerError("it has no SUMMARY, so nothing is said to be done")
    due = _value(todo, "DUE")
    people = [*_names(todo.get("ATTENDEE")), *_names(todo.get("ORGANIZER"))]
    percent = todo.get("PERCENT-COMPLETE")
    text, is_cut = fitted("text", title)
    incoming = IncomingTodo(
        uid=_text(todo, "UID"),
        text=text,
        due=span_between(ZoneInfo(state.meeting.time_zone), due, None).day if isinstance(due, datetime) else due,
        priority=_priority(todo.get("PRIORITY")),
        status=_text(todo, "STATUS").upper(),
        percent=None if percent is None else min(100, max(0, int(percent))),
        owner=next(iter(people), ""),
        about=(*_categories(todo), _text(todo, "X-AGENDA-ITEM")),
        related=_text(todo, "RELATED-TO"),
    )
    remarks = ("it recurs; it is taken once" if todo.get("RRULE") else "", is_cut)
    remark = "; ".join(filter(None, remarks))
    return Entry(block.line, title, lambda state: edits_of_todo(state, incoming, defaults), remark)


def _own_id(state: State, uid: str) -> str:
    """Return the id of the row that an export of this meeting gave a UID; empty for any other."""
    row_id = uid.partition("@")[0]
    return row_id if ID_PATTERN.fullmatch(row_id) and uid == uid_of(state, row_id) else ""


def _own_words(state: State, incoming: Incoming) -> tuple[str | None, str]:
    """Return the description without the lines that an export of the meeting put below it, and what of it is cut."""
    session = state.sessions.get(incoming.id)
    text = incoming.description or ""
    if session is not None:
        if text == "\n".join(described(state, session)).strip():
            return None, ""
        added = frozenset(described(state, session)) - {session.description}
        text = "\n".join(line for line in text.split("\n") if line not in added)
    return fitted("description", text)


def _text(component: "Component", name: str) -> str:
    """Return a property as text, the first where there are several."""
    value = component.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None else str(value).strip()


def _value(component: "Component", name: str) -> Any:
    """Return the date, moment or length of a property; None where there is none.

    Raises:
        TrackerError: it is of another kind: the format also knows a time of day (``VALUE=TIME``) and a period.
    """
    value = component.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    if value is None:
        return None
    if not isinstance(value.dt, timedelta if name == "DURATION" else date):
        raise TrackerError(f"its {name} can't be read")
    return value.dt if isinstance(value.dt, timedelta) else _near(value.dt, name)


def _near(day: Any, name: str) -> Any:
    """Return a day or moment.

    Raises:
        TrackerError: no meeting is as far away.
    """
    if not FIRST_DAY.year <= day.year <= LAST_DAY.year:
        raise TrackerError(f"its {name} lies outside the years {FIRST_DAY.year} to {LAST_DAY.year}")
    return day


def _unknown_zone(event: "Component") -> str:
    """Return the remark about a zone that nobody knows, whose hours are taken as the meeting's; else nothing."""
    for name in ("DTSTART", "DTEND"):
        moment, value = _value(event, name), event.get(name)
        if isinstance(moment, datetime) and moment.tzinfo is None and (zone := value.params.get("TZID")):
            return f"its time zone {zone} is not known; its hours are taken as those of the meeting"
    return ""


def _categories(component: "Component") -> tuple[str, ...]:
    value = component.get("CATEGORIES")
    groups = value if isinstance(value, list) else [value] if value else []
    return tuple(str(name) for group in groups for name in getattr(group, "cats", ()))


def _names(value: Any) -> Iterator[str]:
    """Yield what the people of a property are called: the name that is shown, else the address."""
    for address in value if isinstance(value, list) else [value] if value else []:
        yield str(address.params.get("CN") or str(address).rpartition(":")[2])


def _priority(value: Any) -> Literal["low", "normal", "high"]:
    """Return the priority in words: 1 to 4 are high, 6 to 9 low (RFC 5545, section 3.8.1.9)."""
    number = int(value or 0)
    return "high" if 1 <= number <= 4 else "low" if number > 5 else "normal"


def _first_words(block: Block, name: str = "SUMMARY") -> str:
    """Return what a person recognises a component by that can't be read."""
    lines = (line for line in block.text.splitlines() if line.upper().startswith(name))
    return clean(next(lines, block.kind).rpartition(":")[2])
