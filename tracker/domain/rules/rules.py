"""Derived values and transitions: boxes, counts, progress, which status may follow which, how decisions fare.

The life cycle of an agenda item is that of W3C's Zakim (open, closed, skipped) with the deferring and withdrawing of
ServiceNow and PloneMeeting; what came of an item, its outcome, is a field of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from tracker.domain.model.programme import AgendaItem, ItemStatus, TalkingPoint
from tracker.domain.model.record import ActionItem
from tracker.domain.model.state import State
from tracker.domain.search.indexes import WITHDRAWN_POINTS
from tracker.domain.timeline import effective_span, is_on
from tracker.domain.words.formatting import either, in_words

NEXT_MEETING = "next"
"""What an item is deferred to that is not deferred to a session of this meeting."""

MEETING_OVER = frozenset(("closed", "cancelled"))
"""Statuses of a meeting in which its programme and its outcome can't be changed any more."""

SESSION_OFF = frozenset(("held", "cancelled"))
"""Statuses of a session that takes nothing up any more."""

UNFINISHED_ACTION = frozenset(("open", "in_progress", "pending_review"))
"""Statuses of an action item that is still to be done."""

Need = Literal["disposition", "reason", "target", "force"]
"""What a change of status must be given: a field of ``edits.SetStatus``."""

_FOLLOWING: Mapping[ItemStatus, tuple[ItemStatus, ...]] = {
    "planned": ("taken_up", "closed", "skipped", "deferred", "withdrawn"),
    "taken_up": ("closed", "skipped", "deferred"),
    "skipped": ("taken_up", "closed", "deferred", "withdrawn"),
    "deferred": ("planned", "taken_up"),
    "closed": ("taken_up",),
    "withdrawn": ("planned",),
}
_AGAIN: Mapping[tuple[ItemStatus, ItemStatus], str] = {
    ("closed", "taken_up"): "reopened",
    ("withdrawn", "planned"): "put back",
    ("deferred", "planned"): "planned again",
}
"""What a step back is called where it isn't called by the status that it leads to."""
_IS_DONE = attrgetter("done")
_UNDECIDED: frozenset[ItemStatus] = frozenset(("planned", "taken_up", "skipped"))


class Box(Enum):
    """The three states of a tick box."""

    EMPTY = "[ ]"
    PARTIAL = "[-]"
    TICKED = "[x]"


class Progress(NamedTuple):
    """How many of some talking points are done."""

    done: int
    total: int

    @property
    def box(self) -> Box:
        """The tri-state box that sums it up; empty where there is nothing to tick."""
        if not self.done:
            return Box.EMPTY
        return Box.TICKED if self.done == self.total else Box.PARTIAL

    @property
    def label(self) -> str:
        """The count as shown: ``2/5``."""
        return f"{self.done}/{self.total}"


def box_of(done: bool) -> Box:
    """Return the tick box of one talking point, or of anything else that is chosen or not."""
    return Box.TICKED if done else Box.EMPTY


def progress_of(points: Iterable[TalkingPoint]) -> Progress:
    """Count the ticked ones among ``points``."""
    done = total = 0
    for point in points:
        total += 1
        done += point.done
    return Progress(done, total)


def item_progress(state: State, item_id: str) -> Progress:
    """Return how far an agenda item is."""
    return progress_of(state.points_of(item_id))


def meeting_progress(state: State) -> Progress:
    """Return how far the whole meeting is; what was withdrawn doesn't count."""
    # The exceptions are taken off: with ten thousand points this is asked for with each tick.
    gone = [state.talking_points[point_id] for point_id in state.index(WITHDRAWN_POINTS)]
    for item in state.agenda_items.values():
        if item.status == "withdrawn":
            gone += state.points_of(item.id)
    done = sum(map(_IS_DONE, state.talking_points.values())) - sum(map(_IS_DONE, gone))
    return Progress(done, len(state.talking_points) - len(gone))


def progress_by_party(state: State) -> dict[str, Progress]:
    """Return how far the items are that each party leads, by its id; parties that lead none are left out."""
    counts: dict[str, list[int]] = {}
    for item in state.agenda:
        if item.status == "withdrawn":
            continue
        progress = item_progress(state, item.id)
        for party in item.lead_parties:
            done_and_total = counts.setdefault(party, [0, 0])
            done_and_total[0] += progress.done
            done_and_total[1] += progress.total
    return {party: Progress(done, total) for party, (done, total) in counts.items()}


def item_title(item: AgendaItem) -> str:
    """Return how a sentence calls an agenda item: ``Agenda item 3``."""
    return f"Agenda item {item.number}"


def undecided_items(state: State) -> tuple[AgendaItem, ...]:
    """Return the items that stand in the way of closing the meeting: not dealt with, or deferred within it."""
    return tuple(
        item
        for item in state.agenda
        if item.status in _UNDECIDED or (item.status == "deferred" and item.carried_to != NEXT_MEETING)
    )


def session_for(state: State, item: AgendaItem, at: datetime | None = None) -> str:
    """Return the session in which an item is most likely taken up: in progress, else on ``at``, else to come.

    Returns:
        The session's id; empty where no session takes the item up any more.
    """
    sessions = [session for session in state.sessions_of(item.id) if session.status not in SESSION_OFF]
    in_progress = [session.id for session in sessions if session.status == "in_progress"]
    on_now = [session.id for session in sessions if at is not None and is_on(state.meeting, session, at)]
    to_come = [session.id for session in sessions if at is None or effective_span(state.meeting, session)[1] > at]
    return next(iter((*in_progress, *on_now, *to_come, *(session.id for session in sessions))), "")


def current_item(state: State, session_id: str) -> AgendaItem | None:
    """Return the item that is taken up in a session; None for none. At most one is."""
    return next((item for item in state.agenda if item.status == "taken_up" and item.taken_up_in == session_id), None)


def next_item(state: State, session_id: str) -> AgendaItem | None:
    """Return the item that a session takes up next: the first that is planned or deferred to it, else skipped."""
    items = [item for item in state.items_of(session_id) if item.carried_to in ("", session_id)]
    for statuses in (("planned", "deferred"), ("skipped",)):
        for item in items:
            if item.status in statuses:
                return item
    return None


def allowed_statuses(state: State, item: AgendaItem) -> dict[ItemStatus, str]:
    """Return every status with why an item can't have it now, in one sentence; empty where it can."""
    return {status: status_refusal(state, item, status) for status in get_args(ItemStatus)}


def status_refusal(state: State, item: AgendaItem, status: ItemStatus) -> str:
    """Return why ``item`` can't have ``status`` now; empty where it can. What it needs says ``status_needs()``."""
    if state.meeting.status in MEETING_OVER:
        return f"The meeting is {state.meeting.status}: reopen it first."
    if status == item.status:
        return f"{item_title(item)} is {in_words(status)} already."
    following = _FOLLOWING[item.status]
    if status not in following:
        choice = either([_AGAIN.get((item.status, name), in_words(name)) for name in following])
        return f"{item_title(item)} is {in_words(item.status)}: it can only be {choice}."
    return ""


def status_needs(state: State, item: AgendaItem, status: ItemStatus) -> frozenset[Need]:
    """Return what must be given with a change of ``item`` to ``status``."""
    needs: set[Need] = set()
    if status == "closed":
        if item.purpose == "for_decision" and not item.disposition:
            needs.add("disposition")
        if open_points(state, item):
            needs.add("force")
    if status == "deferred":
        needs.add("target")
    if status == "withdrawn" or (item.status in ("closed", "withdrawn") and status != item.status):
        needs.add("reason")
    return frozenset(needs)


def open_points(state: State, item: AgendaItem) -> tuple[TalkingPoint, ...]:
    """Return the talking points of an item that aren't ticked."""
    return tuple(point for point in state.points_of(item.id) if not point.done)


def is_overdue(action: ActionItem, today: date) -> bool:
    """Say whether an action item should have been done before ``today`` (a day in the meeting's zone)."""
    return action.status in UNFINISHED_ACTION and action.due is not None and action.due < today


class Implementation(NamedTuple):
    """How many action items were carried out; those cancelled don't count."""

    implemented: int
    pending: int
    """Still to be done and not overdue."""
    overdue: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.implemented + self.pending + self.overdue

    @property
    def percent(self) -> int:
        """The implementation rate, 0 to 100, rounded down so that 100 means all; 0 where there is nothing."""
        return 100 * self.implemented // self.total if self.total else 0


def implementation(actions: Iterable[ActionItem], today: date) -> Implementation:
    """Return how many of ``actions`` were carried out by ``today``."""
    counts = {"implemented": 0, "pending": 0, "overdue": 0}
    for action in actions:
        if action.status == "completed":
            counts["implemented"] += 1
        elif action.status in UNFINISHED_ACTION:
            counts["overdue" if is_overdue(action, today) else "pending"] += 1
    return Implementation(**counts)


def implementation_by_party(state: State, today: date) -> dict[str, Implementation]:
    """Return how far each party is with the action items that it owns, by its id; others are left out."""
    owned: dict[str, list[ActionItem]] = {}
    for action in state.action_items.values():
        owned.setdefault(action.owner_party, []).append(action)
    return {party: implementation(owned[party], today) for party in state.parties if party in owned}


def decision_implementation(state: State, today: date) -> Implementation:
    """Return how many decisions were carried out: every action item under them done. Those without any don't count."""
    counts = {"implemented": 0, "pending": 0, "overdue": 0}
    for decision in state.decisions.values():
        done = implementation(state.actions_of(decision.id), today)
        if decision.status in ("agreed", "signed") and done.total:
            counts["implemented" if done.percent == 100 else "overdue" if done.overdue else "pending"] += 1
    return Implementation(**counts)
