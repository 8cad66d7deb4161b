"""Several keys and clicks in one packet: no crash, and the same as when each comes once the one before is done."""

import asyncio
import fcntl
import shutil
import threading
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from pprint import pformat
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from textual.command import CommandPalette
from textual.pilot import Pilot

from tests.support.keys import name_of
from tests.support.packets import OPENINGS, SIZES
from tests.support.samples import DAY_TWO, shipped_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import (
    Click,
    Input,
    Paste,
    agenda_of,
    let_time_pass,
    main_of,
    press,
    screen_lines,
    screen_text,
    send_in_one_packet,
    settle,
)
from tracker.clock import FrozenClock
from tracker.domain.model.history import Actor
from tracker.personal.settings import Settings
from tracker.store.config import StoreConfig
from tracker.store.meeting_store import MeetingStore
from tracker.ui import typeahead
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext
from tracker.ui.dialogs.form import Form
from tracker.ui.dialogs.tour import TourReader
from tracker.ui.main.panels import WiredScreen
from tracker.ui.main.screen import MainScreen
from tracker.ui.textual_internals import is_leaving

_OFTEN = ("enter", "enter", "escape", "escape", "space", "down", "up", "tab", "f2")
_SOMETIMES = ("shift+tab", "pagedown", "pageup", "home", "end", "left", "right", "f6", "backspace", "delete", "ctrl+p")
_SIGNS = "asdfghjklwertyuiopzxcvbnmASDFGHJKLWERTYUIOPZXCVBNM1234567890/?+-:"
"""All but ``q``, after which there is nothing to compare."""


class Step(NamedTuple):
    """What is done to two screens: one by one to one of them, at once to the other."""

    opening: tuple[str, ...]
    packet: tuple[Input, ...]


def steps_at(size: tuple[int, int]) -> st.SearchStrategy[Step]:
    """Return random packets of two to six keys, clicks, double clicks and pastes over random dialogs."""
    signs = st.sampled_from(_SIGNS).map(name_of)
    key = st.one_of(st.sampled_from(_OFTEN), st.sampled_from(_OFTEN + _SOMETIMES), signs)
    click = st.builds(Click, st.integers(0, size[0] - 1), st.integers(0, size[1] - 1))
    one: st.SearchStrategy[tuple[Input, ...]] = st.one_of(
        key.map(lambda each: (each,)),
        key.map(lambda each: (each,)),
        click.map(lambda each: (each,)),
        click.map(lambda each: (each, each)),
        st.just((Paste("some\ntext"),)),
    )
    packet = st.lists(one, min_size=2, max_size=6).map(lambda parts: sum(parts, ())[:6])
    return st.builds(Step, st.sampled_from(OPENINGS), packet)


class Seen(NamedTuple):
    """What a person sees, and what is kept."""

    screens: tuple[str, ...]
    field: str | None
    text: str
    tables: dict[str, Any]
    places: tuple[Any, ...]


@pytest.fixture(scope="module", autouse=True)
def _without_what_time_changes() -> Iterator[None]:
    """Leave out what comes or goes after a time, not after a key: notices, and that the palette finds nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WiredScreen, "tell", lambda *_, **__: None)
        patch.setattr(CommandPalette, "_NO_MATCHES_COUNTDOWN", 3600.0)
        # A click on the key that leaves, or the palette's entry for it: after that there is nothing to compare.
        patch.setattr(MainScreen, "action_quit", lambda _: None)
        yield


def seen_on(app: TrackerApp) -> Seen:
    main = main_of(app)
    main.detail.show_rest()
    panels = [(panel.cursor_id, panel.row_ids, panel.top) for panel in (main.schedule, main.agenda)]
    places = (main.active_panel.name, *panels, main.detail.subject, main.detail.top, main.selected, main.following)
    return Seen(
        tuple(type(screen).__name__ for screen in app.screen_stack),
        app.focused.name if app.focused else None,
        "\n".join(line.rstrip() for line in screen_lines(app)),
        {table: dict(rows) for table, rows in main.state.tables.items()},
        places,
    )


async def come_to(folder: Path, size: tuple[int, int], steps: Sequence[Step], *, at_once: bool) -> list[Seen]:
    """Take the steps in a meeting of its own, each from the main screen; return what is seen after each."""
    (folder / "exports").mkdir(parents=True)
    clock, actor = FrozenClock(DAY_TWO), Actor(uid=1001, name="anna")
    store = MeetingStore.open(folder / "m", actor=actor, clock=clock, programme=shipped_programme, create=True)
    own = UserContext(state_folder=folder / "state", exports=folder / "exports")
    app = TrackerApp(store, clock, Settings(), own=own)
    seen = []
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for step in steps:
            send_in_one_packet(app, "escape", "escape", "escape", "escape")
            await settle(pilot)
            if at_once:
                send_in_one_packet(app, *step.opening, *step.packet)
                await settle(pilot)
            else:
                await one_by_one(pilot, *step.opening, *step.packet)
            await let_time_pass(pilot)
            assert not is_leaving(app), "It was told to end (SIGTERM), and takes no keys any more."
            seen.append(seen_on(app))
    shutil.rmtree(folder)
    return seen


async def one_by_one(pilot: Pilot[None], *inputs: Input) -> None:
    for each in inputs:
        send_in_one_packet(pilot.app, each)
        await settle(pilot)


def differences(expected: Seen, came: Seen) -> Iterator[str]:
    """Yield what isn't the same, as the lines that differ, one text for each field."""
    for name, one, other in zip(Seen._fields, expected, came, strict=True):
        if one != other:
            texts = [each if isinstance(each, str) else pformat(each) for each in (one, other)]
            before, after = (text.splitlines() for text in texts)
            yield "\n".join(unified_diff(before, after, f"{name}, one by one", f"{name}, at once", n=1, lineterm=""))


def assert_same(folder: Path, size: tuple[int, int], steps: Sequence[Step]) -> None:
    """Check that packets come to the same as their keys one by one; all happens in the same folder, after another."""
    slowly, at_once = (asyncio.run(come_to(folder, size, steps, at_once=at_once)) for at_once in (False, True))
    for step, expected, came in zip(steps, slowly, at_once, strict=True):
        assert not (told := "\n".join(differences(expected, came))), f"{step}\n{told}"


CRASHED = [
    Step((), ("i", "enter", "enter")),
    Step((), ("i", "x", "J")),
    Step((), ("J", "d", "j")),
    Step((), ("J", "d", "d", "escape")),
    Step((), ("ctrl+p", "enter", "enter")),
    Step((), ("T", "down", "enter", "enter")),
    Step((), ("question_mark", "enter", "enter")),
    Step((), ("c", "c", "c")),
    Step(("a",), (*"Send it", "f2", "escape", "j")),
    *(Step((key,), (Click(8, y), Click(8, y))) for key, y in zip("seMXb", (21, 21, 20, 19, 17), strict=True)),
    Step(("plus",), (Click(8, 21), Click(8, 21))),
    Step(("P",), (Click(30, 8), Click(30, 8), "x")),
    Step(("P",), (Click(3, 23), Click(3, 23), "j")),
    Step(("ctrl+p",), ("pagedown", Click(78, 20), "up")),
]
"""What once ended the program with a ScreenStackError, or did what was meant for another screen or another place."""


def test_what_once_crashed(tmp_path: Path) -> None:
    assert_same(tmp_path / "packets", (80, 24), CRASHED)


@settings(max_examples=2)
@given(data=st.data())
def test_any_packet(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    size = data.draw(st.sampled_from(SIZES))
    steps = data.draw(st.lists(steps_at(size), min_size=4, max_size=6))
    assert_same(tmp_path_factory.mktemp("packets") / "meeting", size, steps)


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES, ids=str)
@settings(max_examples=2, phases=(Phase.generate,))
@given(data=st.data())
def test_very_many_packets(
    data: st.DataObject, size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Nothing is made smaller where it fails: each example takes a second for each of its steps.
    steps = data.draw(st.lists(steps_at(size), min_size=12, max_size=16))
    assert_same(tmp_path_factory.mktemp("packets") / "meeting", size, steps)


async def test_a_click_on_a_key_comes_before_what_is_typed_after_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        send_in_one_packet(app, place_of(app, "n note"), *"Kept")
        await settle(pilot)
        send_in_one_packet(app, place_of(app, "F2 ]"), "j", "n", *"Kept too", "f2")
        await settle(pilot)
        state = main_of(app).state
        assert [(note.about, note.text) for note in state.notes.values()] == [
            ("offshore", "Kept"),
            ("offshore.1", "Kept too"),
        ]


def place_of(app: TrackerApp, words: str) -> Click:
    """Return a click on some words that are shown."""
    return next(Click(row.index(words), y) for y, row in enumerate(screen_lines(app)) if words in row)


async def test_keys_typed_before_the_first_screen_are_for_it(
    open_store: OpenStore, clock: FrozenClock, tmp_path: Path
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(state_folder=tmp_path / "state"))
    send_in_one_packet(app, "enter", "j", "n", *"Hello", "f2")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        (note,) = main_of(app).state.notes.values()
        assert (note.about, note.text, len(app.screen_stack)) == ("offshore.1", "Hello", 1)


async def test_a_key_that_closes_the_introduction_does_nothing_else(
    open_store: OpenStore, clock: FrozenClock, tmp_path: Path
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(state_folder=tmp_path / "state"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, TourReader)
        send_in_one_packet(app, "space", "j")
        await settle(pilot)
        assert (main_of(app).state.seq, agenda_of(app).cursor_id) == (0, "offshore.1")


async def test_moving_goes_on_while_an_edit_waits_for_the_disk(
    make_app: MakeApp, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store().close()
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space")
        with (tmp_path / "meeting" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            send_in_one_packet(app, "j", "space", "j", "space", "j")
            await wait_until(lambda: agenda_of(app).cursor_id == "offshore.4")
            assert not main_of(app).state.talking_points["offshore.2"].done
            fcntl.flock(lock, fcntl.LOCK_UN)
        await settle(pilot)
        ticked = [point.id for point in main_of(app).state.points_of("offshore") if point.done]
        assert ticked == ["offshore.1", "offshore.2", "offshore.3"]


async def wait_until(condition: Any) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.01)


async def test_what_follows_a_form_waits_until_it_is_saved(
    make_app: MakeApp, open_store: OpenStore, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space")
        with (tmp_path / "meeting" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            send_in_one_packet(app, "n", *"Kept", "f2", "j", "space")
            await wait_until(lambda: "Saving" in screen_text(app))
            assert isinstance(app.screen, Form)
            threading.Timer(0.6, fcntl.flock, (lock, fcntl.LOCK_UN)).start()
            await wait_until(lambda: len(app.screen_stack) == 1)
        await settle(pilot)
        state = main_of(app).state
        assert [note.text for note in state.notes.values()] == ["Kept"]
        assert state.talking_points["offshore.2"].done


async def test_keys_dont_wait_for_ever(
    make_app: MakeApp, open_store: OpenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeahead, "PATIENCE", 0.3)
    app = make_app(open_store(config=StoreConfig(lock_wait=60)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space")
        with (tmp_path / "meeting" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            send_in_one_packet(app, "n", *"Kept", "f2", "x", "escape", "j", "j")
            await wait_until(lambda: len(app.screen_stack) == 1 and agenda_of(app).cursor_id == "offshore.3")
            fcntl.flock(lock, fcntl.LOCK_UN)
        await settle(pilot)
        assert [note.text for note in main_of(app).state.notes.values()] == ["Kept"]


async def test_a_machine_that_sleeps_lets_no_key_overtake(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "j")
        loop, slept = asyncio.get_running_loop(), [0.0]
        awake, is_done = loop.time, app._is_done

        def fall_asleep() -> bool:
            done = is_done()
            slept.append(2 * typeahead.PATIENCE if app.is_behind and not done else 0.0)
            return done

        monkeypatch.setattr(loop, "time", lambda: awake() + sum(slept))
        monkeypatch.setattr(app, "_is_done", fall_asleep)
        send_in_one_packet(app, "n", *"Kept", "f2", "j", "space")
        while not app.is_behind:
            await asyncio.sleep(0)
        while app.is_behind:
            # Not by the pilot, which gives up by the same clock.
            await asyncio.sleep(0)
        monkeypatch.setattr(app, "_is_done", is_done)
        await settle(pilot)
        state = main_of(app).state
        assert [(note.about, note.text) for note in state.notes.values()] == [("offshore.2", "Kept")]
        assert [point.id for point in state.points_of("offshore") if point.done] == ["offshore.3"]


async def test_a_form_that_is_left_while_it_is_saved_is_closed_once(
    open_store: OpenStore, clock: FrozenClock, tmp_path: Path
) -> None:
    store = open_store(config=StoreConfig(lock_wait=30))
    app = TrackerApp(store, clock, Settings(), own=UserContext(state_folder=tmp_path / "state"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "x", "j", "space", "n", *"Kept")
        form = app.screen
        assert isinstance(form, Form)
        with (tmp_path / "meeting" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            form.action_save()
            await wait_until(lambda: "Saving" in screen_text(app))
            form.action_leave()
            form.action_leave()
            await wait_until(lambda: len(app.screen_stack) == 1)
            fcntl.flock(lock, fcntl.LOCK_UN)
        await settle(pilot)
        assert [note.text for note in main_of(app).state.notes.values()] == ["Kept"]
        assert len(app.screen_stack) == 1
        await press(pilot, "n", "enter")
        assert "Your draft from before" not in screen_text(app)
