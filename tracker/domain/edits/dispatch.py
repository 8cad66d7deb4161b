"""Dispatch of an edit to its handler, and comparison of the rows that it yields with those there are."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tracker.domain.edits.base import (
    HANDLERS,
    Deletion,
    EditContext,
    LastElsewhere,
    Outcome,
    SideEffect,
    handles,
    last_anywhere,
    refuse_unseen,
    tag_of,
)
from tracker.domain.edits.batch import AnyEdit, Batch, with_seen
from tracker.domain.model.changes import Change, Last, Stamp, apply_changes, change_between
from tracker.domain.model.history import Actor
from tracker.domain.model.lengths import refuse_long_texts
from tracker.domain.model.programme import Row
from tracker.domain.model.state import State, table_of
from tracker.domain.rules.rules import MEETING_OVER
from tracker.domain.words.formatting import day_fault
from tracker.errors import RefusedError


def changes_for(
    edit: AnyEdit, state: State, actor: Actor, at: datetime, last_elsewhere: LastElsewhere = last_anywhere
) -> tuple[Change, ...]:
    """Return what ``edit`` changes in ``state``; nothing where all is as wanted already.

    Raises:
        UnknownIdError: it names a row that the meeting doesn't have.
        ConflictError: one of its rows was changed elsewhere after ``edit.seen``, and otherwise.
        RefusedError: the rules of the meeting don't allow it; says why and what to do.
    """
    registered = HANDLERS[tag_of(type(edit))]
    if state.meeting.status in MEETING_OVER and not registered.after_closing:
        raise RefusedError(f"The meeting is {state.meeting.status}.", "Reopen it first, with a reason.")
    context = EditContext(state, actor, at, last_elsewhere)
    return tuple(_changes(registered.handler(edit, context), context, edit.seen))


def _changes(outcomes: Iterable[Outcome], context: EditContext, seen: int | None) -> Iterator[Change]:
    for outcome in outcomes:
        row = outcome.row if isinstance(outcome, Deletion | SideEffect) else outcome
        table = table_of(row)
        old = context.state.tables[table].get(row.id)
        change = change_between(table, old, None if isinstance(outcome, Deletion) else row)
        if change is None:
            continue
        if old is not None and not isinstance(outcome, SideEffect):
            refuse_unseen(old, seen, context)
        refuse_long_texts(change)
        _refuse_far_days(change, row)
        yield change


def _refuse_far_days(change: Change, row: Row) -> None:
    """Refuse a change that brings a day that nobody means, whoever wants it: a person, a file, a calendar.

    Raises:
        RefusedError: there is one.
    """
    for name in change.after or ():
        day = getattr(row, name)
        if isinstance(day, date) and not isinstance(day, datetime) and (fault := day_fault(day)):
            raise RefusedError(fault, "Write another day.")


# Whether each of the edits may be done after the closing is asked for each of them.
@handles(Batch, after_closing=True)
def _several(edit: Batch, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    touched: dict[tuple[str, str], None] = {}

    def last_before(row: Row) -> Last:
        # What one of these edits changed is as it was, for those after it.
        before = context.state.tables[table_of(row)].get(row.id)
        return context.last_elsewhere(before) if before else Last(0, "")

    for one in edit.edits:
        changes = changes_for(with_seen(one, edit.seen), state, context.actor, context.at, last_before)
        state = apply_changes(state, changes, Stamp(state.seq + 1, context.actor.name, context.at))
        touched |= dict.fromkeys((change.table, change.id) for change in changes)
    for table, row_id in touched:
        if row := state.tables[table].get(row_id):
            yield SideEffect(row)
        elif old := context.state.tables[table].get(row_id):
            yield Deletion(old)
