"""Putting a meeting together from whatever is readable in a damaged folder: all that fits, and words on the rest.

What to begin from is the newest state whose checksum fits, else its backup, else the journal's own beginning. The
readable records are added, each change of a row by itself: one that doesn't fit is left out, and what the row was
before stays. A row that something else names and that isn't in any of it is taken from the damaged state files, which
hold one row a line.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tracker.domain.model.changes import Change, Document, document_after, row_of
from tracker.domain.model.history import Entry
from tracker.domain.model.programme import Row
from tracker.domain.model.state import TABLES, State
from tracker.domain.rules.correction import amended
from tracker.domain.rules.integrity import LINKS, ids_in
from tracker.errors import DamagedError, ViewOnlyError
from tracker.store.config import StoreConfig
from tracker.store.format.encoding import UnreadableError, decode
from tracker.store.format.engine import Contents
from tracker.store.format.journal import ADOPT, START, Body, Journal, body_of, entry_of, opened_journal
from tracker.store.format.migrations import Tables
from tracker.store.format.replay import brought_up, roll
from tracker.store.format.state_file import numbered
from tracker.store.io.folder import BACKUP, STATE, Folder
from tracker.store.loading import Loaded, newer_words
from tracker.store.state_copies import read_copy
from tracker.text import clean, clean_data

_MOST_NAMES = 12
_LONGEST_NAME = 40
_LINE = re.compile(rb'^"[0-9]{1,12}":(\{.*\})\}*,?$')
_HEADER = re.compile(rb'^"([a-z_]{1,40})":\{$')

_Rows = dict[str, dict[str, Row]]


def salvaged(folder: Folder, config: StoreConfig, refusal: DamagedError) -> Loaded:
    """Return the meeting that what is readable makes.

    Raises:
        DamagedError: nothing makes a meeting.
        ViewOnlyError: a newer program wrote it.
    """
    copies = [read_copy(folder, name, config) for name in (STATE, BACKUP)]
    loose = [read_copy(folder, name, config, as_meeting=False) for name in (STATE, BACKUP)]
    sealed = [copy.contents for copy in loose if copy.contents]
    newer = max((found.meta.schema for found in sealed), default=0)
    if newer > config.schema:
        raise ViewOnlyError(newer_words(folder, newer, config.schema), "Update the tracker.")
    with opened_journal(folder) as journal:
        position = journal.last_good(journal.size) if journal else START
        goes_on = journal is not None and journal.size > position.end
        put = _put_together(folder, journal, sealed, config)
    if put is None:
        raise DamagedError(refusal.message, "Put a backup back with: tracker restore FILE") from refusal
    state = State(put.rows, max(put.seq, position.seq, 0))
    sound = amended(state)
    return Loaded(
        state=sound.state,
        doc_ids=numbered(sound.state, put.base.doc_ids if put.base else {}),
        position=position,
        schema=put.base.meta.schema if put.base else config.schema,
        in_file=-1,
        bad=tuple(copy.name for copy in copies if copy.fault),
        journal_is_bad=True,
        journal_goes_on=goes_on,
        notices=("The meeting was put together from what is readable.", *put.words(), *sound.words),
    )


class _Put:
    """Rows put together, and what became of those that don't fit."""

    def __init__(self, base: Contents | None, config: StoreConfig) -> None:
        self.base = base
        self.seq = base.meta.seq if base else -1
        self.rows: _Rows = {}
        self.tables: Tables = copy.deepcopy(base.tables) if base else {}
        self._schema = base.meta.schema if base else config.schema
        self._config = config
        self._unreadable: list[tuple[int, int]] = []
        self._left_out: dict[str, None] = {}
        self._borrowed: dict[str, None] = {}

    def add(self, journal: Journal) -> None:
        """Do what every readable record says that comes after."""
        for line in journal.lines(START.end, journal.size):
            try:
                body = body_of(line)
            except UnreadableError:
                continue
            if body["seq"] <= self.seq or not (self.tables or body["edit"] == ADOPT):
                continue
            if body["edit"] != ADOPT and body["seq"] > self.seq + 1:
                self._unreadable.append((self.seq + 1, body["seq"] - 1))
            self._do(body)
            self.seq = body["seq"]

    def fit(self, spares: list[Tables], *, take_all: bool) -> bool:
        """Make rows of the documents; what doesn't fit or lacks is looked for in ``spares``. Say if it is a meeting.

        With ``take_all`` whatever the spares have beside it is taken too.
        """
        try:
            tables = brought_up(self.tables, self._schema, self._config.schema, self._config.migrations)
        except (UnreadableError, KeyError, TypeError, AttributeError, ValueError):
            return False
        self.rows = {table: {} for table in TABLES}
        for table in TABLES:
            for row_id, document in tables.get(table, {}).items():
                self._place(table, row_id, [document, *_of(spares, table, row_id)])
        self._take_in(spares, TABLES if take_all else () if self.rows["meeting"] else ("meeting",))
        while sum(self._lend(table, row_id, spares) for table, row_id in self._lacking()):
            pass
        for row_id in list(self.rows["meeting"])[1:]:
            self._left_out[f"meeting {row_id}"] = None
            del self.rows["meeting"][row_id]
        return len(self.rows["meeting"]) == 1

    def words(self) -> Iterator[str]:
        """Yield a sentence for each kind of thing that isn't as it was."""
        if self._unreadable:
            ranges = [str(first) if first == last else f"{first}-{last}" for first, last in self._unreadable]
            yield f"Changes that can't be read any more: {_listed(ranges)}."
        there = {f"{table} {row_id}" for table, rows in self.rows.items() for row_id in rows}
        if gone := [name for name in self._left_out if name not in there]:
            yield f"Left out, since it can't be: {_listed(gone)}."
        if kept := [name for name in self._left_out if name in there]:
            yield f"Taken as it was before, since what it became can't be: {_listed(kept)}."
        if self._borrowed:
            yield f"Taken from a damaged file: {_listed(list(self._borrowed))}."

    def _do(self, body: Body) -> None:
        if body["v"] != self._config.schema:
            # Its rows aren't this program's, so they can't be looked at one by one.
            try:
                roll(self.tables, body)
            except UnreadableError:
                self._unreadable.append((body["seq"], body["seq"]))
            self._schema = body["v"]
            return
        try:
            entry = entry_of(body)
        except UnreadableError:
            self._unreadable.append((body["seq"], body["seq"]))
            return
        self._schema = body["v"]
        before = self.tables
        if entry.edit == ADOPT:
            self.tables = {}
        for change in entry.changes:
            self._do_one(change, entry, before)

    def _do_one(self, change: Change, entry: Entry, before: Tables) -> None:
        """Do one change of a row; where it makes none that can be, the row stays as it was ``before``."""
        rows, known = self.tables.setdefault(change.table, {}), before.get(change.table, {}).get(change.id)
        if change.after is None:
            rows.pop(change.id, None)
            return
        stamp = {"rev": entry.seq, "changed_by": entry.actor.name, "changed_at": msgspec.to_builtins(entry.at)}
        # Where the row isn't known, the change by itself may be enough.
        is_whole = entry.edit == ADOPT
        document = change.after if is_whole else document_after(known, change.before, change.after, stamp)
        if _row(change.table, change.id, document):
            rows[change.id] = document
        else:
            self._left_out[f"{change.table} {change.id}"] = None
            if known is not None:
                rows[change.id] = known

    def _place(self, table: str, row_id: str, documents: list[Any]) -> None:
        """Put the first of ``documents`` into its place that makes a row."""
        rows = [row for document in documents if (row := _row(table, row_id, document))]
        if not rows or not _row(table, row_id, documents[0]):
            self._left_out[f"{table} {row_id}"] = None
        if rows:
            self.rows[table][row_id] = rows[0]

    def _take_in(self, spares: list[Tables], tables: Iterable[str]) -> None:
        for spare in spares:
            for table in tables:
                for row_id in spare.get(table, {}):
                    self._lend(table, row_id, [spare])

    def _borrow(self, table: str, row_id: str, documents: list[Any]) -> bool:
        row = next(filter(None, (_row(table, row_id, document) for document in documents)), None)
        if row is not None:
            self.rows[table][row_id] = row
            self._borrowed[f"{table} {row_id}"] = None
        return row is not None

    def _lacking(self) -> Iterator[tuple[str, str]]:
        """Yield each row that others name and that isn't there, with the tables in which it might be."""
        wanted = {
            (field, target)
            for rows in self.rows.values()
            for row in rows.values()
            for field in row.__struct_fields__
            if field in LINKS
            for target in ids_in(getattr(row, field), field)
        }
        for field, target in sorted(wanted):
            if not any(target in self.rows[table] for table in LINKS[field]):
                yield from ((table, target) for table in LINKS[field] if table != "meeting")

    def _lend(self, table: str, row_id: str, spares: list[Tables]) -> bool:
        return row_id not in self.rows[table] and self._borrow(table, row_id, _of(spares, table, row_id))


def _put_together(folder: Folder, journal: Journal | None, sealed: list[Contents], config: StoreConfig) -> _Put | None:
    """Return what the first beginning makes that leads to a meeting; None where none does."""
    alone = _Put(None, config)
    if journal:
        alone.add(journal)
    loose = [_lines_of(folder, name) for name in (STATE, BACKUP)]
    spares = [alone.tables, *(found.tables for found in sealed), *loose]
    for base in sealed:
        put = _Put(base, config)
        if journal:
            put.add(journal)
        if put.fit(spares, take_all=False):
            return put
    return alone if alone.fit([*(found.tables for found in sealed), *loose], take_all=True) else None


def _lines_of(folder: Folder, name: str) -> Tables:
    """Return the documents of a damaged state file whose lines can be read: each row has one."""
    tables: Tables = {}
    table = ""
    for line in (folder.read(name) or b"").split(b"\n"):
        if header := _HEADER.match(line):
            table = header[1].decode()
        elif table in TABLES and (found := _LINE.match(line)):
            for text in (found[1], found[1].rstrip(b"}") + b"}"):
                document = _decoded(text)
                if isinstance(document, dict) and isinstance(document.get("id"), str):
                    tables.setdefault(table, {})[document["id"]] = document
                    break
    return tables


def _decoded(text: bytes) -> Any:
    try:
        return clean_data(decode(text))
    except (UnreadableError, RecursionError):
        return None


def _row(table: str, row_id: str, document: Any) -> Row | None:
    """Return the row that a document makes under its id; None where it makes none."""
    try:
        row = row_of(table, document)
    except (msgspec.ValidationError, TypeError, ValueError, RecursionError):
        return None
    return row if row.id == row_id else None


def _of(spares: list[Tables], table: str, row_id: str) -> list[Document]:
    return [spare[table][row_id] for spare in spares if row_id in spare.get(table, {})]


def _listed(names: list[str]) -> str:
    shown = [clean(name)[:_LONGEST_NAME] for name in names[:_MOST_NAMES]]
    return ", ".join(shown) + (f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else "")
