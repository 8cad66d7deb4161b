"""What all verbs share: the options that stand before or after the verb, and the way to the meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.output import warn
from tracker.clock import Clock, SystemClock, TrialClock
from tracker.errors import TrackerError
from tracker.personal import paths
from tracker.personal.settings import ssh_auth_file

if TYPE_CHECKING:
    # The domain takes longer to load than the options of all verbs, and `--help` and `--version` need none of it.
    from tracker.domain.model.history import Actor, Entry
    from tracker.domain.model.programme import Meeting, Programme
    from tracker.domain.model.snapshot import Receipt, Snapshot
    from tracker.domain.model.state import State
    from tracker.domain.rules.roles import Role
    from tracker.domain.words.formatting import Calendar
    from tracker.domain.words.time_parsing import MomentWords
    from tracker.store import MeetingStore

_MOST_NAMED = 3
Function = TypeVar("Function", bound=Callable[..., Any])


class Run:
    """The choices of one run of the program that every verb knows."""

    def __init__(self) -> None:
        """Choose nothing yet; the options do."""
        self.db: str | None = None
        """The meeting folder as named by ``--db``."""
        self.now: MomentWords | None = None
        """The moment of ``--now``; without a zone it is meant in the meeting's."""
        self.role: Role = "secretary"
        """What the person may change; a kiosk says so."""
        self.called = ""
        """Who the person is in a kiosk in which several use one account."""
        self.in_kiosk = False
        self.kiosk_state: Path | None = None
        """Where the kiosk remembers things for the person."""
        self.done = ""
        """What this run did for good, for a person who can't be told otherwise: ``D1 was recorded``."""

    @property
    def state_folder(self) -> Path | None:
        """Where the program remembers things for the person; it may not exist. None for a person without a home."""
        return self.kiosk_state or paths.user_state_folder()

    @property
    def folder(self) -> Path:
        """The meeting folder, which may not exist yet."""
        return paths.meeting_folder(self.db)

    def clock_for(self, meeting: Meeting) -> Clock:
        """Return the clock that decides what is shown as now; never the one that stamps changes."""
        if self.now is None:
            return SystemClock()
        from zoneinfo import ZoneInfo

        from tracker.domain.words.formatting import calendar_of

        today = calendar_of(meeting, SystemClock().now())
        try:
            return TrialClock(self.now.at(today, ZoneInfo(meeting.time_zone)))
        except TrackerError as error:
            raise _no_moment(error) from error

    def calendar(self, meeting: Meeting) -> Calendar:
        """Return the calendar by which a day is understood that was given without its year, or as ``tomorrow``."""
        from tracker.domain.words.formatting import calendar_of

        return calendar_of(meeting, self.clock_for(meeting).now())

    @contextmanager
    def store(self, *, may_make: bool | None = None) -> Iterator[MeetingStore]:
        """Open the meeting and close it afterwards.

        Where there is none yet, the first change makes it in the person's own folder; in one that was named only if it
        ``may_make`` it.
        """
        # The database takes longer to load than the rest of a verb, and `where` and `--help` need none.
        from tracker.store import MeetingStore

        store = MeetingStore.open(
            self.folder,
            actor=self._actor(),
            clock=SystemClock(),
            programme=shipped_programme,
            create=False,
            may_make=not paths.is_named(self.db) if may_make is None else may_make,
            role=self.role,
        )
        try:
            yield store
        finally:
            if store.newest is not None:
                self.done = _done_words(store.newest, store.snapshot().state)
            store.close()

    def _actor(self) -> Actor:
        from tracker.personal import identity

        if not self.in_kiosk:
            return identity.current_actor()
        return identity.kiosk_actor(self.called, ssh_auth_file())


def shipped_programme() -> Programme:
    """Return the programme that comes with the tracker."""
    from tracker.exchange.toml.reader import read_programme

    return read_programme(paths.shipped_programme())


def _done_words(entry: Entry, state: State) -> str:
    """Say that a change was recorded, by the names of what it made where it made something."""
    if entry.undoes or entry.redoes:
        return f"The {entry.edit} was recorded"
    made = [_name_of(state, change.id) for change in entry.changes if change.before is None]
    if not 1 <= len(made) <= _MOST_NAMED:
        return "The change was recorded"
    return f"{' and '.join(made)} {'was' if len(made) == 1 else 'were'} recorded"


def _name_of(state: State, row_id: str) -> str:
    """Return what a verb prints of a row that it made."""
    if decision := state.decisions.get(row_id):
        return decision.number
    action = state.action_items.get(row_id)
    return action.ref if action else row_id


pass_run = click.make_pass_decorator(Run, ensure=True)
"""Gives a verb the choices of this run as its first argument."""


def shared_options(function: Function) -> Function:
    """Add the options that every verb takes, before or after its name."""
    for option in (_NOW, _DB):
        function = option(function)
    return function


def verb(example: str, **settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a verb: its docstring is the help, ``example`` the lines under it.

    ``settings`` are click's for reading the arguments, such as ``ignore_unknown_options``.
    """

    def decorate(function: Callable[..., Any]) -> click.Command:
        return click.command(epilog=examples(example), context_settings=settings)(shared_options(function))

    return decorate


def examples(lines: str) -> str:
    """Return the end of a verb's help: lines that a person can type."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines.splitlines())


def warn_of_snapshot(snapshot: Snapshot, folder: Path) -> None:
    """Say on standard error what a reader of the meeting must know about where it comes from."""
    from tracker.domain.model.snapshot import SaveStatus

    if snapshot.standing is SaveStatus.NOT_MADE:
        warn(f"there is no meeting in {folder} yet; this is the programme that comes with the tracker.")
    if snapshot.notice:
        warn(snapshot.notice)


def warn_of_receipt(receipt: Receipt) -> None:
    """Say on standard error what did not go smoothly with a change that went through."""
    for text in (receipt.warning, receipt.snapshot.notice):
        if text:
            warn(text)


def _keep_db(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(Run).db = value


def _keep_now(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    from tracker.domain.words.time_parsing import read_moment

    try:
        context.ensure_object(Run).now = read_moment(value)
    except TrackerError as error:
        raise _no_moment(error) from error


def _no_moment(error: TrackerError) -> click.BadParameter:
    return click.BadParameter(f"{error.message} {error.hint}".strip(), param_hint="'--now'")


_DB = click.option(
    "--db",
    metavar="DIR",
    expose_value=False,
    callback=_keep_db,
    help="The meeting folder; else TRACKER_DB, else your own.",
)
_NOW = click.option(
    "--now",
    metavar="MOMENT",
    expose_value=False,
    callback=_keep_now,
    help="Show the meeting as of this moment, such as 2025-11-26T10:00 or '26 Nov 10:00'; changes keep the real time.",
)
