"""Parties, the people of their delegations, and attendance of sessions."""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from tracker.domain.edits.base import (
    Deletion,
    Edit,
    EditContext,
    Outcome,
    free_id,
    handles,
    provided_fields,
    require_row,
    required_line,
)
from tracker.domain.model.programme import SHARED_SIDES, Party, PartyKind
from tracker.domain.model.record import Attendance, Person, PersonRole, Presence
from tracker.domain.model.state import State
from tracker.domain.search.lookup import nearest_ids
from tracker.errors import RefusedError, UnknownIdError


class AddParty(Edit, frozen=True, kw_only=True, tag="add_party"):
    """Add a state, a body or a company."""

    name: str
    kind: PartyKind
    side: str
    short_name: str = ""
    id: str = ""
    """Left out, it is the next free one."""


class EditParty(Edit, frozen=True, kw_only=True, tag="edit_party"):
    """Change a party; what is left out stays."""

    party: str
    name: str | UnsetType = UNSET
    short_name: str | UnsetType = UNSET
    kind: PartyKind | UnsetType = UNSET
    side: str | UnsetType = UNSET


class AddPerson(Edit, frozen=True, kw_only=True, tag="add_person"):
    """Add someone to a party's delegation."""

    name: str
    party: str
    role: PersonRole = "member"
    honorific: str = ""
    designation: str = ""
    organisation: str = ""
    id: str = ""
    """Left out, it is the next free one."""


class EditPerson(Edit, frozen=True, kw_only=True, tag="edit_person"):
    """Change what is known of a person; what is left out stays."""

    person: str
    name: str | UnsetType = UNSET
    party: str | UnsetType = UNSET
    role: PersonRole | UnsetType = UNSET
    honorific: str | UnsetType = UNSET
    designation: str | UnsetType = UNSET
    organisation: str | UnsetType = UNSET


class Attend(Edit, frozen=True, kw_only=True, tag="attend"):
    """Mark parties or people as present, excused or absent in a session; an empty word takes the mark away."""

    session: str
    attendees: tuple[str, ...]
    presence: Presence | Literal[""]


@handles(AddParty)
def _add_party(edit: AddParty, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    _check_side(state, edit.side)
    yield Party(
        id=free_id(state, edit.id, "party-"),
        name=required_line(edit.name, "the name of the party", "name"),
        kind=edit.kind,
        side=edit.side,
        position=max((party.position for party in state.parties.values()), default=0) + 1,
        added=True,
        **provided_fields(edit, "short_name"),
    )


@handles(EditParty)
def _edit_party(edit: EditParty, context: EditContext) -> Iterator[Outcome]:
    party = require_row(context.state, context.state.parties, edit.party)
    fields = provided_fields(edit, "name", "short_name", "kind", "side")
    if "name" in fields:
        required_line(fields["name"], "the name of the party", "name")
    if "side" in fields:
        _check_side(context.state, fields["side"])
    yield msgspec.structs.replace(party, **fields)


@handles(AddPerson)
def _add_person(edit: AddPerson, context: EditContext) -> Iterator[Outcome]:
    yield Person(
        id=free_id(context.state, edit.id, "person-"),
        name=required_line(edit.name, "the name of the person", "name"),
        party=require_row(context.state, context.state.parties, edit.party).id,
        role=edit.role,
        **provided_fields(edit, "honorific", "designation", "organisation"),
    )


@handles(EditPerson, after_closing=True)
def _edit_person(edit: EditPerson, context: EditContext) -> Iterator[Outcome]:
    person = require_row(context.state, context.state.people, edit.person)
    fields = provided_fields(edit, "name", "party", "role", "honorific", "designation", "organisation")
    if "name" in fields:
        required_line(fields["name"], "the name of the person", "name")
    if "party" in fields:
        require_row(context.state, context.state.parties, fields["party"])
    yield msgspec.structs.replace(person, **fields)


@handles(Attend)
def _attend(edit: Attend, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    session = require_row(state, state.sessions, edit.session)
    if session.status == "cancelled":
        raise RefusedError(f"{session.title} was cancelled, so nobody was there.")
    marks = state.attendance_of(session.id)
    for attendee in dict.fromkeys(edit.attendees):
        if attendee not in state.parties and attendee not in state.people:
            raise UnknownIdError(attendee, nearest_ids(state, attendee, ("parties", "people")))
        mark = marks.get(attendee)
        if edit.presence:
            row_id = f"{session.id}:{attendee}"
            yield Attendance(id=row_id, session=session.id, attendee=attendee, presence=edit.presence)
        elif mark:
            yield Deletion(mark)


def _check_side(state: State, side: str) -> None:
    sides = [*(known_side.id for known_side in state.meeting.sides), *SHARED_SIDES]
    if side not in sides:
        raise RefusedError(f"{side!r} is no side of this meeting.", f"It has {', '.join(sides)}.")
