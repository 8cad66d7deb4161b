"""Draft minutes: who met, what was dealt with and what came of it, who does what, and the sources."""

from collections.abc import Iterator

from tracker.domain.fact_comparison import compared_facts
from tracker.domain.model.ids import natural
from tracker.domain.model.programme import AgendaItem
from tracker.domain.model.record import ActionItem, Decision
from tracker.domain.model.state import State
from tracker.domain.rules.rules import box_of, is_overdue
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import day_words, days_words, hours_in_two_zones, in_words, short_day
from tracker.domain.words.labels import label_of, name_of
from tracker.exchange.papers.blocks import (
    NOT_RECORDED,
    Block,
    Bullets,
    Heading,
    Paper,
    Paragraph,
    Table,
    internal_mark,
    notes_on,
    paper,
)
from tracker.exchange.registry import ExportRequest


def minutes(state: State, request: ExportRequest) -> Paper:
    """Return the minutes of the whole meeting."""
    return paper(state, f"Minutes: {state.meeting.title}", request.as_of, tuple(_blocks(state, request)))


def _blocks(state: State, request: ExportRequest) -> Iterator[Block]:
    meeting = state.meeting
    yield Heading(1, f"Minutes: {meeting.title}")
    number = f", {meeting.number} session" if meeting.number else ""
    yield Paragraph(f"{meeting.body}{number}", "Body")
    yield Paragraph(f"{meeting.city}, {meeting.country}; {days_words(meeting.first_day, meeting.last_day)}", "Held")
    yield from notes_on(state, request, meeting.id)
    yield Heading(2, "Delegations")
    yield from _delegations(state)
    yield Heading(2, "Sessions")
    yield from _sessions(state, request)
    yield Heading(2, "Agenda and outcome")
    for item in state.agenda:
        yield from _item(state, item, request)
    yield Heading(2, "Who does what")
    yield from _actions(state, request)
    yield from _attendance(state)
    yield from _facts(state)
    yield Heading(2, "Annex: sources")
    sources = [
        f"{row.publisher}: {row.title}" + (f", {day_words(row.published)}" if row.published else "")
        for row in state.references.values()
    ]
    yield Bullets(tuple(sources)) if sources else Paragraph("None.")


def _delegations(state: State) -> Iterator[Block]:
    for side in state.meeting.sides:
        yield Heading(3, side.name)
        lines = []
        for party in state.parties.values():
            if party.side != side.id or party.withdrawn:
                continue
            people = [person for person in state.people_of(party.id) if not person.withdrawn]
            lines += [party.name] if not people else []
            for person in people:
                office = f", {person.designation}" if person.designation else ""
                lines.append(f"{person.label}{office} ({party.label}; {in_words(person.role)})")
        yield Bullets(tuple(lines)) if lines else Paragraph(NOT_RECORDED)


def _sessions(state: State, request: ExportRequest) -> Iterator[Block]:
    meeting = state.meeting
    rows = tuple(
        (short_day(session.date), hours_in_two_zones(meeting, session)[0], session.title, in_words(session.status))
        for session in state.schedule
    )
    yield Table(("Day", "Hours", "Session", "Status"), rows)
    for session in state.schedule:
        yield from notes_on(state, request, session.id, f"{session.title}, {short_day(session.date)}")


def _item(state: State, item: AgendaItem, request: ExportRequest) -> Iterator[Block]:
    yield Heading(3, f"{item.number}. {item.title}{internal_mark(item)}")
    came = in_words(item.disposition) if item.disposition else "nothing recorded"
    reason = f" ({item.status_reason})" if item.status_reason else ""
    yield Paragraph(f"{in_words(item.purpose)}; {in_words(item.status)}{reason}; outcome: {came}", "Status")
    if item.annotation:
        yield Paragraph(item.annotation)
    boxes = ((box_of(point.done).value, point) for point in state.points_of(item.id))
    points = tuple(f"{box} {item.number}.{point.number} {point.title}{internal_mark(point)}" for box, point in boxes)
    if points:
        yield Bullets(points)
    yield from notes_on(state, request, item.id)
    for point_id in state.point_ids_of(item.id):
        yield from notes_on(state, request, point_id, state.number_of(point_id))
    for decision in state.decisions_of(item.id):
        yield from _decision(state, decision)
        yield from notes_on(state, request, decision.id)


def _decision(state: State, decision: Decision) -> Iterator[Block]:
    signed = f", signed on {day_words(decision.signed_on)}" if decision.signed_on else ""
    reason = f": {decision.status_reason}" if decision.status_reason else ""
    yield Heading(4, f"Decision {decision.number}: {in_words(decision.status)}{signed}{reason}")
    rows = tuple(
        (side.name, decision.of_side(side.id).text or NOT_RECORDED, "yes" if decision.of_side(side.id).agreed else "no")
        for side in state.meeting.sides
    )
    yield Table(("Side", "Text", "Agreed"), rows)


def _actions(state: State, request: ExportRequest) -> Iterator[Block]:
    today = local_time(state.meeting, request.as_of).date()
    actions = sorted(state.action_items.values(), key=lambda action: natural(action.ref))
    if not actions:
        yield Paragraph("Nothing was given to anyone.")
        return

    def row(action: ActionItem) -> tuple[str, ...]:
        owner = name_of(state, action.owner_party)
        person = f" ({name_of(state, action.owner_person)})" if action.owner_person else ""
        stands = "overdue" if is_overdue(action, today) else in_words(action.status)
        due = day_words(action.due) if action.due else "no day set"
        return (action.ref, state.number_of(action.item), action.text, f"{owner}{person}", due, stands)

    yield Table(("No.", "Item", "What", "Who", "Due", "Status"), tuple(map(row, actions)))
    for action in actions:
        yield from notes_on(state, request, action.id, action.ref)


def _attendance(state: State) -> Iterator[Block]:
    marks = [(session, mark) for session in state.schedule for mark in state.attendance_of(session.id).values()]
    if not marks:
        return
    yield Heading(2, "Attendance")
    rows = tuple(
        (session.title, short_day(session.date), name_of(state, mark.attendee), mark.presence)
        for session, mark in marks
    )
    yield Table(("Session", "Day", "Who", "Was"), rows)


def _facts(state: State) -> Iterator[Block]:
    found = [fact for fact in compared_facts(state) if fact.differs]
    if not found:
        return
    yield Heading(2, "Plan against record")
    rows = []
    for fact in found:
        values = (value.value if value else "" for value in (fact.planned, fact.reported, fact.official))
        rows.append((label_of(state, fact.about), fact.fact, *values))
    yield Table(("About", "Fact", "Planned", "Reported", "Official"), tuple(rows))
