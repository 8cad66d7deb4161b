"""What the store works with, in one object, so that a test can give it other tools."""

from typing import NamedTuple

from tracker.store.format.migrations import MIGRATIONS, SCHEMA, Migration
from tracker.store.io.oscalls import OsCalls


class StoreConfig(NamedTuple):
    """The operating system, the schema that this program writes, and how long it waits for the lock."""

    calls: OsCalls = OsCalls()
    schema: int = SCHEMA
    """Number of the schema that this program reads and writes."""
    migrations: tuple[Migration, ...] = MIGRATIONS
    lock_wait: float = 5.0
    """Seconds at most to wait for someone else's change to be done."""
    small_file: int = 2**18
    """Bytes of ``meeting.json`` up to which each change writes it anew."""
    journal_limit: int = 2**23
    """Bytes of ``journal.jsonl`` from which on it is kept under another name and a new one begun."""
    journal_files: int = 4
    """It is kept only once it is as long as so many ``meeting.json``: a new one begins with the whole state."""
