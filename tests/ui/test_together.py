"""Several officials at once: who is here, what others changed since one last looked, one's own changes."""

from datetime import UTC, datetime
from pathlib import Path

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, main_of, press, schedule_of, screen_lines, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import AddNote, Tick
from tracker.personal.remembered import LastLook, take_first_run
from tracker.personal.settings import Settings
from tracker.store.presence import Presence
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext


async def test_who_else_is_here_is_counted_and_listed(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    boris = Presence(store.folder, datetime(2025, 11, 26, 5, 0, tzinfo=UTC))
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert " here" not in screen_lines(app)[0]
        boris.look("psm.2")
        await main_of(app).look_around()
        await settle(pilot)
        assert "2 here" in screen_lines(app)[0]
        await press(pilot, "o")
        assert 'point 3.2 "' in screen_text(app)
        assert "since 26 Nov 10:00" in screen_text(app)
        await press(pilot, "enter")
        assert agenda_of(app).cursor_id == "psm.2"
        boris.leave()
        await main_of(app).look_around()
        await settle(pilot)
        assert " here" not in screen_lines(app)[0]


async def test_others_see_where_this_screen_is_until_it_ends(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    boris = Presence(store.folder, datetime(2025, 11, 26, 5, 0, tzinfo=UTC))
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j")
        await main_of(app).look_around()
        (anna,) = boris.look("psm")
        assert anna.row_id == "offshore.1"
    assert boris.look("psm") == ()


def _app(open_store: OpenStore, clock: FrozenClock, state: Path) -> TrackerApp:
    take_first_run(state)
    return TrackerApp(open_store(), clock, Settings(), own=UserContext(state_folder=state))


async def test_what_changed_is_marked_and_listed_across_restarts(
    open_store: OpenStore, clock: FrozenClock, tmp_path: Path
) -> None:
    boris, state = open_store("boris", 1002), tmp_path / "state"
    boris.transact(Tick(points=("offshore.1",), done=True))
    app = _app(open_store, clock, state)
    async with app.run_test(size=(80, 24)) as pilot:
        # At the first look nothing is new: there was no look before.
        await press(pilot, "o")
        assert "Nothing changed since you last looked" in screen_text(app)
    boris.transact(Tick(points=("offshore.2",), done=True))
    boris.transact(AddNote(about="psm.1", text="Hm"))
    open_store().transact(Tick(points=("offshore.3",), done=True))
    app = _app(open_store, clock, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        marked = [row for row in screen_lines(app) if "•" in row]
        assert len(marked) == 1
        assert "2 Stakes in Gazprom" in marked[0]
        await press(pilot, "o")
        assert "Changed by others since you last looked" in screen_text(app)
        assert 'boris  ticked point 1.2 "Stakes' in screen_text(app)
        assert "ticked point 1.3" not in screen_text(app)
        await press(pilot, "enter")
        assert agenda_of(app).cursor_id == "psm.1"
        assert not [row for row in screen_lines(app) if "•" in row]
    again = _app(open_store, clock, state)
    async with again.run_test(size=(80, 24)) as pilot:
        await press(pilot, "o")
        assert "Nothing changed since you last looked" in screen_text(again)


async def test_a_mark_comes_at_once_and_goes_when_the_cursor_was_there(
    make_app: MakeApp, open_store: OpenStore
) -> None:
    app, boris = make_app(), open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        boris.transact(Tick(points=("offshore.2",), done=True))
        await main_of(app).look_for_changes()
        await settle(pilot)
        assert any("•" in row and "2 Stakes" in row for row in screen_lines(app))
        await press(pilot, "j", "j")
        assert any("•" in row and "2 Stakes" in row for row in screen_lines(app))
        await press(pilot, "j")
        assert not any("•" in row for row in screen_lines(app))


async def test_changes_are_found_by_the_filter_too(make_app: MakeApp, open_store: OpenStore) -> None:
    app, boris = make_app(), open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space")
        boris.transact(Tick(points=("mining.2",), done=True))
        await main_of(app).look_for_changes()
        await press(pilot, "slash", *"is:changed", "enter")
        assert agenda_of(app).row_ids == ("mining", "mining.2")
        assert not schedule_of(app).row_ids


def test_a_look_that_cannot_be_kept_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    look = LastLook(tmp_path / "file", "meeting")
    look.write(5)
    assert look.read() is None
    kept = LastLook(tmp_path / "state", "meeting")
    kept.write(5)
    assert kept.read() == 5
    assert LastLook(tmp_path / "state", "other").read() is None
    (file,) = (path for path in (tmp_path / "state").rglob("*") if path.is_file())
    for content in (b"", b"-5", b"5" * 30, b"\xff"):
        file.write_bytes(content)
        assert kept.read() is None
