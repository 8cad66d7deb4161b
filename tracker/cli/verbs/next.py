"""``tracker next``: one line on what is on and what comes next, for a status line of tmux, a mail or cron."""

from tracker.cli.json_documents import held_document
from tracker.cli.output import say, say_json
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, pass_run, verb
from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.domain.timeline import local_time, now_and_next, span
from tracker.domain.words.formatting import day_label, hours_label


@verb("tracker next\ntracker next --json")
@json_option
@pass_run
def next(run: Run, as_json: bool) -> None:  # noqa: A001 - the verb's name
    """Print what is on now and what comes next, in one line."""
    reading = read_meeting(run)
    state, now = reading.state, reading.now
    on_now, comes_next = now_and_next(state, now)
    if as_json:
        say_json(
            {
                "now": [_document(state, session) for session in on_now],
                "next": [_document(state, session) for session in comes_next],
            }
        )
        return
    today = local_time(state.meeting, now).date()
    parts = [f"now: {_titles(state, on_now)}"] if on_now else []
    parts += [f"next: {_titles(state, comes_next)}, {day_label(comes_next[0].date, today)}"] if comes_next else []
    say("; ".join(parts) or "nothing on, nothing to come")


def _titles(state: State, sessions: tuple[Session, ...]) -> str:
    return " + ".join(f"{session.title} ({hours_label(state.meeting, session)})" for session in sessions)


def _document(state: State, session: Session) -> dict[str, object]:
    start, end = span(state.meeting, session)
    return {
        "id": session.id,
        "title": session.title,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "all_day": session.start is None,
        **held_document(state, session),
    }
