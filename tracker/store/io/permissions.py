"""Whether a meeting folder may be written to by this person, and what to be told about where it lies."""

import os
import stat
from pathlib import Path

from tracker.store.io.folder import JOURNAL, LOCK, Folder

NETWORK_FILE_SYSTEMS = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "davfs", "gfs2", "glusterfs", "lustre"),
        *("beegfs", "ncpfs", "ocfs2", "virtiofs"),
        *("fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    )
)
"""File systems on which locks and fsync may not mean what they mean on a local disk (proc(5), mount(8))."""


def why_view_only(folder: Folder) -> str:
    """Return in one sentence why this person can't change the meeting in ``folder``; empty where they can."""
    if words := _why_not_trusted(folder):
        return f"View only: {words}"
    if folder.calls.is_read_only(folder.descriptor):
        return f"View only: {folder.path} lies on a file system that is mounted read-only."
    for name in (".", LOCK, JOURNAL):
        if (name == "." or folder.stat(name)) and not folder.calls.may_write(name, folder.descriptor):
            path = folder.path if name == "." else folder.path / name
            return f"View only: you have no permission to write to {path}."
    return ""


def network_notice(folder: Folder) -> str:
    """Return a warning where the folder lies on a network file system; else an empty text."""
    kind = file_system_of(folder.path, folder.calls.mounts())
    if kind not in NETWORK_FILE_SYSTEMS:
        return ""
    return (
        f"{folder.path} lies on a network file system ({kind}), where two servers may not see each other's locks: "
        "keep the meeting on a local disk of the shared server."
    )


def file_system_of(path: Path, mounts: str) -> str:
    """Return the type of the file system that holds ``path``, by the kernel's table ``mounts`` (proc(5))."""
    best, kind = -1, ""
    real = Path(os.path.realpath(path))
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, type_fields = before.split(), after.split()
        if len(fields) < 5 or not type_fields:
            continue
        mount_point = Path(fields[4].encode().decode("unicode_escape", errors="replace"))
        # Of two mounts on one place the later one is seen, hence >=.
        if real.is_relative_to(mount_point) and len(mount_point.parts) >= best:
            best, kind = len(mount_point.parts), type_fields[0]
    return kind


def _why_not_trusted(folder: Folder) -> str:
    mode = folder.facts.st_mode
    if stat.S_ISLNK(os.lstat(folder.path).st_mode):
        return f"{folder.path} is a symbolic link; name the folder itself."
    if mode & stat.S_IWOTH:
        return f"everyone on this machine may write to {folder.path}; mend it with: chmod o-w {folder.path}"
    if folder.facts.st_uid not in (0, os.geteuid()) and not folder.is_shared:
        return f"{folder.path} belongs to someone else (user id {folder.facts.st_uid}) and isn't shared with a group."
    return ""
