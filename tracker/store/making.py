"""Making a meeting folder: private to one person, or shared with a group."""

import contextlib
import grp
import os
from pathlib import Path

from tracker.errors import StoreError
from tracker.store.folder import is_shared, reason
from tracker.store.oscalls import OsCalls

_PRIVATE, _SHARED = 0o700, 0o2770


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
            calls.mkdir(path, _PRIVATE)
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
    try:
        calls.mkdir(path, _PRIVATE)
    except FileExistsError:
        facts = path.stat()
        if is_shared(facts.st_mode) and facts.st_gid == number:
            return
        raise StoreError(
            f"{path} is there already and isn't shared with the group {group}.",
            f"Share it yourself: chgrp -R {group} {path} && chmod 2770 {path} && chmod 660 {path}/*",
        ) from None
    os.chown(path, -1, number)
    os.chmod(path, _SHARED)
    _sync_parent(path, calls)


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
            calls.mkdir(parent, _PRIVATE)
            _sync_parent(parent, calls)


def _sync_parent(path: Path, calls: OsCalls) -> None:
    descriptor = calls.open_folder(path.parent)
    try:
        calls.fsync(descriptor)
    finally:
        calls.close(descriptor)
