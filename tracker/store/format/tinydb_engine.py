"""``meeting.json`` as TinyDB's storage: a verified read at one end, bytes for an atomic replacement at the other.

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
from tracker.store.format.encoding import UnreadableError, decode, decode_own, encode
from tracker.store.format.migrations import Tables
from tracker.store.format.state_file import (
    META,
    NO_SUM,
    START,
    DocIds,
    Meta,
    OutsideEditError,
    Touched,
    fits_its_checksum,
    has_nothing_to_clean,
    numbered,
    sum_of,
)
from tracker.text import clean_data


class MeetingStorage(Storage):
    """Verified documents, for the time of one TinyDB object."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        """Hold documents by table name and document number (as text, as JSON has it)."""
        self._tables = tables

    @classmethod
    def of_file(cls, raw: bytes) -> "MeetingStorage":
        """Take in the bytes of the file, every text cleaned.

        Raises:
            OutsideEditError: they are JSON, but another program's.
            UnreadableError: they are damaged.
        """
        if not fits_its_checksum(raw):
            decode(raw)
            raise OutsideEditError("the checksum doesn't fit")
        tables = decode_own(raw)
        try:
            return cls(tables if has_nothing_to_clean(raw) else clean_data(tables))
        except RecursionError as error:
            raise UnreadableError("nested too deeply") from error

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables, as TinyDB asks for them."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the tables back, as TinyDB gives them."""
        self._tables = data


class StateFile:
    """The lines of ``meeting.json``, one for each document.

    Documents that no change touched keep their bytes, so a large meeting is not encoded anew for one tick, and TinyDB
    is given the touched ones only, since it goes through every document that it is given.
    """

    def __init__(self, state: State, known: DocIds) -> None:
        """Hold the rows of ``state`` under the document numbers that are ``known``, the others under new ones."""
        self._numbers = numbered(state, known)
        self._lines = {
            table: {
                (number := self._numbers[table][row_id]): _line(number, msgspec.json.encode(row))
                for row_id, row in rows.items()
            }
            for table, rows in state.tables.items()
        }

    def bring_up(self, state: State, touched: Touched) -> None:
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
                lines[int(text)] = _line(int(text), encode(document))

    def bytes_with(self, meta: Meta) -> bytes:
        """Return the bytes of the file, checksum and all."""
        about = encode({"sum": NO_SUM.decode(), **msgspec.to_builtins(meta)})
        body = [about[len('{"sum":"') + len(NO_SUM) :], b"}"]
        for table, lines in self._lines.items():
            body += (b",\n", encode(table), b":{\n", b",\n".join(lines.values()), b"}")
        body.append(b"}\n")
        return b"".join((START, sum_of(*body), *body))


def opened(storage: MeetingStorage) -> TinyDB:
    """Return a TinyDB over ``storage``: for one use, since it keeps what it has read."""
    return TinyDB(storage=lambda: storage)


def contents_of(storage: MeetingStorage) -> tuple[Meta, Tables, DocIds]:
    """Return what the file says of itself, its documents, and their numbers.

    Raises:
        UnreadableError: it isn't laid out as a meeting.
    """
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
    return meta, tables, doc_ids


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


def _line(number: int, text: bytes) -> bytes:
    return b'"%d":%s' % (number, text)


def _document(line: bytes) -> Document:
    """Return the document on a line of the file."""
    document: Document = decode(line.partition(b":")[2])
    return document
