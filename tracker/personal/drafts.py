"""What a person has typed and not saved yet, kept on disk as it is typed, so that a dropped line loses nothing.

Drafts are one person's own: they lie in that person's state folder, never in the meeting. A draft belongs to the screen
that writes it, in a file of its own, for as long as that screen is there: it holds a lock, which the kernel gives up
with the process, however that ends. What a screen left that is gone, the next one takes over.

A draft isn't synced to the disk: it outlives the program and the line, not a power cut.
"""

import contextlib
import fcntl
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from tracker.files import (
    NEW_FILE_FLAGS,
    PRIVATE_FILE,
    make_private_folder,
    open_regular,
    read_private,
    write_private,
)
from tracker.text import typed

Values = Mapping[str, str | tuple[str, ...]]
"""What a form holds, by the name of each field: a text, or the ids that were chosen."""

_LARGEST_DRAFT = 8 * 1024**2
_DRAFT = re.compile(r"[0-9a-f]{32}(\.[0-9a-f]{16})?")
"""Name of a draft: its form and the screen that writes it; drafts of earlier versions are any screen's."""

_LOCK = ".open"
"""Ending of the file that a screen holds the lock of."""


class Draft(NamedTuple):
    """What was typed into a form."""

    values: Values
    before: Values
    """What stood in the same fields when it was typed; empty where that isn't known."""
    is_elsewhere: bool = False
    """Whether another screen of this person, which is still open, has a draft of the form too."""


class _File(msgspec.Struct):
    values: dict[str, str | tuple[str, ...]]
    before: dict[str, str | tuple[str, ...]] = {}


class Drafts:
    """The drafts of one screen for one meeting. What can't be kept is not worth stopping anyone's typing for."""

    def __init__(self, folder: Path | None, meeting: str, why_none: str = "") -> None:
        """Keep drafts of the meeting in the folder ``meeting`` below ``folder``; None keeps none, and says why."""
        self._folder = folder and folder / "drafts" / sha256(meeting.encode(errors="surrogateescape")).hexdigest()[:16]
        self.problem = why_none
        """Why what is typed can't be kept now; empty where it can."""
        self._screen = ""
        """What the files of this screen end in; empty while it has none."""
        self._lock = -1

    def of(self, form: str) -> Draft:
        """Return what was typed into ``form`` and not saved, here or on a screen that is gone."""
        if self._folder is None:
            return Draft({}, {})
        self._begin()
        found = (file for file in self._folder.glob(f"{_name(form)}*") if _DRAFT.fullmatch(file.name))
        files = sorted(found, key=_age)
        own = [file for file in files if self._screen and file.suffix == f".{self._screen}"]
        left = [file for file in files if file not in own and not self._is_open(file.suffix)]
        for file in (*own, *left):
            if (draft := _read(file)) is not None:
                if file in left and self._screen:
                    # Where two screens are as fast as each other, one of them finds it gone.
                    with contextlib.suppress(OSError):
                        file.rename(self._file(form))
                return draft._replace(is_elsewhere=len(own) + len(left) < len(files))
        return Draft({}, {}, is_elsewhere=len(own) + len(left) < len(files))

    def keep(self, form: str, values: Values, before: Values) -> None:
        """Keep what ``form`` holds now in place of what was kept before; ``problem`` tells where that failed.

        Args:
            form: the name of the form.
            values: what was typed, by the name of each field.
            before: what stood in those fields.
        """
        if self._folder is None or not self._begin():
            return
        try:
            write_private(self._file(form), msgspec.json.encode(_File(dict(values), dict(before))))
        except OSError as error:
            self.problem = error.strerror or str(error)
        else:
            self.problem = ""

    def drop(self, form: str) -> None:
        """Forget the draft of ``form``: it was saved, or is not wanted."""
        if self._folder is not None and self._screen:
            with contextlib.suppress(OSError):
                self._file(form).unlink()

    def close(self) -> None:
        """Let the drafts of this screen go to the next one."""
        if self._folder is not None and self._screen:
            with contextlib.suppress(OSError):
                (self._folder / f"{self._screen}{_LOCK}").unlink()
            os.close(self._lock)
            self._screen = ""

    def _begin(self) -> bool:
        """Take the lock of a file of this screen's own, if it has none yet; return whether drafts can be written."""
        assert self._folder is not None
        try:
            while not self._screen:
                make_private_folder(self._folder)
                screen = secrets.token_hex(8)
                path = self._folder / f"{screen}{_LOCK}"
                lock = os.open(path, NEW_FILE_FLAGS, PRIVATE_FILE)
                # Without locks, as on some network drives, drafts pass for left behind while they are written.
                with contextlib.suppress(OSError):
                    fcntl.flock(lock, fcntl.LOCK_EX)
                # Another screen may have taken it for left behind before it was locked.
                if os.fstat(lock).st_nlink:
                    self._screen, self._lock = screen, lock
                    self._sweep()
                else:
                    os.close(lock)
        except OSError as error:
            self.problem = error.strerror or str(error)
            return False
        return True

    def _sweep(self) -> None:
        """Take away what screens that are gone left of their locks."""
        assert self._folder is not None
        for path in self._folder.glob(f"*{_LOCK}"):
            if path.stem != self._screen and not self._is_open(f".{path.stem}"):
                with contextlib.suppress(OSError):
                    path.unlink()

    def _is_open(self, suffix: str) -> bool:
        """Say whether the screen whose files have a suffix is there; those of old versions have none."""
        assert self._folder is not None
        if not suffix:
            return False
        try:
            with open_regular(self._folder / f"{suffix[1:]}{_LOCK}") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def _file(self, form: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{_name(form)}.{self._screen}"


def _name(form: str) -> str:
    return sha256(form.encode()).hexdigest()[:32]


def _age(file: Path) -> float:
    """Return what sorts the newest first."""
    try:
        return -file.stat().st_mtime
    except OSError:
        return 0.0


def _read(file: Path) -> Draft | None:
    """Return the draft in a file; None where there is none that can be read."""
    try:
        content = read_private(file, _LARGEST_DRAFT)
        try:
            found = msgspec.json.decode(content, type=_File)
        except msgspec.ValidationError:
            # An earlier version kept the values alone.
            found = _File(msgspec.json.decode(content, type=dict[str, str | tuple[str, ...]]))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return Draft(dict(_safe(found.values)), dict(_safe(found.before)))


def _safe(values: Values) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for name, value in values.items():
        yield name, typed(value, keep_lines=True) if isinstance(value, str) else value
