"""Reports of the program's own faults: where in the code it happened, and nothing of what people wrote.

A traceback shows values, messages and source lines that may hold the text of an agenda. A report has the types of the
exceptions and the places that they went through, so it can be sent to anybody.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tracker import __version__
from tracker.files import read_private, write_private
from tracker.text import clean, clean_lines

_NEW, _SEEN = "crash.txt", "crash-shown.txt"
_LARGEST = 64 * 1024
_MOST_PLACES = 40
_MOST_CAUSES = 5


def report_of(error: BaseException, at: datetime) -> str:
    """Return the report of an exception that happened at ``at``, aware."""
    python = ".".join(map(str, sys.version_info[:3]))
    lines = [f"meeting-tracker {__version__}, Python {python}", at.isoformat(timespec="seconds")]
    for cause in _chain(error):
        lines += ["", type(cause).__name__, *_places(cause)]
    return "\n".join(lines) + "\n"


def write_report(folder: Path, error: BaseException, at: datetime) -> Path | None:
    """Write the report of an exception into ``folder``, over an older one; return its path, None if it can't be."""
    file = folder / _NEW
    try:
        write_private(file, report_of(error, at).encode("utf-8", "replace"))
    except OSError:
        return None
    return file


def take_report(folder: Path) -> str:
    """Return the report of the last fault if it was never asked for, and mark it as shown; empty if there is none."""
    file = folder / _NEW
    try:
        text = read_private(file, _LARGEST)
        os.replace(file, folder / _SEEN)
    except OSError:
        return ""
    return clean_lines(text.decode("utf-8", "replace"))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those that led to it, the newest first."""
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _places(error: BaseException) -> list[str]:
    """Return the places that an exception went through: file, line, function."""
    import traceback

    return [
        f"  {_short(frame.f_code.co_filename)}:{number} {clean(frame.f_code.co_name)}"
        for frame, number in list(traceback.walk_tb(error.__traceback__))[-_MOST_PLACES:]
    ]


def _short(name: str) -> str:
    """Return a file's path below the folder that modules lie in: the rest names people's homes."""
    path = Path(name)
    for folder in map(Path, sys.path):
        with contextlib.suppress(ValueError):
            if folder.is_absolute():
                return clean(str(path.relative_to(folder)))
    return clean(path.name)
