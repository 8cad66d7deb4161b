"""Reader of a CSV agenda: rows as items and talking points, in the tracker's own columns or those of OpenSlides."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec

from tracker.domain.edits import AddItem, AddNote, AddPoint, EditItem, EditPoint, OneEdit
from tracker.domain.model.ids import ID_PATTERN
from tracker.domain.model.programme import Purpose, Visibility
from tracker.domain.model.state import State
from tracker.domain.words.formatting import in_words
from tracker.errors import RefusedError, TrackerError
from tracker.exchange.importing import Defaults, Entry, fitted, refused, stable_id
from tracker.exchange.row_lookup import ITEMS_BY_TITLE, POINTS_BY_TITLE, known_by, party_called
from tracker.text import clean

_COLUMNS: Mapping[str, str] = {
    **{name: name for name in ("id", "number", "parent", "title", "text", "purpose", "lead_parties")},
    **{"item_number": "number", "agenda_item_number": "number", "item": "number", "description": "text"},
    **{"agenda_comment": "comment", "comment": "comment"},
    **{"agenda_type": "type", "type": "type", "internal_item": "type"},
    **{"agenda_duration": "duration", "duration": "duration", "lead": "lead_parties"},
}
"""From the heading of a column, in small letters with low lines for blanks, to what it holds (OpenSlides 3 and 4)."""

_INTERNAL = ("internal", "hidden", "1", "true", "yes", "2", "3")
_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")
_LONGEST_CELL = 100_000
_PURPOSES = {in_words(name): name for name in get_args(Purpose)}
_USUAL_PURPOSE: Purpose = "for_discussion"
Row = dict[str, str]


def entries(text: str, state: State, defaults: Defaults) -> Iterator[Entry]:
    """Yield the rows of an agenda.

    Raises:
        TrackerError: its first line doesn't name a column ``title``.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns: list[str] = []
    ids: dict[str, str] = {}
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield refused(line, "", f"the row can't be read: {error}")
            continue
        if not any(map(str.strip, cells)):
            continue
        if not columns:
            columns = _columns(cells)
            continue
        row = {name: _FORMULA.sub("", cell, count=1) for name, cell in zip(columns, cells, strict=False) if name}
        yield _entry(line, row, ids, defaults)


def _delimiter(text: str) -> str:
    """Return what parts the columns: what stands most often in the line of headings."""
    heading = text.lstrip().partition("\n")[0]
    return max(",;\t", key=heading.count)


def _columns(cells: list[str]) -> list[str]:
    """Return what each column holds; empty for those that are not taken."""
    names = [_COLUMNS.get("_".join(clean(cell).casefold().split()), "") for cell in cells]
    if "title" not in names:
        raise TrackerError(
            "Its first line names no column title.", "Columns: number, parent, title, text, lead_parties, id."
        )
    return names


def _entry(line: int, row: Row, ids: dict[str, str], defaults: Defaults) -> Entry:
    title = clean(row.get("title", ""))
    if not title:
        return refused(line, row.get("number", ""), "it has no title")
    title, title_cut = fitted("title", title)
    row["text"], text_cut = fitted("text", row.get("text", ""))
    row["comment"], comment_cut = fitted("text", row.get("comment", ""))
    comes_to_nothing = "the duration is not taken" if row.get("duration", "").strip(" 0:") else ""
    remark = "; ".join(filter(None, (comes_to_nothing, title_cut, text_cut, comment_cut.replace("text", "comment", 1))))

    def edits(state: State) -> Iterator[OneEdit]:
        number = clean(row.get("number", ""))
        # As long as it isn't taken, what lies under it has no place: the meeting's own number means another item.
        ids.setdefault(number, "")
        parent = _parent(state, row, ids)
        known = _known(state, row, title, parent)
        row_id = known or _new_id(state, row, title, parent)
        yield from (_point if parent else _item)(state, row, title, known, parent or row_id, defaults)
        if number:
            ids[number] = parent or row_id

    return Entry(line, title, edits, remark)


def _parent(state: State, row: Row, ids: Mapping[str, str]) -> str:
    """Return the id of the item that a row lies under; empty for an item of the agenda itself.

    Raises:
        RefusedError: it names one that is neither in the file before it nor in the meeting.
    """
    number, named = clean(row.get("number", "")), clean(row.get("parent", ""))
    before, dot, _ = number.rstrip(".").rpartition(".")
    above = named or (before if dot else "")
    if above and above in ids:
        found = ids[above]
    elif named:
        found = state.items_by_number.get(named.casefold()) or (named if named in state.agenda_items else "")
    else:
        return ""
    if not found:
        raise RefusedError(f"its parent {above!r} was not taken or isn't there")
    return found


def _known(state: State, row: Row, title: str, parent: str) -> str:
    """Return the id of the row that the meeting has already: by its id, else by its title in the same place."""
    row_id = clean(row.get("id", ""))
    if row_id in (state.talking_points if parent else state.agenda_items):
        return row_id
    name = title.casefold()
    return known_by(state, POINTS_BY_TITLE, (parent, name)) if parent else known_by(state, ITEMS_BY_TITLE, name)


def _new_id(state: State, row: Row, title: str, parent: str) -> str:
    wanted = clean(row.get("id", ""))
    is_free = ID_PATTERN.fullmatch(wanted) and not state.table_with(wanted) and wanted not in state.items_by_number
    return wanted if is_free and not parent else stable_id("item", title)


def _item(state: State, row: Row, title: str, known: str, row_id: str, defaults: Defaults) -> Iterator[OneEdit]:
    text = row["text"]
    if not known:
        leads = _leads(state, row) or tuple(filter(None, (defaults.owner,)))
        if not leads:
            raise RefusedError("it names no lead party; name one with --owner, or in a column lead_parties")
        purpose = _PURPOSES.get(in_words(clean(row.get("purpose", "")).casefold()), _USUAL_PURPOSE)
        about: dict[str, Any] = {"annotation": text, "visibility": _visibility(row) or "public"}
        yield AddItem(id=row_id, title=title, purpose=purpose, lead_parties=leads, **about)
        if row["comment"]:
            yield AddNote(about=row_id, text=row["comment"])
        return
    item = state.agenda_items[known]
    wanted: dict[str, Any] = {
        "title": title,
        "annotation": text or item.annotation,
        "visibility": _visibility(row) or item.visibility,
    }
    yield from _edited(EditItem(item=known, **wanted), item, wanted)


def _point(state: State, row: Row, title: str, known: str, item_id: str, defaults: Defaults) -> Iterator[OneEdit]:
    if not known:
        yield AddPoint(item=item_id, title=title, visibility=_visibility(row) or "public")
        return
    point = state.talking_points[known]
    wanted: dict[str, Any] = {"title": title, "visibility": _visibility(row) or point.visibility}
    yield from _edited(EditPoint(point=known, **wanted), point, wanted)


def _edited(edit: OneEdit, row: msgspec.Struct, wanted: Mapping[str, Any]) -> Iterator[OneEdit]:
    if any(getattr(row, name) != value for name, value in wanted.items()):
        yield edit


def _visibility(row: Row) -> Visibility | None:
    """Return who may read a row; None where the file has no column for it."""
    if "type" not in row:
        return None
    return "internal" if clean(row["type"]).casefold() in _INTERNAL else "public"


def _leads(state: State, row: Row) -> tuple[str, ...]:
    names = filter(None, map(clean, re.split(r"[;|]", row.get("lead_parties", ""))))
    found = [(name, party_called(state, name)) for name in names]
    if unknown := [name for name, party in found if not party]:
        raise RefusedError(f"there is not exactly one party called {' or '.join(unknown)}")
    return tuple(party for _, party in found)
