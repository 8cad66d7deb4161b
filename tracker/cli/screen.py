"""Opening the screen: the only way from the command line to Textual."""

from typing import Any

from tracker import paths
from tracker.cli.keys import commands_with
from tracker.cli.run import Run
from tracker.remembering import remember, remember_view
from tracker.settings import drop_textual_environment, editor_command, read_settings


def open_screen(run: Run, choices: dict[str, Any]) -> None:
    """Open the meeting on the screen until the person quits; ``choices`` stand above the settings, this time only."""
    settings_file = paths.settings_file()
    settings = read_settings(settings_file)._replace(**choices)
    commands_with(settings.keys, settings_file)
    drop_textual_environment()
    with run.store() as store:
        from tracker.exchange.programme_toml import read_programme
        from tracker.ui.app import run_screen
        from tracker.ui.own import Own

        run_screen(
            store,
            clock=run.clock_for(store.snapshot().state.meeting),
            settings=settings,
            own=Own(
                state_folder=paths.user_state_folder(),
                editor=editor_command(),
                remember_theme=lambda theme: remember(settings_file, theme=theme),
                remember_view=lambda name, query: remember_view(settings_file, name, query),
                read_programme=read_programme,
            ),
        )
