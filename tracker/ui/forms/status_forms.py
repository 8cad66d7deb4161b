"""The forms by which an agenda item moves on: all that a status needs is asked at once, with the edit that it makes."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import get_args

from tracker.clock import Clock
from tracker.domain.edits import AnyEdit, Batch, SetDisposition, SetStatus
from tracker.domain.model.programme import AgendaItem, Disposition, ItemStatus, Session
from tracker.domain.model.state import State
from tracker.domain.rules.rules import NEXT_MEETING, SESSION_OFF, open_points, status_needs
from tracker.domain.timeline import effective_span
from tracker.domain.words.formatting import in_words
from tracker.ui.dialogs.field import Field
from tracker.ui.forms.form_values import FormValues
from tracker.ui.forms.programme_forms import FormSpec, sessions

_OUTCOMES: Mapping[str, str] = {name: in_words(name) for name in get_args(Disposition) if name}
_HINTS: Mapping[str, str] = {
    "skipped": "optional; the item goes to the end of its session",
    "withdrawn": "which party withdraws it, and why",
}
_OPTIONAL, _ANYWAY = "optional", "anyway"


def status_sheet(state: State, item: AgendaItem, status: ItemStatus, clock: Clock) -> FormSpec:
    """Return the form of a change of status: why, and what else it needs."""
    needs = status_needs(state, item, status)
    why = Field("reason", "Why", hint=_HINTS.get(status) or ("" if "reason" in needs else _OPTIONAL))
    fields = (*closing_fields(state, item), why) if status == "closed" else (why,)
    if "target" in needs:
        fields += (_target_field(state, item, clock.now()),)

    def edit(filled: FormValues) -> SetStatus:
        return SetStatus(
            item=item.id,
            status=status,
            disposition=_outcome(filled),
            force=_is_forced(filled),
            target=filled.line("target") if "target" in filled.values else "",
            reason=filled.line("reason"),
            as_of=clock.now(),
        )

    return FormSpec(fields, edit)


def taking_up_sheet(state: State, item: AgendaItem, current: AgendaItem) -> FormSpec:
    """Return the form that closes ``current``, which is taken up, and takes ``item`` up in its place, in one change."""
    fields = closing_fields(state, current, of=f" of {current.number}")
    if "reason" in status_needs(state, item, "taken_up"):
        fields += (Field("reason", "Why", hint=f"why {item.number} is taken up again"),)

    def edit(filled: FormValues) -> AnyEdit:
        closed = SetStatus(item=current.id, status="closed", disposition=_outcome(filled), force=_is_forced(filled))
        reason = filled.line("reason") if "reason" in filled.values else ""
        taken_up = SetStatus(item=item.id, status="taken_up", session=current.taken_up_in, reason=reason)
        return Batch(edits=(closed, taken_up))

    return FormSpec(fields, edit)


def outcome_sheet(item: AgendaItem) -> FormSpec:
    """Return the form that says what came of an item."""
    keeps = item.status == "closed" and item.purpose == "for_decision"
    refused = {"": "It is closed and for decision, so it keeps one."} if keeps else {}
    field = Field("disposition", "Outcome", "one", item.disposition, {"": "none yet", **_OUTCOMES}, refused=refused)
    return FormSpec((field,), lambda filled: SetDisposition(item=item.id, disposition=_outcome(filled)))


def closing_fields(state: State, item: AgendaItem, of: str = "") -> tuple[Field, ...]:
    """Return the fields of closing an item; ``of`` is put after their labels, where the form is about another one."""
    needs = status_needs(state, item, "closed")
    may_be_none = "disposition" not in needs and not item.disposition
    outcomes = {"": "none", **_OUTCOMES} if may_be_none else _OUTCOMES
    fields = [Field("disposition", f"Outcome{of}", "one", item.disposition, outcomes, hint="choose one")]
    if "force" in needs:
        numbers = ", ".join(state.number_of(point.id) for point in open_points(state, item))
        # The verb comes first: in a narrow window the numbers are cut.
        choices = {"": f"tick first: {numbers}", _ANYWAY: f"close anyway: {numbers}"}
        fields.append(Field("force", f"Open points{of}", "one", "", choices))
    return tuple(fields)


def _target_field(state: State, item: AgendaItem, now: datetime) -> Field:
    """Return the field that says where an item is deferred to."""
    offered, refused = _targets(state, now), dict(_no_targets(state, item))
    if offered.keys() <= refused.keys():
        # What was deferred may be written down once all is over.
        offered = sessions(state)
    labels = {NEXT_MEETING: "the next meeting", **offered}
    refused = {value: why for value, why in refused.items() if value in offered}
    return Field("target", "Deferred to", "one", "", labels, "which session", refused)


def _targets(state: State, now: datetime) -> dict[str, str]:
    """Return the sessions that go on or are to come, by id."""
    over = {session.id for session in state.schedule if _is_over(state, session, now)}
    return {session_id: label for session_id, label in sessions(state).items() if session_id not in over}


def _is_over(state: State, session: Session, now: datetime) -> bool:
    """Say whether a session was held, or its hours have passed without anyone saying that it goes on."""
    is_past = session.status != "in_progress" and effective_span(state.meeting, session)[1] <= now
    return session.status == "held" or is_past


def _no_targets(state: State, item: AgendaItem) -> Iterator[tuple[str, str]]:
    """Yield the sessions that an item can't be deferred to, each with the reason."""
    for session in state.schedule:
        if session.status in SESSION_OFF:
            yield session.id, f"It was {in_words(session.status)}."
        elif session.id == item.taken_up_in:
            yield session.id, "The item is taken up there now."


def _outcome(filled: FormValues) -> Disposition:
    chosen = filled.line("disposition") if "disposition" in filled.values else ""
    return next((name for name in get_args(Disposition) if name == chosen), "")


def _is_forced(filled: FormValues) -> bool:
    return filled.values.get("force") == _ANYWAY
