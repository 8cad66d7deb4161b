"""``tracker show``: everything that is known of one row: what it is, what was recorded about it, its newest changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import click

from tracker.cli.json_documents import Document, action_document, entry_document, plain, point_document
from tracker.cli.output import say, say_json
from tracker.cli.param_types import row_asked_for
from tracker.cli.read_verb import Reading, json_option
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.verbs.actions import action_cells
from tracker.cli.verbs.completion import ANYTHING, row_ids
from tracker.cli.verbs.related import actions_concerning, attendance_concerning, notes_of, rows_under
from tracker.cli.verbs.status import point_lines, session_lines
from tracker.domain.fact_comparison import FactComparison, compared_facts
from tracker.domain.model.history import Entry
from tracker.domain.model.programme import AgendaItem, Party, Row, Session, TalkingPoint
from tracker.domain.model.record import ActionItem, Decision, FactValue, Note, SideText
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
from tracker.domain.words.history_sentences import describe
from tracker.domain.words.labels import label_of, name_of, row_label, value_words

_NEWEST_ENTRIES = 5


@verb("tracker show psm\ntracker show 3.2\ntracker show psm.1 --json\ntracker show gazprom")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ANYTHING))
@json_option
@pass_run
def show(run: Run, asked: str, as_json: bool) -> None:
    """Print everything about a session, an agenda item, a point, a party, a decision, an action or whatever else.

    What it is, where it stands, what was noted, decided and is to be done, who was there, and its newest changes.
    """
    with run.store() as store:
        snapshot = store.snapshot()
        found = row_asked_for(snapshot.state, asked)
        entries = store.history()
    reading = Reading(run, snapshot)
    state, today = reading.state, reading.today
    rows = rows_under(state, found.id)
    newest = [entry for entry in entries if any(change.id in rows for change in entry.changes)][:_NEWEST_ENTRIES]
    if as_json:
        say_json(_document(state, found, newest, today))
    else:
        say("\n".join((*head_lines(state, found), *record_lines(state, found.id, newest, today))))


def _document(state: State, found: Found, newest: list[Entry], today: date) -> Document:
    row_id = found.id
    return {
        "table": found.table,
        "number": state.number_of(row_id),
        "row": plain(state.tables[found.table][row_id]),
        "talking_points": [point_document(state, point) for point in state.points_of(row_id)],
        "sessions": [session.id for session in state.sessions_of(row_id)],
        "notes": [plain(note) for note in notes_of(state, row_id)],
        "decisions": [plain(decision) for decision in state.decisions_of(row_id)],
        "actions": [action_document(action, today) for action in actions_concerning(state, row_id)],
        "attendance": [plain(mark) for mark in attendance_concerning(state, row_id)],
        "facts_compared": [_comparison(fact) for fact in compared_facts(state, row_id)],
        "history": [entry_document(entry) for entry in newest],
    }


def _comparison(fact: FactComparison) -> Document:
    return {
        "fact": fact.fact,
        "differs": fact.differs,
        "planned": plain(fact.planned),
        "reported": plain(fact.reported),
        "official": plain(fact.official),
    }


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


def record_lines(state: State, row_id: str, newest: Sequence[Entry], today: date) -> Iterator[str]:
    """Yield all that was recorded about a row; ``newest`` are its newest changes, ``today`` tells what is overdue."""
    yield from section("Notes", (line for note in notes_of(state, row_id) for line in _note(state, note, row_id)))
    decisions = state.decisions_of(row_id)
    yield from section("Decisions", (line for decision in decisions for line in _decision(state, decision)))
    actions = actions_concerning(state, row_id)
    yield from section("Actions", ("  ".join(action_cells(state, action, today)[:5]) for action in actions))
    yield from section("Attendance", _attendance(state, row_id))
    yield from section("Facts compared", (_compared(state, fact) for fact in compared_facts(state, row_id)))
    history = (f"{e.seq}  {moment_label(state.meeting, e.at)}  {e.actor.name}  {describe(e, state)}" for e in newest)
    yield from section("History", history)


def section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading with its lines under it; nothing where there are none."""
    for number, line in enumerate(lines):
        if not number:
            yield heading
        yield f"  {line}"


def decision_lines(state: State, decision: Decision) -> Iterator[str]:
    """Yield the words of each side with its agreement."""
    for side in state.meeting.sides:
        text = decision.of_side(side.id)
        yield f"{side.name}, {_agreement(state, text)}:"
        yield from (f"  {line}" for line in (text.text or "no text yet").split("\n"))


def _note(state: State, note: Note, row_id: str) -> Iterator[str]:
    about = "" if note.about == row_id else f" on {label_of(state, note.about)}"
    yield f"{note.id}  {note.kind}{about}, {note.visibility}, {note.status}, by {note.author}"
    yield from (f"  {line}" for line in note.text.split("\n"))


def _decision(state: State, decision: Decision) -> Iterator[str]:
    yield f"{decision.number}  {in_words(decision.kind)}, {in_words(decision.status)}"
    yield from (f"  {line}" for line in decision_lines(state, decision))


def _agreement(state: State, text: SideText) -> str:
    if not text.agreed:
        return "not agreed"
    when = f", {moment_label(state.meeting, text.agreed_at)}" if text.agreed_at else ""
    return f"agreed ({text.agreed_by}{when})"


def _attendance(state: State, row_id: str) -> Iterator[str]:
    for mark in attendance_concerning(state, row_id):
        where = name_of(state, mark.attendee) if mark.session == row_id else label_of(state, mark.session)
        yield f"{mark.presence.ljust(len('excused'))}  {where}"


def _compared(state: State, fact: FactComparison) -> str:
    values = "; ".join(f"{value.standing} {value.value} ({_source(state, value)})" for value in fact.values)
    return f"{fact.fact}: {values}{'  differs' if fact.differs else ''}"


def _source(state: State, value: FactValue) -> str:
    reference = state.references.get(value.reference)
    name = value.source or (reference.publisher if reference else value.reference)
    return f"{name}, {full_day(value.as_of)}" if value.as_of else name
