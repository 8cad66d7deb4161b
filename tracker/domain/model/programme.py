"""Rows of the programme, with what became of each on the same row; all frozen.

A row is identified by ``id`` for good: ``psm.2`` never changes its meaning. Rows refer to each other by id. Terms are
the field's: meeting, session, agenda item, talking point, party, reference (OpenSlides, Indico, iCalendar).
"""

from datetime import date
from typing import Literal

import msgspec

from tracker.domain.model.bounds import Amount, Count, Hour, Moment, Name, Place, Shift

SessionType = Literal[
    "arrival", "technical", "working_group", "plenary", "bilateral", "signing", "press", "social", "break"
]
Purpose = Literal["for_decision", "for_discussion", "for_information", "for_signature"]
PartyKind = Literal[
    "state", "commission", "ministry", "state_company", "company", "plant", "political_party", "organisation"
]
ReferenceKind = Literal["source", "document", "link", "file"]
Visibility = Literal["public", "internal"]
MeetingStatus = Literal["draft", "open", "in_progress", "closed", "cancelled"]
SessionStatus = Literal["tentative", "confirmed", "rescheduled", "in_progress", "held", "cancelled"]
ItemStatus = Literal["planned", "taken_up", "closed", "skipped", "deferred", "withdrawn"]
Disposition = Literal[
    "", "agreed", "agreed_as_amended", "noted", "referred", "deferred", "not_agreed", "not_applicable"
]

SHARED_SIDES = ("joint", "third")
"""Sides that every meeting has beside its own: bodies of both sides, and parties that belong to neither."""

RECORD_FIELDS = frozenset(
    (
        "status",
        "status_reason",
        "next_meeting",
        "released",
        "next_meeting",
        "disposition",
        "opened_at",
        "closed_at",
        "taken_up_in",
        "carried_to",
        "started_at",
        "ended_at",
        "shift_minutes",
        "sequence",
        "people",
        "withdrawn",
        "withdrawn_reason",
        "added",
        "done",
        "done_by",
        "done_at",
    )
)
"""Fields of the rows below that come about in the meeting: no programme file writes them, a revised one keeps them."""


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One record of a meeting, with the stamp of the change that last touched it."""

    id: Name
    """Stable, unique within the meeting: a word, or for a talking point ``item.number``."""
    rev: Count = 0
    """Sequence number of the change that last touched this row; 0 while it is as in the programme file."""
    changed_by: str = ""
    """Name of the person who made that change; empty while ``rev`` is 0."""
    changed_at: Moment | None = None
    """When that change was made, aware, in UTC."""


class Side(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the sides that meet: Pakistan, Russia."""

    id: str
    name: str


class Meeting(Row, frozen=True, kw_only=True):
    """The meeting itself; a folder holds one."""

    title: str
    short_title: str
    """Title for the status line, at most some 25 characters."""
    body: str
    """The body that meets, such as an inter-governmental commission."""
    city: str
    """Where it meets; also the label of the first clock."""
    country: str
    time_zone: str
    """IANA name of the zone in which the programme's dates and hours are meant."""
    second_city: str = ""
    """Label of the second clock; empty for none."""
    second_time_zone: str = ""
    first_day: date
    last_day: date
    sides: tuple[Side, ...]
    references: tuple[str, ...] = ()
    number: str = ""
    """Which session of the body it is, such as ``10th``."""
    previous_meeting: str = ""
    """Id of the meeting of the same body before this one."""
    next_meeting: str = ""
    """Id of the meeting that was opened from what this one left."""
    status: MeetingStatus = "draft"
    status_reason: str = ""
    """Why it was reopened or cancelled."""
    released: bool = False
    """Say whether the agenda was given out: from then on no number changes its meaning."""


class Session(Row, frozen=True, kw_only=True):
    """One entry of the schedule. Without hours it lasts all day."""

    title: str
    type: SessionType
    date: date
    start: Hour | None = None
    """Local hour of the start in the meeting's zone; None for an all-day session."""
    end: Hour | None = None
    """Local hour of the end; None for an all-day session."""
    room: str = ""
    description: str = ""
    agenda_items: tuple[str, ...] = ()
    """Ids of the agenda items that it takes up, in order."""
    parties: tuple[str, ...] = ()
    """Ids of the parties that take part or arrive."""
    references: tuple[str, ...] = ()
    position: Place = 0
    """Place within the programme file; orders the all-day sessions of one day."""
    status: SessionStatus = "confirmed"
    status_reason: str = ""
    """Why it was moved or cancelled."""
    started_at: Moment | None = None
    """When it was started, aware, in UTC."""
    ended_at: Moment | None = None
    """When it was ended, aware, in UTC; None while it is in progress."""
    shift_minutes: Shift = 0
    """How much later than its hours it is held because the day runs late."""
    sequence: Count = 0
    """One more for each change of time, place or status (SEQUENCE of iCalendar)."""
    people: tuple[str, ...] = ()
    """Ids of the people who are needed in it."""
    added: bool = False
    """Added in the meeting: a revised programme that doesn't have it leaves it be."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sentence of background with its sources."""

    text: str
    references: tuple[str, ...]


class FigureValue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One bar of a figure."""

    label: str
    amount: Amount


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A few amounts of one kind, to be drawn as bars."""

    title: str
    unit: str
    """What one amount counts, such as ``Rs bn``."""
    values: tuple[FigureValue, ...]
    references: tuple[str, ...]


class AgendaItem(Row, frozen=True, kw_only=True):
    """A numbered item of the agenda with the brief that a delegate has at hand."""

    number: str
    """As printed on the agenda; it keeps its meaning once released."""
    title: str
    purpose: Purpose
    annotation: str
    """What the item is about, in a sentence or two (the annotated agenda of the UN)."""
    lead_parties: tuple[str, ...]
    """Ids of the parties that lead, of both sides."""
    other_parties: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    references: tuple[str, ...] = ()
    position: Place = 0
    visibility: Visibility = "public"
    carried_from: str = ""
    """Meeting and item that it was carried over from, as ``meeting:item``."""
    status: ItemStatus = "planned"
    disposition: Disposition = ""
    """What came of it, whatever its status; empty while nothing has."""
    status_reason: str = ""
    """Why it was reopened, deferred, withdrawn or put back."""
    opened_at: Moment | None = None
    """When it was taken up last, aware, in UTC."""
    closed_at: Moment | None = None
    """When it was closed, aware, in UTC; None while it isn't."""
    taken_up_in: str = ""
    """Id of the session in which it was taken up last."""
    carried_to: str = ""
    """While it is deferred: the id of a later session, or ``next`` for the next meeting."""
    added: bool = False
    """Added in the meeting: a revised programme that doesn't have it leaves it be."""


class TalkingPoint(Row, frozen=True, kw_only=True, omit_defaults=False):
    """Something to be dealt with under an agenda item; a person can tick it."""

    item: str
    """Id of its agenda item."""
    title: str
    references: tuple[str, ...] = ()
    position: Place = 0
    done: bool = False
    done_by: str = ""
    """Name of the person who ticked it; empty while it is not done."""
    done_at: Moment | None = None
    """When it was ticked, aware, in UTC; None while it is not done."""
    visibility: Visibility = "public"
    withdrawn: bool = False
    """No longer to be dealt with; it keeps its id and number."""
    withdrawn_reason: str = ""
    added: bool = False
    """Added in the meeting: a revised programme that doesn't have it leaves it be."""

    @property
    def number(self) -> str:
        """Its number within the item: ``2`` for ``psm.2``."""
        return self.id.rpartition(".")[2]


class Party(Row, frozen=True, kw_only=True):
    """A state, a body or a company that has to do with the meeting."""

    name: str
    short_name: str = ""
    kind: PartyKind
    side: str
    """Id of one of the meeting's sides, or one of ``SHARED_SIDES``."""
    position: Place = 0
    withdrawn: bool = False
    """Takes no more part; what was recorded of it stays."""
    withdrawn_reason: str = ""
    added: bool = False
    """Added in the meeting: a revised programme that doesn't have it leaves it be."""

    @property
    def label(self) -> str:
        """The short name where there is one, else the name."""
        return self.short_name or self.name


class Reference(Row, frozen=True, kw_only=True):
    """Where a fact comes from."""

    kind: ReferenceKind
    title: str
    publisher: str
    published: date | None = None
    url: str = ""
    supports: str
    """What this source is cited for."""
    position: Place = 0


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """A whole programme as one file plans it, before anything has happened."""

    meeting: Meeting
    sessions: tuple[Session, ...]
    agenda_items: tuple[AgendaItem, ...]
    talking_points: tuple[TalkingPoint, ...]
    parties: tuple[Party, ...]
    references: tuple[Reference, ...]
