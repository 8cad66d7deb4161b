"""How a test takes a text in: the meeting after it, and what was left out."""

from typing import Any, NamedTuple

from tests.support.people import ANNA
from tests.support.samples import SMALL_MORNING, small_state
from tracker.domain.edits import Batch, changes_for
from tracker.domain.model.changes import Stamp, apply_changes
from tracker.domain.model.state import State
from tracker.exchange.importing import Defaults, LeftOut, Source, entries_of, planned


class Taken(NamedTuple):
    """What became of a file."""

    state: State
    taken: int
    unchanged: int
    left_out: tuple[LeftOut, ...]

    @property
    def whys(self) -> dict[int, str]:
        """Why something was left out, by its line."""
        return {left.line: left.why for left in self.left_out}


def take(text: str, format_name: str, state: State | None = None, **said: Any) -> Taken:
    """Take a text into a meeting, the small one if none is given."""
    state = state or small_state()
    entries = list(entries_of(Source("a file", text), format_name, state, Defaults()._replace(**said)))
    plan = planned(entries, state, ANNA, SMALL_MORNING)
    if plan.edits:
        # As the store does it: all of it is one edit, made anew from the meeting as it is.
        changes = changes_for(Batch(edits=plan.edits), state, ANNA, SMALL_MORNING)
        state = apply_changes(state, changes, Stamp(state.seq + 1, ANNA.name, SMALL_MORNING))
    return Taken(state, plan.taken, plan.unchanged, plan.left_out)
