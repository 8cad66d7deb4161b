"""Rows of the record: notes, decisions, action items, attendance, people, and values of one fact; all frozen.

Terms are the field's: decision with agreement by side, action item with what was done (RFC 5545, UNICEF's action
points), presence as W3C and PloneMeeting keep it. Overdue is computed (``rules.is_overdue``), never stored.
"""

from datetime import date
from typing import Literal

import msgspec

from tracker.domain.model.bounds import Moment, Percent
from tracker.domain.model.programme import Row, Visibility

NoteKind = Literal["note", "statement", "minute"]
NoteStatus = Literal["draft", "final"]
DecisionKind = Literal["protocol_paragraph", "mou", "agreement", "note"]
DecisionStatus = Literal["draft", "proposed", "agreed", "signed", "withdrawn"]
ActionStatus = Literal["open", "in_progress", "pending_review", "completed", "cancelled"]
Priority = Literal["low", "normal", "high"]
Presence = Literal["present", "excused", "absent"]
PersonRole = Literal["co_chair", "head", "member", "adviser", "expert", "interpreter", "scribe", "observer"]
FactStanding = Literal["planned", "reported", "official"]


class Person(Row, frozen=True, kw_only=True):
    """Someone who takes part, in the delegation of a party."""

    name: str
    party: str
    """Id of the party whose delegation it is."""
    role: PersonRole = "member"
    honorific: str = ""
    designation: str = ""
    """Office or post, such as ``Joint Secretary``."""
    organisation: str = ""
    withdrawn: bool = False
    """Takes no more part; what was recorded stays."""
    withdrawn_reason: str = ""

    @property
    def label(self) -> str:
        """The name with the honorific before it, where there is one."""
        return f"{self.honorific} {self.name}".strip()


class Note(Row, frozen=True, kw_only=True):
    """Something written down about a session, an agenda item or anything below one."""

    about: str
    """Id of the row that it is about."""
    kind: NoteKind = "note"
    text: str
    author: str
    """Name of the person who wrote it first."""
    visibility: Visibility = "internal"
    side: str = ""
    """Id of the side whose own an internal note is; empty for whoever works in the meeting folder."""
    status: NoteStatus = "draft"
    """A final note can't be changed until it is made a draft again."""


class SideText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A decision in the words of one side, and whether that side agrees."""

    side: str
    text: str = ""
    agreed: bool = False
    agreed_by: str = ""
    """Name of the person who recorded the agreement; empty while there is none."""
    agreed_at: Moment | None = None
    """When it was recorded, aware, in UTC."""


class Decision(Row, frozen=True, kw_only=True):
    """What the sides decide under an agenda item; agreed only once every side agrees."""

    number: str
    """As it is cited: ``D1``; the id in capitals."""
    item: str
    """Id of its agenda item."""
    kind: DecisionKind = "protocol_paragraph"
    texts: tuple[SideText, ...]
    """One for each side of the meeting, in the meeting's order."""
    status: DecisionStatus = "draft"
    status_reason: str = ""
    """Why an agreement was taken back, or why it was withdrawn."""
    signed_on: date | None = None
    supersedes: str = ""
    """Id of the earlier decision that it takes the place of."""

    def of_side(self, side: str) -> SideText:
        """Return the words of one side; empty ones for a side that has none."""
        return next((text for text in self.texts if text.side == side), SideText(side=side))

    @property
    def agreed_sides(self) -> tuple[str, ...]:
        """Ids of the sides that agree."""
        return tuple(text.side for text in self.texts if text.agreed)


class DueChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A due date that was moved."""

    due: date | None
    """The date as it was before; None where there was none."""
    reason: str
    by: str
    at: Moment


class ActionTaken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that was done about an action item."""

    text: str
    by: str
    """Name of the person who reported it."""
    at: Moment


class ActionItem(Row, frozen=True, kw_only=True):
    """What someone is to do after the meeting."""

    ref: str
    """As it is cited: ``A1``; the id in capitals."""
    item: str
    """Id of its agenda item."""
    decision: str = ""
    """Id of the decision that it carries out; empty where it follows from the item alone."""
    text: str
    owner_party: str
    owner_person: str = ""
    """Id of a person; empty where the party as a whole owns it."""
    co_owners: tuple[str, ...] = ()
    """Ids of further parties or people."""
    due: date | None = None
    due_history: tuple[DueChange, ...] = ()
    """Earlier due dates, the oldest first."""
    priority: Priority = "normal"
    status: ActionStatus = "open"
    status_reason: str = ""
    """Why it was cancelled or reopened."""
    percent: Percent = 0
    """How much of it is done, 0 to 100."""
    taken: tuple[ActionTaken, ...] = ()
    """What was done, the oldest first."""
    verified_by: str = ""
    """Who saw that it is done: a person's id or a name."""
    completed_at: Moment | None = None
    """When it was completed, aware, in UTC; None while it isn't."""
    carried_from: str = ""
    """Meeting and action item that it was carried over from, as ``meeting:a3``."""


class Attendance(Row, frozen=True, kw_only=True):
    """Whether a party or a person was in a session."""

    session: str
    attendee: str
    """Id of a party or a person."""
    presence: Presence


class FactValue(Row, frozen=True, kw_only=True):
    """What one source says of one fact: as planned, as reported, or as officially recorded."""

    about: str
    """Id of the row that the fact belongs to; the meeting's own id for the meeting."""
    fact: str
    """Which fact it is, in a few words that are the same for every value of it."""
    standing: FactStanding
    value: str
    reference: str = ""
    """Id of a reference; empty where ``source`` says it in words."""
    source: str = ""
    as_of: date | None = None
    """The day that the source is of."""
