"""``meeting.json`` and its backup as they are found: good, missing, damaged, or changed by another program."""

from typing import NamedTuple

from tracker.store.encoding import UnreadableError
from tracker.store.folder import STATE, Folder
from tracker.store.layout import DocIds, Meta, OutsideEditError
from tracker.store.migrations import Tables


class Contents(NamedTuple):
    """What a good one holds."""

    meta: Meta
    tables: Tables
    doc_ids: DocIds


class Copy(NamedTuple):
    """One of the two files."""

    name: str
    contents: Contents | None = None
    """None where it is missing or bad."""
    fault: str = ""
    """What is bad about it, to be told; empty where it is good or missing."""
    size: int = 0
    """Bytes of a good one."""

    @property
    def in_file(self) -> int:
        """Sequence number up to which ``meeting.json`` needn't be written anew; -1 if it must be."""
        return self.contents.meta.seq if self.contents and self.name == STATE else -1


def read_copy(folder: Folder, name: str) -> Copy:
    """Return what one of the two files holds, checked.

    Raises:
        StoreError: something else was planted in its place, or it is larger than any meeting.
        OSError: it can't be read.
    """
    # TinyDB is loaded for what is out of the ordinary, and for writing.
    from tracker.store.storage import MeetingStorage, contents_of

    raw = folder.read(name)
    if raw is None:
        return Copy(name)
    try:
        return Copy(name, Contents(*contents_of(MeetingStorage.of_file(raw))), size=len(raw))
    except OutsideEditError:
        return Copy(name, fault=f"{name} was changed by another program")
    except UnreadableError:
        return Copy(name, fault=f"{name} was damaged")
