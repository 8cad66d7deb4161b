"""``tracker decide``: write a decision down, and record its words and the agreement of each side."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args

import click
from msgspec import UNSET

from tracker.cli.output import say
from tracker.cli.param_types import LONGEST_NAME, NONE, GivenDay, Word, day_given, row_meant, text_given
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change_with_reason
from tracker.cli.verbs.completion import DECIDED, row_ids
from tracker.domain.edits import (
    AddDecision,
    AnyEdit,
    Batch,
    EditDecision,
    OneEdit,
    ProposeDecision,
    SetAgreement,
    SignDecision,
    WithdrawDecision,
)
from tracker.domain.model.record import DecisionKind
from tracker.domain.model.snapshot import Receipt
from tracker.domain.model.state import State
from tracker.errors import RefusedError

_Status = Literal["proposed", "signed", "withdrawn"]
BOTH = "both"
"""What stands for every side of the meeting."""


class _Said(NamedTuple):
    """What the person gave."""

    text: str | None
    side: str
    agree: str
    disagree: str
    reason: str
    kind: DecisionKind | None
    supersedes: str
    """A decision, ``none``, or empty where nothing was said."""
    status: _Status | None
    on: GivenDay | None


@verb(
    "tracker decide psm 'The plant is to be modernised.'\ntracker decide D1 'The plant is modernised.' --side ru\n"
    "tracker decide D1 --agree both\ntracker decide D1 --status signed --on 2025-11-27\n"
    "echo 'A working group is set up.' | tracker decide psm - --agree pk --kind mou\n"
    "tracker decide D2 --status withdrawn --reason 'Overtaken'"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*DECIDED))
@click.argument("text", required=False)
@click.option("--side", metavar="SIDE", default="", help="The side whose words TEXT is; without it, every side's.")
@click.option("--agree", metavar="SIDE|both", default="", help="The side that agrees, or both.")
@click.option("--disagree", metavar="SIDE|both", default="", help="The side that agrees no longer.")
@click.option("--kind", type=Word(get_args(DecisionKind)), help="What it is made in.")
@click.option(
    "--supersedes", metavar="NUMBER|none", default="", help="The earlier decision that it takes the place of."
)
@click.option("--status", type=Word(get_args(_Status)), help="Put it to the sides, or record that it is off or signed.")
@click.option("--on", callback=day_given, metavar="DAY", help="The day of the signing; today if left out.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is withdrawn, or what was agreed is changed.")
@pass_run
def decide(run: Run, /, asked: str, text: str | None, reason: str, **given: Any) -> None:
    """Write a decision down under an agenda item, or change one: its words, who agrees to them, and its status.

    With the ID of an agenda item, TEXT is a new decision, and its number is printed. With a number such as D1, TEXT is
    what it says from now on, and may be left out where only something else changes. New words are nobody's agreement.
    It is agreed once both sides are; --status is proposed, signed or withdrawn.
    """
    words = None if text is None else text_given(text)
    said = _Said(text=words, reason=text_given(reason), **given)
    if text is None and not (said.agree or said.disagree or said.kind or said.supersedes or said.status):
        raise click.UsageError("Missing argument 'TEXT'.")
    if said.side and text is None:
        raise click.UsageError("--side says whose words TEXT is, and there is no TEXT.")
    if said.on and said.status != "signed":
        raise click.UsageError("--on is the day of a signing: give --status signed.")
    receipt = _made(run, asked, said)
    for made in receipt.entry.changes if receipt.entry else ():
        if made.table == "decisions" and made.before is None:
            say(receipt.snapshot.state.decisions[made.id].number)


def _made(run: Run, asked: str, said: _Said) -> Receipt:
    def row_id(state: State) -> str:
        return row_meant(state, asked, "agenda_items", "decisions")

    def intent(state: State) -> AnyEdit:
        if (found := row_id(state)) not in state.decisions:
            return _new(state, asked, found, said)
        edits = tuple(_changes(state, found, said, run))
        return edits[0] if len(edits) == 1 else Batch(edits=edits)

    return change_with_reason(run, intent, lambda state: _lacks_reason(state, row_id(state), said))


def _lacks_reason(state: State, row_id: str, said: _Said) -> bool:
    """Say whether all is well but that nobody withdraws a decision or changes an agreed one without saying why."""
    decision = state.decisions.get(row_id)
    if decision is None or said.reason:
        return False
    if said.status == "withdrawn":
        return decision.status not in ("signed", "withdrawn")
    known = {side.id for side in state.meeting.sides}
    named = (side for name in (said.side, said.agree, said.disagree) for side in _sides(state, name))
    return decision.status == "agreed" and (said.text is not None or bool(said.disagree)) and known.issuperset(named)


def _new(state: State, asked: str, item: str, said: _Said) -> AddDecision:
    """Return a new decision.

    Raises:
        RefusedError: it has no text, or what was given is for one that is there already.
    """
    if said.text is None:
        raise RefusedError(
            f"A new decision under {asked[:LONGEST_NAME]!r} needs its text.",
            "To change a decision, name it by its number, such as D1.",
        )
    if said.disagree:
        raise RefusedError("Nobody has agreed to a new decision yet.", "Leave --disagree out.")
    if said.status:
        raise RefusedError("A new decision is a draft.", "Write it first, then give --status with its number.")
    return AddDecision(
        item=item,
        text=said.text,
        sides=_sides(state, said.side),
        agreed=_sides(state, said.agree),
        kind=said.kind or "protocol_paragraph",
        supersedes=_superseded(state, said),
    )


def _changes(state: State, decision: str, said: _Said, run: Run) -> Iterator[OneEdit]:
    """Yield what becomes of a decision: its words first, because new words are nobody's agreement."""
    if said.text is not None or said.kind or said.supersedes:
        yield EditDecision(
            decision=decision,
            text=UNSET if said.text is None else said.text,
            sides=_sides(state, said.side),
            kind=said.kind or UNSET,
            supersedes=_superseded(state, said) if said.supersedes else UNSET,
            reason=said.reason,
        )
    for asked, agreed in ((said.disagree, False), (said.agree, True)):
        if asked:
            yield SetAgreement(decision=decision, sides=_sides(state, asked), agreed=agreed, reason=said.reason)
    if said.status == "proposed":
        yield ProposeDecision(decision=decision)
    elif said.status == "signed":
        calendar = run.calendar(state.meeting)
        on = said.on.on(calendar) if said.on else calendar.today
        assert on is not None
        yield SignDecision(decision=decision, signed_on=on)
    elif said.status == "withdrawn":
        yield WithdrawDecision(decision=decision, reason=said.reason)


def _superseded(state: State, said: _Said) -> str:
    if said.supersedes.casefold() in ("", NONE):
        return ""
    return row_meant(state, said.supersedes, "decisions")


def _sides(state: State, asked: str) -> tuple[str, ...]:
    """Return the ids of the sides that are meant; none where none is named."""
    name = asked[:LONGEST_NAME].casefold()
    if name == BOTH:
        return tuple(side.id for side in state.meeting.sides)
    return (name,) if name else ()
