"""What a person has typed and not saved yet, kept on disk as it is typed, so that a dropped line loses nothing.

Drafts are one person's own: they lie in that person's state folder, one file for each form, and never in the meeting.
A draft isn't synced to the disk: it outlives the program and the line, not a power cut.
"""

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from tracker.paths import make_private_folder
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
            content = _own_content(self._file(form))
            found = msgspec.json.decode(content, type=dict[str, str | tuple[str, ...]])
        except (OSError, msgspec.DecodeError):
            return {}
        return {name: clean_lines(value) if isinstance(value, str) else value for name, value in found.items()}

    def keep(self, form: str, values: Values) -> None:
        """Keep what ``form`` holds now in place of what was kept before."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            make_private_folder(self._folder)
            file = self._file(form)
            new = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            with open(os.open(new, flags, 0o600), "wb") as target:
                target.write(msgspec.json.encode(values))
            new.replace(file)

    def drop(self, form: str) -> None:
        """Forget the draft of ``form``: it was saved, or is not wanted."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._file(form).unlink()

    def _file(self, form: str) -> Path:
        assert self._folder is not None
        return self._folder / sha256(form.encode()).hexdigest()[:32]


def _own_content(file: Path) -> bytes:
    """Return the content of a regular file of this user; empty for anything else.

    Raises:
        OSError: it isn't there or can't be read.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_uid != os.getuid() or facts.st_size > _LARGEST_DRAFT:
            return b""
        return os.read(descriptor, _LARGEST_DRAFT)
    finally:
        os.close(descriptor)
