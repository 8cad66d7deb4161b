"""A text given to the person's own editor, in a file that nobody else can read, and taken back."""

import contextlib
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from tracker.errors import TrackerError
from tracker.files import NotRegularError, make_private_folder, new_file, open_regular
from tracker.text import FIELD_LIMIT, clean_lines
from tracker.ui.terminal.signals import run_program

_MOST_BYTES = 4 * FIELD_LIMIT


def edited(app: App[Any], command: Sequence[str], text: str, folder: Path) -> str:
    """Return what a person made of ``text`` in their editor, clean; the screen comes back as it was.

    Args:
        app: the running app, suspended meanwhile.
        command: the editor and its arguments; the file's name is added.
        text: what it begins with.
        folder: this person's own folder for the file. It is gone afterwards, unless it holds what could not be taken.

    Raises:
        TrackerError: the editor or the file can't be used, or what the editor left can't be taken; says where it is.
    """
    given = text.encode("utf-8", errors="replace")
    file, editor, is_kept = _made(folder, given), Path(command[0]).name, False
    try:
        code = run_program(app, [*command, str(file)])
        content = _content(file, editor)
        is_kept = content != given
        taken = _taken(content, code)
        is_kept = False
        return taken
    except OSError as error:
        raise TrackerError(f"{editor}: the editor could not be used ({error.strerror}).", "Set EDITOR.") from error
    except SuspendNotSupported as error:
        raise TrackerError("There is no terminal to give to an editor.") from error
    except _NotTakenError as error:
        where = f"What it wrote is kept in {file}" if is_kept else ""
        raise TrackerError(f"{editor} {error}, so the text was left as it was.", where) from error
    finally:
        if not is_kept:
            with contextlib.suppress(OSError):
                file.unlink()


def _made(folder: Path, content: bytes) -> Path:
    """Return a new file with ``content``.

    Raises:
        TrackerError: it can't be made.
    """
    file = folder / f"text-{secrets.token_hex(4)}.md"
    try:
        make_private_folder(folder)
        with new_file(file) as target:
            target.write(content)
    except OSError as error:
        raise TrackerError(f"{folder}: no file can be made there ({error.strerror}).") from error
    return file


class _NotTakenError(Exception):
    """What the editor left isn't taken; says what it did."""


def _content(file: Path, editor: str) -> bytes:
    """Return what the file holds, and one byte more than is ever taken where it is too large."""
    # An editor may have put another file in the place of ours.
    try:
        with open_regular(file) as source:
            return source.read(_MOST_BYTES + 1)
    except NotRegularError as error:
        raise TrackerError(f"{editor} left no file that can be read.") from error


def _taken(content: bytes, code: int) -> str:
    """Return the text that an editor left.

    Raises:
        _NotTakenError: the editor says that it failed, or it is no text that a field holds.
    """
    if code != 0:
        raise _NotTakenError(f"ended with {code}")
    try:
        text = clean_lines(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _NotTakenError("left a text that is not UTF-8") from error
    if len(content) > _MOST_BYTES or len(text) > FIELD_LIMIT:
        raise _NotTakenError(f"left more than the {FIELD_LIMIT:,} characters that a field holds")
    return text
