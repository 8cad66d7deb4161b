"""The introduction: by itself at the first start, once, and again when it is asked for."""

import stat
from pathlib import Path

import pytest

from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import main_of, press, screen_lines, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.rules.roles import Role
from tracker.personal.remembered import INTRODUCED, take_first_run
from tracker.personal.settings import Settings
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext
from tracker.ui.dialogs.tour import TourReader


def test_the_first_run_is_taken_once(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "tracker"
    assert [take_first_run(folder), take_first_run(folder)] == [True, False]
    assert stat.S_IMODE((folder / INTRODUCED).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_where_nothing_can_be_kept_nobody_is_new(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not take_first_run(tmp_path / "file" / "state")


async def test_it_opens_at_the_first_start_alone(open_store: OpenStore, clock: FrozenClock, tmp_path: Path) -> None:
    seen = []
    for _ in range(2):
        app = TrackerApp(open_store(), clock, Settings(), own=UserContext(state_folder=tmp_path / "state"))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            seen.append(isinstance(app.screen, TourReader))
    assert seen == [True, False]


@pytest.mark.parametrize(("role", "may_tick"), [("viewer", False), ("officer", True), ("secretary", True)])
async def test_it_tells_each_role_what_it_may(
    open_store: OpenStore, clock: FrozenClock, tmp_path: Path, role: Role, may_tick: bool
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(state_folder=tmp_path / "state", role=role))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, TourReader)
        told = screen_text(app)
    assert ("tick or untick" in told, "all keys" in told) == (may_tick, True)


async def test_without_a_state_folder_it_stays_away(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_it_fits_sixty_by_twenty_with_all_that_matters(make_app: MakeApp, ascii_only: bool) -> None:
    app = make_app(ascii=ascii_only)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "i")
        text = screen_text(app)
        for word in ("Tab", "Enter", "Space", "u ", "? ", "s ", "n ", "shows this again", "This meeting lies in"):
            assert word in text
        assert ("Down Up" if ascii_only else "↓ ↑") in text
        assert not any("↓" in line or "v" in line[:1] for line in screen_lines(app)[-3:])
        assert isinstance(app.screen, TourReader)
        assert app.screen.panel.line_count <= app.screen.panel.page


async def test_it_tells_the_keys_that_this_person_has(make_app: MakeApp) -> None:
    app = make_app(keys={"tick": ("x",), "tour": ("f5",)})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f5")
        assert "x       tick or untick" in screen_text(app)
        assert "F5 shows this again" in screen_text(app)


@pytest.mark.parametrize("key", ["q", "space", "j", "u", "escape", "x"])
async def test_any_key_closes_it_and_does_nothing_else(key: str, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i", key)
        assert len(app.screen_stack) == 1
        assert not app._exit
        assert main_of(app).state.seq == 0


async def test_in_a_small_terminal_it_scrolls(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, "i", "G")
        assert isinstance(app.screen, TourReader)
        assert "closes it." in screen_text(app)
        await press(pilot, "x")
        assert len(app.screen_stack) == 1


def test_a_new_person_sees_it_in_a_real_terminal_and_a_known_one_does_not(tmp_path: Path) -> None:
    command = (*TRACKER, "--db", str(tmp_path / "meeting"))
    with TerminalSession(command, tmp_path, first_run=True) as running:
        running.wait_for("shows this again")
        running.press("x", until=lambda terminal: "Introduction" not in terminal.text and "Space tick" in terminal.text)
        running.send("q")
        assert running.wait_exit() == 0
    with TerminalSession(command, tmp_path, first_run=True) as running:
        running.wait_for("Space tick", quiet=0.5)
        assert "Introduction" not in running.terminal.text
