"""``tracker status``: the schedule and the agenda with their ticks, as text or as JSON."""

from tracker.cli.output import say, say_json
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, pass_run, verb


@verb("tracker status\ntracker status --json --db ~/igc\nssh server tracker status")
@json_option
@pass_run
def status(run: Run, as_json: bool) -> None:
    """Print the schedule and the agenda with their ticks."""
    reading = read_meeting(run)
    if as_json:
        from tracker.cli.verbs.status_json import status_document

        say_json(status_document(reading.snapshot, reading.now))
    else:
        from tracker.cli.verbs.status_text import status_lines

        say("\n".join(status_lines(reading.state, reading.now)))
