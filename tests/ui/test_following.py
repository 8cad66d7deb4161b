"""What is on now: the mark of the item that is taken up, how much time is left, and following the clock."""

from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from tests.support.samples import small_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, detail_of, main_of, press, schedule_of, screen_lines, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import EditSession, SetStatus, StartSession
from tracker.store.meeting_store import MeetingStore
from tracker.ui.app import TrackerApp

MORNING = datetime.fromisoformat("2026-03-28T10:45+05:45")


@pytest.fixture
def store(open_store: OpenStore, clock: FrozenClock) -> MeetingStore:
    """Return the small meeting at a quarter to eleven, with its first item taken up in the morning session."""
    clock.at = MORNING
    store = open_store(programme=small_programme())
    store.transact(StartSession(session="morning"))
    store.transact(SetStatus(item="track", status="taken_up", target="morning"))
    return store


async def passes(app: TrackerApp, pilot: Pilot[None], clock: FrozenClock, minutes: int) -> None:
    """Let some minutes pass."""
    clock.at += timedelta(minutes=minutes)
    await main_of(app)._on_poll()
    await settle(pilot)


async def test_the_time_that_is_left_goes_down_and_then_up(
    make_app: MakeApp, store: MeetingStore, clock: FrozenClock
) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "now  Visit + Morning session, 1 h 45 min left  next" in screen_lines(app)[1]
        await passes(app, pilot, clock, 93)
        assert "Morning session, 12 min left" in screen_lines(app)[1]
        await passes(app, pilot, clock, 17)
        assert "Morning session, 5 min over" in screen_lines(app)[1]


async def test_the_time_that_is_left_is_never_cut(make_app: MakeApp, store: MeetingStore) -> None:
    app = make_app(store)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        assert "…, 1 h 45 min left  " in screen_lines(app)[1]


async def test_a_session_without_hours_has_no_countdown(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "now  Intensive discussions (all day)" in screen_lines(app)[1]


async def test_the_item_that_is_taken_up_now_is_marked_until_it_isnt(
    make_app: MakeApp, store: MeetingStore, open_store: OpenStore, clock: FrozenClock
) -> None:
    app = make_app(store)
    boris = open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        row = next(line for line in screen_lines(app) if "The track" in line)
        assert "▶" in row[28:40]
        boris.transact(SetStatus(item="track", status="closed", disposition="agreed", force=True))
        await passes(app, pilot, clock, 0)
        row = next(line for line in screen_lines(app) if "The track" in line)
        assert "▶" not in row[28:40]


async def test_the_cursors_go_where_the_meeting_is(make_app: MakeApp, store: MeetingStore) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "G", "2", "G", "f")
        assert (schedule_of(app).cursor_id, agenda_of(app).cursor_id) == ("morning", "track")
        assert detail_of(app).subject.id == "track"
        assert "following" in screen_lines(app)[0]
        assert screen_lines(app)[0].rstrip().endswith("saved")


async def test_they_go_along_with_the_item_and_with_the_clock(
    make_app: MakeApp, store: MeetingStore, open_store: OpenStore, clock: FrozenClock
) -> None:
    app = make_app(store)
    boris = open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f")
        boris.transact(SetStatus(item="track", status="closed", disposition="agreed", force=True))
        boris.transact(EditSession(session="morning", agenda_items=("track", "fares")))
        boris.transact(SetStatus(item="fares", status="taken_up", target="morning"))
        await passes(app, pilot, clock, 0)
        assert agenda_of(app).cursor_id == "fares"
        await passes(app, pilot, clock, 60 * 13)
        assert schedule_of(app).cursor_id == "night"
        assert main_of(app).following


@pytest.mark.parametrize("keys", ["1", "2", "3", "13", "23"])
async def test_the_keys_are_where_it_went(keys: str, make_app: MakeApp, store: MeetingStore) -> None:
    """Who reads the detail goes on reading, of what is on."""
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "G", *keys, "f")
        main = main_of(app)
        assert main.active_panel is (detail_of(app) if keys.endswith("3") else agenda_of(app))
        assert main.subject().id == detail_of(app).subject.id == "track"


async def test_where_no_item_is_taken_up_it_is_the_session(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "f")
        assert main_of(app).active_panel is schedule_of(app)
        assert detail_of(app).subject.id == schedule_of(app).cursor_id == "talks-26"


@pytest.mark.parametrize("key", ["j", "k", "G", "pagedown", "enter", "h", "l"])
async def test_any_key_that_moves_ends_it(key: str, make_app: MakeApp, store: MeetingStore) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", key)
        assert not main_of(app).following
        assert "following" not in screen_lines(app)[0]


async def test_a_click_on_another_row_ends_it(make_app: MakeApp, store: MeetingStore) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f")
        await pilot.click(agenda_of(app), offset=(20, 3))
        await settle(pilot)
        assert agenda_of(app).cursor_id == "track.2"
        assert not main_of(app).following


@pytest.mark.parametrize("key", ["tab", "1", "3"])
async def test_a_key_that_doesnt_move_a_cursor_leaves_it(key: str, make_app: MakeApp, store: MeetingStore) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", key)
        assert main_of(app).following


async def test_a_tick_leaves_it_and_the_cursor(make_app: MakeApp, store: MeetingStore) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "space")
        assert main_of(app).state.talking_points["track.1"].done
        assert agenda_of(app).cursor_id == "track"
        assert main_of(app).following


async def test_where_nothing_is_on_it_waits(make_app: MakeApp, clock: FrozenClock) -> None:
    clock.at -= timedelta(days=2)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "f")
        assert "Nothing is on now" in screen_lines(app)[-1]
        assert agenda_of(app).cursor_id == "insulin"
        await passes(app, pilot, clock, 24 * 60)
        assert schedule_of(app).cursor_id == "arrival"
        await passes(app, pilot, clock, 24 * 60)
        assert schedule_of(app).cursor_id == "talks-26"


async def test_a_folded_item_is_unfolded_on_arrival(make_app: MakeApp, store: MeetingStore) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "z", "f")
        assert agenda_of(app).index_of("track.1") is not None
        assert main_of(app).following
