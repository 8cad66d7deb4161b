"""The status and outcome of agenda items, and the withdrawal of points, parties and people."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from tracker.domain.edits.base import Edit, EditContext, Outcome, SideEffect, handles, require_row
from tracker.domain.edits.lifecycle import under_way
from tracker.domain.model.programme import AgendaItem, Disposition, ItemStatus, Party, TalkingPoint
from tracker.domain.model.record import Person
from tracker.domain.rules.rules import (
    NEXT_MEETING,
    SESSION_OFF,
    current_item,
    item_title,
    session_for,
    status_needs,
    status_refusal,
)
from tracker.domain.search.lookup import nearest_ids
from tracker.domain.words.formatting import in_words
from tracker.errors import RefusedError, UnknownIdError
from tracker.text import clean

SLIP = timedelta(minutes=1)
"""An item that was taken up for less than this was taken up by mistake: taking up the next doesn't close it."""

_REASONED = {"closed": "reopening", "withdrawn": "putting back"}
_WITHDRAWN_TABLES = ("talking_points", "parties", "people")


class SetStatus(Edit, frozen=True, kw_only=True, tag="set_status"):
    """Move an agenda item on in its life; ``rules.status_needs`` says what must be given."""

    item: str
    status: ItemStatus
    disposition: Disposition = ""
    """What came of it, for closing and deferring; an item for decision needs one to be closed."""
    reason: str = ""
    """Why it is reopened, withdrawn or put back."""
    target: str = ""
    """Where it is deferred to: a session's id, or ``next`` for the next meeting."""
    session: str = ""
    """The session in which it is taken up or skipped; found by itself where it is left out."""
    as_of: datetime | None = None
    """The moment (aware) by which it is found: the one that the author is shown. Left out, when the edit is made."""
    force: bool = False
    """Close it although talking points are open."""


class SetDisposition(Edit, frozen=True, kw_only=True, tag="set_disposition"):
    """Say what came of an agenda item, or with an empty one that nothing has."""

    item: str
    disposition: Disposition


class Withdraw(Edit, frozen=True, kw_only=True, tag="withdraw"):
    """Withdraw a talking point, a party or a person, or put one back."""

    id: str
    reason: str = ""
    withdrawn: bool = True
    """False to put it back."""


def is_slip(item: AgendaItem, at: datetime) -> bool:
    """Say whether an item that is taken up at ``at`` was so only by a slip of the finger."""
    return item.opened_at is not None and timedelta(0) <= at - item.opened_at < SLIP


@handles(SetDisposition)
def _set_disposition(edit: SetDisposition, context: EditContext) -> Iterator[Outcome]:
    item = require_row(context.state, context.state.agenda_items, edit.item)
    if item.status == "withdrawn":
        raise RefusedError(f"{item_title(item)} was withdrawn, so nothing came of it.", "Put it back first.")
    if item.status == "closed" and item.purpose == "for_decision" and not edit.disposition:
        raise RefusedError(f"{item_title(item)} is closed and for decision, so it keeps an outcome.")
    yield msgspec.structs.replace(item, disposition=edit.disposition)


@handles(SetStatus)
def _set_status(edit: SetStatus, context: EditContext) -> Iterator[Outcome]:
    item = require_row(context.state, context.state.agenda_items, edit.item)
    if item.status == edit.status and (edit.status != "deferred" or item.carried_to == edit.target):
        if edit.disposition:
            yield from _set_disposition(SetDisposition(item=item.id, disposition=edit.disposition), context)
        return
    if item.status != edit.status and (refusal := status_refusal(context.state, item, edit.status)):
        raise RefusedError(refusal)
    if edit.disposition and edit.status not in ("closed", "deferred"):
        raise RefusedError(f"An outcome is for closing or deferring {item_title(item)}.", "Leave it out.")
    reason = clean(edit.reason)
    if not reason and "reason" in status_needs(context.state, item, edit.status):
        what = _REASONED.get(item.status, "withdrawing")
        raise RefusedError(f"{item_title(item)}: {what} it needs a reason.", "Say why in a few words.", field="reason")
    moved = msgspec.structs.replace(
        item,
        status=edit.status,
        status_reason=reason,
        disposition=edit.disposition or ("" if item.status == "closed" else item.disposition),
        closed_at=None,
        carried_to="",
    )
    yield from _STEPS[edit.status](moved, edit, context)


def _planned(item: AgendaItem, edit: SetStatus, context: EditContext) -> Iterator[Outcome]:
    yield msgspec.structs.replace(item, opened_at=None, taken_up_in="")


def _taken_up(item: AgendaItem, edit: SetStatus, context: EditContext) -> Iterator[Outcome]:
    """Take the item up; what is taken up in the same session is closed, or put back after a slip of the finger."""
    session_id = _session_of(item, edit, context)
    current = current_item(context.state, session_id)
    if current is not None:
        if is_slip(current, context.at):
            yield msgspec.structs.replace(current, status="planned", opened_at=None, taken_up_in="")
        else:
            yield _closed_item(current, context, force=edit.force)
    yield msgspec.structs.replace(item, opened_at=context.at, taken_up_in=session_id)
    yield from under_way(context.state.meeting)


def _closed(item: AgendaItem, edit: SetStatus, context: EditContext) -> Iterator[Outcome]:
    yield _closed_item(item, context, force=edit.force)


def _closed_item(item: AgendaItem, context: EditContext, *, force: bool) -> AgendaItem:
    needs = status_needs(context.state, item, "closed")
    if "disposition" in needs:
        raise RefusedError(
            f"{item_title(item)} is for decision, so it can't be closed without an outcome.",
            "Say what came of it, such as agreed, noted, referred or not agreed.",
            field="disposition",
        )
    if "force" in needs and not force:
        open_ones = [point for point in context.state.points_of(item.id) if not point.done]
        numbers = ", ".join(context.state.number_of(point.id) for point in open_ones)
        raise RefusedError(
            f"{item_title(item)} can't be closed yet: {numbers} {'is' if len(open_ones) == 1 else 'are'} not ticked.",
            "Tick them, or close it anyway.",
            field="force",
        )
    return msgspec.structs.replace(item, status="closed", closed_at=context.at)


def _skipped(item: AgendaItem, edit: SetStatus, context: EditContext) -> Iterator[Outcome]:
    """Skip the item: it goes to the end of its session and stays open."""
    session_id = item.taken_up_in or _session_of(item, edit, context)
    yield msgspec.structs.replace(item, opened_at=None, taken_up_in="")
    if session := context.state.sessions.get(session_id):
        others = tuple(other for other in session.agenda_items if other != item.id)
        yield SideEffect(msgspec.structs.replace(session, agenda_items=(*others, item.id)))


def _deferred(item: AgendaItem, edit: SetStatus, context: EditContext) -> Iterator[Outcome]:
    """Defer the item; a session that it is deferred to gets it on its agenda."""
    if not edit.target:
        raise RefusedError(
            f"Deferring agenda item {item.number} needs a target.",
            field="target",
            in_field="choose a later session, or the next meeting.",
        )
    yield msgspec.structs.replace(item, opened_at=None, taken_up_in="", carried_to=edit.target)
    if edit.target == NEXT_MEETING:
        return
    session = require_row(context.state, context.state.sessions, edit.target)
    if session.status in SESSION_OFF:
        raise RefusedError(f"{session.title} is {in_words(session.status)}, so nothing can be deferred to it.")
    if item.id not in session.agenda_items:
        yield SideEffect(msgspec.structs.replace(session, agenda_items=(*session.agenda_items, item.id)))


def _withdrawn(item: AgendaItem, edit: SetStatus, context: EditContext) -> Iterator[Outcome]:
    yield msgspec.structs.replace(item, disposition="", opened_at=None, taken_up_in="")


_STEPS = {
    "planned": _planned,
    "taken_up": _taken_up,
    "closed": _closed,
    "skipped": _skipped,
    "deferred": _deferred,
    "withdrawn": _withdrawn,
}
"""What each status brings with it."""


def _session_of(item: AgendaItem, edit: SetStatus, context: EditContext) -> str:
    """Return the session that is meant.

    Raises:
        UnknownIdError: there is no such session.
        RefusedError: it doesn't take the item up, or takes nothing up any more.
    """
    if not edit.session:
        return session_for(context.state, item, edit.as_of or context.at)
    session = require_row(context.state, context.state.sessions, edit.session)
    if item.id not in session.agenda_items:
        raise RefusedError(
            f"{item_title(item)} is not on the agenda of {session.title}.", "Add it to that session's agenda first."
        )
    if session.status in SESSION_OFF:
        raise RefusedError(f"{session.title} is {in_words(session.status)}, so it takes nothing up.")
    return session.id


@handles(Withdraw)
def _withdraw(edit: Withdraw, context: EditContext) -> Iterator[Outcome]:
    row = next((rows[edit.id] for name in _WITHDRAWN_TABLES if edit.id in (rows := context.state.tables[name])), None)
    if not isinstance(row, TalkingPoint | Party | Person):
        raise UnknownIdError(edit.id, nearest_ids(context.state, edit.id, _WITHDRAWN_TABLES))
    if row.withdrawn != edit.withdrawn:
        reason = clean(edit.reason) if edit.withdrawn else ""
        yield msgspec.structs.replace(row, withdrawn=edit.withdrawn, withdrawn_reason=reason)
