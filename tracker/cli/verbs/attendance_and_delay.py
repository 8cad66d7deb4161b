"""``tracker attend`` and ``tracker late``: a session as it is held."""

from typing import Literal, get_args

import click

from tracker.cli.output import warn
from tracker.cli.param_types import NONE, GivenDay, Word, day_given, minutes_given, row_meant
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import ATTENDEES, SESSIONS, row_ids
from tracker.domain.edits import Attend, RunLate
from tracker.domain.model.record import Presence
from tracker.domain.model.state import State
from tracker.domain.rules.clashes import Clash, clashes


@verb(
    "tracker attend commission gazprom present\ntracker person add 'Anna Khan' --party gazprom\n"
    "tracker attend talks-26 person-1 excused"
)
@click.argument("session", shell_complete=row_ids(*SESSIONS))
@click.argument("attendee", metavar="PARTY_OR_PERSON", shell_complete=row_ids(*ATTENDEES))
@click.argument("presence", type=Word((*get_args(Presence), NONE)))
@pass_run
def attend(run: Run, session: str, attendee: str, presence: Presence | Literal["none"]) -> None:
    """Mark a party or a person as present, excused or absent in a session; none takes the mark away."""

    def intent(state: State) -> Attend:
        who = row_meant(state, attendee, "parties", "people")
        mark = "" if presence == NONE else presence
        return Attend(session=row_meant(state, session, "sessions"), attendees=(who,), presence=mark)

    change(run, intent)


# A negative number of minutes begins like an option.
@verb(
    "tracker session hours talks-26 09:30 11:00\n"
    "tracker --now 2025-11-26T08:00 late 20                   # what is left of the day\n"
    "tracker --now '26 Nov 8am' late 1h30 --from talks-26     # it and what follows\n"
    "tracker --now 2025-11-26T08:00 late -10                  # catch up",
    ignore_unknown_options=True,
)
@click.argument("words", nargs=-1, required=True, metavar="MINUTES")
@click.option("--day", callback=day_given, metavar="DAY", help="The day that runs late; today if left out.")
@click.option(
    "--from", "first", metavar="SESSION", default="", shell_complete=row_ids(*SESSIONS), help="What is left from it on."
)
@pass_run
def late(run: Run, words: tuple[str, ...], day: GivenDay | None, first: str) -> None:
    """Shift what is left of a day by MINUTES, on every open screen too; fewer than 0 catch up.

    What clashes because of it is told on standard error.
    """
    minutes = minutes_given(" ".join(words))
    before: set[Clash] = set()

    def intent(state: State) -> RunLate:
        before.update(clashes(state))
        return RunLate(
            minutes=minutes,
            day=day.on(run.calendar(state.meeting)) if day else None,
            session=row_meant(state, first, "sessions") if first else "",
            as_of=run.clock_for(state.meeting).now(),
        )

    after = clashes(change(run, intent).snapshot.state)
    for clash in after:
        if clash not in before:
            warn(clash.words)
