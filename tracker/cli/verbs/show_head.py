"""What a row of the meeting is, as lines of text: its title, its fields with their names, and its longer texts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from tracker.cli.json_documents import plain
from tracker.cli.verbs.show_record import decision_lines, section
from tracker.cli.verbs.status_text import point_lines, session_lines
from tracker.domain.model.programme import AgendaItem, Party, Row, Session, TalkingPoint
from tracker.domain.model.record import ActionItem, Decision
from tracker.domain.model.state import State
from tracker.domain.rules.rules import item_progress
from tracker.domain.search.lookup import Found
from tracker.domain.words.formatting import (
    field_words,
    full_day,
    held_day,
    in_words,
    late_label,
    moment_label,
    planned_label,
    short_hours_label,
)
from tracker.domain.words.labels import label_of, name_of, row_label, value_words

Fields: TypeAlias = Iterator[tuple[str, str]]
"""The names of a row's fields with what they say; a field that says nothing is left out."""
Lines: TypeAlias = Iterator[str]


def head_lines(state: State, found: Found) -> Lines:
    """Yield what the row is, its fields, and its longer texts."""
    row = state.tables[found.table][found.id]
    fields_of, longer_of = _HEADS.get(found.table, (_other_fields, _nothing))
    fields = [(name, words) for name, words in fields_of(state, row) if words]
    width = max((len(name) for name, _ in fields), default=0)
    label = row_label(state, found.table, found.id)
    yield f"{label[0].upper()}{label[1:]}"
    yield from (f"  {name.ljust(width)}  {words}" for name, words in (("Id", found.id), *fields))
    yield from longer_of(state, row)


def _session_fields(state: State, session: Session) -> Fields:
    meeting = state.meeting
    yield "When", f"{full_day(held_day(meeting, session))} {short_hours_label(meeting, session)}"
    yield "Planned", planned_label(meeting, session)
    yield "Late", late_label(session).removesuffix(" late")
    yield "Type", in_words(session.type)
    yield "Room", session.room
    yield "Status", _standing(session.status, session.status_reason)
    yield "Started", _moment(state, session.started_at)
    yield "Ended", _moment(state, session.ended_at)
    yield "Parties", _names(state, session.parties)
    yield "People", _names(state, session.people)
    yield "References", ", ".join(session.references)


def _session_texts(state: State, session: Session) -> Lines:
    yield from section("Description", _lines_of(session.description))
    yield from section("Agenda", (f"{item.number}  {item.id}  {item.title}" for item in state.items_of(session.id)))


def _item_fields(state: State, item: AgendaItem) -> Fields:
    yield "Title", item.title
    yield "Status", _standing(item.status, item.status_reason)
    yield "Outcome", in_words(item.disposition)
    yield "Deferred to", value_words(state, "carried_to", item.carried_to) if item.carried_to else ""
    yield "Ticked", item_progress(state, item.id).label
    yield "Purpose", in_words(item.purpose)
    yield "Lead", _names(state, item.lead_parties)
    yield "With", _names(state, item.other_parties)
    yield "Taken up", _moment(state, item.opened_at)
    yield "Closed", _moment(state, item.closed_at)
    yield "Carried from", item.carried_from
    yield "References", ", ".join(item.references)


def _item_texts(state: State, item: AgendaItem) -> Lines:
    yield from section("Talking points", point_lines(state, item))
    yield from section("Sessions", session_lines(state, state.sessions_of(item.id)))
    yield from section("Description", _lines_of(item.annotation))
    yield from section("Facts", (f"{fact.text}{_cited(fact.references)}" for fact in item.facts))
    figures = (
        f"{figure.title}: "
        + ", ".join(f"{value.label} {value.amount:g} {figure.unit}" for value in figure.values)
        + _cited(figure.references)
        for figure in item.figures
    )
    yield from section("Figures", figures)


def _point_fields(state: State, point: TalkingPoint) -> Fields:
    yield "Title", point.title
    yield "Of", label_of(state, point.item)
    yield "Ticked", f"by {point.done_by}, {_moment(state, point.done_at)}" if point.done else "no"
    yield "Withdrawn", _standing("yes", point.withdrawn_reason) if point.withdrawn else ""
    yield "References", ", ".join(point.references)


def _party_fields(state: State, party: Party) -> Fields:
    yield "Name", party.name
    yield "Kind", in_words(party.kind)
    yield "Side", next((side.name for side in state.meeting.sides if side.id == party.side), party.side)
    yield "Withdrawn", _standing("yes", party.withdrawn_reason) if party.withdrawn else ""


def _party_texts(state: State, party: Party) -> Lines:
    people = (f"{person.id}  {person.label}, {in_words(person.role)}" for person in state.people_of(party.id))
    yield from section("People", people)
    led = (item for item in state.agenda if party.id in (*item.lead_parties, *item.other_parties))
    yield from section("Agenda", (f"{item.number}  {item.id}  {item.title}" for item in led))
    sessions = [session for session in state.schedule if party.id in session.parties]
    lines = zip(sessions, session_lines(state, sessions), strict=True)
    yield from section("Sessions", (f"{full_day(each.date)}  {line}" for each, line in lines))


def _decision_fields(state: State, decision: Decision) -> Fields:
    yield "On", label_of(state, decision.item)
    yield "Kind", in_words(decision.kind)
    yield "Status", _standing(decision.status, decision.status_reason)
    yield "Signed", full_day(decision.signed_on) if decision.signed_on else ""
    yield "Supersedes", label_of(state, decision.supersedes) if decision.supersedes else ""


def _decision_texts(state: State, decision: Decision) -> Lines:
    yield from section("Texts", decision_lines(state, decision))


def _action_fields(state: State, action: ActionItem) -> Fields:
    yield "On", label_of(state, action.decision or action.item)
    yield "Owner", _names(state, filter(None, (action.owner_party, action.owner_person, *action.co_owners)))
    yield "Due", full_day(action.due) if action.due else "no date"
    yield "Priority", action.priority
    yield "Status", _standing(action.status, action.status_reason)
    yield "Done", f"{action.percent} %"
    yield "Verified by", name_of(state, action.verified_by)
    yield "Completed", _moment(state, action.completed_at)
    yield "Carried from", action.carried_from


def _action_texts(state: State, action: ActionItem) -> Lines:
    yield from section("Text", _lines_of(action.text))
    moved = (
        f"{full_day(each.due) if each.due else 'no date'}: {each.reason} ({each.by}, {_moment(state, each.at)})"
        for each in action.due_history
    )
    yield from section("Was due", moved)
    taken = (f"{each.text} ({each.by}, {_moment(state, each.at)})" for each in action.taken)
    yield from section("What was done", (line for text in taken for line in text.split("\n")))


def _other_fields(state: State, row: Row) -> Fields:
    """Yield the fields of a row that has no layout of its own."""
    for name, value in plain(row).items():
        kept = getattr(row, name, None)
        if isinstance(kept, date):
            yield field_words(name).capitalize(), _moment(state, kept) if isinstance(kept, datetime) else full_day(kept)
        elif name != "id" and isinstance(value, str | int | float) and value not in ("", False):
            yield field_words(name).capitalize(), " ".join(str(value).split())


def _nothing(state: State, row: Any) -> Lines:
    return iter(())


def _standing(status: str, why: str) -> str:
    return f"{in_words(status)} ({why})" if why else in_words(status)


def _names(state: State, ids: Iterable[str]) -> str:
    return ", ".join(name_of(state, row_id) for row_id in ids)


def _moment(state: State, at: datetime | None) -> str:
    return moment_label(state.meeting, at) if at else ""


def _cited(references: Iterable[str]) -> str:
    names = ", ".join(references)
    return f" [{names}]" if names else ""


def _lines_of(text: str) -> Lines:
    return iter(text.split("\n")) if text else iter(())


_HEADS: Mapping[str, tuple[Callable[[State, Any], Fields], Callable[[State, Any], Lines]]] = {
    "sessions": (_session_fields, _session_texts),
    "agenda_items": (_item_fields, _item_texts),
    "talking_points": (_point_fields, _nothing),
    "parties": (_party_fields, _party_texts),
    "decisions": (_decision_fields, _decision_texts),
    "action_items": (_action_fields, _action_texts),
}
"""For each table its fields and its longer texts; other rows show their fields as they are called."""
