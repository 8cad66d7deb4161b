"""The record as calendars (RFC 5545): sessions as events, action items as to-dos, minutes as journal entries.

Three calendars and not one, because many programs refuse a mixed one. A UID never changes and a session that was moved
keeps its own with a higher SEQUENCE. DTSTAMP is when a row was changed last, so the same meeting gives the same file.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tracker.domain.model.programme import Row, Session
from tracker.domain.model.record import ActionItem, Note
from tracker.domain.model.state import State
from tracker.domain.timeline import effective_span, local_time
from tracker.domain.words.formatting import in_words
from tracker.domain.words.labels import name_of
from tracker.exchange.registry import ExportRequest

if TYPE_CHECKING:
    from icalendar import Component

_PRODUCT = "-//meeting-tracker//EN"
_EVENT_STATUS = {"tentative": "TENTATIVE", "cancelled": "CANCELLED"}
_TODO_STATUS = {
    "open": "NEEDS-ACTION",
    "in_progress": "IN-PROCESS",
    "pending_review": "IN-PROCESS",
    "completed": "COMPLETED",
    "cancelled": "CANCELLED",
}
_PRIORITY = {"high": 1, "normal": 5, "low": 9}
_JOURNALED = ("minute", "statement")


def write(state: State, request: ExportRequest) -> str:
    """Return a calendar of one kind of components."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _PRODUCT)
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", state.meeting.title)
    calendar.add("X-WR-TIMEZONE", state.meeting.time_zone)
    components = list({"programme": _events, "actions": _todos, "minutes": _journals}[request.part](state, request))
    if request.part == "programme":
        _add_zone(calendar, state, components)
    for component in components:
        calendar.add_component(component)
    content: bytes = calendar.to_ical()
    return content.decode()


def uid_of(state: State, row_id: str) -> str:
    """Return the UID of a row: the same for ever, and another in every meeting."""
    return f"{row_id}@{state.meeting.id}.meeting-tracker"


def _events(state: State, request: ExportRequest) -> Iterator["Component"]:
    from icalendar import Event

    for session in state.schedule:
        event = Event()
        _stamp(event, state, session, request)
        event.add("SUMMARY", session.title)
        event.add("SEQUENCE", session.sequence)
        event.add("STATUS", _EVENT_STATUS.get(session.status, "CONFIRMED"))
        event.add("CLASS", "PUBLIC")
        event.add("CATEGORIES", [in_words(session.type)])
        event.add("TRANSP", "TRANSPARENT" if session.start is None else "OPAQUE")
        for name, value in _when(state, session):
            event.add(name, value)
        if session.room:
            event.add("LOCATION", session.room)
        if description := "\n".join(described(state, session)):
            event.add("DESCRIPTION", description)
        yield event


def _when(state: State, session: Session) -> Iterator[tuple[str, Any]]:
    """Yield when a session is: its days with the end left out of them, or its hours in the meeting's zone."""
    if session.start is None:
        yield from (("DTSTART", session.date), ("DTEND", session.date + timedelta(days=1)))
        return
    start, end = (local_time(state.meeting, moment) for moment in effective_span(state.meeting, session))
    zone = ZoneInfo(state.meeting.time_zone)
    yield from (("DTSTART", start.astimezone(zone)), ("DTEND", end.astimezone(zone)))


def described(state: State, session: Session) -> Iterator[str]:
    """Yield the lines of a session's description: its own, why it was changed, its agenda items and its parties."""
    if session.description:
        yield session.description
    if session.status_reason:
        yield f"{in_words(session.status).capitalize()}: {session.status_reason}"
    for item in state.items_of(session.id):
        yield f"{item.number}. {item.title}"
    if session.parties:
        yield "Parties: " + ", ".join(name_of(state, party) for party in session.parties)


def _todos(state: State, request: ExportRequest) -> Iterator["Component"]:
    from icalendar import Todo, vCalAddress

    for action in state.action_items.values():
        todo = Todo()
        _stamp(todo, state, action, request)
        todo.add("SUMMARY", f"{action.ref} {action.text}".replace("\n", " "))
        todo.add("STATUS", _TODO_STATUS[action.status])
        todo.add("PRIORITY", _PRIORITY[action.priority])
        todo.add("PERCENT-COMPLETE", 100 if action.status == "completed" else action.percent)
        if action.due:
            todo.add("DUE", action.due)
        if action.completed_at:
            todo.add("COMPLETED", action.completed_at)
        if action.status == "pending_review":
            todo.add("X-PENDING-REVIEW", "TRUE")
        todo.add("DESCRIPTION", "\n".join(_done(state, action)))
        owner = vCalAddress(f"urn:party:{action.owner_person or action.owner_party}")
        owner.params["CN"] = name_of(state, action.owner_person or action.owner_party)
        owner.params["CUTYPE"] = "INDIVIDUAL" if action.owner_person else "GROUP"
        todo.add("ATTENDEE", owner, encode=False)
        todo.add("X-AGENDA-ITEM", action.item)
        for session in state.sessions_of(action.item)[:1]:
            todo.add("RELATED-TO", uid_of(state, session.id))
        yield todo


def _done(state: State, action: ActionItem) -> Iterator[str]:
    """Yield what the text of an action item says besides, and what was done."""
    yield f"Owner: {name_of(state, action.owner_party)}"
    yield f"Agenda item {state.number_of(action.item)}: {state.agenda_items[action.item].title}"
    yield from (f"Done: {taken.text}" for taken in action.taken)


def _journals(state: State, request: ExportRequest) -> Iterator["Component"]:
    from icalendar import Journal

    notes = [note for note in state.notes.values() if note.kind in _JOURNALED]
    for note in notes:
        journal = Journal()
        _stamp(journal, state, note, request)
        journal.add("SUMMARY", f"{in_words(note.kind).capitalize()}: {_about(state, note)}")
        journal.add("DTSTART", _day_of(state, note))
        journal.add("STATUS", "FINAL" if note.status == "final" else "DRAFT")
        journal.add("CLASS", "PUBLIC" if note.visibility == "public" else "PRIVATE")
        journal.add("DESCRIPTION", note.text)
        session_id = _session_of(state, note.about)
        if session_id:
            journal.add("RELATED-TO", uid_of(state, session_id))
        yield journal


def _about(state: State, note: Note) -> str:
    row = next((rows[note.about] for rows in state.tables.values() if note.about in rows), None)
    number = state.number_of(note.about)
    title = getattr(row, "title", "") or getattr(row, "number", "") or getattr(row, "ref", note.about)
    return f"{number} {title}".strip()


def _session_of(state: State, row_id: str) -> str:
    """Return the id of the session that a note belongs to; empty where no session does."""
    if row_id in state.sessions:
        return row_id
    point = state.talking_points.get(row_id)
    sessions = state.sessions_of(point.item if point else row_id)
    return sessions[0].id if sessions else ""


def _day_of(state: State, note: Note) -> date:
    """Return the day that a note is of: its session's, else the one on which it was changed last."""
    session = state.sessions.get(_session_of(state, note.about))
    if session:
        return session.date
    return local_time(state.meeting, note.changed_at).date() if note.changed_at else state.meeting.first_day


def _stamp(component: "Component", state: State, row: Row, request: ExportRequest) -> None:
    """Add what tells a component and its versions apart."""
    changed = row.changed_at or datetime.combine(state.meeting.first_day, datetime.min.time(), UTC)
    component.add("UID", uid_of(state, row.id))
    component.add("DTSTAMP", changed.astimezone(UTC))
    component.add("LAST-MODIFIED", changed.astimezone(UTC))


def _add_zone(calendar: "Component", state: State, events: list["Component"]) -> None:
    """Add the meeting's zone as far as the sessions with hours need it."""
    from icalendar import Timezone

    days = [event.decoded("DTSTART") for event in events]
    hours = [moment.date() for moment in days if isinstance(moment, datetime)]
    if hours:
        first, last = min(hours) - timedelta(days=1), max(hours) + timedelta(days=2)
        calendar.add_component(
            Timezone.from_tzinfo(ZoneInfo(state.meeting.time_zone), first_date=first, last_date=last)
        )
