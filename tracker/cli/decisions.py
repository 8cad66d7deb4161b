"""``tracker decide``: write a decision down, and record its words and the agreement of each side."""

from collections.abc import Iterator
from typing import NamedTuple

import click

from tracker.cli.changing import change
from tracker.cli.completing import DECIDED, row_ids
from tracker.cli.inputs import LONGEST_NAME, row_meant, text_given
from tracker.cli.output import say
from tracker.cli.run import Run, pass_run, verb
from tracker.domain.edits import AddDecision, AnyEdit, EditDecision, OneEdit, SetAgreement, Several
from tracker.domain.snapshot import Receipt
from tracker.domain.state import State
from tracker.errors import RefusedError
from tracker.text import TITLE_LIMIT

BOTH = "both"
"""What stands for every side of the meeting."""


class _Said(NamedTuple):
    """What the person gave."""

    text: str | None
    side: str
    agree: str
    disagree: str
    reason: str


@verb(
    "tracker decide psm 'The plant is to be modernised.'\ntracker decide D1 'The plant is modernised.' --side ru\n"
    "tracker decide D1 --agree both\ntracker decide psm - --agree pk < decision.txt"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*DECIDED))
@click.argument("text", required=False)
@click.option("--side", metavar="SIDE", default="", help="The side whose words TEXT is; without it, every side's.")
@click.option("--agree", metavar="SIDE|both", default="", help="The side that agrees, or both.")
@click.option("--disagree", metavar="SIDE|both", default="", help="The side that agrees no longer.")
@click.option("--reason", metavar="TEXT", default="", help="Why what was agreed is changed.")
@pass_run
def decide(run: Run, asked: str, text: str | None, side: str, agree: str, disagree: str, reason: str) -> None:
    """Write a decision down under an agenda item, or change one: its words and who agrees to them.

    With the ID of an agenda item, TEXT is a new decision, and its number is printed. With a number such as D1, TEXT is
    what it says from now on, and may be left out where only the agreement changes. New words are nobody's agreement.
    """
    if text is None and not (agree or disagree):
        raise click.UsageError("Missing argument 'TEXT'.")
    if side and text is None:
        raise click.UsageError("--side says whose words TEXT is, and there is no TEXT.")
    words = None if text is None else text_given(text)
    said = _Said(words, side, agree, disagree, text_given(reason, limit=TITLE_LIMIT))
    receipt = _made(run, asked, said)
    for made in receipt.entry.changes if receipt.entry else ():
        if made.table == "decisions" and made.before is None:
            say(receipt.snapshot.state.decisions[made.id].number)


def _made(run: Run, asked: str, said: _Said) -> Receipt:
    """Make the change; where a reason is what was missing, say how to give it."""
    lacks_reason: list[str] = []

    def intent(state: State) -> AnyEdit:
        row_id = row_meant(state, asked, "agenda_items", "decisions")
        if _lacks_reason(state, row_id, said):
            lacks_reason.append(row_id)
        return _edit(state, asked, row_id, said)

    try:
        return change(run, intent)
    except RefusedError as error:
        raise RefusedError(error.message, "Give --reason TEXT." if lacks_reason else error.hint) from error


def _lacks_reason(state: State, row_id: str, said: _Said) -> bool:
    """Say whether all is well but that a decision was agreed, which nobody changes without saying why."""
    decision = state.decisions.get(row_id)
    if decision is None or decision.status != "agreed" or said.reason:
        return False
    known = {side.id for side in state.meeting.sides}
    return known.issuperset(side for name in (said.side, said.agree, said.disagree) for side in _sides(state, name))


def _edit(state: State, asked: str, row_id: str, said: _Said) -> AnyEdit:
    if row_id in state.decisions:
        edits = tuple(_changes(state, row_id, said))
        return edits[0] if len(edits) == 1 else Several(edits=edits)
    if said.text is None:
        raise RefusedError(
            f"A new decision under {asked[:LONGEST_NAME]!r} needs its text.",
            "To agree to a decision, name it by its number, such as D1.",
        )
    if said.disagree:
        raise RefusedError("Nobody has agreed to a new decision yet.", "Leave --disagree out.")
    agreed = _sides(state, said.agree)
    return AddDecision(item=row_id, text=said.text, sides=_sides(state, said.side), agreed=agreed)


def _changes(state: State, decision: str, said: _Said) -> Iterator[OneEdit]:
    """Yield what becomes of a decision: its words first, because new words are nobody's agreement."""
    if said.text is not None:
        yield EditDecision(decision=decision, text=said.text, sides=_sides(state, said.side), reason=said.reason)
    for asked, agreed in ((said.disagree, False), (said.agree, True)):
        if asked:
            yield SetAgreement(decision=decision, sides=_sides(state, asked), agreed=agreed, reason=said.reason)


def _sides(state: State, asked: str) -> tuple[str, ...]:
    """Return the ids of the sides that are meant; none where none is named."""
    name = asked[:LONGEST_NAME].casefold()
    if name == BOTH:
        return tuple(side.id for side in state.meeting.sides)
    return (name,) if name else ()
