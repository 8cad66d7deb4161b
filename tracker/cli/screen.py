"""Opening the screen: the only way from the command line to Textual."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli.run import Run
from tracker.cli.verbs.keys import commands_with
from tracker.errors import TrackerError
from tracker.personal import paths
from tracker.personal.crashes import take_report
from tracker.personal.settings import drop_textual_environment, editor_command, read_settings
from tracker.personal.settings_writer import remember, remember_view

if TYPE_CHECKING:
    from tracker.domain.model.programme import Programme
    from tracker.ui.context import UserContext

_NO_HOME = "you have no home folder here"


def open_screen(run: Run, choices: dict[str, Any], *, own: UserContext | None = None) -> None:
    """Open the meeting on the screen until the person quits.

    Args:
        run: which meeting, and for whom.
        choices: stand above the settings, this time only.
        own: what belongs to the person; the usual of this account if left out.
    """
    if own is None:
        state_folder = run.state_folder
        own = own_with(paths.settings_file())._replace(
            state_folder=state_folder,
            why_no_state="" if state_folder else _NO_HOME,
            editor=editor_command(),
            read_programme=_read_programme,
            exports=paths.current_folder(),
            take_report=lambda: take_report(state_folder) if state_folder else "",
        )
    settings = read_settings(own.settings_file)._replace(**choices)
    commands_with(settings.keys, own.settings_file)
    drop_textual_environment()
    with run.store(may_make=not run.in_kiosk) as store:
        from tracker.ui.app import run_screen

        run_screen(store, clock=run.clock_for(store.snapshot().state.meeting), settings=settings, own=own)


def own_with(settings_file: Path | None) -> UserContext:
    """Return what a person with these settings has, and nothing else."""
    from tracker.ui.context import UserContext

    if settings_file is None:
        return UserContext(remember_theme=_not_kept, remember_view=_not_kept)
    return UserContext(
        settings_file=settings_file,
        remember_theme=lambda theme: remember(settings_file, theme=theme),
        remember_view=lambda name, query: remember_view(settings_file, name, query),
    )


def _not_kept(*_choice: str) -> None:
    raise TrackerError(f"This choice is for now only: {_NO_HOME}.", "Set HOME to have it kept.")


def _read_programme(path: Path) -> Programme:
    from tracker.exchange.toml.reader import read_programme

    return read_programme(path)
