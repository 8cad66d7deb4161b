"""Hypothesis strategies for whole meetings: random but valid programmes, and states after random ticks."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from tests.support.people import ACTORS
from tracker.domain.edits import Tick, changes_for
from tracker.domain.model.bounds import FIRST_DAY, LARGEST_AMOUNT, LAST_DAY
from tracker.domain.model.changes import Stamp, apply_changes
from tracker.domain.model.programme import (
    SHARED_SIDES,
    AgendaItem,
    Fact,
    Figure,
    FigureValue,
    Meeting,
    Party,
    PartyKind,
    Programme,
    Purpose,
    Reference,
    ReferenceKind,
    Session,
    SessionType,
    Side,
    TalkingPoint,
    Visibility,
)
from tracker.domain.model.state import State
from tracker.text import clean, clean_lines

ZONES = (
    "Asia/Karachi",
    "Europe/Moscow",
    "Asia/Kathmandu",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "UTC",
)
"""Time zones with and without summer time, with odd offsets, and on both sides of the date line."""

"""People who tick in random states."""

HOSTILE_TEXTS = (
    "\x1b[2J\x1b]0;owned\x07after",
    "[bold red]markup[/] [link=file:///etc/passwd]x[/link]",
    "\u202egnp.exe\u2066",
    "zero\u200bwidth\ufeff",
    "a" + "\u0301" * 40,
    "e\u200b\u0301",
    "پاکستان\u200cروس",
    "👩\u200d👩\u200d👧 ❤\ufe0f",
    "\ud7ff\ue000\uffff",
    '"""\\"\n[[party]]\r\nid = \'x\'',
    "\x00\x7f\x85\x9b31m\u2028\u2029",
    "１２３ｗｉｄｅ",
)
"""Text that has broken terminals, markup or TOML before."""

# What the items below are numbered by is kept out: an id that is another item's number is refused.
_slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True).filter(lambda slug: slug[0] not in "123")
_raw_text = st.one_of(st.text(max_size=20), st.sampled_from(HOSTILE_TEXTS))


@cache
def any_text() -> st.SearchStrategy[str]:
    """Return text as it may come in, hostile text too."""
    return st.one_of(_raw_text, st.tuples(_raw_text, _raw_text).map("".join))


@cache
def lines() -> st.SearchStrategy[str]:
    """Return clean text of one line, never empty."""
    return any_text().map(lambda text: clean(text) or "x")


@cache
def bodies() -> st.SearchStrategy[str]:
    """Return clean text of one or more lines, never empty."""
    return st.lists(any_text(), min_size=1, max_size=2).map(lambda texts: clean_lines("\n".join(texts)) or "x")


@st.composite
def programmes(draw: st.DrawFn, *, least_items: int = 0) -> Programme:
    """Return a random valid programme, empty groups included, of at least ``least_items`` agenda items."""
    ids = iter(draw(st.lists(_slugs, min_size=15, max_size=15, unique=True)))
    references = _group(
        draw, Reference, ids, 3, {"kind": _words(ReferenceKind), "published": st.none() | st.dates(FIRST_DAY, LAST_DAY)}
    )
    cited = _some([row.id for row in references])
    meeting = draw(_meetings(next(ids), cited))
    sides = [side.id for side in meeting.sides] + list(SHARED_SIDES)
    parties = _group(draw, Party, ids, 3, {"kind": _words(PartyKind), "side": st.sampled_from(sides)}, least=1)
    party_ids = [row.id for row in parties]
    items = draw(_agendas([f"i-{next(ids)}" for _ in range(draw(st.integers(least_items, 3)))], cited, party_ids))
    return Programme(
        meeting=meeting,
        references=references,
        parties=parties,
        sessions=tuple(
            draw(_sessions(next(ids), n, meeting, items, party_ids, cited)) for n in range(1, draw(_few) + 1)
        ),
        agenda_items=items,
        talking_points=tuple(point for item in items for point in draw(_points(item.id, cited))),
    )


@st.composite
def states(draw: st.DrawFn, *, least_items: int = 0) -> State:
    """Return a random programme after random ticks of several people."""
    state = State.of_programme(draw(programmes(least_items=least_items)))
    if not state.talking_points:
        return state
    for _ in range(draw(st.integers(0, 4))):
        edit, actor, at = draw(ticks(state)), draw(st.sampled_from(ACTORS)), draw(moments())
        if changes := changes_for(edit, state, actor, at):
            state = apply_changes(state, changes, Stamp(state.seq + 1, actor.name, at))
    return state


def ticks(state: State) -> st.SearchStrategy[Tick]:
    """Return random ticks of points that ``state`` has; it must have one."""
    points = st.lists(st.sampled_from(sorted(state.talking_points)), min_size=1, max_size=5)
    return st.builds(Tick, points=points.map(tuple), done=st.booleans())


@cache
def moments() -> st.SearchStrategy[datetime]:
    """Return aware moments in UTC."""
    return st.datetimes(datetime(1970, 1, 2), datetime(2999, 1, 1), timezones=st.just(UTC))


_few = st.integers(0, 3)


@cache
def _optional_line() -> st.SearchStrategy[str]:
    return st.just("") | lines()


@cache
def _words(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def _some(ids: Sequence[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Return tuples of different ones of ``ids``."""
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(ids), unique=True, min_size=least, max_size=min(3, len(ids))).map(tuple)


def _group(
    draw: st.DrawFn, type_: Any, ids: Iterator[str], most: int, fields: dict[str, Any], least: int = 0
) -> tuple[Any, ...]:
    """Return up to ``most`` rows with the next ids in order; the fields that aren't named are text."""
    return tuple(
        draw(st.builds(type_, id=st.just(next(ids)), position=st.just(position), **(_texts(type_) | fields)))
        for position in range(1, draw(st.integers(least, most)) + 1)
    )


def _texts(type_: Any) -> dict[str, st.SearchStrategy[str]]:
    if type_ is Party:
        return {"name": lines(), "short_name": _optional_line()}
    return {"title": lines(), "publisher": lines(), "supports": lines(), "url": _optional_line()}


@st.composite
def _meetings(draw: st.DrawFn, meeting_id: str, cited: st.SearchStrategy[tuple[str, ...]]) -> Meeting:
    first = draw(st.dates(date(1971, 1, 1), date(2998, 1, 1)))
    second = draw(st.sampled_from(("", *ZONES)))
    sides = draw(st.lists(_slugs.filter(lambda side: side not in SHARED_SIDES), min_size=1, max_size=3, unique=True))
    return Meeting(
        id=meeting_id,
        title=draw(lines()),
        short_title=draw(lines()),
        body=draw(lines()),
        city=draw(lines()),
        country=draw(lines()),
        time_zone=draw(st.sampled_from(ZONES)),
        second_city=draw(lines()) if second else "",
        second_time_zone=second,
        first_day=first,
        last_day=first + timedelta(days=draw(st.integers(0, 4))),
        sides=tuple(Side(id=side, name=draw(lines())) for side in sides),
        references=draw(cited),
        number=draw(_optional_line()),
        previous_meeting=draw(st.just("") | _slugs),
    )


@st.composite
def _sessions(
    draw: st.DrawFn,
    stem: str,
    number: int,
    meeting: Meeting,
    items: tuple[AgendaItem, ...],
    party_ids: list[str],
    cited: st.SearchStrategy[tuple[str, ...]],
) -> Session:
    start: time | None = draw(st.none() | st.times())
    return Session(
        id=f"s-{stem}-{number}",
        title=draw(lines()),
        type=draw(_words(SessionType)),
        date=draw(st.dates(meeting.first_day, meeting.last_day)),
        start=start,
        end=draw(st.none() | st.times()) if start is not None else None,
        room=draw(_optional_line()),
        description=draw(st.just("") | bodies()),
        agenda_items=draw(_some([item.id for item in items])),
        parties=draw(_some(party_ids)),
        references=draw(cited),
        position=number,
    )


@st.composite
def _agendas(
    draw: st.DrawFn, ids: list[str], cited: st.SearchStrategy[tuple[str, ...]], party_ids: list[str]
) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            id=item_id,
            number=f"{position}{draw(st.sampled_from(('', 'A', 'b')))}",
            title=draw(lines()),
            purpose=draw(_words(Purpose)),
            annotation=draw(bodies()),
            lead_parties=draw(_some(party_ids, least=1)),
            other_parties=draw(_some(party_ids)),
            facts=draw(_facts(cited)),
            figures=draw(_figures(cited)),
            references=draw(cited),
            position=position,
            visibility=draw(_words(Visibility)),
            carried_from=draw(_optional_line()),
        )
        for position, item_id in enumerate(ids, start=1)
    )


def _facts(cited: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[tuple[Fact, ...]]:
    """Return facts; where there is nothing to cite there are none."""
    return st.lists(st.builds(Fact, text=bodies(), references=cited), max_size=2).map(_with_references)


def _figures(cited: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[tuple[Figure, ...]]:
    amounts = st.floats(min_value=0, max_value=LARGEST_AMOUNT)
    values = st.lists(st.builds(FigureValue, label=lines(), amount=amounts), min_size=1, max_size=3).map(tuple)
    figures = st.builds(Figure, title=lines(), unit=lines(), values=values, references=cited)
    return st.lists(figures, max_size=1).map(_with_references)


def _with_references(rows: list[Any]) -> tuple[Any, ...]:
    return tuple(row for row in rows if row.references)


@st.composite
def _points(draw: st.DrawFn, item_id: str, cited: st.SearchStrategy[tuple[str, ...]]) -> tuple[TalkingPoint, ...]:
    numbers = draw(st.lists(_slugs | st.integers(1, 40).map(str), unique=True, max_size=4))
    return tuple(
        TalkingPoint(
            id=f"{item_id}.{number}",
            item=item_id,
            title=draw(lines()),
            references=draw(cited),
            position=position,
            visibility=draw(_words(Visibility)),
        )
        for position, number in enumerate(numbers, start=1)
    )
