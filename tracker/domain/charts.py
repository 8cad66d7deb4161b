"""Charts of a meeting as lines of parts: the text of each part and its role. Whoever shows them styles them.

Every line is at most as wide as the picture. All is told by signs and words too, so that a picture without colours, in
ASCII or read aloud says the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.model.programme import Meeting, Session
from tracker.domain.model.state import State
from tracker.domain.rules.rules import (
    Implementation,
    Progress,
    implementation,
    implementation_by_party,
    item_progress,
    meeting_progress,
    progress_by_party,
)
from tracker.domain.timeline import effective_span, is_on, local_time
from tracker.domain.words.formatting import hour_words, in_words, relative_day, short_day, short_hours_label
from tracker.glyphs import Glyphs, bar, filled_cells
from tracker.text import clean

NARROWEST, WIDEST = 38, 200
"""Cells that a picture takes at least and at most."""

Role = Literal["", "strong", "muted", "done", "now", "late"]
"""What a part means; ``late`` is what is overdue."""

GAP = 2
"""Blanks between what stands in one line."""

_MARGIN = 1
_WIDEST_LABEL = 48
_PLAIN_PERCENT = 5
"""Cells of ``100 %``."""


class Part(NamedTuple):
    """A piece of a line."""

    text: str
    role: Role = ""


Line = tuple[Part, ...]


class Look(NamedTuple):
    """How a picture is to be drawn."""

    width: int
    """Cells that it may take; fewer than ``NARROWEST`` count as those."""
    glyphs: Glyphs
    cells: Callable[[str], int]
    """Returns how many cells a text takes."""

    @property
    def room(self) -> int:
        """Cells beside the margin."""
        return max(NARROWEST, min(self.width, WIDEST)) - 2 * _MARGIN

    def cut(self, text: str, width: int) -> str:
        """Return ``text`` clean, in at most ``width`` cells."""
        text = clean(text)
        if self.cells(text) <= width:
            return text
        kept = text[: max(0, width - 1)]
        while kept and self.cells(kept) > width - 1:
            kept = kept[:-1]
        return kept + self.glyphs.ellipsis if width > 0 else ""

    def fitted(self, text: str, width: int) -> str:
        """Return ``text`` clean, in exactly ``width`` cells."""
        text = self.cut(text, width)
        return text + " " * (width - self.cells(text))


def item_progress_lines(state: State, look: Look) -> Iterator[Line]:
    """Yield a bar for each agenda item: how many of its talking points are ticked; and one for all of them."""
    rows = [
        _Row(
            f"{item.number} {item.title}",
            item_progress(state, item.id),
            "" if item.status == "planned" else in_words(item.status),
        )
        for item in state.agenda
    ]
    yield from _progress_lines([*rows, _Row("All items", meeting_progress(state))], look)


def party_progress_lines(state: State, look: Look) -> Iterator[Line]:
    """Yield a bar for each party: how many talking points of the items that it leads are ticked."""
    progress = progress_by_party(state)
    rows = [_Row(party.label, progress[party.id]) for party in state.parties.values() if party.id in progress]
    yield from _progress_lines(rows, look) if rows else _nothing("No party leads an agenda item.")


def implementation_lines(state: State, today: date, look: Look) -> Iterator[Line]:
    """Yield a bar for each party: how many of its action items were carried out by ``today``, and how many are overdue.

    The last line counts those of all parties; action items that were cancelled don't count.
    """
    by_party = implementation_by_party(state, today)
    rows = [(state.parties[party_id].label, done) for party_id, done in by_party.items() if done.total]
    if not rows:
        yield from _nothing("There are no action items.")
        return
    rows.append(("All parties", implementation(state.action_items.values(), today)))
    words = [_implementation_words(done) for _, done in rows]
    label_width = _label_width([label for label, _ in rows], look)
    words_width = max(map(len, words))
    bar_width = max(1, look.room - label_width - words_width - 2 * GAP - GAP - _PLAIN_PERCENT)
    for (label, done), counts in zip(rows, words, strict=True):
        shown = _implementation_bar(done, bar_width, look.glyphs)
        percent = Part(f"{done.percent:>3} %")
        parts = (Part(look.fitted(label, label_width)), gap(), *shown, gap(), percent, gap(), Part(counts, "muted"))
        yield picture_line(*parts)


class _Row(NamedTuple):
    """One bar of progress."""

    label: str
    progress: Progress
    note: str = ""


def _progress_lines(rows: Sequence[_Row], look: Look) -> Iterator[Line]:
    """Yield bars that stand in line, as wide as there is room."""
    label_width = _label_width([row.label for row in rows], look)
    count_width = max(len(row.progress.label) for row in rows)
    note_width = max(len(row.note) for row in rows)
    fixed = label_width + count_width + _PLAIN_PERCENT + 3 * GAP + (note_width + GAP if note_width else 0)
    bar_width = max(1, look.room - fixed)
    for row in rows:
        shown = progress_bar(row.progress, bar_width, look.glyphs)
        percent = 100 * row.progress.done // row.progress.total if row.progress.total else 0
        counts = f"{row.progress.label:>{count_width}}"
        parts = [Part(look.fitted(row.label, label_width)), gap(), *shown, gap(), Part(counts), gap()]
        parts.append(Part(f"{percent:>3} %"))
        if row.note:
            parts += [gap(), Part(row.note, "now" if row.note == "taken up" else "muted")]
        yield picture_line(*parts)


def progress_bar(progress: Progress, width: int, glyphs: Glyphs) -> Line:
    """Return a bar of ``width`` cells."""
    done, open_ = bar(progress.done, progress.total, width, glyphs)
    return Part(done, "done"), Part(open_, "muted")


def _implementation_bar(done: Implementation, width: int, glyphs: Glyphs) -> Line:
    filled = filled_cells(done.implemented, done.total, width)
    late = min(width - filled, filled_cells(done.overdue, done.total, width))
    return (
        Part(glyphs.full * filled, "done"),
        Part(glyphs.late * late, "late"),
        Part(glyphs.empty * (width - filled - late), "muted"),
    )


def _implementation_words(done: Implementation) -> str:
    overdue = f", {done.overdue} overdue" if done.overdue else ""
    return f"{done.implemented} of {done.total} done{overdue}"


def _label_width(labels: Iterable[str], look: Look) -> int:
    return min(max(map(look.cells, labels)), _WIDEST_LABEL, look.room * 2 // 5)


def gap(width: int = GAP) -> Part:
    """Return some blanks."""
    return Part(" " * width)


def picture_line(*parts: Part) -> Line:
    """Return a line of parts after the margin."""
    return (gap(_MARGIN), *(part for part in parts if part.text))


def _nothing(words: str) -> Iterator[Line]:
    yield picture_line(Part(words, "muted"))


FIRST_HOUR, LAST_HOUR = 8, 18
"""The hours that every day shows at least."""


class Bar(NamedTuple):
    """One session on one day."""

    session: str
    start: float
    """Where it begins, 0 to 1."""
    end: float
    """Where it ends, 0 to 1; never before ``start``."""
    lane: int
    """Row within the day, from 0; bars of one lane don't overlap."""
    is_all_day: bool
    is_on: bool


class DayTrack(NamedTuple):
    """One day of the timeline."""

    date: date
    first_hour: int
    """Hour at its left edge, 0 to 23; the same for every day."""
    last_hour: int
    """Hour at its right edge, 1 to 24; the same for every day."""
    bars: tuple[Bar, ...]
    """In the order of the schedule."""
    lanes: int
    """How many rows its bars need; 0 for a day without sessions."""
    now: float | None
    """Where the moment is, 0 to 1; None where it is outside what is shown."""


def timeline(state: State, moment: datetime) -> tuple[DayTrack, ...]:
    """Return the days of the meeting with their sessions; cancelled ones are left out."""
    sessions = [session for session in state.schedule if session.status != "cancelled"]
    first, last = _hours_shown(state.meeting, sessions)
    return tuple(_track(state, day, sessions, (first, last), moment) for day in state.days)


def _track(state: State, day: date, sessions: Iterable[Session], hours: tuple[int, int], moment: datetime) -> DayTrack:
    zone = ZoneInfo(state.meeting.time_zone)
    midnight = datetime.combine(day, time(), zone)
    left, right = (midnight.astimezone(UTC) + timedelta(hours=hour) for hour in hours)

    def place(at: datetime) -> float:
        return (at.astimezone(UTC) - left) / (right - left)

    bars: list[Bar] = []
    lane_ends: list[float] = []
    for session in sessions:
        if session.date != day:
            continue
        is_all_day = session.start is None
        start, end = (0.0, 1.0) if is_all_day else map(place, effective_span(state.meeting, session))
        start = min(max(start, 0.0), 1.0)
        end = min(max(end, start), 1.0)
        lane = next((lane for lane, lane_end in enumerate(lane_ends) if lane_end <= start), len(lane_ends))
        lane_ends[lane : lane + 1] = [end]
        bars.append(Bar(session.id, start, end, lane, is_all_day, is_on(state.meeting, session, moment)))
    now = place(moment)
    return DayTrack(day, *hours, tuple(bars), len(lane_ends), now if 0 <= now < 1 else None)


def _hours_shown(meeting: Meeting, sessions: Iterable[Session]) -> tuple[int, int]:
    """Return the hours between which all sessions of all days lie; what goes past midnight is cut there."""
    zone = ZoneInfo(meeting.time_zone)
    first, last = FIRST_HOUR, LAST_HOUR
    for session in sessions:
        if session.start is None:
            continue
        midnight = datetime.combine(session.date, time(), zone).astimezone(UTC)
        start, end = (moment.astimezone(UTC) - midnight for moment in effective_span(meeting, session))
        first = min(first, max(0, start // timedelta(hours=1)))
        if session.end is not None:
            last = max(last, min(24, -(-end // timedelta(hours=1))))
    return first, max(last, first + 1)


class _Drawn(NamedTuple):
    """A session in one lane: its bar, and its label in or beside it."""

    bar: Bar
    label: str
    left: int
    """First column of the bar."""
    right: int
    """Column after its last."""
    label_at: int
    """First column of the label."""
    label_end: int

    @property
    def first(self) -> int:
        """First column that is taken."""
        return min(self.left, self.label_at)

    @property
    def end(self) -> int:
        """Column after the last that is taken."""
        return max(self.right, self.label_end)


def timeline_lines(state: State, moment: datetime, look: Look) -> Iterator[Line]:
    """Yield the days of the meeting, each with its sessions as bars; ``moment`` (aware) is marked on its day.

    A session with hours is a full bar, one without is a faint one over the whole day. Those that overlap, or whose
    titles would, lie in lanes of their own.
    """
    tracks = timeline(state, moment)
    if tracks:
        yield _hours(tracks[0], look)
    for track in tracks:
        yield _day_head(state, track, moment)
        lanes = _lanes([_drawn(state, bar, look) for bar in track.bars])
        if track.now is not None:
            yield picture_line(gap(_column(track.now, look)), Part(look.glyphs.now_above, "now"))
        for lane in lanes:
            yield _lane_line(lane, track, look)
        if not lanes:
            yield picture_line(Part("no sessions", "muted"))


def _hours(track: DayTrack, look: Look) -> Line:
    """Return the hours over all days, as many as there is room for."""
    hours = range(track.first_hour, track.last_hour + 1)
    step = next(step for step in (1, 2, 3, 4, 6, 12, 24) if look.room // max(1, len(hours) // step) >= len("18") + GAP)
    text = ""
    for hour in hours[::step]:
        column = min(_column((hour - track.first_hour) / (track.last_hour - track.first_hour), look), look.room - 2)
        if column >= len(text):
            text = f"{text:<{column}}{hour:02}"
    return picture_line(Part(text, "muted"))


def _day_head(state: State, track: DayTrack, moment: datetime) -> Line:
    local = local_time(state.meeting, moment)
    label = relative_day(track.date, local.date())
    parts = [Part(short_day(track.date), "strong")]
    if label == "today":
        parts += [gap(), Part(f"today, now {hour_words(local)}", "now")]
    elif label:
        parts += [gap(), Part(label, "muted")]
    return picture_line(*parts)


def _drawn(state: State, bar: Bar, look: Look) -> _Drawn:
    """Return where a session's bar and its label go: the label in the bar, else after it, else before it."""
    session = state.sessions[bar.session]
    hours = "" if bar.is_all_day else f"{short_hours_label(state.meeting, session)} "
    note = "" if session.status in ("confirmed", "in_progress") else f" ({in_words(session.status)})"
    label = clean(f"{hours}{session.title}{note}")
    left = min(_column(bar.start, look), look.room - 1)
    right = max(left + 1, round(bar.end * look.room))
    width = look.cells(label)
    if width + 2 * GAP <= right - left or bar.is_all_day:
        label = look.cut(label, right - left - 2 * GAP)
        return _Drawn(bar, label, left, right, left + GAP, left + GAP + look.cells(label))
    after, before = look.room - right - 1, left - 1
    if width <= after or after >= before:
        label = look.cut(label, after)
        return _Drawn(bar, label, left, right, right + 1, right + 1 + look.cells(label))
    label = look.cut(label, before)
    return _Drawn(bar, label, left, right, left - 1 - look.cells(label), left - 1)


def _lanes(drawn: Sequence[_Drawn]) -> list[list[_Drawn]]:
    """Return what is drawn in as few lines as it takes for nothing to lie on anything else."""
    lanes: list[list[_Drawn]] = []
    for each in drawn:
        lane = next((lane for lane in lanes if lane[-1].end < each.first), None)
        if lane is None:
            lanes.append([each])
        else:
            lane.append(each)
    return lanes


def _lane_line(lane: Sequence[_Drawn], track: DayTrack, look: Look) -> Line:
    now = None if track.now is None else _column(track.now, look)
    parts: list[Part] = []
    column = 0
    for each in lane:
        parts += _blank(column, each.first, now, look)
        parts += _session_parts(each, now, look)
        column = each.end
    parts += _blank(column, column if now is None else max(column, now + 1), now, look)
    return picture_line(*parts)


def _session_parts(each: _Drawn, now: int | None, look: Look) -> Iterator[Part]:
    """Yield a bar with its label in, after or before it."""
    role: Role = "now" if each.bar.is_on else "muted" if each.bar.is_all_day else "done"
    label = Part(each.label, "now" if each.bar.is_on else "")
    if each.label_at < each.left:
        yield label
        yield gap(1)
        yield from _bar(each, each.left, each.right, role, now, look)
    elif each.label_at >= each.right:
        yield from _bar(each, each.left, each.right, role, now, look)
        yield from _blank(each.right, each.label_at, now, look)
        yield label
    else:
        yield from _bar(each, each.left, each.label_at - 1, role, now, look)
        yield Part(f" {each.label} ", label.role)
        yield from _bar(each, each.label_end + 1, each.right, role, now, look)


def _bar(each: _Drawn, left: int, right: int, role: Role, now: int | None, look: Look) -> Iterator[Part]:
    sign = look.glyphs.empty if each.bar.is_all_day else look.glyphs.full
    yield from _with_now(left, right, now, Part(sign, role), look)


def _blank(left: int, right: int, now: int | None, look: Look) -> Iterator[Part]:
    yield from _with_now(left, right, now, Part(" "), look)


def _with_now(left: int, right: int, now: int | None, sign: Part, look: Look) -> Iterator[Part]:
    """Yield the columns from ``left`` to ``right`` filled with a sign, and the mark of the moment among them."""
    if now is None or not left <= now < right:
        yield Part(sign.text * (right - left), sign.role)
        return
    yield Part(sign.text * (now - left), sign.role)
    yield Part(look.glyphs.vertical, "now")
    yield Part(sign.text * (right - now - 1), sign.role)


def _column(place: float, look: Look) -> int:
    """Return the column of a place on a day, 0 to 1."""
    return int(place * look.room)
