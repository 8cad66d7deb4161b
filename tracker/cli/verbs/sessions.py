"""``tracker session``: a session is added, starts, ends, is given hours, moved, cancelled, or held after all."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.param_types import GivenDay, day_given, hour_given, hours_given, row_meant, text_given
from tracker.cli.run import Run, examples, pass_run, shared_options, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import SESSIONS, row_ids
from tracker.cli.verbs.session_changes import add, edit
from tracker.domain.edits import CancelSession, EndSession, MoveSession, RestoreSession, SetHours, StartSession
from tracker.domain.model.state import State

if TYPE_CHECKING:
    from tracker.domain.words.time_parsing import Hours

_session_id = click.argument("asked", metavar="ID", shell_complete=row_ids(*SESSIONS))


@click.group(
    epilog=examples(
        "tracker session start commission\ntracker session end commission\ntracker session hours talks-26 09:30 11:00\n"
        "tracker session cancel arrival --reason 'By letter instead'"
    )
)
@shared_options
def session() -> None:
    """Add, change, start, end, move, cancel or restore a session."""


@verb(
    "tracker session start commission\ntracker session end commission\n"
    "tracker session start commission --resume  # goes on after it was ended"
)
@_session_id
@click.option("--resume", is_flag=True, help="Go on with a session that was ended.")
@pass_run
def start(run: Run, asked: str, resume: bool) -> None:
    """Say that a session has started, now."""
    change(run, lambda state: StartSession(session=row_meant(state, asked, "sessions"), resume=resume))


@verb("tracker session start commission\ntracker session end commission")
@_session_id
@pass_run
def end(run: Run, asked: str) -> None:
    """Say that a session has ended, now."""
    change(run, lambda state: EndSession(session=row_meant(state, asked, "sessions")))


@verb(
    "tracker session hours talks-26 09:30 11:00\ntracker session hours talks-26 9.30\n"
    "tracker session hours talks-26 none"
)
@_session_id
@click.argument("given", metavar="START|none", type=hours_given)
@click.argument("end_at", metavar="[END]", type=hour_given, required=False)
@pass_run
def hours(run: Run, asked: str, given: Hours, end_at: time | None) -> None:
    """Say from when to when a session is held, in the meeting's zone; none for all day."""
    if end_at and given.end:
        raise click.UsageError("The end is given twice.")
    start, end = given.start, end_at or given.end
    change(run, lambda state: SetHours(session=row_meant(state, asked, "sessions"), start=start, end=end))


@verb(
    "tracker session move talks-26 --day 2025-11-27 --start 09:30 --end 11:00 --reason 'The minister is late'\n"
    "tracker session move talks-26 --room 'Hall B'"
)
@_session_id
@click.option("--day", callback=day_given, metavar="DAY", help="The day on which it is held.")
@click.option("--start", metavar="HOUR|none", help="When it starts; none for all day.")
@click.option("--end", metavar="HOUR|none", help="When it ends.")
@click.option("--room", metavar="TEXT", help="Where it is held.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is moved.")
@pass_run
def move(run: Run, /, asked: str, day: GivenDay | None, room: str | None, reason: str, **at: str | None) -> None:
    """Hold a session at another time or place; what is left out stays. After the release it is marked so."""
    if day is None and room is None and not any(at.values()):
        raise click.UsageError("Say what is to change, such as --day or --room.")
    moved: dict[str, Any] = {name: hour_given(hour) for name, hour in at.items() if hour is not None}
    if room is not None:
        moved["room"] = text_given(room)
    why = text_given(reason)

    def intent(state: State) -> MoveSession:
        session = state.sessions[row_meant(state, asked, "sessions")]
        on = day.on(run.calendar(state.meeting)) if day else session.date
        return MoveSession(session=session.id, date=on, reason=why, **moved)

    change(run, intent)


@verb("tracker session cancel talks-27 --reason 'By letter instead'")
@_session_id
@click.option("--reason", metavar="TEXT", default="", help="Why it isn't held.")
@pass_run
def cancel(run: Run, asked: str, reason: str) -> None:
    """Cancel a session; it stays in the schedule, marked."""
    why = text_given(reason)
    change(run, lambda state: CancelSession(session=row_meant(state, asked, "sessions"), reason=why))


@verb("tracker session cancel talks-27 --reason 'By letter instead'\ntracker session restore talks-27")
@_session_id
@pass_run
def restore(run: Run, asked: str) -> None:
    """Hold a session after all that was cancelled."""
    change(run, lambda state: RestoreSession(session=row_meant(state, asked, "sessions")))


for _command in (add, edit, start, end, hours, move, cancel, restore):
    session.add_command(_command)
