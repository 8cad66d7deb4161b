"""Action items: who is to do what by when, what was done, and who saw that it is done."""

from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from tracker.domain.edits.base import (
    Edit,
    EditContext,
    Outcome,
    handles,
    next_id,
    provided_fields,
    require_row,
    required_body,
    required_line,
)
from tracker.domain.model.record import ActionItem, ActionTaken, DueChange, Priority
from tracker.domain.model.state import State
from tracker.domain.rules.rules import UNFINISHED_ACTION
from tracker.domain.search.lookup import nearest_ids
from tracker.domain.words.formatting import in_words
from tracker.errors import RefusedError, UnknownIdError
from tracker.text import clean, clean_lines

_ORIGINS = ("agenda_items", "talking_points", "decisions")


class AddAction(Edit, frozen=True, kw_only=True, tag="add_action"):
    """Give someone something to do."""

    about: str
    """Id of the decision, agenda item or talking point that it follows from."""
    text: str
    owner_party: str = ""
    """Left out, it is the party of ``owner_person``."""
    owner_person: str = ""
    co_owners: tuple[str, ...] = ()
    due: date | None = None
    priority: Priority = "normal"
    carried_from: str = ""


class EditAction(Edit, frozen=True, kw_only=True, tag="edit_action"):
    """Change an action item; what is left out stays."""

    action: str
    text: str | UnsetType = UNSET
    owner_party: str | UnsetType = UNSET
    owner_person: str | UnsetType = UNSET
    co_owners: tuple[str, ...] | UnsetType = UNSET
    due: date | UnsetType | None = UNSET
    priority: Priority | UnsetType = UNSET
    reason: str = ""
    """Why the due date is moved."""


class ReportProgress(Edit, frozen=True, kw_only=True, tag="report_progress"):
    """Say what was done about an action item and how far it is."""

    action: str
    taken: str = ""
    """What was done; may be left out where only ``percent`` changes."""
    percent: int | UnsetType = UNSET
    """0 to 100."""
    for_review: bool = False
    """It is done as far as its owner is concerned; someone else is to see that it is."""


class CompleteAction(Edit, frozen=True, kw_only=True, tag="complete_action"):
    """Say that an action item is done, and what was done."""

    action: str
    taken: str = ""
    """What was done; may be left out where it was reported before."""
    verified_by: str = ""
    """Who saw that it is done: a person's id or a name. High priority needs one other than the owner."""


class CancelAction(Edit, frozen=True, kw_only=True, tag="cancel_action"):
    """Say that an action item is not to be done."""

    action: str
    reason: str


class ReopenAction(Edit, frozen=True, kw_only=True, tag="reopen_action"):
    """Say that an action item is to be done after all, or is not done yet."""

    action: str
    reason: str


@handles(AddAction, after_closing=True)
def _add(edit: AddAction, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    item, decision = _origin(state, edit.about)
    row_id = next_id(state, "a")
    action = ActionItem(
        id=row_id,
        ref=row_id.upper(),
        item=item,
        decision=decision,
        text=required_body(edit.text, "the text of the action item", "text"),
        owner_party=edit.owner_party,
        owner_person=edit.owner_person,
        co_owners=edit.co_owners,
        due=edit.due,
        priority=edit.priority,
        carried_from=clean(edit.carried_from),
    )
    yield _owned(state, action)


@handles(EditAction, after_closing=True)
def _edit(edit: EditAction, context: EditContext) -> Iterator[Outcome]:
    action = _unfinished(context, edit.action)
    fields = provided_fields(edit, "text", "owner_party", "owner_person", "co_owners", "due", "priority")
    if "text" in fields:
        required_body(fields["text"], "the text of the action item", "text")
    # A new party takes over as a whole, unless one of its people is named with it.
    if fields.get("owner_party", action.owner_party) != action.owner_party and "owner_person" not in fields:
        fields["owner_person"] = ""
    if fields.get("due", action.due) != action.due and action.due is not None:
        reason = required_line(edit.reason, f"the reason for moving the due date of {action.ref}", "reason")
        moved = DueChange(due=action.due, reason=reason, by=context.actor.name, at=context.at)
        fields["due_history"] = (*action.due_history, moved)
    yield _owned(context.state, msgspec.structs.replace(action, **fields))


@handles(ReportProgress, after_closing=True)
def _report(edit: ReportProgress, context: EditContext) -> Iterator[Outcome]:
    action = _with_taken(_unfinished(context, edit.action), edit.taken, context)
    if edit.percent is not UNSET:
        if not 0 <= edit.percent <= 100:
            raise RefusedError(
                f"{edit.percent} is no percentage.", "Give a whole number from 0 to 100.", field="percent"
            )
        action = msgspec.structs.replace(action, percent=edit.percent)
    if edit.for_review and not action.taken:
        raise RefusedError(
            f"{action.ref} can't be reviewed: nothing was done yet.", "Say what was done.", field="taken"
        )
    status = "pending_review" if edit.for_review else "in_progress"
    yield msgspec.structs.replace(action, status=status, status_reason="")


@handles(CompleteAction, after_closing=True)
def _complete(edit: CompleteAction, context: EditContext) -> Iterator[Outcome]:
    action = require_row(context.state, context.state.action_items, edit.action)
    if action.status == "completed":
        return
    action = _with_taken(_unfinished(context, edit.action), edit.taken, context)
    if not action.taken:
        raise RefusedError(
            f"{action.ref} can't be completed: nothing was done yet.", "Say what was done.", field="taken"
        )
    verifier = clean(edit.verified_by)
    if action.priority == "high":
        _check_verifier(context.state, action, verifier)
    yield msgspec.structs.replace(
        action, status="completed", status_reason="", percent=100, verified_by=verifier, completed_at=context.at
    )


@handles(CancelAction, after_closing=True)
def _cancel(edit: CancelAction, context: EditContext) -> Iterator[Outcome]:
    action = require_row(context.state, context.state.action_items, edit.action)
    if action.status == "cancelled":
        return
    reason = required_line(edit.reason, f"the reason for cancelling {action.ref}", "reason")
    yield msgspec.structs.replace(_unfinished(context, action.id), status="cancelled", status_reason=reason)


@handles(ReopenAction, after_closing=True)
def _reopen(edit: ReopenAction, context: EditContext) -> Iterator[Outcome]:
    action = require_row(context.state, context.state.action_items, edit.action)
    if action.status in UNFINISHED_ACTION:
        return
    reason = required_line(edit.reason, f"the reason for reopening {action.ref}", "reason")
    yield msgspec.structs.replace(
        action,
        status="in_progress" if action.taken else "open",
        status_reason=reason,
        percent=min(action.percent, 99),
        verified_by="",
        completed_at=None,
    )


def _origin(state: State, about: str) -> tuple[str, str]:
    """Return the agenda item and the decision (or nothing) that an action item follows from."""
    if decision := state.decisions.get(about):
        return decision.item, decision.id
    if point := state.talking_points.get(about):
        return point.item, ""
    if about in state.agenda_items:
        return about, ""
    raise UnknownIdError(about, nearest_ids(state, about, _ORIGINS))


def _owned(state: State, action: ActionItem) -> ActionItem:
    """Return an action item whose owners are all there."""
    if action.owner_person:
        person = require_row(state, state.people, action.owner_person)
        action = msgspec.structs.replace(action, owner_party=action.owner_party or person.party)
    if not action.owner_party:
        raise RefusedError("An action item needs an owner.", "Name the party that is to do it.", field="owner_party")
    require_row(state, state.parties, action.owner_party)
    for owner in action.co_owners:
        if owner not in state.parties and owner not in state.people:
            raise UnknownIdError(owner, nearest_ids(state, owner, ("parties", "people")))
    return msgspec.structs.replace(action, co_owners=tuple(dict.fromkeys(action.co_owners)))


def _unfinished(context: EditContext, action_id: str) -> ActionItem:
    action = require_row(context.state, context.state.action_items, action_id)
    if action.status not in UNFINISHED_ACTION:
        raise RefusedError(f"{action.ref} is {in_words(action.status)}.", "Reopen it first, with a reason.")
    return action


def _with_taken(action: ActionItem, text: str, context: EditContext) -> ActionItem:
    """Return an action item with one more thing that was done; as it is where nothing is said."""
    words = clean_lines(text)
    if not words:
        return action
    taken = ActionTaken(text=words, by=context.actor.name, at=context.at)
    return msgspec.structs.replace(action, taken=(*action.taken, taken))


def _check_verifier(state: State, action: ActionItem, verifier: str) -> None:
    """Refuse a verifier who is the owner: the owning person or, where only a party owns it, anyone of that party."""
    hint = "Name someone else who saw that it is done, or hand it in for review."
    if not verifier:
        unseen = f"{action.ref} is of high priority, so someone must have seen that it is done."
        raise RefusedError(unseen, hint, field="verified_by")
    person = state.people.get(verifier)
    own = {action.owner_person or action.owner_party, *action.co_owners}
    names = {state.people[owner].name.casefold() for owner in own if owner in state.people}
    names |= {name.casefold() for owner in own if owner in state.parties for name in _names(state, owner)}
    is_of_owner = person is not None and (person.id in own or person.party in own)
    if verifier in own or verifier.casefold() in names or is_of_owner:
        own_work = f"{verifier} owns {action.ref}, so someone else must have seen that it is done."
        raise RefusedError(own_work, hint, field="verified_by")


def _names(state: State, party_id: str) -> tuple[str, ...]:
    party = state.parties[party_id]
    return tuple(name for name in (party.name, party.short_name) if name)
