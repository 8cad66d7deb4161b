"""``tracker status``: the schedule and the agenda with their ticks, as text or as JSON."""

import click

from tracker.cli.output import say, say_json
from tracker.cli.run import Run, pass_run, verb, warn_of_snapshot


@verb("tracker status\ntracker status --json --db ~/igc\nssh server tracker status")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
@pass_run
def status(run: Run, as_json: bool) -> None:
    """Print the schedule and the agenda with their ticks."""
    with run.store() as store:
        snapshot = store.snapshot()
    now = run.clock_for(snapshot.state.meeting).now()
    warn_of_snapshot(snapshot, run.folder)
    if as_json:
        from tracker.cli.verbs.status_json import status_document

        say_json(status_document(snapshot, now))
    else:
        from tracker.cli.verbs.status_text import status_lines

        say("\n".join(status_lines(snapshot.state, now)))
