"""``tracker session add`` and ``edit``: what a session is called, where it is, what it takes up and who is in it."""

from collections.abc import Callable
from datetime import time
from typing import Any, Literal, get_args

import click

from tracker.cli.output import say
from tracker.cli.param_types import NONE, Word, day_given, hour_given, row_meant, text_given
from tracker.cli.run import Function, Run, pass_run, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import AGENDA, PARTIES, PEOPLE, SESSIONS, row_ids
from tracker.domain.edits import AddSession, EditSession
from tracker.domain.model.programme import SessionType
from tracker.domain.model.state import State

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
