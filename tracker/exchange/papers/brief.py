"""Evening brief: what one day brought, what is to be done, and what comes next."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tracker.domain.model.state import State
from tracker.domain.rules.rules import UNFINISHED_ACTION, is_overdue
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import day_words, hours_in_two_zones, in_words
from tracker.domain.words.labels import label_of, name_of
from tracker.exchange.papers.blocks import Block, Bullets, Heading, Paper, Paragraph, internal_mark, paper
from tracker.exchange.registry import ExportRequest

_SOON = timedelta(days=14)


def brief(state: State, request: ExportRequest) -> Paper:
    """Return the brief of ``request.day``, else of the day of ``request.as_of`` in the meeting's zone."""
    day = request.day or local_time(state.meeting, request.as_of).date()
    title = f"Evening brief, {day_words(day)}: {state.meeting.short_title}"
    return paper(state, title, request.as_of, (Heading(1, title), *_blocks(state, day)))


def _blocks(state: State, day: date) -> Iterator[Block]:
    yield from _section("Sessions of the day", _sessions(state, day))
    yield from _section("Dealt with", _dealt_with(state, day))
    yield from _section("Decisions", _decisions(state, day))
    yield from _section("Minutes and notes", _notes(state, day))
    yield from _section("Overdue, or due within two weeks", _due(state, day))
    yield from _section("Still open", _still_open(state))
    yield from _section("Tomorrow", _sessions(state, day + timedelta(days=1)))


def _section(heading: str, lines: Iterator[str]) -> Iterator[Block]:
    found = tuple(lines)
    yield Heading(2, heading)
    yield Bullets(found) if found else Paragraph("Nothing.")


def _sessions(state: State, day: date) -> Iterator[str]:
    for session in state.schedule:
        if session.date == day:
            room = f", {session.room}" if session.room else ""
            yield f"{hours_in_two_zones(state.meeting, session)[0]}: {session.title}{room} ({in_words(session.status)})"


def _dealt_with(state: State, day: date) -> Iterator[str]:
    for item in state.agenda:
        if _is_of(state, item.closed_at, day):
            came = f", {in_words(item.disposition)}" if item.disposition else ""
            yield f"{item.number} {item.title}: closed{came}"
        for point in state.points_of(item.id):
            if point.done and _is_of(state, point.done_at, day):
                yield f"{item.number}.{point.number} {point.title}{internal_mark(point)} ({point.done_by})"


def _decisions(state: State, day: date) -> Iterator[str]:
    for decision in state.decisions.values():
        if _is_of(state, decision.changed_at, day):
            text = next((text.text for text in decision.texts if text.text), "")
            yield f"{decision.number} {in_words(decision.status)}: {text}"


def _notes(state: State, day: date) -> Iterator[str]:
    for note in state.notes.values():
        if _is_of(state, note.changed_at, day):
            on = f"{note.kind} on {label_of(state, note.about)}"
            draft = "" if note.status == "final" else ", draft"
            yield f"{on} by {note.author}{internal_mark(note)}{draft}: {note.text}"


def _due(state: State, day: date) -> Iterator[str]:
    open_ones = [action for action in state.action_items.values() if action.status in UNFINISHED_ACTION and action.due]
    for action in sorted(open_ones, key=lambda action: action.due or date.max):
        if action.due and action.due <= day + _SOON:
            late = "overdue since" if is_overdue(action, day) else "due"
            yield f"{action.ref} {late} {day_words(action.due)}: {action.text} ({name_of(state, action.owner_party)})"


def _still_open(state: State) -> Iterator[str]:
    for item in state.agenda:
        if item.status in ("planned", "taken_up", "skipped"):
            left = [point for point in state.points_of(item.id) if not point.done]
            yield f"{item.number} {item.title}: {in_words(item.status)}, {len(left)} points to go"


def _is_of(state: State, moment: datetime | None, day: date) -> bool:
    return moment is not None and local_time(state.meeting, moment).date() == day
