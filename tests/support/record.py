"""The small meeting with something of everything on record, and short ways to do things to a meeting."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from tests.support.people import ANNA
from tests.support.samples import small_state
from tracker.domain.edits import (
    AddAction,
    AddDecision,
    AddFactValue,
    AddNote,
    AddPerson,
    AnyEdit,
    Attend,
    changes_for,
)
from tracker.domain.edits.base import tag_of
from tracker.domain.model.changes import Stamp, apply_changes
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.state import State

AT = datetime(2026, 3, 28, 4, 15, tzinfo=UTC)
"""Ten o'clock on the first day, in the zone of the small meeting."""
TODAY = date(2026, 3, 28)


def later(minutes: float) -> datetime:
    """Return some minutes after ten o'clock."""
    return AT + timedelta(minutes=minutes)


def done(state: State, *edits: AnyEdit, actor: Actor = ANNA, at: datetime = AT) -> State:
    """Return a state after edits, each a change of its own."""
    for edit in edits:
        changes = changes_for(edit, state, actor, at)
        state = apply_changes(state, changes, Stamp(state.seq + 1, actor.name, at))
    return state


def entries_of(state: State, edits: Iterable[AnyEdit], actor: Actor = ANNA, at: datetime = AT) -> tuple[Entry, ...]:
    """Return the history of edits that are done one after the other."""
    entries = []
    for edit in edits:
        changes = changes_for(edit, state, actor, at)
        seq = state.seq + 1
        entries.append(Entry(seq=seq, op=f"op-{seq}", at=at, actor=actor, edit=tag_of(type(edit)), changes=changes))
        state = apply_changes(state, changes, Stamp(seq, actor.name, at))
    return tuple(entries)


def rich_state() -> State:
    """Return the small meeting with two people, a note, two decisions, two actions, a mark and two values of a fact."""
    return done(
        small_state(),
        AddPerson(id="ram", name="Ram Thapa", party="port", role="head", honorific="Mr"),
        AddPerson(id="eva", name="Eva Brandt", party="rail", designation="Engineer"),
        AddNote(about="track.1", text="Metre gauge is\nnot an option."),
        AddDecision(item="track", text="The gauge is 1435 mm."),
        AddDecision(item="fares", text="Fares are set later.", sides=("np",), kind="note"),
        AddAction(about="d1", text="Draw the line", owner_person="eva", due=date(2026, 4, 30), priority="high"),
        AddAction(about="fares.1", text="Count the passengers", owner_party="port"),
        Attend(session="morning", attendees=("port", "eva"), presence="present"),
        AddFactValue(about="morning", fact="Start", standing="planned", value="10:00", reference="paper"),
        AddFactValue(about="morning", fact="start", standing="reported", value="10:20", source="The radio"),
    )
