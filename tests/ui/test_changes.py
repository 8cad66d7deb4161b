"""Ticking together: what is shown is on disk, others' changes come in, nobody acts on another item by mistake."""

import fcntl
from pathlib import Path

from tinydb import TinyDB, where

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, main_of, press, screen_lines, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import Tick
from tracker.store.config import StoreConfig
from tracker.ui.dialogs.question import Question
from tracker.ui.main.meeting_session import FRESH_FOR


async def test_a_tick_is_on_disk_when_it_is_shown(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space")
        assert "saved" in screen_lines(app)[0]
        document = (
            TinyDB(tmp_path / "meeting" / "meeting.json").table("talking_points").get(where("id") == "offshore.1")
        )
        assert not isinstance(document, list)
        assert document is not None
        assert document["done"]
        assert document["done_by"] == "anna"


async def test_an_item_ticks_what_is_open_and_asks_before_it_clears(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space", "k", "space")
        state = main_of(app).state
        assert all(point.done for point in state.points_of("offshore"))
        await press(pilot, "space")
        assert isinstance(app.screen, Question)
        await press(pilot, "space", "n")
        assert all(point.done for point in main_of(app).state.points_of("offshore"))
        await press(pilot, "space", "y")
        assert not any(point.done for point in main_of(app).state.points_of("offshore"))
        await press(pilot, "u")
        assert all(point.done for point in main_of(app).state.points_of("offshore"))


async def test_keys_faster_than_the_disk_each_count(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "j")
        main = main_of(app)
        for _ in range(5):
            main.action_tick()
        await settle(pilot)
        assert main.state.talking_points["offshore.1"].done
        assert main.pending == frozenset()
        assert len(list(main.store_worker.store.history("offshore.1"))) == 5


async def test_anothers_change_comes_in_and_the_cursor_stays(make_app: MakeApp, open_store: OpenStore) -> None:
    boris = open_store("boris", 1002)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "j")
        boris.transact(Tick(points=("offshore.1", "psm.2"), done=True))
        await main_of(app).look_for_changes()
        await settle(pilot)
        assert agenda_of(app).cursor_id == "offshore.2"
        assert "boris" in screen_text(app)
        assert "2/18" in screen_text(app)


async def test_a_row_changed_just_now_is_told_before_a_key_acts(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    boris = open_store("boris", 1002)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        boris.transact(Tick(points=("offshore.1",), done=True))
        await main_of(app).look_for_changes()
        await press(pilot, "space")
        assert main_of(app).state.talking_points["offshore.1"].done
        assert "boris changed offshore.1 just now" in screen_text(app)
        await press(pilot, "space")
        assert not main_of(app).state.talking_points["offshore.1"].done


async def test_an_older_change_of_anothers_needs_no_second_key(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    boris = open_store("boris", 1002)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        boris.transact(Tick(points=("offshore.1",), done=True))
        await main_of(app).look_for_changes()
        clock.at = clock.at.fromtimestamp(clock.monotonic() + FRESH_FOR + 1, clock.at.tzinfo)
        await press(pilot, "space")
        assert not main_of(app).state.talking_points["offshore.1"].done


async def test_a_change_not_yet_seen_is_never_undone_unseen(make_app: MakeApp, open_store: OpenStore) -> None:
    anna = open_store()
    anna.transact(Tick(points=("offshore.1",), done=True))
    boris = open_store("boris", 1002)
    app = make_app(anna)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        boris.transact(Tick(points=("offshore.1",), done=False))
        boris.transact(Tick(points=("offshore.1",), done=True))
        await press(pilot, "space")
        assert main_of(app).state.talking_points["offshore.1"].done
        assert "boris changed offshore.1" in screen_text(app)


async def test_undo_asks_where_another_touched_it_since(make_app: MakeApp, open_store: OpenStore) -> None:
    boris = open_store("boris", 1002)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space")
        boris.transact(Tick(points=("offshore.1",), done=False))
        boris.transact(Tick(points=("offshore.1",), done=True))
        await press(pilot, "u")
        assert isinstance(app.screen, Question)
        assert "boris" in screen_text(app)
        await press(pilot, "y")
        assert not main_of(app).state.talking_points["offshore.1"].done


async def test_undo_with_nothing_to_undo_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "u")
        assert "There is no change of yours to undo." in screen_lines(app)[-1]


async def test_a_folder_that_cant_be_trusted_is_shown_view_only(
    make_app: MakeApp, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store().close()
    (tmp_path / "meeting").chmod(0o777)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space")
        assert "view only" in screen_lines(app)[0]
        assert not main_of(app).state.talking_points["offshore.1"].done


async def test_what_was_ticked_is_there_in_the_next_session(make_app: MakeApp) -> None:
    for expected in (False, True):
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert main_of(app).state.talking_points["offshore.1"].done is expected
            if not expected:
                await press(pilot, "j", "space")


async def test_a_held_lock_names_its_holder_and_reading_goes_on(
    make_app: MakeApp, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store("boris", 1002).transact(Tick(points=("psm.1",), done=True))
    app = make_app(open_store(config=StoreConfig(lock_wait=0)))
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "j")
        with (tmp_path / "meeting" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            await press(pilot, "space")
            assert "boris" in screen_text(app)
            assert not main_of(app).state.talking_points["offshore.1"].done
            await press(pilot, "j")
            assert agenda_of(app).cursor_id == "offshore.2"
        await press(pilot, "space")
        assert main_of(app).state.talking_points["offshore.2"].done
