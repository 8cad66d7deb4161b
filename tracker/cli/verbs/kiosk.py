"""``tracker kiosk``: the screen and nothing else, for the forced command of an SSH server."""

from __future__ import annotations

import os
import resource
import signal
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from tracker.cli.output import has_screen
from tracker.cli.run import Run, pass_run, verb
from tracker.domain.rules.roles import Role
from tracker.errors import RefusedError, StoreError
from tracker.files import ANY_OTHERS, is_own_or_roots
from tracker.personal import paths
from tracker.text import clean

if TYPE_CHECKING:
    from tracker.ui.context import UserContext

_LONGEST_NAME = 40
_OTHERS_MAY_NOT_READ = stat.S_IWGRP | stat.S_IRWXO


@verb(
    "mkdir -p ~/exports\n"
    "python -I -m tracker --db ~/igc kiosk --as anna --role officer --exports ~/exports\n"
    "python -I -m tracker --db ~/igc kiosk --role viewer  # to each account of the server"
)
@click.option("--as", "name", metavar="NAME", default="", help="Who the person is, where several use one account.")
@click.option("--role", type=click.Choice(get_args(Role)), default="viewer", help="What the person may change.")
@click.option("--exports", type=click.Path(path_type=Path), metavar="DIR", help="The only folder for exports.")
@click.option("--state", type=click.Path(path_type=Path), metavar="DIR", help="Folder for drafts and choices.")
@pass_run
@click.pass_context
def kiosk(context: click.Context, run: Run, name: str, role: Role, exports: Path | None, state: Path | None) -> None:
    """Open the screen with no way out of it but to quit: no shell, no editor, no other file, no settings of others.

    It is for the forced command of an SSH server; the chapter on servers of the README has the lines. --as is taken
    only where the meeting belongs to this account alone, so that nobody can say they are someone else.
    """
    called = clean(name)
    if called != name or len(called) > _LONGEST_NAME:
        raise RefusedError(f"--as: a name is at most {_LONGEST_NAME} plain characters.", "Write a shorter name.")
    if run.db is None:
        raise RefusedError("A kiosk needs --db DIR: the environment doesn't decide which meeting it shows.")
    _refuse_unsafe_start()
    _refuse_other_folders(run.folder, exports, called)
    _close_ways_out()
    run.in_kiosk, run.role, run.called = True, role, called
    run.kiosk_state = paths.kiosk_state_folder(state, called)
    if not has_screen():
        from tracker.cli.verbs.status import status

        context.invoke(status)
        return
    from tracker.cli.screen import open_screen

    open_screen(run, {}, own=_own(run, run.kiosk_state, exports))


def _refuse_unsafe_start() -> None:
    """Refuse to run with modules that the person at the far end could have chosen.

    Raises:
        RefusedError: Python was started in a way that looks into the environment or the current folder.
    """
    if not _is_isolated():
        raise RefusedError(
            "A kiosk must not load what PYTHONPATH or the current folder hold.", "Start it with: python -I -m tracker"
        )


def _is_isolated() -> bool:
    return bool(sys.flags.isolated)


def _refuse_other_folders(folder: Path, exports: Path | None, called: str) -> None:
    """Refuse folders that the person could reach around the kiosk.

    Raises:
        StoreError: there is no meeting, or others can write where they must not.
    """
    try:
        facts = folder.stat()
    except OSError as error:
        raise StoreError(f"There is no meeting in {folder}.", f"Make it: tracker --db {folder} init") from error
    if called and (facts.st_uid != os.getuid() or facts.st_mode & ANY_OTHERS):
        raise StoreError(
            f"--as is taken only where {folder} belongs to this account alone: others could write as anybody.",
            f"chmod 700 {folder}, or leave --as out: the account says who it is.",
        )
    if exports is not None:
        _refuse_exports(exports)


def _refuse_exports(folder: Path) -> None:
    try:
        facts = os.lstat(folder)
    except OSError as error:
        raise StoreError(f"The folder for exports {folder} isn't there.", "Make it first.") from error
    if not stat.S_ISDIR(facts.st_mode) or facts.st_mode & stat.S_IWOTH or not is_own_or_roots(facts):
        raise StoreError(
            f"The folder for exports {folder} must be a folder of this account that not everybody writes to.",
            f"Look into it: ls -ld {folder}",
        )


def _close_ways_out() -> None:
    """Ignore the keys that stop or break off a program, leave no core file, let files be for the account's group."""
    for number in (signal.SIGTSTP, signal.SIGQUIT, signal.SIGTTIN, signal.SIGTTOU):
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(_OTHERS_MAY_NOT_READ)


def _own(run: Run, state_folder: Path, exports: Path | None) -> UserContext:
    from tracker.cli.screen import own_with
    from tracker.personal.crashes import take_report

    return own_with(state_folder / "settings.toml")._replace(
        state_folder=state_folder,
        exports=exports,
        role=run.role,
        called=run.called,
        may_stop=False,
        take_report=lambda: take_report(state_folder),
    )
