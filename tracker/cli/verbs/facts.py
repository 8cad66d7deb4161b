"""``tracker fact``: write down what was planned, reported or officially recorded of one fact."""

from collections.abc import Mapping
from typing import NamedTuple, get_args

import click

from tracker.cli.param_types import GivenDay, day_given, row_meant, text_given
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import ANYTHING, row_ids
from tracker.domain.edits import AddFactValue
from tracker.domain.model.record import FactStanding
from tracker.domain.model.state import State
from tracker.errors import RefusedError

_ABOUT = ("meeting", "sessions", "agenda_items", "talking_points", "parties", "decisions")


class _Said(NamedTuple):
    """What the person gave."""

    standing: FactStanding
    value: str
    source: str
    reference: str


@verb(
    "tracker fact commission start --planned 10:00 --source Programme\n"
    "tracker fact commission start --reported 10:20 --source 'Radio Pakistan' --as-of 2025-11-27\n"
    "tracker fact psm 'restart cost' --official 'USD 2.7 bn' --reference report-steel"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ANYTHING))
@click.argument("name", metavar="FACT")
@click.option("--planned", metavar="VALUE", help="What was planned.")
@click.option("--reported", metavar="VALUE", help="What the press or a person reported.")
@click.option("--official", metavar="VALUE", help="What an official record says.")
@click.option("--source", metavar="TEXT", default="", help="Where it comes from.")
@click.option("--reference", metavar="ID", default="", help="A reference of the meeting that says so.")
@click.option("--as-of", callback=day_given, metavar="DAY", help="The day of the source.")
@pass_run
def fact(run: Run, /, asked: str, name: str, as_of: GivenDay | None, **given: str | None) -> None:
    """Write down what one source says of a FACT about the meeting, a session, an item, a point, a party or a decision.

    `tracker show ID` sets the values of one fact side by side and says where they differ. A value needs its source.
    """
    said, fact_name = _said(given), text_given(name)

    def intent(state: State) -> AddFactValue:
        return AddFactValue(
            about=row_meant(state, asked, *_ABOUT),
            fact=fact_name,
            standing=said.standing,
            value=said.value,
            source=said.source,
            reference=row_meant(state, said.reference, "references") if said.reference else "",
            as_of=as_of.on(run.calendar(state.meeting)) if as_of else None,
        )

    change(run, intent)


def _said(given: Mapping[str, str | None]) -> _Said:
    """Return the one value that was given, with its source.

    Raises:
        click.UsageError: there is none, or there are several.
        RefusedError: it has no source.
    """
    values = [(standing, value) for standing in get_args(FactStanding) if (value := given[standing]) is not None]
    if len(values) != 1:
        raise click.UsageError("Give one of --planned, --reported and --official.")
    source, reference = given["source"] or "", given["reference"] or ""
    if not (source or reference):
        raise RefusedError("A fact needs its source.", "Give --source TEXT, or --reference with the id of one.")
    ((standing, value),) = values
    return _Said(standing, text_given(value), text_given(source), reference)
