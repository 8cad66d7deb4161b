"""The forms of the programme: the fields of a session, an item, a point, a party or a person, and their edits."""

from collections.abc import Callable, Iterable, Mapping
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
from tracker.domain.model.programme import (
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
from tracker.domain.model.record import Person, PersonRole
from tracker.domain.model.state import State
from tracker.domain.timeline import held_hours
from tracker.domain.words.formatting import day_words, hour_words, in_words, screen_day
from tracker.domain.words.labels import known_by
from tracker.domain.words.time_parsing import Hours
from tracker.ui.dialogs.field import Field
from tracker.ui.forms.form_values import FormValues

_DAY_HINT, _HOUR_HINT = "such as 28 Nov, fri or +7d", "such as 9:30 or 3 pm; empty for all day"
_LAST = {"": "the end"}
_NO_ITEMS, _NO_SESSIONS = "No agenda items yet. + adds one.", "No sessions yet. + adds one."
_NO_PARTIES, _NO_PEOPLE = "No parties yet. P adds one.", "No people yet. P adds someone."


class FormSpec(NamedTuple):
    """A form: what it asks for, and the edit that it makes."""

    fields: tuple[Field, ...]
    edit_of: Callable[[FormValues], AnyEdit]
    """Makes the edit; raises RefusedError where something can't be read."""


def session_sheet(state: State, session: Session | None, day: date) -> FormSpec:
    """Return the form of a session; of a new one on ``day`` where it is None."""
    fields = [
        Field("title", "Title", value=session.title if session else ""),
        Field("type", "Type", "one", session.type if session else "technical", _words(SessionType)),
        Field("room", "Room", value=session.room if session else ""),
        Field(
            "agenda_items",
            "Takes up",
            "several",
            session.agenda_items if session else (),
            items(state),
            missing=_NO_ITEMS,
        ),
        _several(state, "parties", "Parties", session.parties if session else (), parties(state)),
        _several(state, "people", "People", session.people if session else (), people(state)),
        Field("description", "Description", "body", session.description if session else ""),
    ]
    if session is not None:
        return FormSpec(
            tuple(fields), lambda filled: EditSession(session=session.id, **_changed(session, filled, fields))
        )
    fields[1:1] = [Field("date", "Day", value=day_words(day), hint=_DAY_HINT), *_hour_fields(Hours(None, None))]

    def added(filled: FormValues) -> AddSession:
        rest = _values(filled, fields, leave_out=("date", "start", "end"))
        start, end = filled.hours("start", "end")
        return AddSession(date=filled.required_day("date"), start=start, end=end, **rest)

    return FormSpec(tuple(fields), added)


def hours_sheet(meeting: Meeting, session: Session) -> FormSpec:
    """Return the form of a session's hours; it begins with those that are shown, the day's delay taken in."""
    shown = _shown_hours(meeting, session)

    def changed(filled: FormValues) -> SetHours:
        start, end = hours = filled.hours("start", "end")
        # What was left as it is shown stays as it is planned, and goes on being late.
        start, end = (session.start, session.end) if hours == shown else hours
        return SetHours(session=session.id, start=start, end=end)

    return FormSpec(_hour_fields(shown), changed)


def move_sheet(meeting: Meeting, session: Session) -> FormSpec:
    """Return the form that moves a session to another day or hour."""
    shown = _shown_hours(meeting, session)
    fields = (
        Field("date", "Day", value=day_words(session.date), hint=_DAY_HINT),
        *_hour_fields(shown),
        Field("reason", "Why"),
    )

    def moved(filled: FormValues) -> MoveSession:
        day = filled.required_day("date")
        start, end = hours = filled.hours("start", "end")
        is_as_shown = hours == shown and day == session.date
        start, end = (session.start, session.end) if is_as_shown else hours
        return MoveSession(session=session.id, date=day, start=start, end=end, reason=filled.line("reason"))

    return FormSpec(fields, moved)


def item_sheet(state: State, item: AgendaItem | None) -> FormSpec:
    """Return the form of an agenda item; of a new one where it is None."""
    fields = [
        Field("title", "Title", value=item.title if item else ""),
        Field("purpose", "Purpose", "one", item.purpose if item else "for_discussion", _words(Purpose)),
        _several(state, "lead_parties", "Lead", item.lead_parties if item else (), parties(state)),
        _several(state, "other_parties", "Also", item.other_parties if item else (), parties(state)),
        Field("visibility", "Visibility", "one", item.visibility if item else "public", _words(Visibility)),
        Field("annotation", "Description", "body", item.annotation if item else ""),
    ]
    if item is not None:
        return FormSpec(tuple(fields), lambda filled: EditItem(item=item.id, **_changed(item, filled, fields)))
    fields[3:3] = [
        Field("sessions", "In sessions", "several", (), sessions(state), missing=_NO_SESSIONS),
        Field("before", "Before", "one", "", _LAST | items(state)),
    ]
    return FormSpec(tuple(fields), lambda filled: AddItem(**_values(filled, fields)))


def point_sheet(state: State, point: TalkingPoint | None, item_id: str) -> FormSpec:
    """Return the form of a talking point; of a new one of an item where it is None."""
    fields = [
        Field("title", "Title", value=point.title if point else ""),
        Field("visibility", "Visibility", "one", point.visibility if point else "public", _words(Visibility)),
    ]
    if point is not None:
        return FormSpec(tuple(fields), lambda filled: EditPoint(point=point.id, **_changed(point, filled, fields)))
    fields.append(Field("before", "Before", "one", "", _LAST | points(state, item_id)))
    return FormSpec(tuple(fields), lambda filled: AddPoint(item=item_id, **_values(filled, fields)))


def place_sheet(labels: Mapping[str, str], row_id: str, edit_of: Callable[[str], OneEdit]) -> FormSpec:
    """Return the form that places a row before another of those with ``labels``, or at the end; it begins as it is."""
    ids = list(labels)
    others = {value: label for value, label in labels.items() if value != row_id}
    field = Field("before", "Before", "one", (*ids, "")[ids.index(row_id) + 1], others | _LAST)
    return FormSpec((field,), lambda filled: edit_of(filled.line("before")))


def party_sheet(state: State, party: Party | None) -> FormSpec:
    """Return the form of a party; of a new one where it is None."""
    sides = {side.id: side.name for side in state.meeting.sides} | {side: side for side in SHARED_SIDES}
    fields = [
        Field("name", "Name", value=party.name if party else ""),
        Field("short_name", "Short name", value=party.short_name if party else ""),
        Field("kind", "Kind", "one", party.kind if party else "ministry", _words(PartyKind)),
        Field("side", "Side", "one", party.side if party else next(iter(sides)), sides),
    ]
    if party is not None:
        return FormSpec(tuple(fields), lambda filled: EditParty(party=party.id, **_changed(party, filled, fields)))
    return FormSpec(tuple(fields), lambda filled: AddParty(**_values(filled, fields)))


def person_sheet(state: State, person: Person | None, party_id: str = "") -> FormSpec:
    """Return the form of a person; of a new one, of a party, where it is None."""
    known = parties(state)
    fields = [
        Field("name", "Name", value=person.name if person else ""),
        Field("honorific", "Honorific", value=person.honorific if person else ""),
        Field(
            "party",
            "Party",
            "one",
            person.party if person else party_id or next(iter(known), ""),
            known,
            more=known_as(state, known),
            missing=_NO_PARTIES,
        ),
        Field("role", "Role", "one", person.role if person else "member", _words(PersonRole)),
        Field("designation", "Office", value=person.designation if person else ""),
        Field("organisation", "Organisation", value=person.organisation if person else ""),
    ]
    if person is not None:
        return FormSpec(tuple(fields), lambda filled: EditPerson(person=person.id, **_changed(person, filled, fields)))
    return FormSpec(tuple(fields), lambda filled: AddPerson(**_values(filled, fields)))


def meeting_sheet(meeting: Meeting) -> FormSpec:
    """Return the form of the meeting's front page."""
    names = ("title", "short_title", "body", "number", "city", "country")
    fields = [Field(name, in_words(name).capitalize(), value=getattr(meeting, name)) for name in names]
    days = [
        Field(name, in_words(name).capitalize(), value=day_words(getattr(meeting, name)), hint=_DAY_HINT)
        for name in ("first_day", "last_day")
    ]

    def changed(filled: FormValues) -> EditMeeting:
        found = {field.name: filled.required_day(field.name) for field in days}
        new: dict[str, Any] = {name: day for name, day in found.items() if day != getattr(meeting, name)}
        return EditMeeting(**_changed(meeting, filled, fields), **new)

    return FormSpec((*fields, *days), changed)


def parties(state: State) -> dict[str, str]:
    """Return the parties that take part, by id."""
    return {party.id: party.label for party in state.parties.values() if not party.withdrawn}


def people(state: State) -> dict[str, str]:
    """Return the people who take part, by id."""
    return {person.id: person.label for person in state.people.values() if not person.withdrawn}


def known_as(state: State, ids: Iterable[str]) -> dict[str, str]:
    """Return what else parties or people are known by, by id."""
    return {row_id: known_by(state, row_id) for row_id in ids}


def _several(state: State, name: str, label: str, chosen: tuple[str, ...], known: Mapping[str, str]) -> Field:
    """Return a field that takes several parties or people of those that are ``known``."""
    missing = _NO_PEOPLE if name == "people" else _NO_PARTIES
    return Field(name, label, "several", chosen, known, more=known_as(state, known), missing=missing)


def items(state: State) -> dict[str, str]:
    """Return the agenda items by id."""
    return {item.id: f"{item.number} {item.title}" for item in state.agenda}


def points(state: State, item_id: str) -> dict[str, str]:
    """Return the talking points of an item by id."""
    return {point.id: f"{point.number} {point.title}" for point in state.points_of(item_id)}


def sessions(state: State) -> dict[str, str]:
    """Return the sessions by id."""
    return {session.id: f"{screen_day(state.meeting, session.date)} {session.title}" for session in state.schedule}


def _shown_hours(meeting: Meeting, session: Session) -> Hours:
    """Return the hours of a session that is to come as they are shown; else those that were planned."""
    if session.start is None or session.started_at:
        return Hours(session.start, session.end)
    start, end = (at.time().replace(second=0, microsecond=0) if at else None for at in held_hours(meeting, session))
    return Hours(start, end)


def _hour_fields(hours: Hours) -> tuple[Field, Field]:
    start, end = (hour_words(hour) if hour else "" for hour in hours)
    return (
        Field("start", "From", value=start, hint=_HOUR_HINT),
        Field("end", "Until", value=end, hint=_HOUR_HINT),
    )


def _words(literal: Any) -> Mapping[str, str]:
    return {value: in_words(value) for value in get_args(literal)}


def _values(filled: FormValues, fields: list[Field], leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what was filled in by the names of the edit's fields."""
    readers: Mapping[str, Callable[[str], Any]] = {"body": filled.body, "several": filled.ids}
    return {
        field.name: readers.get(field.kind, filled.line)(field.name) for field in fields if field.name not in leave_out
    }


def _changed(row: Row, filled: FormValues, fields: list[Field]) -> dict[str, Any]:
    """Return what was filled in and differs from the row; the edit leaves all else as it is."""
    values = _values(filled, fields)
    return {name: UNSET if value == getattr(row, name) else value for name, value in values.items()}
