"""``tracker withdraw``: a talking point, a party or a person is taken off the meeting, or put back."""

import click

from tracker.cli.param_types import row_meant, text_given
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import WITHDRAWN, row_ids
from tracker.domain.edits import Withdraw


@verb("tracker withdraw psm.2 --reason 'Settled by letter'\ntracker withdraw psm.2 --back")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*WITHDRAWN))
@click.option("--reason", metavar="TEXT", default="", help="Why it is taken off.")
@click.option("--back", is_flag=True, help="Put it back.")
@pass_run
def withdraw(run: Run, asked: str, reason: str, back: bool) -> None:
    """Take a talking point, a party or a person off the meeting; the id and what was recorded stay.

    An agenda item is withdrawn with "tracker set", a decision with "tracker decide", a session with "tracker session".
    """
    if reason and back:
        raise click.UsageError("--reason is for taking it off, not for putting it back.")
    why = text_given(reason)
    change(run, lambda state: Withdraw(id=row_meant(state, asked, *WITHDRAWN), reason=why, withdrawn=not back))
