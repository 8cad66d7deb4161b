"""``tracker themes``: the names that ``--theme`` and the settings take."""

import click

from tracker.cli.output import say_json, say_table
from tracker.cli.run import verb
from tracker.personal import paths
from tracker.personal.settings import read_settings


@verb("tracker themes\ntracker themes --json")
@click.option("--json", "as_json", is_flag=True, help="Print them as one JSON object.")
def themes(as_json: bool) -> None:
    """List the themes of the screen, with the one in use marked; choose one with --theme, the settings, or Ctrl+P."""
    from tracker.ui.themes import DEFAULT_THEME, THEMES

    chosen = read_settings(paths.settings_file()).theme or DEFAULT_THEME
    if as_json:
        listed = [
            {"name": theme.name, "dark": theme.dark, "own_colours": theme.own_colours, "chosen": theme.name == chosen}
            for theme in THEMES
        ]
        say_json({"themes": listed})
        return
    rows = [
        (
            "*" if theme.name == chosen else "",
            theme.name,
            "dark" if theme.dark else "light",
            "the terminal's own 16 colours" if theme.own_colours else "",
        )
        for theme in THEMES
    ]
    say_table(("In use", "Name", "Kind", "Colours"), rows)
