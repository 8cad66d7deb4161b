"""``tracker meeting``: the meeting as a whole is released, closed, reopened or called off."""

from typing import Any

import click

from tracker.cli.param_types import GivenDay, day_given, text_given
from tracker.cli.run import Run, examples, pass_run, shared_options, verb
from tracker.cli.transact import change, change_with_reason
from tracker.domain.edits import CancelMeeting, CloseMeeting, EditMeeting, Release, ReopenMeeting
from tracker.domain.model.state import State
from tracker.domain.rules.rules import MEETING_OVER

_reason = click.option("--reason", metavar="TEXT", default="", help="Why; it is needed.")


@click.group(
    epilog=examples(
        "tracker meeting release\ntracker meeting cancel --reason 'Postponed to next year'\n"
        "tracker meeting reopen --reason 'It takes place after all'"
    )
)
@shared_options
def meeting() -> None:
    """Release, close, reopen or cancel the meeting as a whole, or change its front page."""


@verb("tracker meeting release")
@pass_run
def release(run: Run) -> None:
    """Give the agenda out: from now on no number changes its meaning."""
    change(run, lambda _: Release())


@verb(
    "for item in offshore mining psm insulin; do tracker set $item deferred --target next; done\ntracker meeting close"
)
@pass_run
def close(run: Run) -> None:
    """Close the meeting; every agenda item must be decided on and every session have ended."""
    change(run, lambda _: CloseMeeting())


@verb(
    "tracker meeting cancel --reason 'Postponed to next year'\n"
    "tracker meeting reopen --reason 'It takes place after all'"
)
@_reason
@pass_run
def reopen(run: Run, reason: str) -> None:
    """Go on with a meeting that was closed or cancelled."""
    why = text_given(reason)
    change_with_reason(
        run, lambda _: ReopenMeeting(reason=why), lambda state: not why and state.meeting.status in MEETING_OVER
    )


@verb("tracker meeting cancel --reason 'Postponed to next year'")
@_reason
@pass_run
def cancel(run: Run, reason: str) -> None:
    """Call the meeting off."""
    why = text_given(reason)
    change_with_reason(
        run, lambda _: CancelMeeting(reason=why), lambda state: not why and state.meeting.status != "closed"
    )


@verb("tracker meeting edit --city Rawalpindi\ntracker meeting edit --last-day 2025-11-28")
@click.option("--title", metavar="TEXT", help="Its full name.")
@click.option("--short-title", metavar="TEXT", help="What narrow places call it.")
@click.option("--body", metavar="TEXT", help="Who meets, such as a commission.")
@click.option("--number", metavar="TEXT", help="Which of its sessions it is, such as 10th.")
@click.option("--city", metavar="TEXT", help="Where it is held.")
@click.option("--country", metavar="TEXT", help="The country of the city.")
@click.option("--first-day", callback=day_given, metavar="DAY", help="Its first day.")
@click.option("--last-day", callback=day_given, metavar="DAY", help="Its last day.")
@pass_run
def edit(run: Run, /, **given: Any) -> None:
    """Change the front page of the meeting; what is left out stays."""
    said: dict[str, Any] = {
        name: text_given(value) if isinstance(value, str) else value
        for name, value in given.items()
        if value is not None
    }
    if not said:
        raise click.UsageError("Say what is to change, such as --title.")

    def intent(state: State) -> EditMeeting:
        calendar = run.calendar(state.meeting)
        days = {name: day.on(calendar) for name, day in said.items() if isinstance(day, GivenDay)}
        return EditMeeting(**{**said, **days})

    change(run, intent)


for _command in (edit, release, close, reopen, cancel):
    meeting.add_command(_command)
