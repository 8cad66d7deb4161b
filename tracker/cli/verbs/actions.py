"""``tracker action``: what someone is to do after the meeting, what was done, and the whole list of it."""

from datetime import date
from typing import get_args

import click

from tracker.cli.json_documents import action_document
from tracker.cli.output import say, say_json, say_table
from tracker.cli.param_types import GivenDay, Word, day_given, row_meant, text_given
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, examples, pass_run, shared_options, verb
from tracker.cli.transact import change
from tracker.cli.verbs.action_changes import due, edit, set_, tell_due
from tracker.cli.verbs.completion import ABOUT_ACTIONS, ACTIONS, ATTENDEES, row_ids
from tracker.domain.edits import AddAction, CompleteAction
from tracker.domain.model.record import ActionItem, Priority
from tracker.domain.model.state import State
from tracker.domain.rules.rules import UNFINISHED_ACTION, is_overdue
from tracker.domain.words.formatting import full_day, in_words
from tracker.domain.words.labels import name_of
from tracker.errors import RefusedError

_ORIGINS = ("agenda_items", "talking_points", "decisions")


@click.group(
    epilog=examples(
        "tracker action add psm 'Send the term sheet' --owner steel-mills --due 2026-01-15\n"
        "tracker action due A1 2026-03-01 --reason 'The bank is closed until then'\n"
        "tracker action done A1 'Sent on 12 January'\ntracker action list"
    )
)
@shared_options
def action() -> None:
    """Add action items, change them, say what was done about them, or print all of them."""


@verb(
    "tracker action add psm 'Send the term sheet' --owner steel-mills --due 2026-01-15\n"
    "echo 'Name the experts' | tracker action add offshore - --owner gazprom --priority high"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ABOUT_ACTIONS))
@click.argument("text")
@click.option(
    "--owner", metavar="PARTY", default="", shell_complete=row_ids("parties"), help="The party that is to do it."
)
@click.option(
    "--person", metavar="ID", default="", shell_complete=row_ids("people"), help="The person who is to do it."
)
@click.option(
    "--co-owner",
    "co_owners",
    metavar="ID",
    multiple=True,
    shell_complete=row_ids(*ATTENDEES),
    help="Who is to do it as well; may be given several times.",
)
@click.option("--due", callback=day_given, metavar="DAY", help="The day by which it is to be done.")
@click.option("--priority", type=Word(get_args(Priority)), default="normal", help="How urgent it is.")
@pass_run
def add(
    run: Run,
    asked: str,
    text: str,
    owner: str,
    person: str,
    co_owners: tuple[str, ...],
    due: GivenDay | None,
    priority: Priority,
) -> None:
    """Give someone something to do that follows from a decision, an agenda item or a point, and print its reference."""
    words = text_given(text)

    def intent(state: State) -> AddAction:
        return AddAction(
            about=row_meant(state, asked, *_ORIGINS),
            text=words,
            owner_party=row_meant(state, owner, "parties") if owner else "",
            owner_person=row_meant(state, person, "people") if person else "",
            co_owners=tuple(row_meant(state, each, "parties", "people") for each in co_owners),
            due=due.on(run.calendar(state.meeting), is_due=True) if due else None,
            priority=priority,
        )

    receipt = change(run, intent)
    for made in receipt.entry.changes if receipt.entry else ():
        say(receipt.snapshot.state.action_items[made.id].ref)
    tell_due(receipt, due)


@verb(
    "tracker action add psm 'Send the term sheet' --owner steel-mills --priority high\n"
    "tracker action done A1 'Sent on 12 January' --verified-by 'S. Khan'  # high priority: seen by someone else"
)
@click.argument("asked", metavar="REF", shell_complete=row_ids(*ACTIONS))
@click.argument("text", required=False, default="", metavar="[WHAT]")
@click.option("--verified-by", metavar="PERSON", default="", help="Who saw that it is done.")
@pass_run
def done(run: Run, asked: str, text: str, verified_by: str) -> None:
    """Say that an action item is done, and what was done."""
    words, verifier = text_given(text), text_given(verified_by)
    lacks_verifier: list[str] = []

    def intent(state: State) -> CompleteAction:
        meant = state.action_items[row_meant(state, asked, "action_items")]
        if meant.priority == "high" and meant.status in UNFINISHED_ACTION and (words or meant.taken):
            lacks_verifier.append(meant.id)
        return CompleteAction(action=meant.id, taken=words, verified_by=verifier)

    try:
        change(run, intent)
    except RefusedError as error:
        way_out = "Give --verified-by PERSON, someone other than the owner."
        raise RefusedError(error.message, way_out if lacks_verifier else error.hint) from error


@verb("tracker action list\ntracker action list --json")
@json_option
@pass_run
def list_(run: Run, as_json: bool) -> None:
    """Print all action items with their owners, those due first at the top."""
    reading = read_meeting(run)
    state, today = reading.state, reading.today
    actions = sorted(state.action_items.values(), key=lambda action: (action.due is None, action.due or today))
    if as_json:
        documents = [action_document(action, today) for action in actions]
        say_json({"today": today.isoformat(), "actions": documents})
    else:
        rows = [action_cells(state, action, today) for action in actions]
        say_table(("Ref.", "Due", "Status", "Owner", "What", "On"), rows)


for _command in (add, due, edit, done):
    action.add_command(_command)
action.add_command(set_, "set")
action.add_command(list_, "list")


def action_cells(state: State, action: ActionItem, today: date) -> tuple[str, ...]:
    """Return what a line of the action matrix has: reference, due date, status, owner, what, agenda item."""
    marks = ["overdue"] * is_overdue(action, today) + [f"{action.priority} priority"] * (action.priority != "normal")
    owners = (action.owner_party, action.owner_person, *action.co_owners)
    return (
        action.ref,
        full_day(action.due) if action.due else "no date",
        ", ".join((in_words(action.status), *marks)),
        ", ".join(name_of(state, owner) for owner in owners if owner),
        " ".join(action.text.split()),
        state.number_of(action.item),
    )
