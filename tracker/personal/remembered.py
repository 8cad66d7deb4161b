"""What the program remembers of a person in their state folder: the first run, and the last look at each meeting."""

import contextlib
from hashlib import sha256
from pathlib import Path

from tracker.files import PRIVATE_FILE, make_private_folder, read_private, write_private

INTRODUCED = "introduced"
"""Name of the empty file that says that this person opened the screen before."""

_MOST_DIGITS = 18


class LastLook:
    """The last look of one person at one meeting. What can't be kept is not worth stopping anybody for."""

    def __init__(self, folder: Path | None, meeting: str) -> None:
        """Keep it below ``folder``, by the path of the meeting folder; None keeps nothing."""
        name = sha256(meeting.encode(errors="surrogateescape")).hexdigest()[:16]
        self._file = folder and folder / "looks" / name

    def read(self) -> int | None:
        """Return the number of the newest change that was looked at; None where there was no look yet."""
        words = b""
        if self._file is not None:
            with contextlib.suppress(OSError):
                words = read_private(self._file, _MOST_DIGITS)
        return int(words) if words.isdigit() else None

    def write(self, seq: int) -> None:
        """Keep the number of the newest change that was looked at."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                write_private(self._file, str(seq).encode())


def take_first_run(folder: Path) -> bool:
    """Return whether this person opens the screen for the first time, and keep in ``folder`` that they did.

    False where that can't be kept, or the person isn't known: they aren't told the same at every start.
    """
    try:
        make_private_folder(folder)
        (folder / INTRODUCED).touch(mode=PRIVATE_FILE, exist_ok=False)
    except OSError:
        return False
    return True
