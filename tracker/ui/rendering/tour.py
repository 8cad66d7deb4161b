"""What a person who is new here is told: one screen with the keys that matter and where the meeting lies."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from textual.content import Content

from tracker.glyphs import ASCII, Glyphs
from tracker.ui.commands import Command, key_label
from tracker.ui.rendering.lines import MUTED, STRONG, line, safe, wrap

_TOLD: Mapping[tuple[str, ...], str] = {
    ("panel.next",): "the next panel",
    ("move.down", "move.up"): "the cursor, along the rows",
    ("open",): "from a session to its item and back",
    ("tick",): "tick or untick a talking point",
    ("status",): "take an item up, close it, defer it",
    ("note",): "write a note about it",
    ("undo",): "take your last change back",
    ("help",): "all keys",
}
"""The commands that matter most, each with what is told of it."""

_KEYS_WIDTH = 7


def tour_lines(commands: Mapping[str, Command], folder: Path, width: int, glyphs: Glyphs) -> list[Content]:
    """Return the lines of the introduction to a meeting that lies in ``folder``, each at most ``width`` cells wide.

    Args:
        commands: the commands that this person may use, by their ids, with the keys that they are on.
        folder: the meeting folder.
        width: cells.
        glyphs: signs to draw with.
    """
    return [line(" ", part) for part in _parts(commands, folder, width - 2, glyphs)]


def _parts(commands: Mapping[str, Command], folder: Path, width: int, glyphs: Glyphs) -> Iterator[Content]:
    yield from wrap(
        Content("The schedule, the agenda with its talking points, and the detail of the row under the cursor."), width
    )
    yield Content("")
    for ids, told in _TOLD.items():
        if not commands.keys() >= set(ids):
            continue
        keys = " ".join(key_label(commands[each].keys[0], ascii_only=glyphs is ASCII) for each in ids)
        yield from wrap(line((f"{keys:<{_KEYS_WIDTH}}", STRONG), " ", told), width, " " * (_KEYS_WIDTH + 1))
    yield Content("")
    yield from wrap(Content("Each change is saved at once, and every screen shows it."), width)
    yield from wrap(line("This meeting lies in ", safe(str(folder), STRONG)), width)
    own = f"{key_label(commands['quit'].keys[0])} quits; {key_label(commands['tour'].keys[0])} shows this again."
    yield from wrap(line(own, (" Any key closes it.", MUTED)), width)
