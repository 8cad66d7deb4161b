"""The timeline as a picture: every day of the meeting with its sessions as bars, and where the moment is."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from tracker.domain.charts import GAP, Line, Look, Part, Role, gap, picture_line
from tracker.domain.model.state import State
from tracker.domain.rules.rules import in_words
from tracker.domain.timeline import local_time
from tracker.domain.timeline_layout import Bar, DayTrack, timeline
from tracker.domain.words.formatting import hour_words, relative_day, short_day, short_hours_label
from tracker.text import clean


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
            yield picture_line(gap(_column(track.now, look)), Part(look.signs.now_above, "now"))
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
    sign = look.signs.empty if each.bar.is_all_day else look.signs.full
    yield from _with_now(left, right, now, Part(sign, role), look)


def _blank(left: int, right: int, now: int | None, look: Look) -> Iterator[Part]:
    yield from _with_now(left, right, now, Part(" "), look)


def _with_now(left: int, right: int, now: int | None, sign: Part, look: Look) -> Iterator[Part]:
    """Yield the columns from ``left`` to ``right`` filled with a sign, and the mark of the moment among them."""
    if now is None or not left <= now < right:
        yield Part(sign.text * (right - left), sign.role)
        return
    yield Part(sign.text * (now - left), sign.role)
    yield Part(look.signs.now, "now")
    yield Part(sign.text * (right - now - 1), sign.role)


def _column(place: float, look: Look) -> int:
    """Return the column of a place on a day, 0 to 1."""
    return int(place * look.room)
