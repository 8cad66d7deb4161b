"""``tracker schedule`` and ``tracker agenda``: the two halves of the programme, each by itself."""

from tracker.cli.json_documents import item_document, moment, session_document
from tracker.cli.output import say, say_json
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.verbs.status_text import agenda_lines, schedule_lines
from tracker.domain.rules.clashes import clashes
from tracker.domain.timeline import local_time


@verb("tracker schedule\ntracker schedule --json")
@json_option
@pass_run
def schedule(run: Run, as_json: bool) -> None:
    """Print the sessions day by day, and what in the schedule clashes."""
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
