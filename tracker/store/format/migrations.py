"""From older meeting folders to this program's: one function for each step, applied to plain documents.

A step runs under the lock. Before it, ``meeting.json`` is copied to ``meeting.json.v<number>``, which stays. The new
state goes into the journal first (the promise), then into ``meeting.json``: killed anywhere, the folder is of the old
schema or of the new one, and the next change goes on from there.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tracker.domain.model.changes import Document
from tracker.store.io.folder import STATE, Folder

SCHEMA = 1
"""Number of the schema that this program writes."""

Tables = dict[str, dict[str, Document]]
"""Plain documents by table name and row id."""


class Migration(NamedTuple):
    """One step."""

    from_schema: int
    migrate: Callable[[Tables], Tables]
    """Takes the documents of ``from_schema`` and returns those of the next number."""


MIGRATIONS: tuple[Migration, ...] = ()
"""Every step that this program knows; none yet, as there was no schema before the first."""


def migrated(tables: Tables, schema: int, wanted: int, migrations: Sequence[Migration]) -> Tables:
    """Return the documents of ``schema`` as they are in ``wanted``.

    Raises:
        KeyError: there is no way from the one to the other.
    """
    steps = {step.from_schema: step.migrate for step in migrations}
    for number in range(schema, wanted):
        tables = steps[number](tables)
    return tables


def keep_copy(folder: Folder, schema: int) -> None:
    """Copy ``meeting.json`` to ``meeting.json.v<schema>`` before a step; an equal copy of an earlier try is enough.

    Raises:
        OSError: it can't be written.
    """
    raw = folder.read(STATE)
    if raw is None:
        return
    name, number = f"{STATE}.v{schema}", 1
    while (kept := folder.read(name)) is not None:
        if kept == raw:
            return
        number += 1
        name = f"{STATE}.v{schema}-{number}"
    folder.write_new(name, [raw])
