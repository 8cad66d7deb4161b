"""``meeting.json`` and its backup as they are found: good, missing, damaged, or changed by another program."""

from typing import NamedTuple

from tracker.store.config import StoreConfig
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.migrations import Tables
from tracker.store.format.replay import brought_up, state_of
from tracker.store.format.state_file import DocIds, Meta, OutsideEditError
from tracker.store.io.folder import STATE, Folder

_LONGEST_REASON = 160


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


def read_copy(folder: Folder, name: str, config: StoreConfig | None = None) -> Copy:
    """Return what one of the two files holds, checked; with ``config`` also whether that makes a meeting.

    Raises:
        StoreError: something else was planted in its place, or it is larger than any meeting.
        OSError: it can't be read.
    """
    raw = folder.read(name)
    return Copy(name) if raw is None else copy_of(name, raw, config)


def copy_of(name: str, raw: bytes, config: StoreConfig | None = None) -> Copy:
    """Return what the bytes of one of the two files hold; see ``read_copy()``."""
    # TinyDB is loaded for what is out of the ordinary, and for writing.
    from tracker.store.format.tinydb_engine import MeetingStorage, contents_of

    try:
        contents = Contents(*contents_of(MeetingStorage.of_file(raw)))
    except OutsideEditError:
        return Copy(name, fault=f"{name} was changed by another program")
    except UnreadableError:
        return Copy(name, fault=f"{name} was damaged")
    try:
        if config and contents.meta.schema <= config.schema:
            _look_at(contents, config)
    except UnreadableError as error:
        return Copy(name, fault=f"{name} holds something that can't be ({str(error)[:_LONGEST_REASON]})")
    return Copy(name, contents, size=len(raw))


def _look_at(contents: Contents, config: StoreConfig) -> None:
    tables = contents.tables
    if contents.meta.schema < config.schema:
        from copy import deepcopy

        # A step may change the documents that it is given.
        tables = deepcopy(tables)
    state_of(brought_up(tables, contents.meta.schema, config.schema, config.migrations), contents.meta.seq)
