"""Blocks that papers are made of, and the parts of a paper that several share.

Texts are data: every renderer makes them harmless for its own format.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from tracker.domain.model.programme import AgendaItem, TalkingPoint
from tracker.domain.model.record import Note
from tracker.domain.model.state import State
from tracker.domain.words.formatting import in_words, paper_moment
from tracker.exchange.registry import ExportRequest


class Heading(NamedTuple):
    """A heading; level 1 is the paper's title."""

    level: int
    text: str


class Banner(NamedTuple):
    """Something that nobody must overlook, such as that the paper is a draft."""

    text: str


class Paragraph(NamedTuple):
    """Words that run on; ``label`` stands before them."""

    text: str
    label: str = ""


class Bullets(NamedTuple):
    """A list without numbers."""

    lines: tuple[str, ...]


class Table(NamedTuple):
    """Rows under headings, each with as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Banner | Paragraph | Bullets | Table


class Paper(NamedTuple):
    """A whole paper."""

    title: str
    is_draft: bool
    blocks: tuple[Block, ...]


NOT_RECORDED = "not recorded"


def paper(state: State, title: str, as_of: datetime, blocks: tuple[Block, ...]) -> Paper:
    """Return a paper that says on top, until the meeting is closed, that it is a draft, and of which moment it is."""
    is_draft = state.meeting.status != "closed"
    moment = paper_moment(state.meeting, as_of)
    words = f"DRAFT, as of {moment}. Not agreed by the sides." if is_draft else f"Final, as of {moment}."
    return Paper(title, is_draft, (blocks[0], Banner(words), *blocks[1:]))


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
