"""Writer of tables for spreadsheets: RFC 4180, UTF-8, CRLF, a line of headings, and no cell that is a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

from tracker.domain.model.ids import natural
from tracker.domain.model.state import State
from tracker.domain.rules.rules import is_overdue, item_progress
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import in_words
from tracker.domain.words.labels import name_of
from tracker.exchange.registry import ExportRequest

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Lines = Iterator[tuple[str, ...]]


def write(state: State, request: ExportRequest) -> str:
    """Return one table. A cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerows([_safe(cell) for cell in row] for row in _PARTS[request.part](state, request))
    return target.getvalue()


def _agenda(state: State, request: ExportRequest) -> Lines:
    """Yield items and points under the headings of OpenSlides, and the tracker's own after them."""
    yield (
        *("number", "parent", "title", "text", "agenda_type", "agenda_comment", "agenda_duration"),
        *("id", "status", "disposition", "done", "done_by", "done_at", "lead_parties"),
    )
    for item in state.agenda:
        progress = item_progress(state, item.id)
        lead = "; ".join(name_of(state, party) for party in item.lead_parties)
        comment, hidden = item.status_reason, "internal" if item.visibility == "internal" else "common"
        outcome = (item.id, item.status, item.disposition, progress.label, "", "", lead)
        yield (item.number, "", item.title, item.annotation, hidden, comment, "", *outcome)
        for point in state.points_of(item.id):
            hidden = "internal" if point.visibility == "internal" else "common"
            at = point.done_at.isoformat() if point.done_at else ""
            ticked = (point.id, "", "", "yes" if point.done else "no", point.done_by, at, "")
            yield (f"{item.number}.{point.number}", item.number, point.title, "", hidden, "", "", *ticked)


def _actions(state: State, request: ExportRequest) -> Lines:
    yield (
        *("ref", "agenda_item", "decision", "text", "owner_party", "owner_person", "due", "priority"),
        *("status", "percent", "overdue", "what_was_done", "verified_by"),
    )
    today = local_time(state.meeting, request.as_of).date()
    for action in sorted(state.action_items.values(), key=lambda action: natural(action.ref)):
        decision = state.decisions.get(action.decision)
        yield (
            *(action.ref, state.number_of(action.item), decision.number if decision else "", action.text),
            *(name_of(state, action.owner_party), name_of(state, action.owner_person) if action.owner_person else ""),
            *(action.due.isoformat() if action.due else "", action.priority, action.status, str(action.percent)),
            "yes" if is_overdue(action, today) else "no",
            *("; ".join(taken.text for taken in action.taken), action.verified_by),
        )


def _decisions(state: State, request: ExportRequest) -> Lines:
    sides = state.meeting.sides
    yield (
        *("number", "agenda_item", "kind", "status", "signed_on", "supersedes"),
        *(f"{what}_{side.id}" for side in sides for what in ("text", "agreed")),
    )
    for decision in sorted(state.decisions.values(), key=lambda decision: natural(decision.number)):
        earlier = state.decisions.get(decision.supersedes)
        words = (decision.of_side(side.id) for side in sides)
        yield (
            *(decision.number, state.number_of(decision.item), in_words(decision.kind), decision.status),
            *(decision.signed_on.isoformat() if decision.signed_on else "", earlier.number if earlier else ""),
            *(cell for text in words for cell in (text.text, "yes" if text.agreed else "no")),
        )


def _attendance(state: State, request: ExportRequest) -> Lines:
    yield ("date", "session", "attendee", "party", "role", "presence")
    for session in state.schedule:
        for mark in state.attendance_of(session.id).values():
            person = state.people.get(mark.attendee)
            party = name_of(state, person.party) if person else name_of(state, mark.attendee)
            role = in_words(person.role) if person else ""
            name = name_of(state, mark.attendee)
            yield (session.date.isoformat(), session.title, name, party, role, mark.presence)


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


_PARTS: Mapping[str, Callable[[State, ExportRequest], Iterable[tuple[str, ...]]]] = {
    "agenda": _agenda,
    "actions": _actions,
    "decisions": _decisions,
    "attendance": _attendance,
}
