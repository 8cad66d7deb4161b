"""Taking the next item up closes the one before, and asks for what that needs."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import let_notice_be_read, main_of, press, screen_lines, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import EndSession, SetStatus, StartSession, Tick
from tracker.ui.dialogs.chooser import Chooser
from tracker.ui.dialogs.form import Form


async def test_taking_up_the_next_item_asks_for_what_the_one_before_needs(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    store = open_store()
    store.transact(SetStatus(item="psm", status="taken_up"))
    clock.at += timedelta(minutes=5)
    app = make_app(store)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "s", "t")
        assert isinstance(app.screen, Form)
        assert "Close 3, take up 1 Offshore energy" in screen_text(app)
        await press(pilot, "a", "tab", "right", "enter")
        items = main_of(app).state.agenda_items
        assert (items["psm"].status, items["psm"].disposition) == ("closed", "agreed")
        assert items["offshore"].status == "taken_up"
        await press(pilot, "u")
        items = main_of(app).state.agenda_items
        assert (items["psm"].status, items["psm"].disposition) == ("taken_up", "")
        assert items["offshore"].status == "planned"


async def test_leaving_the_question_changes_nothing(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    store = open_store()
    store.transact(SetStatus(item="mining", status="taken_up"))
    clock.at += timedelta(minutes=5)
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "t", "escape")
        items = main_of(app).state.agenda_items
        assert (items["mining"].status, items["offshore"].status) == ("taken_up", "planned")


async def test_nothing_is_asked_after_a_slip_or_where_nothing_is_open(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    store = open_store()
    store.transact(SetStatus(item="mining", status="taken_up"))
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "t")
        items = main_of(app).state.agenda_items
        assert (items["mining"].status, items["offshore"].status) == ("planned", "taken_up")
        points = tuple(point.id for point in main_of(app).state.points_of("offshore"))
        open_store("boris", 1002).transact(Tick(points=points, done=True))
        clock.at += timedelta(minutes=5)
        await main_of(app).look_for_changes()
        main_of(app).action_reveal("mining")
        await press(pilot, "s", "t")
        items = main_of(app).state.agenda_items
        assert (items["offshore"].status, items["mining"].status) == ("closed", "taken_up")


async def test_why_something_cannot_be_done_is_read_whole(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    store.transact(SetStatus(item="offshore", status="taken_up"))
    app = make_app(store)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "s", "w")
        shown = " ".join(" ".join(screen_lines(app)[-3:]).split())
        assert "Agenda item 1 is taken up: it can only be closed, skipped or deferred." in shown
        await press(pilot, "up")
        assert "Enter chooses" in screen_lines(app)[-1]
        await press(pilot, "down")
        assert "or deferred." in screen_lines(app)[-1]


async def test_a_notice_is_read_whole_and_the_panels_stay_where_they_are(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        before = screen_lines(app)
        main_of(app).tell("One two three four five six seven eight nine ten eleven twelve thirteen fourteen.")
        await settle(pilot)
        shown = screen_lines(app)
        assert shown[:-2] == before[:-2]
        assert "One two" in shown[-2]
        assert "fourteen." in shown[-1]
        await press(pilot, "2")
        assert "fourteen." in screen_lines(app)[-1]
        let_notice_be_read(app)
        await settle(pilot)
        assert screen_lines(app) == before


async def test_withdrawing_asks_who_and_why(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "s", "w")
        assert "which party withdraws it, and why" in screen_text(app)
        await press(pilot, "f2")
        assert "withdrawing it needs a reason" in screen_text(app)
        assert main_of(app).state.agenda_items["offshore"].status == "planned"


_SESSIONS = ("talks-26", "talks-27", "commission")


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        (datetime(2025, 11, 25, 5, tzinfo=UTC), ("arrival", *_SESSIONS)),
        (datetime(2025, 11, 26, 5, tzinfo=UTC), _SESSIONS),
        (datetime(2025, 11, 27, 5, tzinfo=UTC), _SESSIONS[1:]),
        # All is over: what was deferred may still be written down.
        (datetime(2025, 12, 1, 5, tzinfo=UTC), ("arrival", *_SESSIONS)),
    ],
)
async def test_an_item_is_deferred_to_what_is_still_to_come(
    make_app: MakeApp, clock: FrozenClock, now: datetime, offered: tuple[str, ...]
) -> None:
    clock.at = now
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "d", "tab", "space")
        assert isinstance(app.screen, Chooser)
        assert app.screen.panel.row_ids == ("next", *offered)
        assert ("Tue 25 Nov Arrival" in screen_text(app)) is ("arrival" in offered)


async def test_an_item_is_deferred_to_a_session_that_goes_on_and_to_none_that_was_held(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    store = open_store()
    store.transact(StartSession(session="talks-26"))
    store.transact(StartSession(session="talks-27"))
    store.transact(EndSession(session="talks-27"))
    clock.at += timedelta(days=1)
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "d", "tab", "space")
        assert isinstance(app.screen, Chooser)
        assert app.screen.panel.row_ids == ("next", "talks-26", "commission")
