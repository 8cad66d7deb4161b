"""``tracker schedule`` and ``tracker agenda``: the two halves of the programme, each by itself."""

import click

from tracker.cli.json_documents import item_document, moment, session_document
from tracker.cli.output import say, say_json
from tracker.cli.run import Run, pass_run, verb, warn_of_snapshot
from tracker.cli.verbs.status_text import agenda_lines, schedule_lines
from tracker.domain.rules.clashes import clashes
from tracker.domain.timeline import local_time

_JSON_VERSION = 1


@verb("tracker schedule\ntracker schedule --json")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
@pass_run
def schedule(run: Run, as_json: bool) -> None:
    """Print the sessions day by day, and what in the schedule clashes."""
    with run.store() as store:
        snapshot = store.snapshot()
    state = snapshot.state
    now = run.clock_for(state.meeting).now()
    warn_of_snapshot(snapshot, run.folder)
    found = clashes(state)
    if as_json:
        document = {
            "version": _JSON_VERSION,
            "as_of": moment(local_time(state.meeting, now)),
            "sessions": [session_document(state, session) for session in state.schedule],
            "clashes": [clash._asdict() for clash in found],
        }
        say_json(document)
        return
    say("\n".join((*schedule_lines(state, now), *(f"{clash.level}: {clash.words}" for clash in found))))


@verb("tracker agenda\ntracker agenda --json")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
@pass_run
def agenda(run: Run, as_json: bool) -> None:
    """Print the agenda items with their status and their talking points."""
    with run.store() as store:
        snapshot = store.snapshot()
    state = snapshot.state
    warn_of_snapshot(snapshot, run.folder)
    if as_json:
        say_json({"version": _JSON_VERSION, "agenda_items": [item_document(state, item) for item in state.agenda]})
    else:
        say("\n".join(agenda_lines(state)))
