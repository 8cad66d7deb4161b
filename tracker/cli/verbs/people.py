"""``tracker person`` and ``tracker party``: who takes part."""

from typing import Any, get_args

import click

from tracker.cli.output import say
from tracker.cli.param_types import Word, row_meant, text_given
from tracker.cli.run import Run, examples, pass_run, shared_options, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import PARTIES, PEOPLE, row_ids
from tracker.domain.edits import AddParty, AddPerson, EditParty, EditPerson
from tracker.domain.model.programme import PartyKind
from tracker.domain.model.record import PersonRole
from tracker.domain.model.snapshot import Receipt
from tracker.domain.model.state import State

_NEW_ID = click.option("--id", "id", metavar="ID", help="The id to give; else it is made.")


def _person_options(function: Any) -> Any:
    """Add what can be said of a person beside the name."""
    for option in (
        click.option("--organisation", metavar="TEXT", help="Where they work, if not for the party."),
        click.option("--designation", metavar="TEXT", help="Their office, such as Joint Secretary."),
        click.option("--honorific", metavar="TEXT", help="Such as Mr, Dr or H.E."),
        click.option("--role", type=Word(get_args(PersonRole)), help="What they are in the delegation."),
    ):
        function = option(function)
    return function


_SHORT_NAME = click.option("--short-name", metavar="TEXT", help="What lists call it.")


@click.group(
    epilog=examples(
        "tracker person add 'Anna Khan' --party gazprom --role head\ntracker person edit person-1 --role expert"
    )
)
@shared_options
def person() -> None:
    """Add someone to a delegation, or change what is known of them; "tracker withdraw" takes them off."""


@verb("tracker person add 'Anna Khan' --party gazprom --role head --honorific Dr --designation Director")
@click.argument("name")
@click.option("--party", metavar="ID", required=True, shell_complete=row_ids(*PARTIES), help="Whose delegation it is.")
@_person_options
@_NEW_ID
@pass_run
def add_person(run: Run, /, name: str, party: str, **given: str | None) -> None:
    """Add a person to the delegation of a party, and print the id."""
    called, said = text_given(name), _said(given)
    _say_id(change(run, lambda state: AddPerson(name=called, party=row_meant(state, party, *PARTIES), **said)))


@verb(
    "tracker person add 'Anna Khan' --party gazprom\ntracker person edit person-1 --role expert\n"
    "tracker person edit person-1 --party ogdc --designation ''"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*PEOPLE))
@click.option("--name", metavar="TEXT", help="What they are called.")
@click.option("--party", metavar="ID", shell_complete=row_ids(*PARTIES), help="Whose delegation it is.")
@_person_options
@pass_run
def edit_person(run: Run, /, asked: str, party: str | None, **given: str | None) -> None:
    """Change what is known of a person; what is left out stays, an empty text takes away."""
    said = _said(given)
    _refuse_nothing(said, party)

    def intent(state: State) -> EditPerson:
        moved: dict[str, Any] = {} if party is None else {"party": row_meant(state, party, *PARTIES)}
        return EditPerson(person=row_meant(state, asked, *PEOPLE), **said, **moved)

    change(run, intent)


@click.group(
    epilog=examples(
        "tracker party add 'Dry Port Board' --kind organisation --side pk\ntracker party edit ogdc --short-name OGDC"
    )
)
@shared_options
def party() -> None:
    """Add a state, a body or a company, or change one; "tracker withdraw" takes it off."""


@verb("tracker party add 'Dry Port Board' --kind organisation --side pk --short-name Port")
@click.argument("name")
@click.option("--kind", type=Word(get_args(PartyKind)), required=True, help="What it is.")
@click.option("--side", metavar="SIDE", required=True, help="The side that it is of.")
@_SHORT_NAME
@_NEW_ID
@pass_run
def add_party(run: Run, /, name: str, side: str, **given: str | None) -> None:
    """Add a party to the meeting, and print its id."""
    called, said = text_given(name), _said(given)
    _say_id(change(run, lambda _: AddParty(name=called, side=side.casefold(), **said)))


@verb("tracker party edit ogdc --short-name OGDC\ntracker party edit gazprom --kind company")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*PARTIES))
@click.option("--name", metavar="TEXT", help="What it is called.")
@click.option("--kind", type=Word(get_args(PartyKind)), help="What it is.")
@click.option("--side", metavar="SIDE", help="The side that it is of.")
@_SHORT_NAME
@pass_run
def edit_party(run: Run, /, asked: str, **given: str | None) -> None:
    """Change what is known of a party; what is left out stays."""
    said = _said(given)
    _refuse_nothing(said, None)
    change(run, lambda state: EditParty(party=row_meant(state, asked, *PARTIES), **said))


def _said(given: dict[str, str | None]) -> dict[str, Any]:
    """Return what was given of the fields of a person or a party."""
    return {name: text_given(words) for name, words in given.items() if words is not None}


def _refuse_nothing(said: dict[str, Any], party: str | None) -> None:
    if not said and party is None:
        raise click.UsageError("Say what is to change, such as --name.")


def _say_id(receipt: Receipt) -> None:
    for made in receipt.entry.changes if receipt.entry else ():
        say(made.id)


for _group, _add, _edit in ((person, add_person, edit_person), (party, add_party, edit_party)):
    _group.add_command(_add, "add")
    _group.add_command(_edit, "edit")
