"""Reader and writer of the whole record as JSON that loads back to the same state: every table, every field."""

from typing import Any

import msgspec

from tracker.domain.model.bounds import MOST_CHANGES
from tracker.domain.model.changes import document_of, row_of
from tracker.domain.model.lengths import SHORTEN, long_texts
from tracker.domain.model.state import TABLES, State
from tracker.domain.rules.integrity import faults
from tracker.errors import TrackerError
from tracker.exchange.registry import ExportRequest
from tracker.text import clean_data

FORMAT = 1
"""Version of the format; one that is newer is refused."""

_WAY_OUT = "Export it anew with: tracker export json --for own"
_MEND = "Mend the meeting with: tracker doctor --repair; then export it anew with: tracker export json --for own"


def write(state: State, request: ExportRequest) -> str:
    """Return the state as one JSON object: ``format``, ``as_of``, ``seq`` and a list of rows by table."""
    tables = {table: [document_of(row) for row in state.tables.get(table, {}).values()] for table in TABLES}
    whole = {"format": FORMAT, "as_of": request.as_of.isoformat(), "seq": state.seq, "tables": tables}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def read(text: str) -> State:
    """Return the state that ``text`` holds.

    Raises:
        TrackerError: it isn't such a file; says where.
    """
    try:
        whole: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise TrackerError(f"It isn't JSON: {error}.", _WAY_OUT) from error
    if not isinstance(whole, dict) or not isinstance(whole.get("tables"), dict) or "meeting" not in whole["tables"]:
        raise TrackerError("It isn't a whole meeting as the tracker exports it.", _WAY_OUT)
    if whole.get("format") != FORMAT:
        raise TrackerError(
            f"Its format is {whole.get('format')!r}; this tracker reads {FORMAT}.", "Update the tracker."
        )
    tables = {table: _rows(table, documents) for table, documents in whole["tables"].items()}
    if len(tables["meeting"]) != 1:
        raise TrackerError("tables.meeting: there must be exactly one row.", _WAY_OUT)
    seq = whole.get("seq", 0)
    if type(seq) is not int or not 0 <= seq <= MOST_CHANGES:
        raise TrackerError(f"seq: it is no number of changes from 0 to {MOST_CHANGES:,}.", _WAY_OUT)
    state = State({table: tables.get(table, {}) for table in TABLES}, seq)
    if wrong := faults(state):
        raise TrackerError(f"It contradicts itself: {wrong[0]}", _MEND)
    return state


def _rows(table: str, documents: Any) -> dict[str, Any]:
    if table not in TABLES or not isinstance(documents, list):
        raise TrackerError(f"tables.{str(table)[:40]}: it is no list of rows of a table that there is.", _WAY_OUT)
    rows: dict[str, Any] = {}
    for number, document in enumerate(documents):
        try:
            document = clean_data(document)
            row = row_of(table, document)
        except (msgspec.ValidationError, TypeError, RecursionError) as error:
            raise TrackerError(f"tables.{table}[{number}]: {error}.", _WAY_OUT) from error
        for field, _, words in long_texts(document):
            raise TrackerError(f"tables.{table}[{number}].{field}: {words}.", SHORTEN)
        if rows.setdefault(row.id, row) is not row:
            raise TrackerError(f"tables.{table}[{number}]: there is a row {row.id!r} above already.", _WAY_OUT)
    return rows
