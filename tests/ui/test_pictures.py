"""The pictures on the screen: every width, ASCII, hostile titles, changes that come in, ten thousand points."""

from datetime import date, datetime, time, timedelta

import msgspec
import pytest
from rich.cells import cell_len

from tests.support.samples import shipped_programme, small_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import press, screen_lines, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.charts import NARROWEST, WIDEST, Look, timeline_lines
from tracker.domain.edits import AddAction, CompleteAction, SetHours, StartSession, Tick
from tracker.domain.model.programme import Session, TalkingPoint
from tracker.domain.model.state import State
from tracker.glyphs import ASCII, UNICODE
from tracker.ui.rendering.charts import PICTURES, picture_lines

MORNING = FrozenClock(datetime.fromisoformat("2026-03-28T10:45+05:45"))


def drawn(state: State, width: int = 80, *, ascii_only: bool = False) -> list[str]:
    """Return the timeline at 10:45 of the first day of the small meeting."""
    look = Look(width, ASCII if ascii_only else UNICODE, cell_len)
    lines = timeline_lines(state, MORNING.now(), look)
    return ["".join(part.text for part in parts).rstrip() for parts in lines]


def with_sessions(*sessions: Session) -> State:
    """Return the small meeting with these sessions alone."""
    return State.of_programme(msgspec.structs.replace(small_programme(), sessions=sessions))


def session(number: int, start: time | None, end: time | None, title: str = "") -> Session:
    return Session(
        id=f"s{number}",
        title=title or f"Session {number}",
        type="technical",
        date=date(2026, 3, 28),
        start=start,
        end=end,
        position=number,
    )


def test_hours_all_day_sessions_and_the_moment() -> None:
    assert drawn(State.of_programme(small_programme()), 60) == [
        " 08     10     12     14      16     18     20     22    24",
        " Sat 28 Mar  today, now 10:45",
        "          ▼",
        " ░ Visit ░│░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░",
        "        ▓▓│▓▓▓▓▓▓ 10:00-12:30 Morning session",
        "          │              22:00-01:30 Night session ▓▓▓▓▓▓▓▓",
        " Sun 29 Mar  tomorrow",
        "    ▓ from 09:00 Closing " + "▓" * 34,
    ]


def test_in_ascii() -> None:
    text = "\n".join(drawn(State.of_programme(small_programme()), 60, ascii_only=True))
    assert text.isascii()
    assert ". Visit .|....." in text
    assert "##|###### 10:00-12:30 Morning session" in text


def test_overlapping_sessions_lie_in_lanes_and_others_share_one() -> None:
    parallel = (session(1, time(9), time(12)), session(2, time(10), time(11)), session(3, time(17), time(18)))
    lines = drawn(with_sessions(*parallel), 120)
    first = next(line for line in lines if "Session 1" in line)
    assert "Session 3" in first
    assert "Session 2" not in first


@pytest.mark.parametrize("width", [NARROWEST, 60, 61, 79, 80, 120, 200])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_picture(width: int, ascii_only: bool) -> None:
    hours = [(None, None), *((time(hour), time(hour, 50)) for hour in range(0, 24, 3)), (time(22), time(3))]
    titles = ("A" * 300, "\u4e2d" * 90, "[/b][red]x", "e\u0301" * 80, "\x1b[31mred\u202e")
    pairs = [(hour, title) for hour in hours for title in titles]
    sessions = [session(number, *hour, title) for number, (hour, title) in enumerate(pairs)]
    state = with_sessions(*sessions)
    glyphs = ASCII if ascii_only else UNICODE
    for picture in PICTURES:
        lines = picture_lines(picture, state, MORNING.now(), width, glyphs)
        assert lines
        assert max(line.cell_length for line in lines) <= min(width, WIDEST)
        assert not any("\x1b" in line.plain or "\u202e" in line.plain for line in lines)


async def test_tab_turns_the_pictures_and_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "p")
        for picture in (*PICTURES[1:], PICTURES[0]):
            await press(pilot, "tab")
            assert f"p {picture.title}" in screen_text(app)
        await press(pilot, "shift+tab")
        assert f"p {PICTURES[-1].title}" in screen_text(app)
        assert "There are no action items." in screen_text(app)


async def test_the_pictures_go_on_with_the_meeting_and_the_clock(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    store = open_store()
    app = make_app(store)
    boris = open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "p")
        clock.at += timedelta(minutes=78)
        await app.screen_stack[0]._on_poll()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "today, now 12:00" in screen_text(app)
        await press(pilot, "tab")
        boris.transact(Tick(points=("psm.1",), done=True))
        await app.screen_stack[0]._on_poll()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "1/18" in next(line for line in screen_lines(app) if "All items" in line)


async def test_the_implementation_by_party(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    for text, due in (("Send it", date(2025, 11, 20)), ("Read it", None)):
        store.transact(AddAction(about="psm", text=text, owner_party="ogdc", due=due))
    store.transact(CompleteAction(action="a2", taken="Read"))
    app = make_app(store, ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "p", "shift+tab")
        line = next(line for line in screen_lines(app) if "OGDC  " in line and "%" in line)
        assert "1 of 2 done, 1 overdue" in line
        assert " 50 %" in line
        assert "#!" in line


async def test_a_session_that_gets_hours_is_drawn_with_them(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    store.transact(SetHours(session="talks-26", start=time(10), end=time(11)))
    store.transact(StartSession(session="talks-26"))
    app = make_app(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "p")
        line = next(line for line in screen_lines(app) if "▓▓" in line and "Intensive discussions" in line)
        assert "11:00" in line


def test_ten_thousand_points_are_no_matter() -> None:
    programme = shipped_programme()
    points = tuple(
        TalkingPoint(id=f"psm.{number}", item="psm", title=f"Point {number}", position=number)
        for number in range(1, 10_001)
    )
    state = State.of_programme(msgspec.structs.replace(programme, talking_points=points))
    for picture in PICTURES:
        lines = picture_lines(picture, state, MORNING.now(), 60, UNICODE)
        assert len(lines) < 20
    assert "0/10000" in "".join(line.plain for line in picture_lines(PICTURES[1], state, MORNING.now(), 60, UNICODE))
