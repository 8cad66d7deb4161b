"""``tracker keys``: the keys of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.output import is_ascii, say_json, say_table
from tracker.cli.run import verb
from tracker.errors import TrackerError
from tracker.personal import paths
from tracker.personal.settings import read_settings

if TYPE_CHECKING:
    from tracker.ui.commands import Command


@verb("tracker keys\ntracker keys --json")
@click.option("--json", "as_json", is_flag=True, help="Print them as one JSON object.")
def keys(as_json: bool) -> None:
    """Print the keys of the screen, as your settings have them, with the name of each command."""
    from tracker.ui.commands import COMMANDS

    file = paths.settings_file()
    try:
        commands = commands_with(read_settings(file).keys, file)
    except TrackerError:
        # The names in the list are what it takes to mend the settings.
        _print(COMMANDS, as_json=as_json)
        raise
    _print(commands, as_json=as_json)


def commands_with(keymap: Mapping[str, tuple[str, ...]], file: Path | None) -> tuple[Command, ...]:
    """Return the commands with the keys of the settings in ``file``.

    Raises:
        TrackerError: the keys can't be; it names the file and the line.
    """
    from tracker.ui.commands import with_keymap

    try:
        return with_keymap(keymap)
    except TrackerError as error:
        raise TrackerError(f"{file}: {error.message}", error.hint) from error


def _print(commands: Iterable[Command], *, as_json: bool) -> None:
    from tracker.ui.commands import keys_label

    if as_json:
        listed = [{"id": command.id, "title": command.title, "keys": command.keys} for command in commands]
        say_json({"commands": listed})
        return
    say_table(
        ("Keys", "What it does", "Command"),
        [(keys_label(command, ascii_only=is_ascii()), command.title, command.id) for command in commands],
    )
