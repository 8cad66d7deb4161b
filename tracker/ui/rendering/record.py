"""What the detail says of what came out: status, decisions, action items, notes, attendance."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from textual.content import Content

from tracker.domain.fact_comparison import compared_facts
from tracker.domain.model.programme import AgendaItem, Session
from tracker.domain.model.record import ActionItem, Decision, FactValue, Note
from tracker.domain.model.state import State
from tracker.domain.rules.rules import is_overdue
from tracker.domain.words.formatting import (
    full_day,
    held_day,
    in_words,
    late_label,
    planned_label,
    screen_day,
    screen_moment,
)
from tracker.domain.words.labels import name_of
from tracker.text import clean, clean_lines
from tracker.ui.rendering.lines import MUTED, STRONG, WARNING, line, safe

_INDENT = "   "
_STANDING_WIDTH = 10
_ALIGNED_UP_TO = 24
"""Cells of the longest value up to which the sources of a fact stand in line."""


class SetBy(NamedTuple):
    """Who gave a row the status that it has, and when."""

    name: str
    at: datetime


def status_of_item(state: State, item: AgendaItem, set_by: SetBy | None = None) -> Content:
    """Return where an agenda item stands, with what came of it, why and by whom; empty while it is only planned."""
    if item.status == "planned" and not item.disposition:
        return Content("")
    came = line((f", {in_words(item.disposition)}" if item.disposition else "", STRONG))
    to = line((f" to {deferred_to(state, item)}" if item.carried_to else "", STRONG))
    return line((in_words(item.status), STRONG), to, came, _why(item.status_reason), _by(state, set_by))


def deferred_to(state: State, item: AgendaItem) -> str:
    """Return to what an item is deferred: ``the next meeting``, ``Plenary, Thu 27 Nov``."""
    session = state.sessions.get(item.carried_to)
    if session is None:
        return "the next meeting"
    return f"{clean(session.title)}, {screen_day(state.meeting, held_day(state.meeting, session))}"


def _why(reason: str) -> Content:
    return safe(f": {reason}") if reason else Content("")


def _by(state: State, set_by: SetBy | None) -> Content:
    """Return who changed a status and when; empty where that isn't known."""
    if set_by is None:
        return Content("")
    return line("  ", safe(set_by.name, MUTED), (f", {screen_moment(state.meeting, set_by.at)}", MUTED))


def record_of_item(state: State, item_id: str, today: date) -> Iterator[tuple[Content, str]]:
    """Yield what came out under an agenda item, each paragraph with the indent of its further lines."""
    for decision in state.decisions_of(item_id):
        yield from _decision(state, decision)
    for action in state.actions_of(item_id):
        yield _action(state, action, today), _INDENT
    yield from notes_about(state, item_id)
    for row_id in (item_id, *(decision.id for decision in state.decisions_of(item_id))):
        yield from facts_about(state, row_id)


def record_of_session(state: State, session: Session, set_by: SetBy | None) -> Iterator[tuple[Content, str]]:
    """Yield what is recorded of a session: how it stands, who was there, notes."""
    if session.status not in ("tentative", "confirmed"):
        stands = line((in_words(session.status), STRONG), _why(session.status_reason))
        yield line(stands, _by(state, set_by)), _INDENT
    if planned := planned_label(state.meeting, session):
        late = line((late_label(session), WARNING), ", ") if late_label(session) else Content("")
        yield line(late, ("planned ", MUTED), planned), _INDENT
    marks = state.attendance_of(session.id)
    for presence in ("present", "excused", "absent"):
        names = [name_of(state, mark.attendee) for mark in marks.values() if mark.presence == presence]
        if names:
            yield line((f"{presence} ", MUTED), safe(", ".join(names))), _INDENT
    yield from notes_about(state, session.id)
    yield from facts_about(state, session.id)


def notes_about(state: State, row_id: str) -> Iterator[tuple[Content, str]]:
    """Yield the notes about a row: who wrote each, and its lines."""
    for note in state.notes_about(row_id):
        yield _note_head(state, note), _INDENT
        for text in clean_lines(note.text).split("\n"):
            yield line(_INDENT, safe(text)), _INDENT


def facts_about(state: State, row_id: str) -> Iterator[tuple[Content, str]]:
    """Yield each fact about a row: what was planned, reported and officially recorded, one under the other.

    Each value stands with its source and the day of it; a fact whose values aren't the same says so.
    """
    for fact in compared_facts(state, row_id):
        differs = line(("  differs", WARNING)) if fact.differs else Content("")
        yield line(safe(fact.fact, STRONG), differs), _INDENT
        values = {"planned": fact.planned, "reported": fact.reported, "official": fact.official}
        width = max(safe(value.value).cell_length for value in fact.values)
        for standing, value in values.items():
            head = line(_INDENT, (f"{standing:<{_STANDING_WIDTH}}", MUTED))
            if value is None:
                yield line(head, ("-", MUTED)), _INDENT
                continue
            shown = safe(value.value)
            room = " " * (width - shown.cell_length) if width <= _ALIGNED_UP_TO else ""
            yield line(head, shown, f"{room}  ", safe(_source(state, value), MUTED)), " " * head.cell_length


def _source(state: State, value: FactValue) -> str:
    """Return where a value comes from and the day of it."""
    reference = state.references.get(value.reference)
    name = value.source or (reference.publisher if reference else value.reference)
    as_of = value.as_of or (reference.published if reference else None)
    return f"{name}, {screen_day(state.meeting, as_of)}" if as_of else name


def _note_head(state: State, note: Note) -> Content:
    when = f", {screen_moment(state.meeting, note.changed_at)}" if note.changed_at else ""
    draft = "" if note.status == "final" else ", draft"
    return line((f"{note.kind} by ", MUTED), safe(note.author, MUTED), (f"{when}{draft}, {note.visibility}", MUTED))


def _decision(state: State, decision: Decision) -> Iterator[tuple[Content, str]]:
    yield line((f"{decision.number} ", STRONG), in_words(decision.status), _why(decision.status_reason)), _INDENT
    names = {side.id: side.name for side in state.meeting.sides}
    for text in decision.texts:
        agrees = "agrees" if text.agreed else "open"
        words = safe(text.text) if text.text else line(("no text yet", MUTED))
        yield line(_INDENT, safe(names.get(text.side, text.side), MUTED), (f" ({agrees}) ", MUTED), words), _INDENT * 2


def _action(state: State, action: ActionItem, today: date) -> Content:
    due = f", due {full_day(action.due)}" if action.due else ""
    late = (" overdue", WARNING) if is_overdue(action, today) else ("", "")
    owner = safe(name_of(state, action.owner_party), MUTED)
    return line((f"{action.ref} ", STRONG), in_words(action.status), due, late, " ", owner, ": ", safe(action.text))
