"""To-dos of a calendar, and the edits that make the action items of the meeting like them."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from tracker.domain.edits import (
    AddAction,
    CancelAction,
    CompleteAction,
    EditAction,
    OneEdit,
    ReopenAction,
    ReportProgress,
)
from tracker.domain.model.record import ActionItem, Priority
from tracker.domain.model.state import State
from tracker.domain.rules.rules import UNFINISHED_ACTION
from tracker.errors import RefusedError
from tracker.exchange.ics.writer import uid_of
from tracker.exchange.importing import Defaults
from tracker.exchange.row_lookup import ACTIONS_BY_WORDS, item_meant, known_by, owner_called
from tracker.text import clean_lines

_WHY = "as in the calendar that was imported"


class IncomingTodo(NamedTuple):
    """A to-do as the file has it."""

    uid: str
    text: str
    due: date | None
    priority: Priority
    status: str
    """``NEEDS-ACTION``, ``IN-PROCESS``, ``COMPLETED``, ``CANCELLED`` or empty."""
    percent: int | None
    owner: str
    """What its owner is called; empty where it doesn't say."""
    about: tuple[str, ...]
    """What may name its agenda item."""
    related: str
    """UID of what it belongs to."""


def edits_of_todo(state: State, todo: IncomingTodo, defaults: Defaults) -> Iterator[OneEdit]:
    """Yield what adds an action item or brings the meeting's own up to what was done elsewhere.

    Raises:
        RefusedError: it has no owner or no agenda item.
    """
    if own := _own(state, todo):
        yield from _brought_up(own, todo)
        return
    item = item_meant(state, (*todo.about, *_items_of_related(state, todo)), defaults.item)
    yield from new_action(
        state,
        item,
        todo.text,
        owner_called(state, todo.owner, defaults.owner),
        due=todo.due,
        priority=todo.priority,
        is_done=todo.status in ("COMPLETED", "CANCELLED"),
    )


def new_action(
    state: State, item: str, text: str, owner: dict[str, Any], *, is_done: bool = False, **fields: Any
) -> Iterator[OneEdit]:
    """Yield what adds an action item, unless its agenda item has one in the same words already.

    Raises:
        RefusedError: it is over, so there is nothing to be done.
    """
    words = clean_lines(text)
    if known_by(state, ACTIONS_BY_WORDS, (item, words)):
        return
    if is_done:
        raise RefusedError("it is done or cancelled already, and the meeting doesn't have it")
    yield AddAction(about=item, text=text, **owner, **fields)


def _own(state: State, todo: IncomingTodo) -> ActionItem | None:
    """Return the action item that an export of this meeting made a to-do of."""
    action = state.action_items.get(todo.uid.partition("@")[0])
    return action if action and todo.uid == uid_of(state, action.id) else None


def _brought_up(action: ActionItem, todo: IncomingTodo) -> Iterator[OneEdit]:
    is_unfinished = action.status in UNFINISHED_ACTION
    if not is_unfinished and todo.status in ("NEEDS-ACTION", "IN-PROCESS"):
        yield ReopenAction(action=action.id, reason=_WHY)
        is_unfinished = True
    if is_unfinished:
        text = todo.text.removeprefix(f"{action.ref} ")
        if (text, todo.due) != (action.text.replace("\n", " "), action.due):
            same_words = text == action.text.replace("\n", " ")
            yield EditAction(action=action.id, text=action.text if same_words else text, due=todo.due, reason=_WHY)
        if todo.status == "COMPLETED":
            yield CompleteAction(action=action.id, taken="" if action.taken else f"Done, {_WHY}.")
        elif todo.status == "CANCELLED":
            yield CancelAction(action=action.id, reason=_WHY)
        elif todo.percent is not None and todo.percent != action.percent:
            yield ReportProgress(action=action.id, percent=todo.percent)


def _items_of_related(state: State, todo: IncomingTodo) -> tuple[str, ...]:
    """Return the one agenda item of the session that a to-do belongs to; a session of several names none."""
    session = state.sessions.get(todo.related.partition("@")[0])
    is_own = session is not None and todo.related == uid_of(state, session.id)
    return session.agenda_items if session and is_own and len(session.agenda_items) == 1 else ()
