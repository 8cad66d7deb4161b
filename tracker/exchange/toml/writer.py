"""Writer of the programme file that a secretary can go on with; the reader reads it back to an equal programme."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from tracker.domain.model.programme import AgendaItem, Figure, Party, Programme, Reference, Session, TalkingPoint
from tracker.domain.model.state import State
from tracker.domain.revision import programme_of
from tracker.exchange.registry import ExportRequest
from tracker.exchange.toml.tables import FORMAT, KEYS, MADE_FIELDS, POINT_KEY

if TYPE_CHECKING:
    from tomlkit.items import AoT, InlineTable, Table

_HEAD = "A programme of the meeting tracker; the one that comes with the tracker explains the format at its head."
_PlacedT = TypeVar("_PlacedT", AgendaItem, Party, Reference, Session, TalkingPoint)


def write_programme(programme: Programme) -> str:
    """Return ``programme`` as a programme file: rows by position, without fields at their defaults."""
    # tomlkit is loaded only where TOML is written: reading does with what comes with Python.
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    document.add("format", tomlkit.item(FORMAT))
    document.add("meeting", _table(programme.meeting))
    points: dict[str, list[TalkingPoint]] = {}
    for point in _in_order(programme.talking_points):
        points.setdefault(point.item, []).append(point)
    items = [_table(item) for item in _in_order(programme.agenda_items)]
    for table in items:
        if table["id"] in points:
            table.add(POINT_KEY, _array(map(_table, points[table["id"]])))
    groups: dict[str, Iterable[Table]] = {
        "side": map(_table, programme.meeting.sides),
        "reference": map(_table, _in_order(programme.references)),
        "party": map(_table, _in_order(programme.parties)),
        "session": map(_table, _in_order(programme.sessions)),
        "agenda_item": items,
    }
    for key, tables in groups.items():
        if array := _array(tables):
            document.add(key, array)
    return tomlkit.dumps(document)


def _in_order(rows: Iterable[_PlacedT]) -> list[_PlacedT]:
    return sorted(rows, key=lambda row: row.position)


def _array(tables: Iterable["Table"]) -> "AoT":
    """Return an array of tables, each with a header of its own."""
    import tomlkit

    array = tomlkit.aot()
    for table in tables:
        array.append(table)
    return array


def _table(row: msgspec.Struct) -> "Table":
    """Return a row as a table: plain fields first, as TOML wants them, then the tables that lie in it."""
    import tomlkit

    table = tomlkit.table()
    written = {
        info.name: getattr(row, info.name)
        for info in msgspec.structs.fields(row)
        if info.name not in MADE_FIELDS and getattr(row, info.name) != info.default
    }
    for name, value in written.items():
        if name not in KEYS:
            table.add(name, _value(row, name, value))
    for name, key in KEYS.items():
        if name in written:
            table.add(key, _array(map(_table, written[name])))
    return table


def _value(row: msgspec.Struct, name: str, value: Any) -> Any:
    """Return one field as TOML: a text of several lines over several lines, the amounts of a figure in braces."""
    import tomlkit

    if isinstance(value, str):
        return tomlkit.string(value, multiline="\n" in value)
    if isinstance(row, Figure) and name == "values":
        array = tomlkit.array()
        for amount in row.values:
            array.append(_inline_table(amount))
        return array
    return list(value) if isinstance(value, tuple) else value


def _inline_table(row: msgspec.Struct) -> "InlineTable":
    import tomlkit

    table = tomlkit.inline_table()
    table.update(msgspec.structs.asdict(row))
    return table


def write(state: State, request: ExportRequest) -> str:
    """Return the programme as it stands now, without what was recorded; ``init --from`` and ``revise`` read it."""
    return write_programme(programme_of(state))
