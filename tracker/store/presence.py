"""Who else has this meeting open, without a server: each open screen holds the lock of a small file in the folder.

The kernel gives the lock up with the process, however it ends, so a screen that is gone is seen to be gone at once;
whoever sees it takes the file away. The name that is shown is that of the file's owner, not one that it claims. None
of it is part of the record: nothing is synced, and nothing that fails here disturbs anybody's work.
"""

import contextlib
import os
import pwd
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from tracker.domain.model.presence import PresentUser
from tracker.errors import StoreError
from tracker.files import PRIVATE_FOLDER, SHARED_FOLDER
from tracker.store.io.folder import FRESH, Folder
from tracker.store.io.oscalls import OsCalls
from tracker.text import clean

FOLDER = "present"
"""Name of the folder of these files within the meeting folder."""

MOST_SCREENS = 64
"""Most screens that are looked at; a folder full of planted files must not hold anybody up."""

_LARGEST = 1024
_LONGEST_NAME = 40
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
"""Between them every moment has a date in every zone."""


class _Said(msgspec.Struct, omit_defaults=True):
    """What a file says."""

    since: Annotated[datetime, msgspec.Meta(tz=True)]
    row: str = ""
    name: str = ""
    """Who it is, where several persons use one account; believed only in a kiosk, of the account's own files."""


class Presence:
    """One screen among the others. Call it from one thread at a time."""

    def __init__(self, path: Path, since: datetime, called: str = "", *, calls: OsCalls | None = None) -> None:
        """Be there for the meeting folder at ``path``, which need not exist yet, as of ``since``.

        ``called`` is for a kiosk, in which the account's name isn't the person's.
        """
        self._called = called
        self._path, self._calls, self._since = path, calls or OsCalls(), since
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._descriptor: int | None = None
        self._row: str | None = None

    def look(self, row_id: str) -> tuple[PresentUser, ...]:
        """Say where this screen is, and return where the others are, by name. Nobody where that can't be known."""
        try:
            with Folder(self._path, self._calls) as folder, self._opened(folder) as place:
                self._say(place, row_id)
                return tuple(sorted(self._others(place)))
        except (OSError, StoreError):
            return ()

    def leave(self) -> None:
        """Be there no more."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        with (
            contextlib.suppress(OSError, StoreError),
            Folder(self._path, self._calls) as folder,
            Folder(self._path / FOLDER, self._calls, folder) as place,
        ):
            place.discard(self._name)
        with contextlib.suppress(OSError):
            self._calls.close(descriptor)

    def _opened(self, folder: Folder) -> Folder:
        """Open the folder of the screens, or make it with the mode of the meeting folder."""
        try:
            return Folder(self._path / FOLDER, self._calls, folder)
        except FileNotFoundError:
            with contextlib.suppress(FileExistsError):
                self._calls.mkdir(FOLDER, PRIVATE_FOLDER, folder.descriptor)
            place = Folder(self._path / FOLDER, self._calls, folder)
            if folder.is_shared:
                # The mode given to mkdir is cut by the umask; setgid comes from the folder above.
                self._calls.fchmod(place.descriptor, SHARED_FOLDER)
            return place

    def _say(self, place: Folder, row_id: str) -> None:
        """Write where this screen is, once it isn't where it was."""
        if self._row == row_id:
            return
        # A name that is longer than any id would only make the file too large to be read.
        said = msgspec.json.encode(
            _Said(since=self._since, row=row_id[: _LARGEST // 4], name=self._called[:_LONGEST_NAME])
        )
        with contextlib.suppress(OSError):
            if self._descriptor is None:
                self._begin(place)
            assert self._descriptor is not None
            place.write_at(self._descriptor, said, 0)
            self._calls.ftruncate(self._descriptor, len(said))
            self._row = row_id

    def _begin(self, place: Folder) -> None:
        """Make this screen's file; it gets its name once it is locked, so that nobody takes it for a left-over."""
        descriptor = place.create(self._name + FRESH)
        try:
            self._calls.flock(descriptor)
            place.put_in_place(self._name)
        except OSError:
            place.close(descriptor)
            place.discard(self._name + FRESH)
            raise
        self._descriptor = descriptor

    def _others(self, place: Folder) -> list[PresentUser]:
        found = []
        for name in sorted(self._calls.names(place.descriptor))[:MOST_SCREENS]:
            if name not in (self._name, self._name + FRESH):
                with contextlib.suppress(OSError, StoreError), place.opened(name) as descriptor:
                    here = self._read(place, name, descriptor)
                    # One that is just beginning comes under its own name; one that was killed there is taken away.
                    if here and not name.endswith(FRESH):
                        found.append(here)
        return found

    def _read(self, place: Folder, name: str, descriptor: int) -> PresentUser | None:
        """Return what a file says, or take it away where nobody holds its lock any more."""
        try:
            self._calls.flock(descriptor)
        except BlockingIOError:
            facts = self._calls.fstat(descriptor)
            said = _said(place.read_at(descriptor, min(facts.st_size, _LARGEST), 0), facts.st_mtime)
            # Outside a kiosk whoever has the account can write there what they like.
            name = clean(said.name) if self._called and facts.st_uid == os.getuid() else ""
            return PresentUser(name or _login(facts.st_uid), clean(said.row), said.since)
        place.discard(name)
        return None


def _said(raw: bytes, written: float) -> _Said:
    """Return what a file says that was ``written`` then; nothing but that, while it is being written or was planted."""
    try:
        said = msgspec.json.decode(raw, type=_Said)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        said = _Said(since=datetime.fromtimestamp(min(max(written, 0), _LATEST.timestamp()), UTC))
    since = min(max(said.since, _EARLIEST), _LATEST)
    return msgspec.structs.replace(said, since=since)


def _login(uid: int) -> str:
    try:
        return clean(pwd.getpwuid(uid).pw_name) or f"uid {uid}"
    except KeyError:
        return f"uid {uid}"
