"""The forms of the programme: the fields of a session, an item, a point, a party or a person, and their edits."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, get_args

from msgspec import UNSET

from tracker.domain.edits import (
    AddItem,
    AddParty,
    AddPerson,
    AddPoint,
    AddSession,
    AnyEdit,
    EditItem,
    EditMeeting,
    EditParty,
    EditPerson,
    EditPoint,
    EditSession,
    MoveSession,
    OneEdit,
    SetHours,
)
from tracker.domain.programme import (
    SHARED_SIDES,
    AgendaItem,
    Meeting,
    Party,
    PartyKind,
    Purpose,
    Row,
    Session,
    SessionType,
    TalkingPoint,
    Visibility,
)
from tracker.domain.record import Person, PersonRole
from tracker.domain.rules import in_words
from tracker.domain.state import State
from tracker.errors import RefusedError
from tracker.ui.filled import Filled
from tracker.ui.screens.field import Field

_DAY_HINT, _HOUR_HINT = "such as 2026-01-31", "such as 09:30; empty for all day"
_LAST = {"": "the end"}


class Sheet(NamedTuple):
    """A form: what it asks for, and the edit that it makes."""

    fields: tuple[Field, ...]
    edit_of: Callable[[Filled], AnyEdit]
    """Makes the edit; raises RefusedError where something can't be read."""


def session_sheet(state: State, session: Session | None, day: date) -> Sheet:
    """Return the form of a session; of a new one on ``day`` where it is None."""
    fields = [
        Field("title", "Title", value=session.title if session else ""),
        Field("type", "Type", "one", session.type if session else "technical", _words(SessionType)),
        Field("room", "Room", value=session.room if session else ""),
        Field("agenda_items", "Takes up", "several", session.agenda_items if session else (), items(state)),
        Field("parties", "Parties", "several", session.parties if session else (), parties(state)),
        Field("people", "People", "several", session.people if session else (), people(state)),
        Field("description", "What it is", "body", session.description if session else ""),
    ]
    if session is not None:
        return Sheet(tuple(fields), lambda filled: EditSession(session=session.id, **_changed(session, filled, fields)))
    fields[1:1] = [Field("date", "Day", value=day.isoformat(), hint=_DAY_HINT), *_hour_fields(None)]

    def added(filled: Filled) -> AddSession:
        rest = _values(filled, fields, leave_out=("date", "start", "end"))
        day, start, end = _required_day(filled, "date"), filled.hour("start"), filled.hour("end")
        return AddSession(date=day, start=start, end=end, **rest)

    return Sheet(tuple(fields), added)


def hours_sheet(session: Session) -> Sheet:
    """Return the form of a session's hours."""
    return Sheet(
        _hour_fields(session),
        lambda filled: SetHours(session=session.id, start=filled.hour("start"), end=filled.hour("end")),
    )


def move_sheet(session: Session) -> Sheet:
    """Return the form that moves a session to another day or hour."""
    fields = (
        Field("date", "Day", value=session.date.isoformat(), hint=_DAY_HINT),
        *_hour_fields(session),
        Field("reason", "Why"),
    )

    def moved(filled: Filled) -> MoveSession:
        return MoveSession(
            session=session.id,
            date=_required_day(filled, "date"),
            start=filled.hour("start"),
            end=filled.hour("end"),
            reason=filled.line("reason"),
        )

    return Sheet(fields, moved)


def item_sheet(state: State, item: AgendaItem | None) -> Sheet:
    """Return the form of an agenda item; of a new one where it is None."""
    fields = [
        Field("title", "Title", value=item.title if item else ""),
        Field("purpose", "Purpose", "one", item.purpose if item else "for_discussion", _words(Purpose)),
        Field("lead_parties", "Lead", "several", item.lead_parties if item else (), parties(state)),
        Field("other_parties", "Also", "several", item.other_parties if item else (), parties(state)),
        Field("visibility", "May be seen", "one", item.visibility if item else "public", _words(Visibility)),
        Field("annotation", "What it is", "body", item.annotation if item else ""),
    ]
    if item is not None:
        return Sheet(tuple(fields), lambda filled: EditItem(item=item.id, **_changed(item, filled, fields)))
    fields[3:3] = [
        Field("sessions", "In sessions", "several", (), sessions(state)),
        Field("before", "Before", "one", "", _LAST | items(state)),
    ]
    return Sheet(tuple(fields), lambda filled: AddItem(**_values(filled, fields)))


def point_sheet(state: State, point: TalkingPoint | None, item_id: str) -> Sheet:
    """Return the form of a talking point; of a new one of an item where it is None."""
    fields = [
        Field("title", "Title", value=point.title if point else ""),
        Field("visibility", "May be seen", "one", point.visibility if point else "public", _words(Visibility)),
    ]
    if point is not None:
        return Sheet(tuple(fields), lambda filled: EditPoint(point=point.id, **_changed(point, filled, fields)))
    fields.append(Field("before", "Before", "one", "", _LAST | points(state, item_id)))
    return Sheet(tuple(fields), lambda filled: AddPoint(item=item_id, **_values(filled, fields)))


def place_sheet(labels: Mapping[str, str], row_id: str, edit_of: Callable[[str], OneEdit]) -> Sheet:
    """Return the form that places a row before another of those with ``labels``, or at the end; it begins as it is."""
    ids = list(labels)
    others = {value: label for value, label in labels.items() if value != row_id}
    field = Field("before", "Before", "one", (*ids, "")[ids.index(row_id) + 1], others | _LAST)
    return Sheet((field,), lambda filled: edit_of(filled.line("before")))


def party_sheet(state: State, party: Party | None) -> Sheet:
    """Return the form of a party; of a new one where it is None."""
    sides = {side.id: side.name for side in state.meeting.sides} | {side: side for side in SHARED_SIDES}
    fields = [
        Field("name", "Name", value=party.name if party else ""),
        Field("short_name", "Short name", value=party.short_name if party else ""),
        Field("kind", "Kind", "one", party.kind if party else "ministry", _words(PartyKind)),
        Field("side", "Side", "one", party.side if party else next(iter(sides)), sides),
    ]
    if party is not None:
        return Sheet(tuple(fields), lambda filled: EditParty(party=party.id, **_changed(party, filled, fields)))
    return Sheet(tuple(fields), lambda filled: AddParty(**_values(filled, fields)))


def person_sheet(state: State, person: Person | None, party_id: str = "") -> Sheet:
    """Return the form of a person; of a new one, of a party, where it is None."""
    known = parties(state)
    fields = [
        Field("name", "Name", value=person.name if person else ""),
        Field("honorific", "Honorific", value=person.honorific if person else ""),
        Field("party", "Party", "one", person.party if person else party_id or next(iter(known), ""), known),
        Field("role", "Role", "one", person.role if person else "member", _words(PersonRole)),
        Field("designation", "Office", value=person.designation if person else ""),
        Field("organisation", "Organisation", value=person.organisation if person else ""),
    ]
    if person is not None:
        return Sheet(tuple(fields), lambda filled: EditPerson(person=person.id, **_changed(person, filled, fields)))
    return Sheet(tuple(fields), lambda filled: AddPerson(**_values(filled, fields)))


def meeting_sheet(meeting: Meeting) -> Sheet:
    """Return the form of the meeting's front page."""
    names = ("title", "short_title", "body", "number", "city", "country")
    fields = [Field(name, in_words(name).capitalize(), value=getattr(meeting, name)) for name in names]
    days = [
        Field(name, in_words(name).capitalize(), value=getattr(meeting, name).isoformat(), hint=_DAY_HINT)
        for name in ("first_day", "last_day")
    ]

    def changed(filled: Filled) -> EditMeeting:
        found = {field.name: _required_day(filled, field.name) for field in days}
        new: dict[str, Any] = {name: day for name, day in found.items() if day != getattr(meeting, name)}
        return EditMeeting(**_changed(meeting, filled, fields), **new)

    return Sheet((*fields, *days), changed)


def parties(state: State) -> dict[str, str]:
    """Return the parties that take part, by id."""
    return {party.id: party.label for party in state.parties.values() if not party.withdrawn}


def people(state: State) -> dict[str, str]:
    """Return the people who take part, by id."""
    return {person.id: person.label for person in state.people.values() if not person.withdrawn}


def items(state: State) -> dict[str, str]:
    """Return the agenda items by id."""
    return {item.id: f"{item.number} {item.title}" for item in state.agenda}


def points(state: State, item_id: str) -> dict[str, str]:
    """Return the talking points of an item by id."""
    return {point.id: f"{point.number} {point.title}" for point in state.points_of(item_id)}


def sessions(state: State) -> dict[str, str]:
    """Return the sessions by id."""
    return {session.id: f"{session.date.isoformat()} {session.title}" for session in state.schedule}


def _hour_fields(session: Session | None) -> tuple[Field, Field]:
    start, end = (session.start, session.end) if session else (None, None)
    return (
        Field("start", "From", value=f"{start:%H:%M}" if start else "", hint=_HOUR_HINT),
        Field("end", "Until", value=f"{end:%H:%M}" if end else "", hint=_HOUR_HINT),
    )


def _required_day(filled: Filled, name: str) -> date:
    day = filled.day(name)
    if day is None:
        raise RefusedError(f"{in_words(name)}: the day is missing.", "Write it as 2026-01-31.")
    return day


def _words(literal: Any) -> Mapping[str, str]:
    return {value: in_words(value) for value in get_args(literal)}


def _values(filled: Filled, fields: list[Field], leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what was filled in by the names of the edit's fields."""
    readers: Mapping[str, Callable[[str], Any]] = {"body": filled.body, "several": filled.ids}
    return {
        field.name: readers.get(field.kind, filled.line)(field.name) for field in fields if field.name not in leave_out
    }


def _changed(row: Row, filled: Filled, fields: list[Field]) -> dict[str, Any]:
    """Return what was filled in and differs from the row; the edit leaves all else as it is."""
    values = _values(filled, fields)
    return {name: UNSET if value == getattr(row, name) else value for name, value in values.items()}
