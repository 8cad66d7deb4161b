"""``tracker session``: a session starts, ends, is cancelled or held after all."""

import click

from tracker.cli.changing import change
from tracker.cli.completing import SESSIONS, row_ids
from tracker.cli.inputs import row_meant, text_given
from tracker.cli.run import Run, examples, pass_run, shared_options, verb
from tracker.domain.edits import CancelSession, EndSession, RestoreSession, StartSession
from tracker.text import TITLE_LIMIT

_session_id = click.argument("asked", metavar="ID", shell_complete=row_ids(*SESSIONS))


@click.group(
    epilog=examples(
        "tracker session start commission\ntracker session end commission\n"
        "tracker session cancel signing --reason 'By letter instead'"
    )
)
@shared_options
def session() -> None:
    """Start, end, cancel or restore a session."""


@verb("tracker session start commission\ntracker session start commission --resume     goes on after it was ended")
@_session_id
@click.option("--resume", is_flag=True, help="Go on with a session that was ended.")
@pass_run
def start(run: Run, asked: str, resume: bool) -> None:
    """Say that a session has started, now."""
    change(run, lambda state: StartSession(session=row_meant(state, asked, "sessions"), resume=resume))


@verb("tracker session end commission")
@_session_id
@pass_run
def end(run: Run, asked: str) -> None:
    """Say that a session has ended, now."""
    change(run, lambda state: EndSession(session=row_meant(state, asked, "sessions")))


@verb("tracker session cancel signing --reason 'By letter instead'")
@_session_id
@click.option("--reason", metavar="TEXT", default="", help="Why it isn't held.")
@pass_run
def cancel(run: Run, asked: str, reason: str) -> None:
    """Cancel a session; it stays in the schedule, marked."""
    why = text_given(reason, limit=TITLE_LIMIT)
    change(run, lambda state: CancelSession(session=row_meant(state, asked, "sessions"), reason=why))


@verb("tracker session restore signing")
@_session_id
@pass_run
def restore(run: Run, asked: str) -> None:
    """Hold a session after all that was cancelled."""
    change(run, lambda state: RestoreSession(session=row_meant(state, asked, "sessions")))


for _command in (start, end, cancel, restore):
    session.add_command(_command)
