"""How ``meeting.json`` is laid out: its checksum, what it says of itself, its documents' numbers, its texts.

Apart from ``tinydb_engine``, since a meeting that is in order is read without TinyDB.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from tracker.domain.model.bounds import Count
from tracker.domain.model.state import State
from tracker.store.format.encoding import UnreadableError, decode, decode_own, encode
from tracker.store.format.journal import Position
from tracker.text import clean_data

META = "_meta"
"""The table with one document about the file itself."""

START = b'{"_meta":{"1":{"sum":"'
NO_SUM = b"0" * 64
_BODY = len(START) + len(NO_SUM)

_VISIBLE_KINDS = "LNPSZ"
_NOT_KEPT = frozenset("\u2028\u2029")
# JSON needs no escape for DEL, which is a control character all the same.
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code != ord("\n"))
# A line feed within a text is kept; at its ends, and after a blank, there is something to take off.
_ESCAPE = re.compile(rb'\\[^"\\/n]|[ "]\\n|\\n"')

DocIds = dict[str, dict[str, int]]
"""TinyDB's document numbers by table and row id."""

Touched = Mapping[str, Collection[str]]
"""Ids of rows by table."""


class OutsideEditError(UnreadableError):
    """Good JSON that the tracker didn't write: another program changed the file."""


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What ``meeting.json`` says of itself."""

    schema: int
    seq: Count
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


def numbered(state: State, known: DocIds) -> DocIds:
    """Return the document numbers of every row: the ``known`` ones, then on from there, as TinyDB would number them."""
    numbers: DocIds = {}
    for table, rows in state.tables.items():
        kept = {row_id: number for row_id, number in known.get(table, {}).items() if row_id in rows}
        first = max(kept.values(), default=0) + 1
        new = (row_id for row_id in rows if row_id not in kept)
        numbers[table] = kept | {row_id: number for number, row_id in enumerate(new, first)}
    return numbers


def documents_of(raw: bytes) -> dict[str, dict[str, Any]]:
    """Return the documents in the bytes of the file by table name and number (as text), every text cleaned.

    Raises:
        OutsideEditError: they are JSON, but another program's.
        UnreadableError: they are damaged.
    """
    if not fits_its_checksum(raw):
        decode(raw)
        raise OutsideEditError("the checksum doesn't fit")
    tables: dict[str, dict[str, Any]] = decode_own(raw)
    try:
        return tables if has_nothing_to_clean(raw) else clean_data(tables)
    except RecursionError as error:
        raise UnreadableError("nested too deeply") from error


def line_of(number: int, document: bytes) -> bytes:
    """Return the line of a document, which is given as JSON."""
    return b'"%d":%s' % (number, document)


def file_of(lines: Mapping[str, Iterable[bytes]], meta: Meta) -> bytes:
    """Return the bytes of the file that holds ``lines`` by table name, checksum and all."""
    about = encode({"sum": NO_SUM.decode(), **msgspec.to_builtins(meta)})
    body = [about[len('{"sum":"') + len(NO_SUM) :], b"}"]
    for table, documents in lines.items():
        body += (b",\n", encode(table), b":{\n", b",\n".join(documents), b"}")
    body.append(b"}\n")
    return b"".join((START, sum_of(*body), *body))


def fits_its_checksum(raw: bytes) -> bool:
    """Say whether the bytes of the file are as the tracker wrote them."""
    return raw.startswith(START) and sum_of(memoryview(raw)[_BODY:]) == raw[len(START) : _BODY]


def sum_of(*body: bytes | memoryview) -> bytes:
    """Return the checksum of the file that goes on with ``body`` after its checksum, with zeros in that place."""
    digest = sha256(START + NO_SUM)
    for part in body:
        digest.update(part)
    return digest.hexdigest().encode()


def has_nothing_to_clean(json_bytes: bytes) -> bool:
    """Say whether no text in a JSON file can have anything to clean, without taking the file apart.

    A member of the group can edit the files with any program. What differs is changed in memory only: nothing is
    written back unasked.
    """
    # In UTF-8 no part of another character looks like one of these.
    if len(json_bytes.translate(None, _CONTROLS)) != len(json_bytes):
        return False
    has_escapes = b"\\" in json_bytes
    if has_escapes and _ESCAPE.search(json_bytes):
        return False
    if json_bytes.isascii():
        return True
    json_text = json_bytes.decode()
    characters = set(json_text) - {"\n"}
    if has_escapes and any(character.isspace() for character in characters - {" "}):
        return False
    return (
        characters.isdisjoint(_NOT_KEPT)
        and all(unicodedata.category(character)[0] in _VISIBLE_KINDS for character in characters)
        and unicodedata.is_normalized("NFC", json_text)
    )
