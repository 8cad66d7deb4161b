"""A document database in memory: rows and their numbers, and nothing else. All of the file is made anew each time."""

from collections.abc import Mapping
from typing import Any

import msgspec

from tracker.domain.model.programme import Row
from tracker.domain.model.state import State
from tracker.store.format.encoding import UnreadableError
from tracker.store.format.engine import Contents
from tracker.store.format.state_file import META, DocIds, Meta, Touched, documents_of, file_of, line_of, numbered


class MemoryDocuments:
    """Rows by table and number."""

    def __init__(self, state: State, known: DocIds) -> None:
        """Hold the rows of ``state`` under the numbers that are ``known``, the others from there on."""
        numbers = numbered(state, known)
        self._rows = {
            table: {numbers[table][row_id]: row for row_id, row in rows.items()} for table, rows in state.tables.items()
        }

    def update(self, state: State, touched: Touched) -> None:
        """Take over the ``touched`` rows of ``state``."""
        for table, row_ids in touched.items():
            self._rows[table] = self._updated(self._rows[table], state.tables[table], row_ids)

    def bytes_with(self, meta: Meta) -> bytes:
        """Return the bytes of the file."""
        lines = {
            table: [line_of(number, msgspec.json.encode(row)) for number, row in rows.items()]
            for table, rows in self._rows.items()
        }
        return file_of(lines, meta)

    def _updated(self, old: dict[int, Row], rows: Mapping[str, Row], touched: Any) -> dict[int, Row]:
        known = {row.id for row in old.values()}
        kept = {
            number: rows[row.id] if row.id in touched else row
            for number, row in old.items()
            if row.id not in touched or row.id in rows
        }
        new = [rows[row_id] for row_id in touched if row_id in rows and row_id not in known]
        return kept | dict(enumerate(new, max(old, default=0) + 1))


class MemoryEngine:
    """The documents of a file, taken as they stand in it."""

    def read(self, raw: bytes) -> Contents:
        """Return what the bytes of a file hold."""
        tables = documents_of(raw)
        try:
            meta = msgspec.convert(tables.pop(META)["1"], Meta)
            return Contents(
                meta,
                {table: {row["id"]: row for row in rows.values()} for table, rows in tables.items()},
                {table: {row["id"]: int(number) for number, row in rows.items()} for table, rows in tables.items()},
            )
        except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnreadableError(f"not laid out as a meeting: {error}") from error

    def hold(self, state: State, known: DocIds) -> MemoryDocuments:
        """Return documents of the rows of ``state``."""
        return MemoryDocuments(state, known)
