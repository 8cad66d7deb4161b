"""Making a meeting folder: private to one person, or shared with a group."""

import contextlib
import grp
import os
from pathlib import Path

from tracker.errors import StoreError
from tracker.files import PRIVATE_FOLDER, SHARED_FOLDER
from tracker.store.io.folder import BACKUP, FRESH, JOURNAL, STAGE, STATE, Folder, is_shared, reason
from tracker.store.io.oscalls import OsCalls


def make_folder(path: Path, calls: OsCalls, group: str | None = None) -> None:
    """Make the folder ``path`` (and those above it) if it isn't there; with ``group``, shared with that group.

    Raises:
        StoreError: it can't be made, there is no such group, or a folder is there that isn't shared with it.
    """
    try:
        _make_parents(path, calls)
        if group is not None:
            create_shared(path, group, calls)
            return
        with contextlib.suppress(FileExistsError):
            calls.mkdir(path, PRIVATE_FOLDER)
            _sync_parent(path, calls)
    except OSError as error:
        raise StoreError(
            f"The meeting folder {path} can't be made: {reason(error)}.", "Choose another place with --db FOLDER."
        ) from error


def create_shared(path: Path, group: str, calls: OsCalls) -> None:
    """Make a folder whose files every member of ``group`` reads and writes: mode 2770, files 0660.

    Raises:
        StoreError: there is no such group, or a folder is there that isn't shared with it.
        OSError: it can't be made.
    """
    number = _group_number(group)
    if os.path.lexists(path):
        facts = path.stat()
        if is_shared(facts.st_mode) and facts.st_gid == number:
            return
        raise StoreError(
            f"{path} is there already and isn't shared with the group {group}.",
            f"Share it yourself: chgrp -R {group} {path} && chmod 2770 {path} && chmod 660 {path}/*",
        )
    # It gets its name once it is shared: broken off before, nothing is there that would be refused the next time.
    fresh = path.with_name(path.name + FRESH)
    with contextlib.suppress(FileExistsError):
        calls.mkdir(fresh, PRIVATE_FOLDER)
    parent = calls.open_folder(path.parent)
    try:
        _share(fresh, number, calls)
        calls.rename(fresh.name, path.name, parent)
        calls.fsync(parent)
    finally:
        calls.close(parent)


def _share(path: Path, group: int, calls: OsCalls) -> None:
    """Share an empty folder of this person with a group."""
    with Folder(path, calls) as folder:
        if folder.facts.st_uid != os.geteuid() or calls.names(folder.descriptor):
            raise StoreError(f"{path} is there already and in the way.", "Take it away, and try again.")
        # Private until the group is the right one.
        calls.give(folder.descriptor, group)
        calls.fchmod(folder.descriptor, SHARED_FOLDER)


def has_meeting(path: Path) -> bool:
    """Say whether a meeting was ever made in a folder; what a killed or full disk left half made doesn't count."""
    return any(os.path.lexists(path / name) for name in (STATE, BACKUP, JOURNAL, f"{STAGE}/{JOURNAL}"))


def _group_number(group: str) -> int:
    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        raise StoreError(
            f"There is no group {group!r} on this machine.", "See yours with: id -Gn; or make it: groupadd"
        ) from None


def _make_parents(path: Path, calls: OsCalls) -> None:
    missing = [parent for parent in path.parents if not parent.exists()]
    for parent in reversed(missing):
        with contextlib.suppress(FileExistsError):
            calls.mkdir(parent, PRIVATE_FOLDER)
            _sync_parent(parent, calls)


def _sync_parent(path: Path, calls: OsCalls) -> None:
    descriptor = calls.open_folder(path.parent)
    try:
        calls.fsync(descriptor)
    finally:
        calls.close(descriptor)
