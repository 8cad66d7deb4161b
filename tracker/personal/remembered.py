"""Up to which change a person has looked at a meeting, kept in that person's own state folder."""

import contextlib
from hashlib import sha256
from pathlib import Path

from tracker.files import read_private, write_private

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
