"""``tracker meeting``: the meeting as a whole is released, closed, reopened or called off."""

import click

from tracker.cli.changing import change, change_with_reason
from tracker.cli.inputs import text_given
from tracker.cli.run import Run, examples, pass_run, shared_options, verb
from tracker.domain.edits import CancelMeeting, CloseMeeting, Release, ReopenMeeting
from tracker.domain.rules import MEETING_OVER
from tracker.text import TITLE_LIMIT

_reason = click.option("--reason", metavar="TEXT", default="", help="Why; it is needed.")


@click.group(
    epilog=examples(
        "tracker meeting release\ntracker meeting close\ntracker meeting reopen --reason 'One more signing'"
    )
)
@shared_options
def meeting() -> None:
    """Release, close, reopen or cancel the meeting as a whole."""


@verb("tracker meeting release")
@pass_run
def release(run: Run) -> None:
    """Give the agenda out: from now on no number changes its meaning."""
    change(run, lambda _: Release())


@verb("tracker meeting close")
@pass_run
def close(run: Run) -> None:
    """Close the meeting; every agenda item must be decided on and every session have ended."""
    change(run, lambda _: CloseMeeting())


@verb("tracker meeting reopen --reason 'One more signing'")
@_reason
@pass_run
def reopen(run: Run, reason: str) -> None:
    """Go on with a meeting that was closed or cancelled."""
    why = text_given(reason, limit=TITLE_LIMIT)
    change_with_reason(
        run, lambda _: ReopenMeeting(reason=why), lambda state: not why and state.meeting.status in MEETING_OVER
    )


@verb("tracker meeting cancel --reason 'Postponed to next year'")
@_reason
@pass_run
def cancel(run: Run, reason: str) -> None:
    """Call the meeting off."""
    why = text_given(reason, limit=TITLE_LIMIT)
    change_with_reason(
        run, lambda _: CancelMeeting(reason=why), lambda state: not why and state.meeting.status != "closed"
    )


for _command in (release, close, reopen, cancel):
    meeting.add_command(_command)
