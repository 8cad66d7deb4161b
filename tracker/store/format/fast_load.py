"""A meeting folder as a finished change leaves it, read straight into rows: no document is made on the way.

Everything is checked that the longer way checks: the checksum over every byte, what there is to be cleaned, the type
of every field, the end of the journal. Whatever doesn't fit goes the longer way, which says what it is.
"""

from typing import Any, NamedTuple, cast

import msgspec

from tracker.domain.model.bounds import refuse_odd
from tracker.domain.model.programme import Row
from tracker.domain.model.state import TABLES, State
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.replay import refuse_orphans
from tracker.store.format.state_file import META, DocIds, Meta, fits_its_checksum, has_nothing_to_clean


class Contents(NamedTuple):
    """What ``meeting.json`` holds."""

    meta: Meta
    state: State
    doc_ids: DocIds


_File: Any = msgspec.defstruct(
    "_File",
    [
        ("about", dict[str, Meta], msgspec.field(name=META)),
        *((table, dict[str, row_type], msgspec.field(default_factory=dict)) for table, row_type in TABLES.items()),  # type: ignore[valid-type]
    ],
    forbid_unknown_fields=True,
)


def rows_of(raw: bytes, schema: int) -> Contents | None:
    """Return what the bytes of a ``meeting.json`` of ``schema`` hold; None for anything out of the ordinary."""
    if not fits_its_checksum(raw) or not has_nothing_to_clean(raw):
        return None
    try:
        file = msgspec.json.decode(raw, type=_File)
        meta: Meta = file.about["1"]
        numbered = {table: cast(dict[str, Row], getattr(file, table)) for table in TABLES}
        for rows in numbered.values():
            refuse_odd(tuple(rows.values()))
        doc_ids = {table: {row.id: int(number) for number, row in rows.items()} for table, rows in numbered.items()}
    except (msgspec.DecodeError, KeyError, ValueError, RecursionError):
        return None
    if meta.schema != schema or len(numbered["meeting"]) != 1:
        return None
    tables = {table: {row.id: row for row in rows.values()} for table, rows in numbered.items()}
    state = State(tables, meta.seq)
    try:
        refuse_orphans(state)
    except UnreadableError:
        return None
    return Contents(meta, state, doc_ids)
