"""``meeting.json`` as TinyDB's storage: a verified read at one end, bytes for an atomic replacement at the other.

The file is plain TinyDB JSON: ``TinyDB("meeting.json")`` opens it. TinyDB's own ``JSONStorage`` writes over the live
file and has no lock; that is why it isn't used here.
"""

from collections.abc import Callable, Collection, Mapping, MutableMapping
from hashlib import sha256
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as StoredDocument

from tracker.domain.changes import Document, document_of
from tracker.domain.state import State
from tracker.store.cleaning import has_nothing_to_clean
from tracker.store.encoding import UnreadableError, decode, decode_own, encode
from tracker.store.journal import Position
from tracker.store.migrations import Tables
from tracker.text import clean_data

META = "_meta"
"""The table with one document about the file itself."""

_START = b'{"_meta":{"1":{"sum":"'
_NO_SUM = b"0" * 64
_BODY = len(_START) + len(_NO_SUM)

DocIds = dict[str, dict[str, int]]
"""TinyDB's document numbers by table and row id."""

Touched = Mapping[str, Collection[str]]
"""Ids of rows by table."""


class OutsideEditError(UnreadableError):
    """Good JSON that the tracker didn't write: another program changed the file."""


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What ``meeting.json`` says of itself."""

    schema: int
    seq: int
    """Sequence number of the newest change in it."""
    head: str
    """Checksum of that change's record in the journal."""
    end: int
    """Byte of the journal at which that record ends."""
    programme: str
    """Id of the meeting."""

    @property
    def position(self) -> Position:
        """The place in the journal up to which it holds everything."""
        return Position(self.end, self.seq, self.head)


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
        return cls(tables if has_nothing_to_clean(raw) else clean_data(tables))

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
        about = encode({"sum": _NO_SUM.decode(), **msgspec.to_builtins(meta)})
        body = [about[len('{"sum":"') + len(_NO_SUM) :], b"}"]
        for table, lines in self._lines.items():
            body += (b",\n", encode(table), b":{\n", b",\n".join(lines.values()), b"}")
        body.append(b"}\n")
        return b"".join((_START, _sum(*body), *body))


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


def numbered(state: State, known: DocIds) -> DocIds:
    """Return the document numbers of every row: the ``known`` ones, then on from there, as TinyDB would number them."""
    numbers: DocIds = {}
    for table, rows in state.tables.items():
        kept = {row_id: number for row_id, number in known.get(table, {}).items() if row_id in rows}
        first = max(kept.values(), default=0) + 1
        new = (row_id for row_id in rows if row_id not in kept)
        numbers[table] = kept | {row_id: number for number, row_id in enumerate(new, first)}
    return numbers


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


def fits_its_checksum(raw: bytes) -> bool:
    """Say whether the bytes of the file are as the tracker wrote them."""
    return raw.startswith(_START) and _sum(memoryview(raw)[_BODY:]) == raw[len(_START) : _BODY]


def _sum(*body: bytes | memoryview) -> bytes:
    """Return the checksum of the file that goes on with ``body`` after its checksum, with zeros in that place."""
    digest = sha256(_START + _NO_SUM)
    for part in body:
        digest.update(part)
    return digest.hexdigest().encode()
