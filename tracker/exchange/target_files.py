"""Writing what goes out: in one step, never through a link, and never over a file unless that is wanted."""

import errno
import os
import secrets
import stat
from pathlib import Path

from tracker.errors import TrackerError

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def write_target(path: Path, content: bytes, *, force: bool = False) -> None:
    """Put ``content`` in the place of a file in one step; never through a link, and not over a file unless forced.

    Raises:
        TrackerError: it can't be written there; what was there stays.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        _refuse_other_than_files(path, force)
        with open(os.open(new, _NEW_FILE, 0o666), "wb") as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                _put_in_place(new, path, force)
            except BaseException:
                new.unlink(missing_ok=True)
                raise
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise _is_there(path) from error
        raise TrackerError(
            f"{path} can't be written: {error.strerror}.", "Choose another place with --output."
        ) from error


def _put_in_place(new: Path, path: Path, force: bool) -> None:
    """Give a finished file its name; a link instead of a rename never takes the place of a file that came meanwhile."""
    if force:
        os.replace(new, path)
    else:
        os.link(new, path, follow_symlinks=False)
        os.unlink(new)


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
