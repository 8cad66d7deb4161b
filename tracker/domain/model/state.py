"""State of a meeting: every row by table and id, and the indexes that the panels read. Never changed in place."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar, cast

from tracker.domain.model.programme import (
    AgendaItem,
    Meeting,
    Party,
    Programme,
    Reference,
    Row,
    Session,
    TalkingPoint,
)
from tracker.domain.model.record import ActionItem, Attendance, Decision, FactValue, Note, Person
from tracker.domain.search import indexes
from tracker.domain.search.indexes import Groups, Index, Rows, Touched

__all__ = ["TABLES", "Rows", "State", "table_of"]

TABLES: Mapping[str, type[Row]] = {
    "meeting": Meeting,
    "parties": Party,
    "references": Reference,
    "sessions": Session,
    "agenda_items": AgendaItem,
    "talking_points": TalkingPoint,
    "people": Person,
    "notes": Note,
    "decisions": Decision,
    "action_items": ActionItem,
    "attendance": Attendance,
    "fact_values": FactValue,
}
"""Every table of a meeting with the type of its rows; the names are those in the meeting folder."""

_TABLE_NAMES = {row_type: table for table, row_type in TABLES.items()}
_RowT = TypeVar("_RowT", bound=Row)


def table_of(row: Row) -> str:
    """Return the name of the table that a row belongs to."""
    return _TABLE_NAMES[type(row)]


class State:
    """All rows of a meeting after change number ``seq``."""

    def __init__(self, tables: Mapping[str, Rows], seq: int = 0) -> None:
        """Take the tables as they are; they must not be changed afterwards. A table that is left out is empty."""
        self.tables = {table: tables.get(table, {}) for table in TABLES}
        """Rows by table name and id."""
        self.seq = seq
        """Sequence number of the newest change in it; 0 for a programme that nobody has touched."""
        self._indexes: dict[str, tuple[Index, Any]] = {}

    @classmethod
    def of_programme(cls, programme: Programme) -> "State":
        """Return the state in which nothing of ``programme`` has happened yet."""
        groups: dict[str, Iterable[Row]] = {
            "meeting": (programme.meeting,),
            "parties": programme.parties,
            "references": programme.references,
            "sessions": programme.sessions,
            "agenda_items": programme.agenda_items,
            "talking_points": programme.talking_points,
        }
        return cls({table: {row.id: row for row in rows} for table, rows in groups.items()})

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting's own row."""
        return cast(Meeting, next(iter(self.tables["meeting"].values())))

    def after(self, tables: Mapping[str, Rows], seq: int, touched: Touched) -> "State":
        """Return the state with other tables; the indexes that ``touched`` doesn't make stale go along."""
        later = State(tables, seq)
        for name, (index, made) in self._indexes.items():
            if (kept := index.after(made, later.tables[index.table], touched)) is not None:
                later._indexes[name] = (index, kept)
        return later

    # The types are quoted: made anew for each look-up, they would take longer than the look-up.
    @property
    def parties(self) -> Mapping[str, Party]:
        """Parties by id."""
        return cast("Mapping[str, Party]", self.tables["parties"])

    @property
    def references(self) -> Mapping[str, Reference]:
        """References by id."""
        return cast("Mapping[str, Reference]", self.tables["references"])

    @property
    def sessions(self) -> Mapping[str, Session]:
        """Sessions by id."""
        return cast("Mapping[str, Session]", self.tables["sessions"])

    @property
    def agenda_items(self) -> Mapping[str, AgendaItem]:
        """Agenda items by id."""
        return cast("Mapping[str, AgendaItem]", self.tables["agenda_items"])

    @property
    def talking_points(self) -> Mapping[str, TalkingPoint]:
        """Talking points, withdrawn ones too, by id."""
        return cast("Mapping[str, TalkingPoint]", self.tables["talking_points"])

    @property
    def people(self) -> Mapping[str, Person]:
        """People by id."""
        return cast("Mapping[str, Person]", self.tables["people"])

    @property
    def notes(self) -> Mapping[str, Note]:
        """Notes by id."""
        return cast("Mapping[str, Note]", self.tables["notes"])

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """Decisions by id."""
        return cast("Mapping[str, Decision]", self.tables["decisions"])

    @property
    def action_items(self) -> Mapping[str, ActionItem]:
        """Action items by id."""
        return cast("Mapping[str, ActionItem]", self.tables["action_items"])

    @property
    def attendance(self) -> Mapping[str, Attendance]:
        """Marks of attendance by id."""
        return cast("Mapping[str, Attendance]", self.tables["attendance"])

    @property
    def fact_values(self) -> Mapping[str, FactValue]:
        """Values of facts by id."""
        return cast("Mapping[str, FactValue]", self.tables["fact_values"])

    @cached_property
    def agenda(self) -> tuple[AgendaItem, ...]:
        """The agenda items in the order of the agenda, withdrawn ones too."""
        ids: tuple[str, ...] = self.index(indexes.AGENDA)
        return _picked(self.agenda_items, ids)

    @cached_property
    def schedule(self) -> tuple[Session, ...]:
        """The sessions by day, all-day ones first, then by their start; cancelled ones too."""
        ids: tuple[str, ...] = self.index(indexes.SCHEDULE)
        return _picked(self.sessions, ids)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the meeting, with or without sessions."""
        first, last = self.meeting.first_day, self.meeting.last_day
        return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))

    @property
    def items_by_number(self) -> Mapping[str, str]:
        """Ids of the agenda items by their numbers in small letters."""
        numbers: Mapping[str, str] = self.index(indexes.ITEMS_BY_NUMBER)
        return numbers

    def point_ids_of(self, item_id: str) -> tuple[str, ...]:
        """Return the ids of the talking points of an agenda item that stand; empty for an unknown id."""
        return self._ids(indexes.POINTS_BY_ITEM, item_id)

    def points_of(self, item_id: str) -> tuple[TalkingPoint, ...]:
        """Return the talking points of an agenda item that stand, in their order; empty for an unknown id."""
        return _picked(self.talking_points, self.point_ids_of(item_id))

    def sessions_of(self, item_id: str) -> tuple[Session, ...]:
        """Return the sessions that take up an agenda item, in the order of the schedule."""
        return _picked(self.sessions, self._ids(indexes.SESSIONS_BY_ITEM, item_id))

    def items_of(self, session_id: str) -> tuple[AgendaItem, ...]:
        """Return the agenda items of a session in its order; empty for an unknown id."""
        session = self.sessions.get(session_id)
        return _picked(self.agenda_items, session.agenda_items) if session else ()

    def notes_about(self, row_id: str) -> tuple[Note, ...]:
        """Return what was noted about a row, the oldest first."""
        return _picked(self.notes, self._ids(indexes.NOTES_BY_ABOUT, row_id))

    def decisions_of(self, item_id: str) -> tuple[Decision, ...]:
        """Return the decisions under an agenda item in the order of their numbers, withdrawn ones too."""
        return _picked(self.decisions, self._ids(indexes.DECISIONS_BY_ITEM, item_id))

    def actions_of(self, row_id: str) -> tuple[ActionItem, ...]:
        """Return the action items under an agenda item or a decision in the order of their references."""
        index = indexes.ACTIONS_BY_DECISION if row_id in self.decisions else indexes.ACTIONS_BY_ITEM
        return _picked(self.action_items, self._ids(index, row_id))

    def attendance_of(self, session_id: str) -> Mapping[str, Attendance]:
        """Return the marks of attendance of a session by the party or person."""
        marks = _picked(self.attendance, self._ids(indexes.ATTENDANCE_BY_SESSION, session_id))
        return {mark.attendee: mark for mark in marks}

    def people_of(self, party_id: str) -> tuple[Person, ...]:
        """Return the people of a party's delegation, withdrawn ones too."""
        return _picked(self.people, self._ids(indexes.PEOPLE_BY_PARTY, party_id))

    def facts_about(self, row_id: str) -> tuple[FactValue, ...]:
        """Return the values of facts about a row, the oldest first."""
        return _picked(self.fact_values, self._ids(indexes.FACTS_BY_ABOUT, row_id))

    def number_of(self, row_id: str) -> str:
        """Return the printed number of an item (``3``) or a point (``3.2``); empty for anything else."""
        if item := self.agenda_items.get(row_id):
            return item.number
        if point := self.talking_points.get(row_id):
            return f"{self.agenda_items[point.item].number}.{point.number}"
        return ""

    @property
    def all_ids(self) -> Iterator[str]:
        """Go through the ids of all rows."""
        return chain.from_iterable(self.tables.values())

    def table_with(self, row_id: str) -> str:
        """Return the name of the table that has a row of this id; empty where none has."""
        return next((table for table, rows in self.tables.items() if row_id in rows), "")

    def _ids(self, index: Index, key: str) -> tuple[str, ...]:
        groups: Groups = self.index(index)
        return groups.get(key, ())

    def index(self, index: Index) -> Any:
        """Return what ``index`` makes of its table: made once, and kept by later states as long as it stays true."""
        if index.name not in self._indexes:
            self._indexes[index.name] = (index, index.build(self.tables[index.table]))
        return self._indexes[index.name][1]


def _picked(rows: Mapping[str, _RowT], ids: Iterable[str]) -> tuple[_RowT, ...]:
    # A list is made at one go, where a generator would be called for each row.
    return tuple([rows[row_id] for row_id in ids if row_id in rows])
