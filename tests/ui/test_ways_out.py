"""Textual's own ways out of a program: none of its actions that write, press keys or suspend can be run."""

import re
from datetime import date
from pathlib import Path

import pytest
from textual.app import App

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, let_time_pass, main_of, press, screen_lines, screen_text, screen_words, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import CancelMeeting, EditMeeting, Withdraw
from tracker.domain.model.history import Actor
from tracker.domain.model.snapshot import SaveStatus
from tracker.domain.rules.roles import Role
from tracker.personal.settings import Settings
from tracker.store.meeting_store import MeetingStore
from tracker.ui.app import TrackerApp
from tracker.ui.commands import COMMANDS, commands_of
from tracker.ui.context import UserContext
from tracker.ui.dialogs.front_page import FrontPageReader

HARMLESS = {
    "quit",
    "help_quit",
    "command_palette",
    "change_theme",
    "focus_next",
    "focus_previous",
    "pop_screen",
    "back",
}
EVERY = sorted(name.removeprefix("action_") for name in dir(App) if name.startswith("action_"))


@pytest.mark.parametrize("action", [name for name in EVERY if name not in HARMLESS])
async def test_actions_of_textual_are_refused(action: str, make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app()
    arguments = {
        "screenshot": f"('out.svg', '{tmp_path}')",
        "simulate_key": "('space')",
        "push_screen": "('x')",
        "notify": "('x')",
    }
    async with app.run_test() as pilot:
        await settle(pilot)
        agenda_of(app).move_to(1)
        assert not await app.run_action(f"app.{action}{arguments.get(action, '()')}")
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert not any(point.done for point in main_of(app).state.talking_points.values())
    assert not list(tmp_path.glob("*.svg"))


async def test_nothing_is_opened_or_delivered(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda *_: pytest.fail("a browser was opened"))
    app = make_app()
    async with app.run_test():
        app.open_url("file:///etc/passwd")
        assert app.deliver_screenshot() is None


def opened(tmp_path: Path, clock: FrozenClock, role: Role, exports: Path | None = None) -> TrackerApp:
    store = MeetingStore.open(
        tmp_path / "meeting",
        actor=Actor(uid=1, name="anna"),
        clock=clock,
        programme=lambda: pytest.fail("it is made already"),
        create=False,
        role=role,
    )
    return TrackerApp(store, clock, Settings(), own=UserContext(role=role, exports=exports))


@pytest.mark.parametrize("role", ["viewer", "officer"])
async def test_what_a_role_may_not_do_is_not_offered(
    role: Role, open_store: OpenStore, tmp_path: Path, clock: FrozenClock
) -> None:
    open_store().close()
    app = opened(tmp_path, clock, role)
    offered = {command.id for command in commands_of(role, COMMANDS)}
    refused = [command for command in COMMANDS if command.id not in offered]
    assert {"edit", "late"} <= {command.id for command in refused}
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        for command in refused:
            for key in command.keys:
                await press(pilot, key)
                assert len(app.screen_stack) == 1, command.id
                who = "the secretary" if command.by_secretary else "officers and the secretary"
                assert f"Only {who} may " in screen_text(app), command.id
                await let_time_pass(pilot)
        assert main_of(app).state.seq == 0
        await press(pilot, "question_mark")
        assert "Release, close, revise" not in screen_text(app)
        assert "Meeting details" in screen_text(app)
        assert ("Tick or untick" in screen_text(app)) is (role == "officer")


@pytest.mark.parametrize(
    ("role", "key", "words"),
    [
        ("viewer", "space", "Only officers and the secretary may tick talking points. You are here as a viewer."),
        ("viewer", "d", "Only officers and the secretary may write decisions. You are here as a viewer."),
        ("officer", "e", "Only the secretary may change the programme. You are here as an officer."),
    ],
)
async def test_who_may_is_told_in_a_sentence(
    role: Role, key: str, words: str, open_store: OpenStore, tmp_path: Path, clock: FrozenClock
) -> None:
    open_store().close()
    app = opened(tmp_path, clock, role)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, key)
        assert words in " ".join(screen_text(app).split())


async def test_who_may_only_look_can_export_too(open_store: OpenStore, tmp_path: Path, clock: FrozenClock) -> None:
    open_store().close()
    app = opened(tmp_path, clock, "viewer", exports=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "X", "t")
        assert "Written: igc-2025-minutes" in screen_text(app)
        assert len(list(tmp_path.glob("igc-2025-minutes*"))) == 1


@pytest.mark.parametrize(("role", "marks"), [("viewer", 0), ("officer", 1)])
async def test_what_can_be_read_is_shown_to_all(
    role: Role, marks: int, open_store: OpenStore, tmp_path: Path, clock: FrozenClock
) -> None:
    """Parties are read by all and changed by the secretary; who is in a session, by officers too."""
    open_store().transact(Withdraw(id="ogdc", reason="No time"))
    app = opened(tmp_path, clock, role)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "P")
        assert "withdrawn: No time" in screen_text(app)
        assert "Enter changes" not in screen_text(app)
        for key in ("enter", "plus", "x"):
            await press(pilot, key)
            assert f"Only the secretary may change parties and people. You are here as a{'n' * marks} {role}." in (
                " ".join(screen_text(app).split())
            )
        await press(pilot, "P", "m", "p")
        assert len(main_of(app).state.attendance) == marks
        assert ("Only officers and the secretary may mark" in screen_text(app)) is (not marks)
        await press(pilot, "m")
        assert len(app.screen_stack) == 1


_REFUSAL = "Only the secretary may edit the meeting details, or release, close or revise the meeting. You are here as"
_WHO: dict[Role, str] = {"viewer": f"{_REFUSAL} a viewer.", "officer": f"{_REFUSAL} an officer."}
_DETAILS = (
    "Meeting details",
    "Title Pakistan-Russia Inter-Governmental",
    "Short title Pakistan-Russia IGC",
    "Number 10th",
    "City Islamabad",
    "First day Mon 24 Nov 2025",
    "Last day Thu 27 Nov 2025",
    "Time zone Asia/Karachi",
    "Second city Moscow",
    "Sides Pakistan, Russia",
    "Status cancelled (No quorum)",
    "Agenda not released yet",
)


@pytest.mark.parametrize("role", ["viewer", "officer"])
@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_the_front_page_is_read_by_all_and_changed_by_the_secretary(
    role: Role, size: tuple[int, int], open_store: OpenStore, tmp_path: Path, clock: FrozenClock
) -> None:
    store = open_store()
    store.transact(EditMeeting(number="10th", first_day=date(2025, 11, 24)))
    store.transact(CancelMeeting(reason="No quorum"))
    app = opened(tmp_path, clock, role)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "M")
        shown = screen_words(app)
        assert isinstance(app.screen, FrontPageReader)
        for _ in range(app.screen.panel.line_count - app.screen.panel.page):
            await press(pilot, "down")
            shown += screen_lines(app)[-3]
        shown = " ".join(re.sub("[─-╿]", " ", shown).split())
        for fact in (*_DETAILS, _WHO[role]):
            assert fact in shown
        for key in ("e", "r", "f", "n", "c", "o", "x"):
            await press(pilot, key)
        assert main_of(app).state.seq == 2
        await press(pilot, "M")
        assert len(app.screen_stack) == 1


async def test_the_front_page_of_a_meeting_that_is_view_only_is_read(make_app: MakeApp, open_store: OpenStore) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        snapshot = open_store().snapshot()
        main_of(app).take(snapshot._replace(standing=SaveStatus.VIEW_ONLY, notice="It is a newer one's."))
        await press(pilot, "M")
        assert "City              Islamabad" in screen_text(app)
        assert "It is a newer one's." in screen_text(app)


async def test_the_store_refuses_what_a_screen_would_let_through(
    open_store: OpenStore, tmp_path: Path, clock: FrozenClock
) -> None:
    """A click on a box, an action of the palette: the gate is the store's."""
    open_store().close()
    app = opened(tmp_path, clock, "viewer")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        agenda_of(app).move_to(1)
        main_of(app).action_tick()
        await settle(pilot)
        assert main_of(app).state.seq == 0
        assert "viewer" in screen_text(app)
