"""``tracker revise``: a revised programme file against the meeting, and taking it in."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from tracker.cli.exits import DONE, REFUSED
from tracker.cli.output import complain, say
from tracker.cli.run import Run, pass_run, verb, warn_of_snapshot
from tracker.cli.transact import change
from tracker.domain.edits import Revise
from tracker.domain.revision import counted, differences, made, to_come


@verb(
    "tracker export toml > programme.toml  # edit it, then:\n"
    "tracker revise programme.toml\ntracker revise programme.toml --yes"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Take it in without showing the differences and asking.")
@pass_run
def revise(run: Run, file: Path, yes: bool) -> int:
    """Take a revised programme file in by its ids: all ticks and everything else on record stay.

    It shows the differences first and asks. Where there is no terminal to ask on, it only shows them: the exit code is
    then 1 if there are any, and 0 if there are none.
    """
    from tracker.exchange.toml.reader import read_programme

    programme = read_programme(file)
    if yes:
        change(run, lambda state: Revise(programme=programme))
        return DONE
    with run.store() as store:
        snapshot = store.snapshot()
    warn_of_snapshot(snapshot, run.folder)
    found = differences(snapshot.state, programme)
    if not (changes := counted(found)):
        return DONE
    _say(to_come(found))
    if not _can_ask():
        complain("The revised programme was not taken in.", "Take it in with: tracker revise FILE --yes")
        return REFUSED
    if not click.confirm(f"Apply {changes}? All ticks stay."):
        return REFUSED
    # What the differences didn't show because someone changed it since is a conflict, not a surprise.
    change(run, lambda state: Revise(programme=programme, seen=snapshot.state.seq))
    _say(made(found))
    return DONE


def _can_ask() -> bool:
    """Say whether there is a person on a terminal who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _say(groups: Mapping[str, tuple[str, ...]]) -> None:
    say("\n".join(line for heading, sentences in groups.items() for line in (heading, *(f"  {s}" for s in sentences))))
