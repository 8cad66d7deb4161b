"""``tracker check`` and ``tracker uncheck``: tick talking points from the shell, all of them in one change."""

from collections.abc import Iterable, Iterator, Sequence

import click

from tracker.cli.param_types import LONGEST_NAME, standard_input
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import POINTS, row_ids
from tracker.domain.edits import Tick
from tracker.domain.model.state import State
from tracker.domain.search.lookup import points_asked_for
from tracker.errors import TrackerError, UnknownIdError


@verb(
    "tracker check psm.1 3.2\ntracker check offshore              # all points of an agenda item\n"
    "printf '4.1\\n4.2\\n' | tracker check -  # ids from standard input"
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=row_ids(*POINTS))
@pass_run
def check(run: Run, ids: tuple[str, ...]) -> None:
    """Tick talking points, by id or number; an agenda item means all its points, - reads ids from standard input.

    All or nothing: with an unknown id among them nothing is changed.
    """
    _tick(run, ids, done=True)


@verb("tracker uncheck psm.1\ntracker uncheck psm    # all points of an agenda item")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=row_ids(*POINTS))
@pass_run
def uncheck(run: Run, ids: tuple[str, ...]) -> None:
    """Take the ticks of talking points away, by id or number; everything else is as with check."""
    _tick(run, ids, done=False)


def _tick(run: Run, ids: Sequence[str], *, done: bool) -> None:
    asked = tuple(_asked(ids))
    change(run, lambda state: Tick(points=_points(state, asked), done=done))


def _asked(ids: Iterable[str]) -> Iterator[str]:
    """Yield the ids as named, those of standard input in the place of ``-``."""
    for named in ids:
        for name in standard_input("ids").split() if named == "-" else (named,):
            yield name[:LONGEST_NAME]


def _points(state: State, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the talking points that all of ``asked`` mean, each once.

    Raises:
        TrackerError: some are unknown; it names each of them with what may have been meant.
    """
    points: dict[str, None] = {}
    unknown: list[UnknownIdError] = []
    for name in asked:
        try:
            points |= dict.fromkeys(points_asked_for(state, name))
        except UnknownIdError as error:
            unknown.append(error)
    if len(unknown) == 1:
        raise unknown[0]
    if unknown:
        names = ", ".join(repr(error.asked) for error in unknown)
        hints = "\n".join(f"{error.asked!r}: {error.hint}" for error in unknown)
        raise TrackerError(f"This meeting has nothing with the ids {names}; nothing was changed.", hints)
    return tuple(points)
