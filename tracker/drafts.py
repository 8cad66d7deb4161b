"""What a person has typed and not saved yet, kept on disk as it is typed, so that a dropped line loses nothing.

Drafts are one person's own: they lie in that person's state folder, one file for each form, and never in the meeting.
A draft isn't synced to the disk: it outlives the program and the line, not a power cut.
"""

import contextlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from tracker.own_files import read_own, write_own
from tracker.text import clean_lines

Values = Mapping[str, str | tuple[str, ...]]
"""What a form holds, by the name of each field: a text, or the ids that were chosen."""

_LARGEST_DRAFT = 256 * 1024


class Drafts:
    """The drafts of one person for one meeting. What can't be kept is not worth stopping anyone's typing for."""

    def __init__(self, folder: Path | None, meeting: str) -> None:
        """Keep drafts of the meeting in the folder ``meeting`` below ``folder``; None keeps none."""
        self._folder = folder and folder / "drafts" / sha256(meeting.encode(errors="surrogateescape")).hexdigest()[:16]

    def of(self, form: str) -> dict[str, str | tuple[str, ...]]:
        """Return what was typed into ``form`` and not saved; empty where nothing was, or nothing that can be read."""
        if self._folder is None:
            return {}
        try:
            content = read_own(self._file(form), _LARGEST_DRAFT)
            found = msgspec.json.decode(content, type=dict[str, str | tuple[str, ...]])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}
        return {name: clean_lines(value) if isinstance(value, str) else value for name, value in found.items()}

    def keep(self, form: str, values: Values) -> None:
        """Keep what ``form`` holds now in place of what was kept before."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            write_own(self._file(form), msgspec.json.encode(values))

    def drop(self, form: str) -> None:
        """Forget the draft of ``form``: it was saved, or is not wanted."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._file(form).unlink()

    def _file(self, form: str) -> Path:
        assert self._folder is not None
        return self._folder / sha256(form.encode()).hexdigest()[:32]
