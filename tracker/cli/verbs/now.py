"""``tracker now``: what is on, which agenda item is taken up, how much time is left, and what comes next."""

from collections.abc import Iterator
from datetime import datetime

from tracker.cli.json_documents import Document, moment, session_document
from tracker.cli.output import say, say_json
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.verbs.status import item_line, session_lines
from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.domain.rules.rules import current_item
from tracker.domain.timeline import countdown, day_position, local_time, now_and_next
from tracker.domain.words.formatting import countdown_label, day_label, moment_label


@verb("tracker now\ntracker now --json\ntracker --now 2025-11-26T10:00 now")
@json_option
@pass_run
def now(run: Run, as_json: bool) -> None:
    """Print what is on, which agenda item is taken up, how much time is left, and what comes next."""
    reading = read_meeting(run)
    state, at = reading.state, reading.now
    if as_json:
        say_json(_document(state, at))
    else:
        say("\n".join(_lines(state, at)))


def _lines(state: State, at: datetime) -> Iterator[str]:
    meeting = state.meeting
    on_now, comes_next = now_and_next(state, at)
    yield f"{moment_label(meeting, at)}, {day_position(meeting, at).label}"
    yield "Now" if on_now else "Nothing is on."
    for session in on_now:
        yield from _session_lines(state, session, at)
    if comes_next:
        yield f"Next, {day_label(comes_next[0].date, local_time(meeting, at).date())}"
    else:
        yield "Nothing is to come."
    for session in comes_next:
        yield from _session_lines(state, session, at)


def _session_lines(state: State, session: Session, at: datetime) -> Iterator[str]:
    left = countdown(state.meeting, session, at)
    yield f"  {next(session_lines(state, (session,)))}" + (f"  {countdown_label(left)}" if left else "")
    if item := current_item(state, session.id):
        yield f"    {item_line(state, item)}"


def _document(state: State, at: datetime) -> Document:
    on_now, comes_next = now_and_next(state, at)
    return {
        "as_of": moment(local_time(state.meeting, at)),
        "day": day_position(state.meeting, at)._asdict(),
        "now": [_session_document(state, session, at) for session in on_now],
        "next": [_session_document(state, session, at) for session in comes_next],
    }


def _session_document(state: State, session: Session, at: datetime) -> Document:
    item = current_item(state, session.id)
    left = countdown(state.meeting, session, at)
    return {
        **session_document(state, session),
        "countdown": left._asdict() if left else None,
        "current_item": item.id if item else None,
    }
