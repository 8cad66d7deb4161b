"""``tracker session``: a session is added, changed, starts, ends, is given hours, moved, cancelled or restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from tracker.cli.output import say
from tracker.cli.param_types import NONE, GivenDay, Word, day_given, hour_given, hours_given, row_meant, text_given
from tracker.cli.run import Function, Run, examples, pass_run, shared_options, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import AGENDA, PARTIES, PEOPLE, SESSIONS, row_ids
from tracker.domain.edits import (
    AddSession,
    CancelSession,
    EditSession,
    EndSession,
    MoveSession,
    RestoreSession,
    SetHours,
    StartSession,
)
from tracker.domain.model.programme import SessionType
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


_Planned = Literal["tentative", "confirmed"]
_LINKS = {"agenda_items": AGENDA, "parties": PARTIES, "people": PEOPLE}


def _linked(function: Function) -> Function:
    """Add what both take beside the title: place, description, standing, and the rows that the session names."""
    for option in (
        _several("--person", "people", "Someone who is in it; may be given several times."),
        _several("--party", "parties", "A party that is in it; may be given several times."),
        _several("--item", "agenda_items", "An agenda item that it takes up; may be given several times."),
        click.option("--status", type=Word(get_args(_Planned)), help="Whether it is sure to be held."),
        click.option("--description", metavar="TEXT", help="What it is about; - reads it in."),
        click.option("--room", metavar="TEXT", help="Where it is held."),
    ):
        function = option(function)
    return function


def _several(name: str, field: str, words: str) -> Callable[[Function], Function]:
    return click.option(name, field, metavar="ID", multiple=True, shell_complete=row_ids(*_LINKS[field]), help=words)


@verb(
    "tracker session add 'Talks on visas' --type bilateral --day 2025-11-26 --start 15:00 --end 16:00 --item psm\n"
    "tracker session add 'Visit to the port' --type technical --day 2025-11-27 --party gazprom"
)
@click.argument("title")
@click.option("--type", type=Word(get_args(SessionType)), required=True, help="What it is.")
@click.option("--day", "date", callback=day_given, metavar="DAY", required=True, help="The day on which it is held.")
@click.option("--start", type=hour_given, metavar="HOUR", help="When it starts; all day if left out.")
@click.option("--end", type=hour_given, metavar="HOUR", help="When it ends.")
@_linked
@pass_run
def add(run: Run, /, title: str, start: time | None, end: time | None, **given: Any) -> None:
    """Add a session to the schedule, and print its id."""
    said = _said(title, given)

    def intent(state: State) -> AddSession:
        return AddSession(
            type=given["type"],
            date=given["date"].on(run.calendar(state.meeting)),
            start=start,
            end=end,
            **said,
            **_ids(state, given),
        )

    receipt = change(run, intent)
    for made in receipt.entry.changes if receipt.entry else ():
        say(made.id)


@verb("tracker session edit talks-26 --room 'Hall B' --item psm\ntracker session edit talks-26 --person none")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*SESSIONS))
@click.option("--title", metavar="TEXT", help="What it is called.")
@click.option("--type", type=Word(get_args(SessionType)), help="What it is.")
@_linked
@pass_run
def edit(run: Run, /, asked: str, title: str | None, **given: Any) -> None:
    """Change what a session is; what is left out stays, and none takes all items, parties or people away.

    Its day and hours are changed with "tracker session move" and "hours".
    """
    said: dict[str, Any] = _said(title, given) | ({"type": given["type"]} if given["type"] else {})
    if not said and not any(given[name] for name in _LINKS):
        raise click.UsageError("Say what is to change, such as --title.")
    change(run, lambda state: EditSession(session=row_meant(state, asked, *SESSIONS), **said, **_ids(state, given)))


def _said(title: str | None, given: dict[str, Any]) -> dict[str, Any]:
    """Return the texts and the status that were given."""
    said = {"status": given["status"]} if given["status"] else {}
    for name, words in (("title", title), ("room", given["room"])):
        if words is not None:
            said[name] = text_given(words)
    if given["description"] is not None:
        said["description"] = text_given(given["description"])
    return said


def _ids(state: State, given: dict[str, Any]) -> dict[str, Any]:
    """Return the ids of the rows that were given; an empty list where ``none`` was."""
    return {
        name: tuple(row_meant(state, each, *tables) for each in given[name] if each.casefold() != NONE)
        for name, tables in _LINKS.items()
        if given[name]
    }


for _command in (add, edit, start, end, hours, move, cancel, restore):
    session.add_command(_command)
