"""Atomic writing of an exported file: never through a link, and over a file only where that is wanted."""

import errno
import os
import stat
from pathlib import Path

from tracker.errors import TrackerError
from tracker.files import PUBLIC_FILE, write_file


def write_target(path: Path, content: bytes, *, force: bool = False) -> None:
    """Put ``content`` in the place of a file in one step; never through a link, and not over a file unless forced.

    Raises:
        TrackerError: it can't be written there; what was there stays.
    """
    try:
        _refuse_other_than_files(path, force)
        write_file(path, content, mode=PUBLIC_FILE, sync=True, overwrite=force)
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise _is_there(path) from error
        raise TrackerError(
            f"{path} can't be written: {error.strerror}.", "Choose another place with --output."
        ) from error


def _refuse_other_than_files(path: Path, force: bool) -> None:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise TrackerError(f"{path} is no regular file, so nothing is written there.", "Name another file.")
    if not force:
        raise _is_there(path)


def _is_there(path: Path) -> TrackerError:
    return TrackerError(f"{path} is there already.", "Name another file, or write over it with --force.")
