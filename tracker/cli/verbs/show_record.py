"""What was recorded about a row of the meeting, as lines of text: a section for each thing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.cli.verbs.actions import action_cells
from tracker.cli.verbs.related import actions_concerning, attendance_concerning, notes_of
from tracker.domain.fact_comparison import FactComparison, compared_facts
from tracker.domain.model.history import Entry
from tracker.domain.model.record import Decision, FactValue, Note, SideText
from tracker.domain.model.state import State
from tracker.domain.words.formatting import full_day, in_words, moment_label
from tracker.domain.words.history_sentences import describe
from tracker.domain.words.labels import label_of, name_of


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
