"""``tracker status``, ``schedule`` and ``agenda``: the programme with its ticks, whole and by halves.

The text has one layout for terminals, pipes and mails, in ASCII but for people's own words; ``tracker/docs/json.md``
documents the shape of the JSON.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tracker.cli.json_documents import Document, item_document, moment, plain, session_document
from tracker.cli.output import say, say_json
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, pass_run, verb
from tracker.domain.model.programme import AgendaItem, Session, TalkingPoint
from tracker.domain.model.snapshot import Snapshot
from tracker.domain.model.state import State
from tracker.domain.rules.rules import box_of, item_progress, meeting_progress
from tracker.domain.timeline import day_position, local_time, now_and_next, second_time
from tracker.domain.words.formatting import (
    day_label,
    deviation_label,
    full_day,
    hours_label,
    in_words,
    moment_label,
    offset_label,
    relative_day,
    zoned_label,
)


@verb("tracker status\ntracker status --json --db ~/igc\nssh server tracker status")
@json_option
@pass_run
def status(run: Run, as_json: bool) -> None:
    """Print the schedule and the agenda with their ticks."""
    reading = read_meeting(run)
    if as_json:
        say_json(status_document(reading.snapshot, reading.now))
    else:
        say("\n".join(status_lines(reading.state, reading.now)))


@verb("tracker schedule\ntracker schedule --json")
@json_option
@pass_run
def schedule(run: Run, as_json: bool) -> None:
    """Print the sessions day by day, and what in the schedule clashes."""
    # Other verbs print sessions and items as this one does, and none of them looks for clashes.
    from tracker.domain.rules.clashes import clashes

    reading = read_meeting(run)
    state, now = reading.state, reading.now
    found = clashes(state)
    if as_json:
        document = {
            "as_of": moment(local_time(state.meeting, now)),
            "sessions": [session_document(state, session) for session in state.schedule],
            "clashes": [clash._asdict() for clash in found],
        }
        say_json(document)
        return
    say("\n".join((*schedule_lines(state, now), *(f"{clash.level}: {clash.words}" for clash in found))))


@verb("tracker agenda\ntracker agenda --json")
@json_option
@pass_run
def agenda(run: Run, as_json: bool) -> None:
    """Print the agenda items with their status and their talking points."""
    state = read_meeting(run).state
    if as_json:
        say_json({"agenda_items": [item_document(state, item) for item in state.agenda]})
    else:
        say("\n".join(agenda_lines(state)))


def status_document(snapshot: Snapshot, now: datetime) -> Document:
    """Return the status as of ``now`` (aware) as plain data; dates and times are ISO 8601 text."""
    state = snapshot.state
    on_now, comes_next = now_and_next(state, now)
    return {
        "as_of": moment(local_time(state.meeting, now)),
        "change": state.seq,
        "standing": snapshot.standing.name.lower(),
        "meeting": plain(state.meeting),
        "day": day_position(state.meeting, now)._asdict(),
        "now": [session.id for session in on_now],
        "next": [session.id for session in comes_next],
        "counts": _counts(state),
        "sessions": [session_document(state, session) for session in state.schedule],
        "agenda_items": [item_document(state, item) for item in state.agenda],
        "parties": [plain(party) for party in state.parties.values()],
        "references": [plain(reference) for reference in state.references.values()],
    }


def _counts(state: State) -> Document:
    progress = meeting_progress(state)
    return {
        "sessions": len(state.sessions),
        "agenda_items": len(state.agenda_items),
        "talking_points": progress.total,
        "ticked": progress.done,
    }


_BOXES = {done: box_of(done).value for done in (False, True)}


def status_lines(state: State, now: datetime) -> Iterator[str]:
    """Yield the lines of the whole status as of ``now`` (aware)."""
    yield from _head(state, now)
    yield ""
    yield "Schedule"
    yield from (f"  {line}" for line in schedule_lines(state, now))
    yield ""
    yield "Agenda"
    yield from (f"  {line}" for line in agenda_lines(state))


def schedule_lines(state: State, now: datetime) -> Iterator[str]:
    """Yield every day of the meeting with its sessions."""
    for day in state.days:
        yield from _day(state, day, local_time(state.meeting, now).date())


def agenda_lines(state: State) -> Iterator[str]:
    """Yield every agenda item with its talking points."""
    for item in state.agenda:
        yield item_line(state, item)
        yield from (f"  {line}" for line in point_lines(state, item))


def session_lines(state: State, sessions: Iterable[Session]) -> Iterator[str]:
    """Yield sessions as the schedule has them, with room for the longest id of the meeting."""
    id_width = _widest(state.sessions)
    for session in sessions:
        numbers = ", ".join(state.number_of(item_id) for item_id in session.agenda_items)
        room = f", {session.room}" if session.room else ""
        items = f" (agenda {numbers})" if numbers else ""
        hours = hours_label(state.meeting, session).ljust(11)
        line = f"{session.id.ljust(id_width)}  {hours}  {session.title}{room}{items}"
        standing = "" if session.status == "confirmed" else in_words(session.status)
        yield line + _bracketed(standing, deviation_label(state.meeting, session))


def item_line(state: State, item: AgendaItem) -> str:
    """Return an agenda item as the agenda has it, with its status once it isn't merely planned."""
    progress = item_progress(state, item.id)
    standing = "" if item.status == "planned" else in_words(item.status)
    line = f"{progress.box.value} {item.number}  {item.id}  {item.title}  {progress.label}"
    return line + _bracketed(standing, in_words(item.disposition))


def point_lines(state: State, item: AgendaItem) -> Iterator[str]:
    """Yield the talking points of an agenda item with their ticks."""
    points = state.points_of(item.id)
    id_width = _widest([point.id for point in points])
    numbers = [f"{item.number}.{point.number}" for point in points]
    number_width = _widest(numbers)
    for number, point in zip(numbers, points, strict=True):
        tick = _tick(state, point) if point.done else ""
        yield f"{_BOXES[point.done]} {number.ljust(number_width)}  {point.id.ljust(id_width)}  {point.title}{tick}"


def _head(state: State, now: datetime) -> Iterator[str]:
    meeting = state.meeting
    progress = meeting_progress(state)
    on_now, comes_next = now_and_next(state, now)
    yield meeting.title
    labels = [(meeting.city, moment_label(meeting, now))]
    if second := second_time(meeting, now):
        labels.append((meeting.second_city, zoned_label(second)))
    labels += [
        ("Day", day_position(meeting, now).label),
        ("Now", _sessions(state, on_now)),
        ("Next", _next(state, comes_next, local_time(meeting, now).date())),
        ("Ticked", f"{progress.done} of {progress.total}"),
    ]
    width = max(len(label) for label, _ in labels)
    for label, value in labels:
        yield f"  {label.ljust(width)}  {value}"


def _sessions(state: State, sessions: Sequence[Session]) -> str:
    hours = (hours_label(state.meeting, session) for session in sessions)
    return "; ".join(f"{session.title} ({held})" for session, held in zip(sessions, hours, strict=True)) or "nothing"


def _next(state: State, sessions: Sequence[Session], today: date) -> str:
    if not sessions:
        return "nothing"
    return f"{day_label(sessions[0].date, today)}: {_sessions(state, sessions)}"


def _day(state: State, day: date, today: date) -> Iterator[str]:
    offset = offset_label(datetime.combine(day, time(12), ZoneInfo(state.meeting.time_zone)))
    relative = f", {label}" if (label := relative_day(day, today)) else ""
    yield f"{full_day(day)} ({state.meeting.city}, {offset}){relative}"
    sessions = [session for session in state.schedule if session.date == day]
    yield from (f"  {line}" for line in session_lines(state, sessions))
    if not sessions:
        yield "  no sessions"


def _bracketed(*words: str) -> str:
    """Return words after a line, in brackets; nothing where there are none."""
    said = ", ".join(filter(None, words))
    return f"  ({said})" if said else ""


def _tick(state: State, point: TalkingPoint) -> str:
    """Return who ticked a point and when."""
    when = f", {moment_label(state.meeting, point.done_at)}" if point.done_at else ""
    return f"  ({point.done_by}{when})"


def _widest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)
