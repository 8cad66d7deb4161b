"""``tracker action``: what someone is to do after the meeting, what was done, and the whole list of it."""

from datetime import date
from typing import Any, get_args

import click
from msgspec import UNSET

from tracker.cli.json_documents import action_document
from tracker.cli.output import remark, say, say_json, say_table
from tracker.cli.param_types import NONE, GivenDay, Word, day_given, day_or_none_given, row_meant, text_given
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, examples, pass_run, shared_options, verb
from tracker.cli.transact import change, change_with_reason
from tracker.cli.verbs.completion import ABOUT_ACTIONS, ACTIONS, ATTENDEES, row_ids
from tracker.domain.edits import (
    AddAction,
    AnyEdit,
    Batch,
    CancelAction,
    CompleteAction,
    EditAction,
    OneEdit,
    ReopenAction,
    ReportProgress,
)
from tracker.domain.model.record import ActionItem, ActionStatus, Priority
from tracker.domain.model.snapshot import Receipt
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


_BY_DONE = "completed"


def _meant(state: State, asked: str) -> ActionItem:
    return state.action_items[row_meant(state, asked, "action_items")]


@verb(
    "tracker action add psm 'Send the term sheet' --owner steel-mills\n"
    "tracker action set A1 in-progress --what 'Asked for offers' --percent 20\n"
    "tracker action set A1 pending-review --what 'Sent'  # action done --verified-by closes it\n"
    "tracker action set A1 cancelled --reason 'Overtaken'\ntracker action set A1 open --reason 'Not all of it'"
)
@click.argument("asked", metavar="REF", shell_complete=row_ids(*ACTIONS))
@click.argument("status", type=Word(word for word in get_args(ActionStatus) if word != _BY_DONE), metavar="STATUS")
@click.option("--what", metavar="TEXT", default="", help="What was done about it.")
@click.option("--percent", type=click.IntRange(0, 100), help="How far it is.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is cancelled or reopened.")
@pass_run
def set_(run: Run, asked: str, status: ActionStatus, what: str, percent: int | None, reason: str) -> None:
    """Set the status of an action item, and say how far it is.

    STATUS is in-progress, pending-review (someone else is to see that it is done), cancelled, or open, which reopens
    what was completed or cancelled. "tracker action done" completes one.
    """
    is_reported = status in ("in_progress", "pending_review")
    if not is_reported and (what or percent is not None):
        raise click.UsageError("--what and --percent are for in-progress and pending-review.")
    words, why = text_given(what), text_given(reason)

    def intent(state: State) -> AnyEdit:
        action = _meant(state, asked)
        if is_reported:
            far = UNSET if percent is None else percent
            return ReportProgress(action=action.id, taken=words, percent=far, for_review=status == "pending_review")
        if status == "cancelled":
            return CancelAction(action=action.id, reason=why)
        if action.status in UNFINISHED_ACTION and action.status != status:
            raise RefusedError(f"{action.ref} was begun, so it is as open as it can be.", "Leave it as it is.")
        return ReopenAction(action=action.id, reason=why)

    change_with_reason(run, intent, lambda state: not why and _needs_reason(_meant(state, asked), status))


def _needs_reason(action: ActionItem, status: ActionStatus) -> bool:
    is_unfinished = action.status in UNFINISHED_ACTION
    return is_unfinished if status == "cancelled" else status == "open" and not is_unfinished


@verb(
    "tracker action add psm 'Send the term sheet' --owner steel-mills --due 2026-01-15\n"
    "tracker action due A1 2026-03-01 --reason 'The bank is closed until then'\n"
    "tracker action due A1 none --reason 'Open for now'"
)
@click.argument("asked", metavar="REF", shell_complete=row_ids(*ACTIONS))
@click.argument("day", callback=day_or_none_given, metavar="DAY|none")
@click.option("--reason", metavar="TEXT", default="", help="Why it is moved; needed where there was a day.")
@pass_run
def due(run: Run, asked: str, day: GivenDay | None, reason: str) -> None:
    """Set the day by which an action item is to be done; the day that it had stays on record with the reason."""
    why = text_given(reason)

    def lacks_reason(state: State) -> bool:
        action = _meant(state, asked)
        return not why and action.status in UNFINISHED_ACTION and action.due not in (None, on(state))

    def on(state: State) -> date | None:
        return day.on(run.calendar(state.meeting), is_due=True) if day else None

    def intent(state: State) -> EditAction:
        return EditAction(action=_meant(state, asked).id, due=on(state), reason=why)

    tell_due(change_with_reason(run, intent, lacks_reason), day)


def tell_due(receipt: Receipt, day: GivenDay | None) -> None:
    """Tell with its year by which day something is to be done, where it was given without it."""
    if day is None or day.words.year is not None:
        return
    for made in receipt.entry.changes if receipt.entry else ():
        action = receipt.snapshot.state.action_items[made.id]
        if action.due:
            remark(f"{action.ref} is due {full_day(action.due)}.")


@verb(
    "tracker action add psm 'Send the term sheet' --owner steel-mills\n"
    "tracker action edit A1 --text 'Send the term sheet and its annex' --priority high\n"
    "tracker action edit A1 --owner gazprom --co-owner ogdc --percent 40\ntracker action edit A1 --person none"
)
@click.argument("asked", metavar="REF", shell_complete=row_ids(*ACTIONS))
@click.option("--text", metavar="TEXT", help="What is to be done; - reads it in.")
@click.option("--owner", metavar="PARTY", shell_complete=row_ids("parties"), help="The party that is to do it.")
@click.option("--person", metavar="ID|none", shell_complete=row_ids("people"), help="The person who is to do it.")
@click.option(
    "--co-owner",
    "co_owners",
    metavar="ID|none",
    multiple=True,
    shell_complete=row_ids(*ATTENDEES),
    help="Who is to do it as well; may be given several times.",
)
@click.option("--priority", type=Word(get_args(Priority)), help="How urgent it is.")
@click.option("--percent", type=click.IntRange(0, 100), help="How far it is; the action item is then in progress.")
@pass_run
def edit(run: Run, /, asked: str, co_owners: tuple[str, ...], **given: str | int | None) -> None:
    """Change what an action item says, who is to do it, how urgent and how far it is; what is left out stays.

    A new owner takes it over as a whole, unless a person is named with it.
    """
    said = {name: value for name, value in given.items() if value is not None}
    if not said and not co_owners:
        raise click.UsageError("Say what is to change, such as --text or --owner.")
    if "text" in said:
        said["text"] = text_given(str(said["text"]))
    change(run, lambda state: _edits(state, row_meant(state, asked, "action_items"), said, co_owners))


def _edits(state: State, action: str, said: dict[str, str | int], co_owners: tuple[str, ...]) -> AnyEdit:
    """Return the change of the fields that were given, and the report of how far it is, as one edit."""
    fields: dict[str, Any] = {name: said[name] for name in ("text", "priority") if name in said}
    for name, field, table in (("owner", "owner_party", "parties"), ("person", "owner_person", "people")):
        if name in said:
            fields[field] = _id_or_none(state, str(said[name]), table)
    if co_owners:
        found = (_id_or_none(state, each, "parties", "people") for each in co_owners)
        fields["co_owners"] = tuple(row_id for row_id in found if row_id)
    edits: list[OneEdit] = [EditAction(action=action, **fields)] if fields else []
    if "percent" in said:
        edits.append(ReportProgress(action=action, percent=int(said["percent"])))
    return edits[0] if len(edits) == 1 else Batch(edits=tuple(edits))


def _id_or_none(state: State, asked: str, *tables: str) -> str:
    return "" if asked.casefold() == NONE else row_meant(state, asked, *tables)


for _command in (add, due, edit, done):
    action.add_command(_command)
action.add_command(set_, "set")
action.add_command(list_, "list")
