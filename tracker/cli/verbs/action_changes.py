"""``tracker action set``, ``due`` and ``edit``: what becomes of an action item until it is done."""

from datetime import date
from typing import Any, get_args

import click
from msgspec import UNSET

from tracker.cli.output import remark
from tracker.cli.param_types import NONE, GivenDay, Word, day_or_none_given, row_meant, text_given
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change, change_with_reason
from tracker.cli.verbs.completion import ACTIONS, ATTENDEES, row_ids
from tracker.domain.edits import AnyEdit, Batch, CancelAction, EditAction, OneEdit, ReopenAction, ReportProgress
from tracker.domain.model.record import ActionItem, ActionStatus, Priority
from tracker.domain.model.snapshot import Receipt
from tracker.domain.model.state import State
from tracker.domain.rules.rules import UNFINISHED_ACTION
from tracker.domain.words.formatting import full_day
from tracker.errors import RefusedError

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
