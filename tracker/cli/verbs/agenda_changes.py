"""``tracker item`` and ``tracker point``: the agenda is added to, changed and put in another order."""

from collections.abc import Callable
from typing import Any, get_args

import click

from tracker.cli.output import say
from tracker.cli.param_types import Word, row_meant, text_given
from tracker.cli.run import Function, Run, examples, pass_run, shared_options, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import AGENDA, ONE_POINT, PARTIES, SESSIONS, row_ids
from tracker.domain.edits import AddItem, AddPoint, EditItem, EditPoint, MoveItem, MovePoint
from tracker.domain.model.programme import Purpose
from tracker.domain.model.snapshot import Receipt
from tracker.domain.model.state import State

_NOTHING_TO_CHANGE = "Say what is to change, such as --title."


def _visibility(function: Function) -> Function:
    """Add the options that say who may read it."""
    for name, words in (("internal", "Leaves only in an own-side export."), ("public", "For both sides.")):
        function = click.option(f"--{name}", "visibility", flag_value=name, help=words)(function)
    return function


def _several(
    name: str, field: str, tables: tuple[str, ...], words: str, *, required: bool = False
) -> Callable[[Function], Function]:
    return click.option(
        name, field, metavar="ID", multiple=True, required=required, shell_complete=row_ids(*tables), help=words
    )


def _before(tables: tuple[str, ...], what: str) -> Callable[[Function], Function]:
    words = f"The {what} that it stands before."
    return click.option("--before", metavar="ID", default="", shell_complete=row_ids(*tables), help=words)


_LEADS = "The party that leads; may be given several times."
_OTHERS = "Another party that it is about; may be given several times."


@click.group(
    epilog=examples(
        "tracker item add 'Visas' --purpose for-discussion --lead gazprom\n"
        "echo 'Settle the next steps.' | tracker item edit psm --annotation -\ntracker item move psm --before offshore"
    )
)
@shared_options
def item() -> None:
    """Add agenda items, change what they are about, or put them in another order; "tracker set" moves them on."""


@verb(
    "tracker item add 'Visas' --purpose for-discussion --lead gazprom --session talks-26\n"
    "tracker item add 'Our position' --purpose for-information --lead gazprom --internal"
)
@click.argument("title")
@click.option("--purpose", type=Word(get_args(Purpose)), required=True, help="What is to come of it.")
@_several("--lead", "lead_parties", PARTIES, _LEADS, required=True)
@_several("--with", "other_parties", PARTIES, _OTHERS)
@_several("--session", "sessions", SESSIONS, "A session that takes it up; may be given several times.")
@click.option("--annotation", metavar="TEXT", default="", help="What it is about; - reads it in.")
@_before(AGENDA, "item")
@_visibility
@pass_run
def add_item(run: Run, /, title: str, purpose: Purpose, annotation: str, before: str, **given: Any) -> None:
    """Add an agenda item with the next free number, and print its id."""
    called, about = text_given(title), text_given(annotation)

    def intent(state: State) -> AddItem:
        return AddItem(
            title=called,
            purpose=purpose,
            annotation=about,
            lead_parties=_ids(state, given["lead_parties"], PARTIES),
            other_parties=_ids(state, given["other_parties"], PARTIES),
            sessions=_ids(state, given["sessions"], SESSIONS),
            before=row_meant(state, before, *AGENDA) if before else "",
            visibility=given["visibility"] or "public",
        )

    _say_id(change(run, intent), "agenda_items")


@verb(
    "tracker item edit psm --title 'The mill' --purpose for-decision\n"
    "echo 'Settle the next steps.' | tracker item edit psm --annotation -"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*AGENDA))
@click.option("--title", metavar="TEXT", help="What it is called.")
@click.option("--purpose", type=Word(get_args(Purpose)), help="What is to come of it.")
@click.option("--annotation", metavar="TEXT", help="What it is about; - reads it in.")
@_several("--lead", "lead_parties", PARTIES, _LEADS)
@_several("--with", "other_parties", PARTIES, _OTHERS)
@_visibility
@pass_run
def edit_item(run: Run, /, asked: str, title: str | None, annotation: str | None, **given: Any) -> None:
    """Change what an agenda item is about; what is left out stays."""
    said = {name: value for name, value in given.items() if value}
    if title is not None:
        said["title"] = text_given(title)
    if annotation is not None:
        said["annotation"] = text_given(annotation)
    if not said:
        raise click.UsageError(_NOTHING_TO_CHANGE)

    def intent(state: State) -> EditItem:
        parties: dict[str, Any] = {
            name: _ids(state, said[name], PARTIES) for name in ("lead_parties", "other_parties") if name in said
        }
        return EditItem(item=row_meant(state, asked, *AGENDA), **(said | parties))

    change(run, intent)


@verb("tracker item move psm --before offshore\ntracker item move psm    # to the end")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*AGENDA))
@_before(AGENDA, "item")
@pass_run
def move_item(run: Run, asked: str, before: str) -> None:
    """Put an agenda item before another, or at the end; after the release each keeps its number."""

    def intent(state: State) -> MoveItem:
        return MoveItem(item=row_meant(state, asked, *AGENDA), before=_place(state, before, AGENDA))

    change(run, intent)


@click.group(
    epilog=examples("tracker point add psm 'Next steps'\ntracker point edit psm.4 --internal\ntracker point move psm.4")
)
@shared_options
def point() -> None:
    """Add talking points, change them, or put them in another order; "tracker withdraw" takes one off."""


@verb("tracker point add psm 'Next steps'\ntracker point add psm 'What we would settle for' --internal --before psm.1")
@click.argument("asked", metavar="ITEM", shell_complete=row_ids(*AGENDA))
@click.argument("title")
@_before(ONE_POINT, "point")
@_visibility
@pass_run
def add_point(run: Run, asked: str, title: str, before: str, visibility: Any) -> None:
    """Add a talking point to an agenda item, with its next free number, and print its id."""
    called = text_given(title)

    def intent(state: State) -> AddPoint:
        place = _place(state, before, ONE_POINT)
        on = row_meant(state, asked, *AGENDA)
        return AddPoint(item=on, title=called, before=place, visibility=visibility or "public")

    _say_id(change(run, intent), "talking_points")


@verb("tracker point edit psm.4 --title 'Next steps, with dates'\ntracker point edit psm.4 --internal")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ONE_POINT))
@click.option("--title", metavar="TEXT", help="What it says.")
@_visibility
@pass_run
def edit_point(run: Run, asked: str, title: str | None, visibility: Any) -> None:
    """Change a talking point; what is left out stays."""
    said: dict[str, Any] = {"visibility": visibility} if visibility else {}
    if title is not None:
        said["title"] = text_given(title)
    if not said:
        raise click.UsageError(_NOTHING_TO_CHANGE)
    change(run, lambda state: EditPoint(point=row_meant(state, asked, *ONE_POINT), **said))


@verb("tracker point move psm.4 --before psm.1\ntracker point move psm.1  # to the end")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ONE_POINT))
@_before(ONE_POINT, "point")
@pass_run
def move_point(run: Run, asked: str, before: str) -> None:
    """Put a talking point before another of its item, or at the end; it keeps its number."""

    def intent(state: State) -> MovePoint:
        return MovePoint(point=row_meant(state, asked, *ONE_POINT), before=_place(state, before, ONE_POINT))

    change(run, intent)


def _place(state: State, before: str, tables: tuple[str, ...]) -> str:
    return row_meant(state, before, *tables) if before else ""


def _ids(state: State, asked: tuple[str, ...], tables: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row_meant(state, each, *tables) for each in asked)


def _say_id(receipt: Receipt, table: str) -> None:
    """Print the id of what was added; other rows change along with it."""
    for made in receipt.entry.changes if receipt.entry else ():
        if made.table == table and made.before is None:
            say(made.id)


for _group, _commands in (
    (item, {"add": add_item, "edit": edit_item, "move": move_item}),
    (point, {"add": add_point, "edit": edit_point, "move": move_point}),
):
    for _name, _command in _commands.items():
        _group.add_command(_command, _name)
