"""Small files of this person's own: what the program remembers between two runs, and never part of a meeting.

They are not synced to the disk: they outlive the program and the line, not a power cut.
"""

import contextlib
import os
import secrets
import stat
from pathlib import Path

from tracker.personal.paths import make_private_folder


def read_own(file: Path, largest: int) -> bytes:
    """Return the content of a file; empty where it isn't a regular file of this user of at most ``largest`` bytes.

    Raises:
        OSError: it isn't there, is a link, or can't be read.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_uid != os.getuid() or facts.st_size > largest:
            return b""
        return os.read(descriptor, largest)
    finally:
        os.close(descriptor)


def write_own(file: Path, content: bytes) -> None:
    """Put ``content`` into the place of a file in one step, for this user's eyes only.

    Raises:
        OSError: it can't be written; what was there stays.
    """
    make_private_folder(file.parent)
    new = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with open(os.open(new, flags, 0o600), "wb") as target:
            target.write(content)
        new.replace(file)
    except OSError:
        # A disk that is full needs the room.
        with contextlib.suppress(OSError):
            new.unlink()
        raise
