"""``meeting.json`` and its backup as they are found: good, missing, damaged, or changed by another program."""

from typing import NamedTuple

from tracker.store.config import StoreConfig
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.engine import Contents
from tracker.store.format.replay import brought_up, state_of
from tracker.store.format.state_file import OutsideEditError
from tracker.store.io.folder import STATE, Folder

_LONGEST_REASON = 160


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


def read_copy(folder: Folder, name: str, config: StoreConfig, *, as_meeting: bool = True) -> Copy:
    """Return what one of the two files holds, checked; ``as_meeting`` also whether that makes one.

    Raises:
        StoreError: something else was planted in its place, or it is larger than any meeting.
        OSError: it can't be read.
    """
    raw = folder.read(name)
    return Copy(name) if raw is None else copy_of(name, raw, config, as_meeting=as_meeting)


def copy_of(name: str, raw: bytes, config: StoreConfig, *, as_meeting: bool = True) -> Copy:
    """Return what the bytes of one of the two files hold; see ``read_copy()``."""
    try:
        contents = config.engine().read(raw)
    except OutsideEditError:
        return Copy(name, fault=f"{name} was changed by another program")
    except UnreadableError:
        return Copy(name, fault=f"{name} was damaged")
    try:
        if as_meeting and contents.meta.schema <= config.schema:
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
