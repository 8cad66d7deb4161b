"""Decisions: a text for each side, the agreement of each side, signing and withdrawing."""

from collections.abc import Iterable, Iterator, Mapping
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
from tracker.domain.model.programme import Meeting
from tracker.domain.model.record import Decision, DecisionKind, SideText
from tracker.domain.rules.rules import item_title
from tracker.errors import RefusedError

_WHAT = "the text of the decision"


class AddDecision(Edit, frozen=True, kw_only=True, tag="add_decision"):
    """Write a decision down under an agenda item."""

    item: str
    text: str
    sides: tuple[str, ...] = ()
    """Ids of the sides whose words these are; none for all of them."""
    own_words: dict[str, str] = msgspec.field(default_factory=dict)
    """Words of single sides that differ from ``text``, by the side's id."""
    agreed: tuple[str, ...] = ()
    """Ids of the sides that agree already."""
    kind: DecisionKind = "protocol_paragraph"
    supersedes: str = ""


class EditDecision(Edit, frozen=True, kw_only=True, tag="edit_decision"):
    """Change a decision; what is left out stays. New words are nobody's agreement any more."""

    decision: str
    text: str | UnsetType = UNSET
    sides: tuple[str, ...] = ()
    """Ids of the sides whose words ``text`` is; none for all of them."""
    own_words: dict[str, str] = msgspec.field(default_factory=dict)
    """New words of single sides, by the side's id."""
    kind: DecisionKind | UnsetType = UNSET
    supersedes: str | UnsetType = UNSET
    reason: str = ""
    """Why words are changed that were agreed."""


class SetAgreement(Edit, frozen=True, kw_only=True, tag="set_agreement"):
    """Record that sides agree with a decision as it stands, or that they do no longer."""

    decision: str
    sides: tuple[str, ...]
    agreed: bool
    reason: str = ""
    """Why a decision that was agreed is no longer."""


class ProposeDecision(Edit, frozen=True, kw_only=True, tag="propose_decision"):
    """Put a draft to the sides."""

    decision: str


class SignDecision(Edit, frozen=True, kw_only=True, tag="sign_decision"):
    """Record that an agreed decision was signed."""

    decision: str
    signed_on: date
    """The day of the signing, in the meeting's zone."""


class WithdrawDecision(Edit, frozen=True, kw_only=True, tag="withdraw_decision"):
    """Take a decision off the table; its number stays taken."""

    decision: str
    reason: str


@handles(AddDecision)
def _add(edit: AddDecision, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    item = require_row(state, state.agenda_items, edit.item)
    if item.status == "withdrawn":
        raise RefusedError(f"{item_title(item)} was withdrawn.", "Put it back first.")
    if edit.supersedes:
        require_row(state, state.decisions, edit.supersedes)
    row_id = next_id(state, "d")
    decision = Decision(
        id=row_id,
        number=row_id.upper(),
        item=item.id,
        kind=edit.kind,
        texts=tuple(SideText(side=side.id) for side in state.meeting.sides),
        supersedes=edit.supersedes,
    )
    decision = _worded(decision, state.meeting, required_body(edit.text, _WHAT, "text"), edit.sides)
    decision = _in_own_words(decision, state.meeting, edit.own_words)
    yield _agreeing(decision, context, edit.agreed) if edit.agreed else decision


@handles(EditDecision)
def _edit(edit: EditDecision, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    decision = _changeable(context, edit.decision)
    if edit.supersedes is not UNSET and edit.supersedes:
        require_row(state, state.decisions, edit.supersedes)
        if edit.supersedes == decision.id:
            raise RefusedError(f"{decision.number} can't supersede itself.", "Name an earlier decision.")
    changed = msgspec.structs.replace(decision, **provided_fields(edit, "kind", "supersedes"))
    if edit.text is not UNSET:
        changed = _worded(changed, state.meeting, required_body(edit.text, _WHAT, "text"), edit.sides)
    changed = _in_own_words(changed, state.meeting, edit.own_words)
    if changed.texts != decision.texts and decision.status == "agreed":
        reason = required_line(edit.reason, f"the reason for changing {decision.number}, which was agreed,", "reason")
        changed = msgspec.structs.replace(changed, status="proposed", status_reason=reason)
    yield changed


@handles(SetAgreement)
def _set_agreement(edit: SetAgreement, context: EditContext) -> Iterator[Outcome]:
    decision = _changeable(context, edit.decision)
    sides = _sides(context.state.meeting, edit.sides)
    if edit.agreed:
        yield _agreeing(decision, context, sides)
        return
    if not set(sides) & set(decision.agreed_sides):
        return
    reason = decision.status_reason
    if decision.status == "agreed":
        reason = required_line(
            edit.reason, f"the reason for taking the agreement with {decision.number} back", "reason"
        )
    texts = tuple(_without_agreement(text) if text.side in sides else text for text in decision.texts)
    yield msgspec.structs.replace(decision, texts=texts, status="proposed", status_reason=reason)


@handles(ProposeDecision)
def _propose(edit: ProposeDecision, context: EditContext) -> Iterator[Outcome]:
    decision = _changeable(context, edit.decision)
    if decision.status == "draft":
        yield msgspec.structs.replace(decision, status="proposed")


@handles(SignDecision, after_closing=True)
def _sign(edit: SignDecision, context: EditContext) -> Iterator[Outcome]:
    decision = require_row(context.state, context.state.decisions, edit.decision)
    if decision.status not in ("agreed", "signed"):
        missing = [side.name for side in context.state.meeting.sides if side.id not in decision.agreed_sides]
        why = f"{' and '.join(missing)} did not agree" if missing else f"it is {decision.status}"
        raise RefusedError(f"{decision.number} can't be signed: {why}.", "Every side must agree first.")
    yield msgspec.structs.replace(decision, status="signed", signed_on=edit.signed_on)


@handles(WithdrawDecision)
def _withdraw(edit: WithdrawDecision, context: EditContext) -> Iterator[Outcome]:
    decision = require_row(context.state, context.state.decisions, edit.decision)
    if decision.status == "signed":
        raise RefusedError(f"{decision.number} is signed, so it stays.", "Write a new decision that supersedes it.")
    if decision.status != "withdrawn":
        reason = required_line(edit.reason, f"the reason for withdrawing {decision.number}", "reason")
        yield msgspec.structs.replace(decision, status="withdrawn", status_reason=reason)


def _changeable(context: EditContext, decision_id: str) -> Decision:
    """Return a decision that is neither signed nor withdrawn."""
    decision = require_row(context.state, context.state.decisions, decision_id)
    if decision.status == "signed":
        raise RefusedError(f"{decision.number} is signed, so it stays.", "Write a new decision that supersedes it.")
    if decision.status == "withdrawn":
        raise RefusedError(f"{decision.number} was withdrawn.", "Write a new decision.")
    return decision


def _worded(decision: Decision, meeting: Meeting, words: str, sides: Iterable[str]) -> Decision:
    """Return a decision with new words of some sides; where they are new, nobody agrees any more."""
    meant = _sides(meeting, sides)
    texts = tuple(msgspec.structs.replace(text, text=words) if text.side in meant else text for text in decision.texts)
    if texts != decision.texts:
        texts = tuple(_without_agreement(text) for text in texts)
    return msgspec.structs.replace(decision, texts=texts)


def _in_own_words(decision: Decision, meeting: Meeting, own_words: Mapping[str, str]) -> Decision:
    for side, words in own_words.items():
        decision = _worded(decision, meeting, required_body(words, _WHAT, "text"), (side,))
    return decision


def _agreeing(decision: Decision, context: EditContext, sides: Iterable[str]) -> Decision:
    """Return a decision with which some more sides agree; once all do, it is agreed."""
    meant = _sides(context.state.meeting, sides)
    for side in meant:
        if not decision.of_side(side).text:
            raise RefusedError(
                f"{decision.number} has no words for the side {side} yet.", "Write them first: a side agrees to words."
            )
    texts = tuple(
        msgspec.structs.replace(text, agreed=True, agreed_by=context.actor.name, agreed_at=context.at)
        if text.side in meant and not text.agreed
        else text
        for text in decision.texts
    )
    status = "agreed" if all(text.agreed for text in texts) else "proposed"
    return msgspec.structs.replace(decision, texts=texts, status=status)


def _without_agreement(text: SideText) -> SideText:
    return SideText(side=text.side, text=text.text)


def _sides(meeting: Meeting, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the sides that are meant, all where none is named.

    Raises:
        RefusedError: one is no side of this meeting.
    """
    sides = tuple(side.id for side in meeting.sides)
    for side in asked:
        if side not in sides:
            raise RefusedError(f"{side!r} is no side of this meeting.", f"Its sides are {' and '.join(sides)}.")
    return tuple(asked) or sides
