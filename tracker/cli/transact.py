"""How a verb changes the meeting: one edit, made of what the meeting looks like now."""

from collections.abc import Callable

import msgspec

from tracker.cli.output import warn
from tracker.cli.run import Run, warn_of_receipt
from tracker.domain.edits import AnyEdit
from tracker.domain.model.snapshot import Receipt, SaveStatus
from tracker.domain.model.state import State
from tracker.errors import RefusedError


def change(run: Run, intent: Callable[[State], AnyEdit]) -> Receipt:
    """Make the edit that ``intent`` returns for the newest state, and say on standard error what went less smoothly.

    Raises:
        TrackerError: ``intent`` or the rules of the meeting refuse it, or it can't be written; nothing was changed.
    """
    with run.store() as store:
        before = store.snapshot()
        edit = intent(before.state)
        # What was changed since the verb began is not overruled, by whomever.
        seen = before.state.seq if edit.seen is None else edit.seen
        receipt = store.transact(msgspec.structs.replace(edit, seen=seen))
    warn_of_receipt(receipt)
    if before.standing is SaveStatus.NOT_MADE:
        warn(f"the programme that comes with the tracker was taken for a new meeting, made in {run.folder}")
    return receipt


def change_with_reason(run: Run, intent: Callable[[State], AnyEdit], lacks_reason: Callable[[State], bool]) -> Receipt:
    """Make an edit as ``change()`` does; where it is refused for want of a reason, say which option gives it."""
    lacks: list[bool] = []

    def looked_at(state: State) -> AnyEdit:
        edit = intent(state)
        lacks.append(lacks_reason(state))
        return edit

    try:
        return change(run, looked_at)
    except RefusedError as error:
        raise RefusedError(error.message, "Give --reason TEXT." if any(lacks) else error.hint) from error
