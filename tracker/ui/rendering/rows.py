"""How the rows of the lists look: days and sessions, agenda items and talking points."""

from collections.abc import Iterator, Set
from datetime import date, datetime
from typing import NamedTuple

from textual.content import Content

from tracker.domain.model.programme import AgendaItem, Meeting, Session, TalkingPoint
from tracker.domain.model.state import State
from tracker.domain.rules.rules import SESSION_OFF, Box, box_of, item_progress
from tracker.domain.timeline import held_hours
from tracker.domain.words.formatting import (
    held_day,
    in_words,
    relative_day,
    screen_day,
    short_day,
    short_moment,
    times_between,
)
from tracker.glyphs import Glyphs
from tracker.ui.rendering.lines import (
    DONE,
    GAP,
    MUTED,
    NOW,
    STRONG,
    WARNING,
    line,
    longest_that_fits,
    safe,
    tick_bar,
    with_hits,
)

_ITEM_BAR_WIDTH = 5
_PLANNED = frozenset(("tentative", "confirmed"))
_LEAD = 4
"""Cells before the hours of a session: cursor, mark of what is on, and blanks."""
_LEAST_TITLE = 16
"""Cells of a session's title, or the whole of a shorter one, that nothing beside it takes away."""

_WIDE_ROW = 58
"""From this width on a tick shows its day and hour beside the name."""


class RowLook(NamedTuple):
    """What a row needs to know beside the state."""

    glyphs: Glyphs
    width: int
    """Cells that the row may take."""
    is_cursor: bool
    now: datetime
    """The moment for ``today`` and the like, aware."""
    words: tuple[str, ...] = ()
    """What is looked for, folded."""


class RowParts(NamedTuple):
    """A row: what it is, and what stands at its right end."""

    left: Content
    right: Content = Content("")


def day_row(day: date, today: date) -> RowParts:
    """Return the heading of a day."""
    label = relative_day(day, today)
    return RowParts(line((short_day(day), STRONG)), line((label, NOW if label == "today" else MUTED)))


def session_row(meeting: Meeting, session: Session, is_on: bool, look: RowLook) -> RowParts:
    """Return the row of a session: cursor, now mark, hours as it is held where it has some, title, how it stands.

    The title comes first: how it stands gets what the title leaves. A delay is told by a sign before the hours where
    there is no more room, and a session that is cancelled has no hours, so the word can stand in their place.
    """
    title, late = with_hits(safe(session.title), look.words), _delay(session)
    hours = _hours(meeting, session, look.width - _LEAD - min(title.cell_length, _LEAST_TITLE))
    left_over = look.width - _LEAD - len(hours) - min(title.cell_length, _LEAST_TITLE)
    room = min(left_over, look.width // 2)
    stands = next((each for each in _standings(session, late) if each.cell_length + GAP <= room), Content(""))
    mark = line((look.glyphs.now, NOW)) if is_on else Content(" ")
    sign = line(("+", WARNING)) if late and not stands else Content(" ")
    shown = line((hours, WARNING if late else MUTED))
    if session.status == "cancelled" and not stands:
        shown = line((f"{in_words(session.status)} ", MUTED))
    return RowParts(line(cursor_mark(look), mark, sign, shown, title), stands)


def _hours(meeting: Meeting, session: Session, room: int) -> str:
    """Return the hours of a session as it is held, and a blank; where that is another day than the one above, the day.

    The day comes before the hours where there is room for both in ``room`` cells, else in their place.
    """
    held = held_hours(meeting, session)
    if held[0] is None:
        return ""
    hours = f"{times_between(*held)} "
    if held_day(meeting, session) == session.date:
        return hours
    day = f"{screen_day(meeting, held_day(meeting, session))} "
    return next((words for words in (f"{day}{hours}", day) if len(words) <= room), day.partition(" ")[2])


def _delay(session: Session) -> int:
    """Return the minutes by which a session that is to come is put off."""
    return 0 if session.status in SESSION_OFF or session.started_at else session.shift_minutes


def _standings(session: Session, late: int) -> Iterator[Content]:
    """Yield how a session stands, from the longest words to the shortest; nothing for one that is as planned."""
    words = "" if session.status in _PLANNED else in_words(session.status)
    if late:
        if words:
            yield line((f"{words} ", MUTED), (f"+{late} min", WARNING))
        yield from (line((short, WARNING)) for short in (f"+{late} min", f"+{late}"))
    elif words:
        yield line((words, MUTED))


def item_row(state: State, item: AgendaItem, is_folded: bool, look: RowLook) -> RowParts:
    """Return the row of an agenda item: cursor, tri-state box, number, title, status (a bar while planned), count."""
    glyphs = look.glyphs
    progress = item_progress(state, item.id)
    fold = glyphs.folded if is_folded else glyphs.unfolded
    title = with_hits(line(f"{item.number} ", safe(item.title, STRONG)), look.words)
    left = line(cursor_mark(look), (fold, MUTED), " ", box(progress.box), " ", title)
    count = f" {progress.label}"
    if item.status == "planned":
        return RowParts(left, line(tick_bar(progress, _ITEM_BAR_WIDTH, glyphs), count))
    # What became of it stands there as far as the title leaves room for it.
    room = min(look.width - left.cell_length, look.width // 2) - len(count) - GAP
    stands = longest_that_fits(_stands(state, item, glyphs), max(room, len(in_words(item.status))), glyphs)
    return RowParts(left, line(stands, count))


def _stands(state: State, item: AgendaItem, glyphs: Glyphs) -> Iterator[Content]:
    """Yield where an item stands, from the longest words to the shortest.

    The shortest that tell what became of it do without its status, which they imply: ``→ 27 Nov`` is deferred to that
    day, ``agreed`` is closed with that outcome.
    """
    words = in_words(item.status)
    if item.carried_to:
        session = state.sessions.get(item.carried_to)
        if session is not None:
            day = screen_day(state.meeting, held_day(state.meeting, session))
            yield line((f"{words} to ", NOW), safe(f"{session.title}, {day}", NOW))
            yield line((f"{words} to {day}", NOW))
            shorter = (day, day.partition(" ")[2])
        else:
            yield line((f"{words} to the next meeting", NOW))
            shorter = ("next meeting", "next")
        yield from (line((f"{glyphs.leads_to} {to}", NOW)) for to in shorter)
    elif item.disposition:
        yield line((f"{words}: {in_words(item.disposition)}", NOW))
        if item.status == "closed":
            yield line((in_words(item.disposition), NOW))
    yield line((words, NOW))


def point_row(state: State, point: TalkingPoint, pending: Set[str], look: RowLook) -> RowParts:
    """Return the row of a talking point: cursor, box, number, title, who ticked it and when."""
    glyphs = look.glyphs
    left = line(
        cursor_mark(look),
        "    ",
        box(box_of(point.done)),
        f" {point.number} ",
        with_hits(safe(point.title, MUTED if point.done else ""), look.words),
    )
    if point.id in pending:
        right = line(("saving" + glyphs.ellipsis, WARNING))
    else:
        right = ticked_by(state, point, with_time=look.width >= _WIDE_ROW)
    return RowParts(left, right)


def ticked_by(state: State, point: TalkingPoint, *, with_time: bool) -> Content:
    """Return who ticked a point and, ``with_time``, when, in the meeting's zone; empty while it is open."""
    if not point.done:
        return Content("")
    name = safe(point.done_by, MUTED)
    if not with_time or point.done_at is None:
        return name
    return line(name, (f" {short_moment(state.meeting, point.done_at)}", MUTED))


def cursor_mark(look: RowLook) -> str:
    """Return the sign before a row: it tells where the cursor is where there is no colour."""
    return f"{look.glyphs.cursor} " if look.is_cursor else "  "


def box(state: Box) -> Content:
    """Return a tick box; its colour says nothing that its sign doesn't."""
    return line((str(state.value), DONE if state is Box.TICKED else ""))
