"""A meeting as one file, to be kept elsewhere, and back again.

The file is a tar archive of ``journal.jsonl``, ``meeting.json`` and, last, ``manifest.json``, which has the size and
the SHA-256 of the others. It is taken without the lock: the journal is only ever appended to, so its bytes up to a
change belong together whatever happens meanwhile.
"""

import contextlib
import io
import os
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, cast

import msgspec

from tracker.clock import Clock
from tracker.errors import BadFileError, StoreError
from tracker.files import PRIVATE_FILE, NotRegularError, new_file, open_regular, sync_folder
from tracker.store.config import StoreConfig
from tracker.store.follower import Head, JournalFollower
from tracker.store.format.journal import Journal, opened_journal
from tracker.store.format.rotation import newest_first, oldest_first
from tracker.store.io.folder import BACKUP, JOURNAL, STATE, STATE_LIMIT, Folder, reason
from tracker.store.loading import Loaded, load
from tracker.store.lockfile import read_mark
from tracker.store.state_copies import copy_of

MANIFEST = "manifest.json"
FORMAT = 1
"""Number of the layout of a backup file; a newer one is refused."""

_BLOCK = 2**20
_MANIFEST_LIMIT = 2**16
_MOST_MEMBERS = 3
_MOST_TRIES = 100
_NOT_A_BACKUP = "It isn't a backup that the tracker made, or it was cut off."


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One file in a backup."""

    size: int
    """Bytes."""
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself."""

    format: int
    title: str
    """Of the meeting."""
    seq: int
    """Number of changes in it."""
    taken: str
    """When, ISO 8601."""
    members: dict[str, Member]


class _Hashed:
    """The whole record as one journal, those that were kept first, read as a file and hashed on the way."""

    def __init__(self, journal: Journal, end: int) -> None:
        self.size = sum(segment.end for segment in newest_first(journal, end))
        """Bytes."""
        self.digest = sha256()
        self._blocks = (
            block for segment in oldest_first(journal, end) for block in segment.journal.blocks(0, segment.end)
        )
        self._held = b""

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        while len(self._held) < size and (block := next(self._blocks, b"")):
            self._held += block
        part, self._held = self._held[:size], self._held[size:]
        self.digest.update(part)
        return part


def back_up(folder: Path, target: Path, *, clock: Clock, config: StoreConfig | None = None) -> Manifest:
    """Write the meeting in ``folder`` to the new file ``target``, and return what is in it once that is on disk.

    Raises:
        StoreError: there is no meeting, it can't be read, there is a file of that name, or it can't be written.
    """
    config = config or StoreConfig()
    try:
        with Folder(folder, config.calls) as opened, new_file(target, sync=True) as file:
            manifest = _written(opened, file, clock, config)
            sync_folder(target.parent)
    except FileExistsError as error:
        raise StoreError(f"{target} is there already and was left as it is.", "Choose another name.") from error
    except FileNotFoundError as error:
        raise StoreError(f"There is no meeting folder {folder}, or no folder for {target}.") from error
    except OSError as error:
        raise StoreError(f"The backup {target} was not made: {reason(error)}.") from error
    return manifest


@contextlib.contextmanager
def read_backup(source: Path) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    """Open a backup whose every byte was checked.

    Raises:
        BadFileError: it isn't one, or it is damaged.
        StoreError: it can't be read.
    """
    with _source_file(source) as file, contextlib.ExitStack() as stack:
        try:
            _refuse_odd_members(file, source)
            archive = stack.enter_context(tarfile.open(fileobj=file, mode="r:"))
            manifest = _checked(archive, source)
        except (tarfile.TarError, OSError) as error:
            raise BadFileError(str(source), (_NOT_A_BACKUP,)) from error
        yield manifest, archive


def _source_file(source: Path) -> IO[bytes]:
    """Open a file to restore.

    Raises:
        BadFileError: it is no regular file.
        StoreError: it can't be read.
    """
    try:
        return open_regular(source, follow_link=True)
    except NotRegularError as error:
        raise BadFileError(str(source), ("It is no regular file.",), "Give the path of a backup.") from error
    except OSError as error:
        raise StoreError(f"{source} can't be read: {reason(error)}.") from error


def _refuse_odd_members(file: IO[bytes], source: Path) -> None:
    """Refuse what the tracker never puts into a backup, before the library takes memory and time for it.

    An archive can hold a million empty members, a name of a gigabyte, or a sparse file of a terabyte in a few bytes.

    Raises:
        BadFileError: there are other members than few and plain ones, or they don't fit into the file.
        tarfile.TarError: it is no archive.
    """
    left = os.fstat(file.fileno()).st_size
    for _ in range(_MOST_MEMBERS + 1):
        raw = file.read(tarfile.BLOCKSIZE)
        if raw.strip(b"\0") == b"":
            file.seek(0)
            return
        header = tarfile.TarInfo.frombuf(raw, "utf-8", "surrogateescape")
        left -= tarfile.BLOCKSIZE + header.size
        if header.type != tarfile.REGTYPE or not header.size >= 0 or left < 0:
            break
        file.seek(-(-header.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE, os.SEEK_CUR)
    raise BadFileError(str(source), (_NOT_A_BACKUP,))


def member_blocks(archive: tarfile.TarFile, name: str) -> Iterator[bytes]:
    """Yield a member of an opened backup, block by block."""
    file = archive.extractfile(name)
    assert file is not None
    while block := file.read(_BLOCK):
        yield block


def _written(folder: Folder, file: IO[bytes], clock: Clock, config: StoreConfig) -> Manifest:
    """Write one cut through the meeting: the journal up to a change, and a state that this much of it leads to."""
    for _ in range(_MOST_TRIES):
        with opened_journal(folder) as journal:
            loaded = load(folder, read_mark(folder), config)
            if loaded is None or journal is None:
                raise StoreError(f"There is no meeting in {folder.path} to back up.")
            # Where a new journal was begun in between, the one that is open here isn't the one that was read.
            if journal.has(loaded.position):
                return _archived(file, journal, loaded, _state_of(folder, journal, loaded, config), clock)
    raise StoreError(f"{folder.path} is changed without a pause, so no backup was made.", "Try again.")


def _archived(file: IO[bytes], journal: Journal, loaded: Loaded, state: bytes | None, clock: Clock) -> Manifest:
    with tarfile.open(fileobj=file, mode="w:") as archive:
        members = {JOURNAL: _add_journal(archive, journal, loaded.position.end)}
        if state is not None:
            members[STATE] = _add(archive, STATE, state)
        manifest = Manifest(
            format=FORMAT,
            title=loaded.state.meeting.title,
            seq=loaded.state.seq,
            taken=clock.now().isoformat(),
            members=members,
        )
        _add(archive, MANIFEST, msgspec.json.encode(manifest))
    return manifest


def _state_of(folder: Folder, journal: Journal, loaded: Loaded, config: StoreConfig) -> bytes | None:
    """Return a state file that is no newer than what was read; None where only a newer program can write one."""
    for name in (STATE, BACKUP):
        if raw := _state_within(folder, name, journal, loaded, config):
            return raw
    # Both are newer by now, or bad.
    return (
        JournalFollower(loaded, config.engine).file_of(Head(loaded.state, loaded.position), config.schema)
        if _is_own(loaded, config)
        else None
    )


def _is_own(loaded: Loaded, config: StoreConfig) -> bool:
    return loaded.schema == config.schema and not loaded.journal_is_bad


def _state_within(folder: Folder, name: str, journal: Journal, loaded: Loaded, config: StoreConfig) -> bytes | None:
    """Return the bytes of a good state file if they are no newer than what was read; None otherwise.

    Where the journal is damaged they are what there is: that much of a meeting isn't left out of its backup.
    """
    raw = folder.read(name)
    contents = copy_of(name, raw, config, as_meeting=False).contents if raw is not None else None
    if raw is None or contents is None:
        return None
    if loaded.journal_is_bad:
        return raw
    place = journal.find(contents.meta.position)
    return raw if place is not None and place.end <= loaded.position.end else None


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> Member:
    archive.addfile(_header(name, len(data)), io.BytesIO(data))
    return Member(size=len(data), sha256=sha256(data).hexdigest())


def _add_journal(archive: tarfile.TarFile, journal: Journal, end: int) -> Member:
    hashed = _Hashed(journal, end)
    archive.addfile(_header(JOURNAL, hashed.size), cast(IO[bytes], hashed))
    return Member(size=hashed.size, sha256=hashed.digest.hexdigest())


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, PRIVATE_FILE
    return header


def _checked(archive: tarfile.TarFile, source: Path) -> Manifest:
    """Return the manifest once every member is as it says."""
    members = {member.name: member for member in archive.getmembers()}
    manifest = _manifest(archive, members.get(MANIFEST), source)
    if manifest.format > FORMAT:
        raise BadFileError(str(source), (f"A newer tracker made it (format {manifest.format}). Update the tracker.",))
    faults = []
    if set(members) != {MANIFEST, *manifest.members} or not {JOURNAL} <= manifest.members.keys() <= {JOURNAL, STATE}:
        faults.append("It doesn't hold the files that its manifest names.")
    for name, wanted in manifest.members.items():
        if name in members and not _is_as_written(archive, members[name], wanted):
            faults.append(f"{name} in it is damaged.")
    if faults:
        raise BadFileError(str(source), tuple(faults), "Nothing was changed. Use another backup.")
    return manifest


def _manifest(archive: tarfile.TarFile, member: tarfile.TarInfo | None, source: Path) -> Manifest:
    if member is None or not member.isreg() or member.size > _MANIFEST_LIMIT:
        raise BadFileError(str(source), (_NOT_A_BACKUP,))
    try:
        return msgspec.json.decode(b"".join(member_blocks(archive, MANIFEST)), type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFileError(str(source), ("Its manifest is damaged.",)) from error


def _is_as_written(archive: tarfile.TarFile, member: tarfile.TarInfo, wanted: Member) -> bool:
    if not member.isreg() or member.size != wanted.size or (member.name == STATE and member.size > STATE_LIMIT):
        return False
    digest = sha256()
    for block in member_blocks(archive, member.name):
        digest.update(block)
    return digest.hexdigest() == wanted.sha256
