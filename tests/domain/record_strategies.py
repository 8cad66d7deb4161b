"""Random edits of every kind: what a field may hold follows from its name and type, some of it wrong on purpose."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st
from msgspec.structs import FieldInfo

from tests.support.strategies import any_text, lines, moments
from tracker.domain.edits import AnyEdit, Batch, CancelMeeting, OneEdit, Revise, Withdraw
from tracker.domain.model.programme import Programme
from tracker.domain.model.state import State
from tracker.domain.revision import programme_of

ONE_EDITS: tuple[type[msgspec.Struct], ...] = get_args(OneEdit)
"""Every kind of edit but ``Batch``."""

_Pool = Callable[[State], Iterable[str]]
_POOLS: dict[str, _Pool] = {
    "item": lambda state: state.agenda_items,
    "point": lambda state: state.talking_points,
    "points": lambda state: state.talking_points,
    "session": lambda state: state.sessions,
    "sessions": lambda state: state.sessions,
    "target": lambda state: (*state.sessions, "next"),
    "note": lambda state: state.notes,
    "decision": lambda state: state.decisions,
    "supersedes": lambda state: state.decisions,
    "action": lambda state: state.action_items,
    "party": lambda state: state.parties,
    "parties": lambda state: state.parties,
    "lead_parties": lambda state: state.parties,
    "other_parties": lambda state: state.parties,
    "owner_party": lambda state: state.parties,
    "person": lambda state: state.people,
    "people": lambda state: state.people,
    "owner_person": lambda state: state.people,
    "co_owners": lambda state: (*state.people, *state.parties),
    "attendees": lambda state: (*state.people, *state.parties),
    "verified_by": lambda state: (*state.people, *state.parties, "Dr Someone"),
    "reference": lambda state: state.references,
    "references": lambda state: state.references,
    "about": lambda state: state.all_ids,
    "agenda_items": lambda state: state.agenda_items,
    "agreed": lambda state: (side.id for side in state.meeting.sides),
    "side": lambda state: (side.id for side in state.meeting.sides),
    "sides": lambda state: (side.id for side in state.meeting.sides),
    "before": lambda state: (*state.agenda_items, *state.talking_points),
}


NAMING = frozenset(_POOLS)
"""Fields that hold ids."""


@st.composite
def edits(draw: st.DrawFn, state: State) -> AnyEdit:
    """Return one random edit, or several as one."""
    if draw(st.integers(0, 9)):
        edit: OneEdit = draw(one_edit(state))
        return edit
    return Batch(edits=tuple(draw(st.lists(one_edit(state), min_size=1, max_size=4))))


@st.composite
def one_edit(draw: st.DrawFn, state: State) -> Any:
    """Return one random edit of any kind that names only what there is, most of the time."""
    kinds = [kind for kind in ONE_EDITS if _can_be_right(kind, state)]
    kind = draw(st.sampled_from(kinds))
    # A meeting that is cancelled takes nothing more, so it is cancelled more rarely.
    if kind is CancelMeeting and draw(st.integers(0, 5)):
        kind = draw(st.sampled_from(kinds))
    return draw(edit_of(kind, state))


def _can_be_right(kind: type[msgspec.Struct], state: State) -> bool:
    required = (info.name for info in msgspec.structs.fields(kind) if info.required)
    return all(any(True for _ in _POOLS[name](state)) for name in required if name in _POOLS)


@st.composite
def edit_of(draw: st.DrawFn, edit_type: Any, state: State) -> Any:
    """Return a random edit of one kind."""
    if edit_type is Revise:
        return Revise(programme=draw(revised(state)))
    hints = get_type_hints(edit_type)
    fields = {}
    for info in msgspec.structs.fields(edit_type):
        if info.name == "seen" or (not info.required and draw(st.booleans())):
            continue
        fields[info.name] = draw(_values(info, hints[info.name], edit_type, state))
    return edit_type(**fields)


@st.composite
def revised(draw: st.DrawFn, state: State) -> Programme:
    """Return the meeting's programme with some rows left out, some retitled, and now and then another order."""
    programme = programme_of(state)
    kept_items = draw(st.permutations(programme.agenda_items))[: draw(st.integers(0, 4))]
    items = {item.id for item in kept_items}
    sessions = [
        msgspec.structs.replace(
            session,
            agenda_items=tuple(i for i in session.agenda_items if i in items),
            title=draw(_titles(session.title)),
        )
        for session in programme.sessions
        if draw(st.integers(0, 3))
    ]
    points = [p for p in programme.talking_points if p.item in items and draw(st.integers(0, 3))]
    return msgspec.structs.replace(
        programme, agenda_items=tuple(kept_items), sessions=tuple(sessions), talking_points=tuple(points)
    )


def _withdrawable(state: State) -> Iterable[str]:
    return (*state.talking_points, *state.parties, *state.people)


def _titles(title: str) -> st.SearchStrategy[str]:
    return st.sampled_from((title, f"{title} revised"))


def _values(info: FieldInfo, hint: Any, kind: Any, state: State) -> st.SearchStrategy[Any]:
    """Return values for a field of one kind of edit; ``hint`` is its type."""
    name = info.name
    pool = _POOLS.get(name)
    if name == "id" and kind is Withdraw:
        pool = _withdrawable
    if pool:
        if name == "agreed" and hint is bool:
            return st.booleans()
        ids = sorted(set(pool(state)))
        known: st.SearchStrategy[str] = st.sampled_from(ids * 8 + ["nothing"])
        if tuple in (get_origin(part) for part in (hint, *get_args(hint))):
            return st.lists(known, min_size=1, max_size=3).map(tuple) if ids else st.just(())
        return known if info.required else st.just("") | known
    if name == "id":
        return st.sampled_from(("", "", "new-one", "d1", "2", "Not an id", *sorted(state.all_ids)[:2]))
    if name == "own_words":
        sides = st.sampled_from([side.id for side in state.meeting.sides] * 4 + ["nothing"])
        return st.dictionaries(sides, st.sampled_from(("Because", "Two words", "")), max_size=2)
    if name in ("reason", "taken", "text", "title", "name", "fact", "value", "source"):
        return st.sampled_from(("Because", "Two words", "More\nlines", "")) | lines()
    return st.one_of([_of_type(part, state) for part in (get_args(hint) if _is_union(hint) else (hint,))])


def _of_type(hint: Any, state: State) -> st.SearchStrategy[Any]:
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    days = state.meeting.first_day - timedelta(days=1), state.meeting.last_day + timedelta(days=2)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: any_text(),
        bool: st.booleans(),
        int: st.sampled_from((0, 15, 30, 100, -15, 101)),
        date: st.dates(*days),
        datetime: moments(),
        time: st.times().map(lambda hour: hour.replace(microsecond=0)),
        type(None): st.none(),
        msgspec.UnsetType: st.just(msgspec.UNSET),
    }
    return simple[hint]


def _is_union(hint: Any) -> bool:
    return get_origin(hint) is not Literal and bool(get_args(hint))
