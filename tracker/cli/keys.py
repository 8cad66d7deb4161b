"""``tracker keys``: the keys of the screen."""

from tracker import paths
from tracker.cli.output import is_ascii, say_table
from tracker.cli.run import verb
from tracker.settings import read_settings


@verb("tracker keys")
def keys() -> None:
    """Print the keys of the screen, as your settings have them, with the name of each command."""
    from tracker.ui.commands import keys_label, with_keymap

    commands = with_keymap(read_settings(paths.settings_file()).keys)
    say_table(
        ("Keys", "What it does", "Command"),
        [(keys_label(command, ascii_only=is_ascii()), command.title, command.id) for command in commands],
    )
