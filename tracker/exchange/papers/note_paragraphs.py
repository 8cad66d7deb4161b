"""Notes, statements and minutes as a paper has them, and the mark of what is internal."""

from collections.abc import Iterator

from tracker.domain.model.programme import AgendaItem, TalkingPoint
from tracker.domain.model.record import Note
from tracker.domain.model.state import State
from tracker.domain.rules.rules import in_words
from tracker.exchange.papers.blocks import Paragraph
from tracker.exchange.registry import ExportRequest

_MINUTED = ("minute", "statement")


def notes_on(state: State, request: ExportRequest, about: str, called: str = "") -> Iterator[Paragraph]:
    """Yield what was noted about a row, ``called`` before it where it doesn't stand below that row.

    A protocol has minutes and statements; one side's own paper also its notes, each with who wrote it.
    """
    for note in state.notes_about(about):
        if note.kind in _MINUTED or request.audience == "own":
            author = "" if note.kind in _MINUTED else f" by {note.author}"
            on = f" on {called}" if called else ""
            draft = "" if note.status == "final" else " (draft)"
            kind = in_words(note.kind).capitalize()
            yield Paragraph(note.text, f"{kind}{on}{author}{_whose(state, note)}{draft}")


def internal_mark(row: AgendaItem | TalkingPoint | Note) -> str:
    """Return what stands behind something that only one side's own paper has; empty for what is public."""
    return ", internal" if row.visibility == "internal" else ""


def _whose(state: State, note: Note) -> str:
    side = next((f" to {side.name}" for side in state.meeting.sides if side.id == note.side), "")
    return internal_mark(note) + side if internal_mark(note) else ""
