"""How the rows of the lists look: days and sessions, agenda items and talking points."""

from collections.abc import Set
from datetime import date, datetime
from typing import NamedTuple

from textual.content import Content

from tracker.domain.programme import AgendaItem, Session, TalkingPoint
from tracker.domain.rules import Box, in_words, item_progress
from tracker.domain.state import State
from tracker.domain.timeline import day_label, hours_label, local_time, short_day
from tracker.ui.present.glyphs import Glyphs
from tracker.ui.present.lines import DONE, MUTED, NOW, STRONG, WARNING, bar, line, safe, with_hits

_ITEM_BAR_WIDTH = 5
_PLANNED = frozenset(("tentative", "confirmed"))
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
    label = day_label(day, today)
    right = line((label, NOW)) if label == "today" else line((label, MUTED))
    return RowParts(line((short_day(day), STRONG)), right if label != short_day(day) else Content(""))


def session_row(session: Session, is_on: bool, look: RowLook) -> RowParts:
    """Return the row of a session: cursor, now mark, hours where it has some, title, and how it stands."""
    glyphs = look.glyphs
    mark = line((glyphs.now, NOW)) if is_on else Content(" ")
    hours = line((f"{hours_label(session)} ", MUTED)) if session.start else Content("")
    stands = "" if session.status in _PLANNED else in_words(session.status)
    late = f"+{session.shift_minutes} min" if session.shift_minutes else ""
    return RowParts(
        line(cursor_mark(look), mark, " ", hours, with_hits(safe(session.title), look.words)),
        line((stands, MUTED), (late, WARNING)),
    )


def item_row(state: State, item: AgendaItem, is_folded: bool, look: RowLook) -> RowParts:
    """Return the row of an agenda item: cursor, tri-state box, number, title, status (a bar while planned), count."""
    glyphs = look.glyphs
    progress = item_progress(state, item.id)
    fold = glyphs.folded if is_folded else glyphs.unfolded
    title = with_hits(line(f"{item.number} ", safe(item.title, STRONG)), look.words)
    left = line(cursor_mark(look), (fold, MUTED), " ", box(progress.box, glyphs), " ", title)
    stands = bar(progress, _ITEM_BAR_WIDTH, glyphs) if item.status == "planned" else line((in_words(item.status), NOW))
    right = line(stands, f" {progress.label}")
    return RowParts(left, right)


def point_row(state: State, point: TalkingPoint, pending: Set[str], look: RowLook) -> RowParts:
    """Return the row of a talking point: cursor, box, number, title, who ticked it and when."""
    glyphs = look.glyphs
    left = line(
        cursor_mark(look),
        "    ",
        box(Box.TICKED if point.done else Box.EMPTY, glyphs),
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
    return line(name, (f" {moment_label(state, point.done_at)}", MUTED))


def moment_label(state: State, moment: datetime) -> str:
    """Return a moment in the meeting's zone: ``26 Nov 10:42``."""
    local = local_time(state.meeting, moment)
    return f"{short_day(local.date()).split(' ', 1)[1]} {local:%H:%M}"


def cursor_mark(look: RowLook) -> str:
    """Return the sign before a row: it tells where the cursor is where there is no colour."""
    return f"{look.glyphs.cursor} " if look.is_cursor else "  "


def box(state: Box, glyphs: Glyphs) -> Content:
    """Return a tick box; its colour says nothing that its sign doesn't."""
    return line((glyphs.box(state), DONE if state is Box.TICKED else ""))
