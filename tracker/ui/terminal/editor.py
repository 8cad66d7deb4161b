"""A text given to the person's own editor, in a file that nobody else can read, and taken back."""

import contextlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from textual.app import App, SuspendNotSupported

from tracker.errors import TrackerError
from tracker.paths import make_private_folder
from tracker.text import BODY_LIMIT, clean_lines
from tracker.ui.terminal.signals import run_program

_MOST_BYTES = 4 * BODY_LIMIT + 1


def edited(app: App[Any], command: Sequence[str], text: str, folder: Path) -> str:
    """Return what a person made of ``text`` in their editor, clean; the screen comes back as it was.

    Args:
        app: the running app, suspended meanwhile.
        command: the editor and its arguments; the file's name is added.
        text: what it begins with.
        folder: this person's own folder for the file, which is there only meanwhile.

    Raises:
        TrackerError: the editor or the file can't be used, or the editor says that it failed.
    """
    try:
        make_private_folder(folder)
        descriptor, name = mkstemp(prefix="text-", suffix=".md", dir=folder)
    except OSError as error:
        raise TrackerError(f"{folder}: no file can be made there ({error.strerror}).") from error
    file, editor = Path(name), Path(command[0]).name
    try:
        with open(descriptor, "w", encoding="utf-8") as target:
            target.write(text)
        return _written(app, command, file)
    except OSError as error:
        raise TrackerError(f"{editor}: the editor could not be used ({error.strerror}).", "Set EDITOR.") from error
    except SuspendNotSupported as error:
        raise TrackerError("There is no terminal to give to an editor.") from error
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


def _written(app: App[Any], command: Sequence[str], file: Path) -> str:
    if (code := run_program(app, [*command, str(file)])) != 0:
        raise TrackerError(f"{Path(command[0]).name} ended with {code}, so the text was left as it was.")
    # An editor may have put another file in the place of ours.
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as source:
        if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
            raise TrackerError(f"{Path(command[0]).name} left no file that can be read.")
        content = source.read(_MOST_BYTES)
    return clean_lines(content.decode("utf-8", errors="replace"))
