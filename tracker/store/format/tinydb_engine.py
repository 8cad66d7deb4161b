"""TinyDB as the store's document database: a verified read at one end, bytes for an atomic replacement at the other.

The file is plain TinyDB JSON: ``TinyDB("meeting.json")`` opens it. TinyDB's own ``JSONStorage`` writes over the live
file and has no lock; that is why it isn't used here.
"""

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as StoredDocument

from tracker.domain.model.changes import Document, document_of
from tracker.domain.model.state import State
from tracker.store.format.encoding import UnreadableError, decode, encode
from tracker.store.format.engine import Contents
from tracker.store.format.migrations import Tables
from tracker.store.format.state_file import META, DocIds, Meta, Touched, documents_of, file_of, line_of, numbered


class MeetingStorage(Storage):
    """Verified documents, for the time of one TinyDB object."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        """Hold documents by table name and document number (as text, as JSON has it)."""
        self._tables = tables

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables, as TinyDB asks for them."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the tables back, as TinyDB gives them."""
        self._tables = data


class TinyDbDocuments:
    """The lines of ``meeting.json``, one for each document.

    Documents that no change touched keep their bytes, so a large meeting is not encoded anew for one tick, and TinyDB
    is given the touched ones only, since it goes through every document that it is given.
    """

    def __init__(self, state: State, known: DocIds) -> None:
        """Hold the rows of ``state`` under the document numbers that are ``known``, the others under new ones."""
        self._numbers = numbered(state, known)
        self._lines = {
            table: {
                (number := self._numbers[table][row_id]): line_of(number, msgspec.json.encode(row))
                for row_id, row in rows.items()
            }
            for table, rows in state.tables.items()
        }

    def update(self, state: State, touched: Touched) -> None:
        """Let TinyDB insert, replace or remove the ``touched`` rows, so that they are as in ``state``."""
        for table, row_ids in touched.items():
            numbers, lines, rows = self._numbers[table], self._lines[table], state.tables[table]
            gone = [numbers.pop(row_id) for row_id in row_ids if row_id in numbers and row_id not in rows]
            new = [row_id for row_id in row_ids if row_id in rows and row_id not in numbers]
            first = max(lines, default=0) + 1
            changed = {numbers[row_id]: document_of(rows[row_id]) for row_id in row_ids if row_id in numbers}
            numbers.update((row_id, number) for number, row_id in enumerate(new, first))
            inserted = [StoredDocument(document_of(rows[row_id]), numbers[row_id]) for row_id in new]
            storage = MeetingStorage({table: {str(n): _document(lines[n]) for n in (*gone, *changed)}})
            _change_table(storage, table, gone, changed, inserted)
            for number in gone:
                del lines[number]
            for text, document in storage.read()[table].items():
                lines[int(text)] = line_of(int(text), encode(document))

    def bytes_with(self, meta: Meta) -> bytes:
        """Return the bytes of the file, checksum and all."""
        return file_of({table: lines.values() for table, lines in self._lines.items()}, meta)


class TinyDbEngine:
    """TinyDB, given verified documents, asked for changed ones."""

    def read(self, raw: bytes) -> Contents:
        """Return what the bytes of a file hold; see ``Engine``."""
        storage = MeetingStorage(documents_of(raw))
        try:
            database = opened(storage)
            meta = msgspec.convert(database.table(META).get(doc_id=1), Meta)
            tables: Tables = {}
            doc_ids: DocIds = {}
            for name in database.tables() - {META}:
                documents = list(database.table(name))
                tables[name] = {document["id"]: dict(document) for document in documents}
                doc_ids[name] = {document["id"]: document.doc_id for document in documents}
        except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnreadableError(f"not laid out as a meeting: {error}") from error
        return Contents(meta, tables, doc_ids)

    def hold(self, state: State, known: DocIds) -> TinyDbDocuments:
        """Return documents of the rows of ``state``; see ``Engine``."""
        return TinyDbDocuments(state, known)


def opened(storage: MeetingStorage) -> TinyDB:
    """Return a TinyDB over ``storage``: for one use, since it keeps what it has read."""
    return TinyDB(storage=lambda: storage)


def _change_table(
    storage: MeetingStorage, name: str, gone: list[int], changed: dict[int, Document], new: list[StoredDocument]
) -> None:
    table = opened(storage).table(name)
    if gone:
        table.remove(doc_ids=gone)
    if changed:
        table.update(_replacing_with({document["id"]: document for document in changed.values()}), doc_ids=changed)
    if new:
        table.insert_multiple(new)


def _replacing_with(newest: Mapping[str, Document]) -> Callable[[MutableMapping[str, Any]], None]:
    """Return what replaces all fields of a document: one that is at its default now may be left out."""

    def replace(document: MutableMapping[str, Any]) -> None:
        fields = newest[document["id"]]
        document.clear()
        document.update(fields)

    return replace


def _document(line: bytes) -> Document:
    """Return the document on a line of the file."""
    document: Document = decode(line.partition(b":")[2])
    return document
