"""What the store works with, in one object, so that a test can give it other tools."""

from typing import NamedTuple

from tracker.store.migrations import MIGRATIONS, SCHEMA, Migration
from tracker.store.oscalls import OsCalls


class Tools(NamedTuple):
    """The operating system, the schema that this program writes, and how long it waits for the lock."""

    calls: OsCalls = OsCalls()
    schema: int = SCHEMA
    """Number of the schema that this program reads and writes."""
    migrations: tuple[Migration, ...] = MIGRATIONS
    lock_wait: float = 5.0
    """Seconds at most to wait for someone else's change to be done."""
