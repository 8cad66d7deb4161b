"""Clashes in the schedule: overlaps, days outside the meeting, and parties that aren't there yet."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.domain.timeline import effective_span
from tracker.domain.words.formatting import full_day, late_label, listed
from tracker.domain.words.labels import quoted

MOST_OVERLAPS = 10_000
"""Pairs of sessions that are looked for: twenty thousand sessions in one room at one hour are 200 million."""

Level = Literal["note", "warning", "error"]
"""Something to know, something to look at, something that can't be."""

LEVELS: tuple[Level, ...] = ("note", "warning", "error")
"""From the least to the gravest."""


class Clash(NamedTuple):
    """One thing that clashes."""

    level: Level
    sessions: tuple[str, ...]
    """Ids of the sessions: two that overlap, or the one that is in the wrong place."""
    words: str
    """What it is, in one sentence."""


class _Held(NamedTuple):
    """A session with the time in which it is held."""

    session: Session
    start: datetime
    end: datetime


def clashes(state: State) -> tuple[Clash, ...]:
    """Return what clashes in the schedule, the gravest first, then in the order of the schedule.

    Two sessions that overlap can't share a room or a person (error) and hardly an agenda item (warning); a party may
    share itself out among them (note). Where one of them lasts all day nobody knows, so it is a note. A session
    can't be outside the days of the meeting (error), and hardly run past its own day or come before a party has
    arrived (warning).
    """
    held = [
        _Held(session, *effective_span(state.meeting, session))
        for session in state.schedule
        if session.status not in ("cancelled", "held")
    ]
    found = [*_overlaps(state, held), *_outside(state, held), *_too_early(state, held)]
    return tuple(sorted(found, key=lambda clash: -LEVELS.index(clash.level)))


def clashes_of(found: Iterable[Clash], session_id: str) -> tuple[Clash, ...]:
    """Return those of ``found`` in which a session takes part."""
    return tuple(clash for clash in found if session_id in clash.sessions)


def _overlaps(state: State, held: list[_Held]) -> Iterator[Clash]:
    """Yield the pairs of sessions that overlap and share something."""
    # Only sessions that need the same thing are compared: of ten thousand most have nothing to do with each other.
    open_by: dict[tuple[str, str], list[tuple[int, _Held]]] = {}
    left = MOST_OVERLAPS
    for number, later in enumerate(sorted(held, key=lambda each: each.start)):
        candidates: dict[int, _Held] = {}
        for need in _needs(later.session):
            still_open = [(at, earlier) for at, earlier in open_by.get(need, ()) if earlier.end > later.start]
            candidates.update(still_open)
            open_by[need] = [*still_open, (number, later)]
        for _, earlier in sorted(candidates.items()):
            if not left:
                words = f"There are more than {MOST_OVERLAPS:,} overlaps: change these first."
                yield Clash("note", (later.session.id,), words)
                return
            if clash := _overlap(state, earlier.session, later.session):
                left -= 1
                yield clash


def _needs(session: Session) -> Iterator[tuple[str, str]]:
    """Yield what a session can't share, or hardly, each with what kind of thing it is."""
    if session.room:
        yield "room", session.room.casefold()
    for kind, names in (("person", session.people), ("item", session.agenda_items), ("party", session.parties)):
        for name in names:
            yield kind, name


def _overlap(state: State, one: Session, other: Session) -> Clash | None:
    shared = list(_shared(state, one, other))
    if not shared:
        return None
    is_vague = one.start is None or other.start is None
    level = "note" if is_vague else max((level for level, _ in shared), key=LEVELS.index)
    verb = "may overlap" if is_vague else "overlap"
    words = listed([words for _, words in shared])
    return Clash(
        level, (one.id, other.id), f"{quoted(one.title)} and {quoted(other.title)} {verb}; they share {words}."
    )


def _shared(state: State, one: Session, other: Session) -> Iterator[tuple[Level, str]]:
    """Yield what two sessions need both, with how grave that is."""
    if one.room and one.room.casefold() == other.room.casefold():
        yield "error", f"the room {one.room}"
    if people := _common(one.people, other.people):
        yield "error", listed([state.people[person].label if person in state.people else person for person in people])
    if items := _common(one.agenda_items, other.agenda_items):
        yield "warning", f"agenda item{'s' * (len(items) > 1)} {listed([state.number_of(item) for item in items])}"
    if parties := _common(one.parties, other.parties):
        yield "note", listed([state.parties[party].label if party in state.parties else party for party in parties])


def _common(some: Iterable[str], others: Iterable[str]) -> list[str]:
    known = frozenset(others)
    return [name for name in some if name in known]


def _outside(state: State, held: list[_Held]) -> Iterator[Clash]:
    """Yield the sessions outside the meeting's days, and those that the delay carries past their own."""
    meeting = state.meeting
    for session, _, end in held:
        if not meeting.first_day <= session.date <= meeting.last_day:
            words = f"{quoted(session.title)} is on {full_day(session.date)}, outside the meeting."
            yield Clash("error", (session.id,), words)
        elif session.shift_minutes and (end - timedelta(microseconds=1)).date() > session.date:
            late = f", {label}" if (label := late_label(session)) else ""
            words = f"{quoted(session.title)} runs past the end of its day{late}."
            yield Clash("warning", (session.id,), words)


def _too_early(state: State, held: list[_Held]) -> Iterator[Clash]:
    """Yield the sessions that begin before one of their parties has arrived."""
    arrivals = {
        party: end for session, _, end in reversed(held) if session.type == "arrival" for party in session.parties
    }
    for held_session in held:
        session = held_session.session
        late = [party for party in session.parties if party in arrivals and _is_before(held_session, arrivals[party])]
        if late and session.type != "arrival":
            names = listed([state.parties[party].label if party in state.parties else party for party in late])
            words = f"{quoted(session.title)} is before the arrival of {names}."
            yield Clash("warning", (session.id,), words)


def _is_before(held: _Held, arrival: datetime) -> bool:
    """Say whether a session is before the end of an arrival; an all-day one only if the whole day is."""
    return held.end <= arrival if held.session.start is None else held.start < arrival
