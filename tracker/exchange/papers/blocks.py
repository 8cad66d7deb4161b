"""Blocks that papers are made of, and the parts of a paper that several share.

Texts are data: every renderer makes them harmless for its own format.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.model.programme import AgendaItem, Session, TalkingPoint
from tracker.domain.model.record import Note
from tracker.domain.model.state import State
from tracker.domain.rules.rules import in_words
from tracker.domain.timeline import held_hours, local_time
from tracker.domain.words.formatting import day_words, hour_words, hours_label, short_day, times_between
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


def moment_words(state: State, moment: datetime) -> str:
    """Return a moment in the meeting's zone: ``26 Nov 2025, 10:42 (Asia/Karachi)``."""
    local = local_time(state.meeting, moment)
    return f"{day_words(local.date())}, {hour_words(local)} ({state.meeting.time_zone})"


def days_words(state: State) -> str:
    """Return the days of the meeting."""
    first, last = state.meeting.first_day, state.meeting.last_day
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def hours_in_two_zones(state: State, session: Session) -> tuple[str, str]:
    """Return the hours as they are held, in the meeting's zone and in the second one; empty where there is none."""
    meeting = state.meeting
    here = hours_label(meeting, session)
    if not meeting.second_time_zone:
        return here, ""
    start, end = held_hours(meeting, session)
    if start is None:
        return here, here
    zone = ZoneInfo(meeting.second_time_zone)
    start, end = start.astimezone(zone), end.astimezone(zone) if end else None
    another_day = "" if start.date() == session.date else f" ({short_day(start.date())})"
    return here, times_between(start, end) + another_day


def paper(state: State, title: str, as_of: datetime, blocks: tuple[Block, ...]) -> Paper:
    """Return a paper that says on top, until the meeting is closed, that it is a draft, and of which moment it is."""
    is_draft = state.meeting.status != "closed"
    words = f"DRAFT, as of {moment_words(state, as_of)}. Not agreed by the sides."
    final = f"Final, as of {moment_words(state, as_of)}."
    return Paper(title, is_draft, (blocks[0], Banner(words if is_draft else final), *blocks[1:]))


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
