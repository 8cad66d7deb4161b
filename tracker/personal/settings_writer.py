"""Writing a choice into the settings file, with its comments and all other keys as they were."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.errors import TrackerError
from tracker.files import make_private_folder, write_file
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
        # Renaming onto a link would leave the file that it points to as it was.
        target = path.resolve()
        make_private_folder(target.parent)
        write_file(target, changed.encode(), sync=True)
    except OSError as error:
        raise TrackerError(f"{path}: the settings can't be written ({error.strerror}).") from error
