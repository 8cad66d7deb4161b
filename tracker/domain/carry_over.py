"""Carry-over into the next meeting of a body: open and deferred items, and unfinished action items.

The order is Robert's: matters arising, that is the implementation of earlier decisions, come before everything else.
Ids stay, so that a point that was cited as ``psm.2`` is found again; numbers begin anew.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from tracker.domain.edits import AddAction, AddPerson, Batch
from tracker.domain.model.ids import ID_PATTERN, free_numbers
from tracker.domain.model.lengths import SHORTEN, limit_of
from tracker.domain.model.programme import AgendaItem, Meeting, Party, Programme, TalkingPoint
from tracker.domain.model.record import ActionItem
from tracker.domain.model.state import State
from tracker.domain.revision import programme_of
from tracker.domain.rules.rules import (
    UNFINISHED_ACTION,
    Implementation,
    decision_implementation,
    implementation,
    implementation_by_party,
    is_overdue,
    undecided_items,
)
from tracker.domain.words.formatting import day_words, days_fault
from tracker.errors import RefusedError
from tracker.text import clean, shortened, too_long

MATTERS_ARISING = "matters-arising"
"""Id of the first item of the next meeting."""

_LONGEST_ACTION, _LONGEST_OWNER = 300, 100
"""Characters that a point of the next meeting says of an action item; the action item itself is carried over whole."""


class NextMeeting(NamedTuple):
    """What the next meeting starts from."""

    programme: Programme
    """Its agenda; sessions are for its secretary to add."""
    edit: Batch
    """The people and the unfinished action items; to be applied to the meeting made from ``programme``."""
    actions: Implementation
    """How the action items of this meeting fared."""
    decisions: Implementation
    """How its decisions fared."""
    by_party: dict[str, Implementation]
    """How the action items fared that each party owns, by its id."""


def open_next(state: State, meeting: Meeting, today: date) -> NextMeeting:
    """Return the meeting after this one.

    Args:
        state: this meeting.
        meeting: the front page of the next one; see ``next_front_page()``.
        today: the day in the meeting's zone, for what is overdue.

    Raises:
        RefusedError: the next one's id is none or is taken in this one, it has no title, it ends before it begins, or
            it lacks one of the sides.
    """
    _check_front_page(state, meeting)
    unfinished = [action for action in state.action_items.values() if action.status in UNFINISHED_ACTION]
    programme = _programme(state, meeting, unfinished, today)
    people = _people(state, programme.parties)
    owners = frozenset((*(party.id for party in programme.parties), *(person.id for person in people)))
    items = frozenset(item.id for item in programme.agenda_items)
    return NextMeeting(
        programme=programme,
        edit=Batch(edits=(*people, *_actions(unfinished, items, owners, state.meeting.id))),
        actions=implementation(state.action_items.values(), today),
        decisions=decision_implementation(state, today),
        by_party=implementation_by_party(state, today),
    )


def _programme(state: State, meeting: Meeting, unfinished: list[ActionItem], today: date) -> Programme:
    planned = programme_of(state)
    carried = tuple(_carried_items(state))
    parties = tuple(party for party in planned.parties if _is_needed(state, party, carried, unfinished))
    arising = _matters_arising(state, parties, unfinished, today)
    points = (point for item in carried for point in _carried_points(state, item))
    return _numbered(
        Programme(
            meeting=meeting,
            sessions=(),
            agenda_items=(*((arising,) if arising else ()), *carried),
            talking_points=(*_points_arising(state, unfinished, today), *points),
            parties=parties,
            references=planned.references,
        ),
        frozenset(state.all_ids),
    )


def next_front_page(meeting: Meeting, meeting_id: str, title: str, first_day: date, last_day: date) -> Meeting:
    """Return the front page of the next meeting of the same body: place, zones and sides are as they were."""
    return Meeting(
        id=meeting_id,
        title=clean(title),
        short_title=meeting.short_title,
        body=meeting.body,
        city=meeting.city,
        country=meeting.country,
        time_zone=meeting.time_zone,
        second_city=meeting.second_city,
        second_time_zone=meeting.second_time_zone,
        first_day=first_day,
        last_day=last_day,
        sides=meeting.sides,
        previous_meeting=meeting.id,
    )


def _check_front_page(state: State, meeting: Meeting) -> None:
    if not ID_PATTERN.fullmatch(meeting.id):
        raise RefusedError(
            f"The next meeting can't have the id {meeting.id!r}.",
            "An id has up to 60 small letters, digits and hyphens, and begins with a letter or a digit.",
            field="id",
        )
    if not meeting.title:
        raise RefusedError("The next meeting needs a title.", "Give it one.", field="title")
    if words := too_long(meeting.title, limit_of("title")):
        raise RefusedError(f"Title: {words}.", SHORTEN, field="title", in_field=f"{words}.")
    if fault := days_fault(meeting.first_day, meeting.last_day):
        raise RefusedError(fault, field="last_day")
    if state.table_with(meeting.id):
        taken = f"The next meeting can't have the id {meeting.id}: it is taken here."
        raise RefusedError(taken, "Choose another id.", field="id")
    if missing := {side.id for side in state.meeting.sides} - {side.id for side in meeting.sides}:
        raise RefusedError(f"The next meeting lacks the side {' and '.join(sorted(missing))}.", "Take it over too.")


def _carried_items(state: State) -> Iterator[AgendaItem]:
    """Yield the items that aren't done with, as they are planned for the next meeting."""
    undecided = {item.id for item in undecided_items(state)}
    for item in state.agenda:
        is_left = item.id in undecided or item.status == "deferred" or item.disposition in ("deferred", "referred")
        if is_left and item.status != "withdrawn" and item.id != MATTERS_ARISING:
            yield AgendaItem(
                id=item.id,
                number=item.number,
                title=item.title,
                purpose=item.purpose,
                annotation=item.annotation,
                lead_parties=item.lead_parties,
                other_parties=item.other_parties,
                facts=item.facts,
                figures=item.figures,
                references=item.references,
                visibility=item.visibility,
                carried_from=f"{state.meeting.id}:{item.id}",
            )


def _carried_points(state: State, item: AgendaItem) -> Iterator[TalkingPoint]:
    for point in state.points_of(item.id):
        if not point.done:
            yield TalkingPoint(
                id=point.id,
                item=point.item,
                title=point.title,
                references=point.references,
                position=point.position,
                visibility=point.visibility,
            )


def _is_needed(state: State, party: Party, items: tuple[AgendaItem, ...], actions: list[ActionItem]) -> bool:
    """Say whether a party goes along: it takes part still, or something that goes along names it."""
    named = {owner for action in actions for owner in (action.owner_party, *action.co_owners)}
    named.update(party_id for item in items for party_id in (*item.lead_parties, *item.other_parties))
    return party.id in named or not state.parties[party.id].withdrawn


def _matters_arising(
    state: State, parties: tuple[Party, ...], unfinished: list[ActionItem], today: date
) -> AgendaItem | None:
    """Return the first item; None where this meeting left no decisions, no actions and nobody to report on them."""
    owners = tuple(dict.fromkeys(action.owner_party for action in unfinished))
    leads = owners or tuple(party.id for party in parties[:1])
    if not leads or not (state.action_items or state.decisions):
        return None
    done = implementation(state.action_items.values(), today)
    rate = f"{done.implemented} of {done.total} action items carried out ({done.percent} %), {done.overdue} overdue"
    return AgendaItem(
        id=MATTERS_ARISING,
        number="1",
        title="Matters arising",
        purpose="for_discussion",
        annotation=f"Implementation of the decisions of the previous meeting ({state.meeting.title}): {rate}.",
        lead_parties=leads,
    )


def _points_arising(state: State, unfinished: list[ActionItem], today: date) -> Iterator[TalkingPoint]:
    for position, action in enumerate(unfinished, 1):
        owner = shortened(state.parties[action.owner_party].label, _LONGEST_OWNER)
        due = f", due {day_words(action.due)}" if action.due else ""
        overdue = ", overdue" if is_overdue(action, today) else ""
        yield TalkingPoint(
            id=f"{MATTERS_ARISING}.{position}",
            item=MATTERS_ARISING,
            title=f"{action.ref}: {shortened(action.text, _LONGEST_ACTION)} ({owner}{due}{overdue})",
            position=position,
        )


def _numbered(programme: Programme, taken: frozenset[str]) -> Programme:
    """Return a programme with numbers and positions from 1 on; no number is one of the ids that are ``taken``."""
    numbers = free_numbers(0, taken.__contains__)
    items = tuple(
        msgspec.structs.replace(item, number=next(numbers), position=position)
        for position, item in enumerate(programme.agenda_items, 1)
    )
    return msgspec.structs.replace(programme, agenda_items=items)


def _people(state: State, parties: tuple[Party, ...]) -> tuple[AddPerson, ...]:
    known = {party.id for party in parties}
    return tuple(
        AddPerson(
            id=person.id,
            name=person.name,
            party=person.party,
            role=person.role,
            honorific=person.honorific,
            designation=person.designation,
            organisation=person.organisation,
        )
        for person in state.people.values()
        if person.party in known and not person.withdrawn
    )


def _actions(
    unfinished: list[ActionItem], items: frozenset[str], owners: frozenset[str], meeting_id: str
) -> Iterator[AddAction]:
    """Yield the unfinished action items, under their item where it goes along, else under matters arising.

    Args:
        unfinished: the action items.
        items: ids of the items that go along.
        owners: ids of the parties and people that go along.
        meeting_id: the meeting that they come from.
    """
    for action in unfinished:
        yield AddAction(
            about=action.item if action.item in items else MATTERS_ARISING,
            text=action.text,
            owner_party=action.owner_party,
            owner_person=action.owner_person if action.owner_person in owners else "",
            co_owners=tuple(owner for owner in action.co_owners if owner in owners),
            due=action.due,
            priority=action.priority,
            carried_from=f"{meeting_id}:{action.id}",
        )
