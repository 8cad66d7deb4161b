"""Taking the next item up closes the one before, and asks for what that needs."""

from datetime import timedelta

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import let_notice_be_read, main_of, press, screen_lines, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import SetStatus, Tick
from tracker.ui.screens.form import Form


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
        assert "Agenda item 1 is taken up, so it can only become closed or skipped or deferred." in shown
        await press(pilot, "up")
        assert "Enter chooses" in screen_lines(app)[-1]
        await press(pilot, "down")
        assert "skipped or deferred." in screen_lines(app)[-1]


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
