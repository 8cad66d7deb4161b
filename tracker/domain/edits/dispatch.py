"""From an edit to changes: the handler of its tag says how the rows are to be, and this compares."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tracker.domain.changes import Change, Stamp, apply_changes, change_between
from tracker.domain.edits.base import HANDLERS, Aside, Gone, Outcome, Scene, handles, refuse_unseen, tag_of
from tracker.domain.edits.several import AnyEdit, Several, with_seen
from tracker.domain.history import Actor
from tracker.domain.lengths import refuse_long_texts
from tracker.domain.rules import MEETING_OVER
from tracker.domain.state import State, table_of
from tracker.errors import RefusedError


def changes_for(edit: AnyEdit, state: State, actor: Actor, at: datetime) -> tuple[Change, ...]:
    """Return what ``edit`` changes in ``state``; nothing where all is as wanted already.

    Raises:
        UnknownIdError: it names a row that the meeting doesn't have.
        ConflictError: someone else changed one of its rows after ``edit.seen`` and disagrees with it.
        RefusedError: the rules of the meeting don't allow it; says why and what to do.
    """
    registered = HANDLERS[tag_of(type(edit))]
    if state.meeting.status in MEETING_OVER and not registered.after_closing:
        raise RefusedError(f"The meeting is {state.meeting.status}.", "Reopen it first, with a reason.")
    return tuple(_changes(registered.handler(edit, Scene(state, actor, at)), state, edit.seen, actor))


def _changes(outcomes: Iterable[Outcome], state: State, seen: int | None, actor: Actor) -> Iterator[Change]:
    for outcome in outcomes:
        row = outcome.row if isinstance(outcome, Gone | Aside) else outcome
        table = table_of(row)
        old = state.tables[table].get(row.id)
        change = change_between(table, old, None if isinstance(outcome, Gone) else row)
        if change is None:
            continue
        if old is not None and not isinstance(outcome, Aside):
            refuse_unseen(old, seen, actor)
        refuse_long_texts(change)
        yield change


# Whether each of the edits may be done after the closing is asked for each of them.
@handles(Several, after_closing=True)
def _several(edit: Several, scene: Scene) -> Iterator[Outcome]:
    state = scene.state
    touched: dict[tuple[str, str], None] = {}
    for one in edit.edits:
        changes = changes_for(with_seen(one, edit.seen), state, scene.actor, scene.at)
        state = apply_changes(state, changes, Stamp(state.seq + 1, scene.actor.name, scene.at))
        touched |= dict.fromkeys((change.table, change.id) for change in changes)
    for table, row_id in touched:
        if row := state.tables[table].get(row_id):
            yield Aside(row)
        elif old := scene.state.tables[table].get(row_id):
            yield Gone(old)
