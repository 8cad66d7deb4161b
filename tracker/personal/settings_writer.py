"""Writing a choice into the settings file, with its comments and all other keys as they were."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.errors import TrackerError
from tracker.personal.settings import parsed, trusted_text
from tracker.text import clean


def remember(path: Path, **choices: str | bool) -> None:
    """Write choices, such as ``theme="nord"``, into the file at ``path``; its comments and other keys stay.

    Raises:
        BadFileError: the file as it is, or a choice, is faulty; the file is left as it is.
        TrackerError: the file can't be read or written.
    """

    def choose(document: Any) -> None:
        document.update(choices)

    _rewrite(path, choose)


def remember_view(path: Path, name: str, query: str) -> None:
    """Write a filter under ``name`` into the file at ``path``, or take it out where ``query`` is empty.

    Raises:
        BadFileError: the file as it is is faulty; it is left as it is.
        TrackerError: the file can't be read or written.
    """

    def keep(document: Any) -> None:
        if query:
            document.setdefault("views", {})[clean(name)] = query
        else:
            document.get("views", {}).pop(name, None)

    _rewrite(path, keep)


def _rewrite(path: Path, change: Callable[[Any], None]) -> None:
    """Change the file at ``path`` by what ``change`` does to it as a TOML document."""
    # tomlkit takes as long to load as a whole verb, and only a choice that is kept needs it.
    import tomlkit

    text = trusted_text(path) or ""
    parsed(path, text)
    document = tomlkit.parse(text)
    change(document)
    changed = tomlkit.dumps(document)
    parsed(path, changed)
    try:
        _replace(path, changed)
    except OSError as error:
        raise TrackerError(f"{path}: the settings can't be written ({error.strerror}).") from error


def _replace(path: Path, text: str) -> None:
    """Put ``text`` into the place of the file at ``path`` in one step, readable by its owner alone."""
    import tempfile

    # Renaming onto a link would leave the file that it points to as it was.
    target = path.resolve()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        os.replace(fresh, target)
    except BaseException:
        os.unlink(fresh)
        raise
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
