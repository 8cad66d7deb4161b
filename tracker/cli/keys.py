"""``tracker keys``: the keys of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import paths
from tracker.cli.output import is_ascii, say_table
from tracker.cli.run import verb
from tracker.errors import TrackerError
from tracker.settings import read_settings

if TYPE_CHECKING:
    from tracker.ui.commands import Command


@verb("tracker keys")
def keys() -> None:
    """Print the keys of the screen, as your settings have them, with the name of each command."""
    from tracker.ui.commands import COMMANDS

    file = paths.settings_file()
    try:
        commands = commands_with(read_settings(file).keys, file)
    except TrackerError:
        # The names in the list are what it takes to mend the settings.
        _print(COMMANDS)
        raise
    _print(commands)


def commands_with(keymap: Mapping[str, tuple[str, ...]], file: Path) -> tuple[Command, ...]:
    """Return the commands with the keys of the settings in ``file``.

    Raises:
        TrackerError: the keys can't be; it names the file and the line.
    """
    from tracker.ui.commands import with_keymap

    try:
        return with_keymap(keymap)
    except TrackerError as error:
        raise TrackerError(f"{file}: {error.message}", error.hint) from error


def _print(commands: Iterable[Command]) -> None:
    from tracker.ui.commands import keys_label

    say_table(
        ("Keys", "What it does", "Command"),
        [(keys_label(command, ascii_only=is_ascii()), command.title, command.id) for command in commands],
    )
