"""The programme as the days go: what each form saves and refuses, closing, revising, and the next session."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import msgspec
import pytest

from tests.support.samples import shipped_programme
from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, main_of, press, schedule_of, screen_lines, screen_text, screen_words
from tracker.clock import FrozenClock
from tracker.domain.edits import EditPoint, RunLate, SetHours, SetStatus
from tracker.domain.model.programme import Programme
from tracker.errors import TrackerError
from tracker.personal.settings import Settings
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext
from tracker.ui.dialogs.form import Form
from tracker.ui.dialogs.list_dialog import ListScreen


async def test_a_session_is_added_with_hours_and_what_clashes_is_told(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "plus", "s", *"Signing", "tab", "tab", *"9:30", "tab", *"10:15", "tab", "s", "tab")
        await press(pilot, *"Hall", "tab", "space", "space", "enter", "f2")
        session = main_of(app).state.sessions[schedule_of(app).cursor_id]
        assert (session.title, session.type, session.room) == ("Signing", "signing", "Hall")
        assert session.date.isoformat() == "2025-11-26"
        assert f"{session.start} {session.end}" == "09:30:00 10:15:00"
        assert session.agenda_items == ("offshore",)
        assert any(row.lstrip().startswith(("note:", "warning:", "error:")) for row in screen_lines(app)[-2:])
        await press(pilot, "C")
        assert isinstance(app.screen, ListScreen)
        assert "Signing" in screen_text(app)
        await press(pilot, "escape", "u")
        assert session.id not in main_of(app).state.sessions


@pytest.mark.parametrize(
    ("typed", "told"), [(typed, f"From: '{typed}' is not a time.") for typed in ("25:00", "soon", "10-30")]
)
async def test_a_faulty_hour_is_refused_and_stays(make_app: MakeApp, typed: str, told: str) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "1", "e", "h", *typed, "f2")
        assert f"From: '{typed}' is not a time." in screen_text(app)
        assert isinstance(app.screen, Form)
        assert app.screen.values["start"] == typed


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        (("15.30", "tab", *"1615"), "15:30:00", "16:15:00"),
        (("14.15",), "14:15:00", None),
        (("9:30-11:15",), "09:30:00", "11:15:00"),
        (("3 pm",), "15:00:00", None),
    ],
)
async def test_hours_are_stored_as_they_were_meant(
    make_app: MakeApp, typed: tuple[str, ...], start: str, end: str | None
) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "1", "e", "h", *typed[0], *typed[1:], "f2")
        session = main_of(app).state.sessions["talks-26"]
        assert (str(session.start), session.end and str(session.end)) == (start, end)


async def test_hours_that_are_left_as_they_are_shown_go_on_being_late(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    store.transact(SetHours(session="talks-26", start=time(14, 30), end=time(15, 45)))
    store.transact(RunLate(minutes=20, session="talks-26"))
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "1", "j", "e", "h")
        assert isinstance(app.screen, Form)
        assert app.screen.values == {"start": "14:50", "end": "16:05"}
        await press(pilot, "f2")
        session = main_of(app).state.sessions["talks-26"]
        assert (session.start, session.shift_minutes) == (time(14, 30), 20)
        await press(pilot, "e", "h", "tab", "ctrl+u", *"16:30", "f2")
        session = main_of(app).state.sessions["talks-26"]
        assert (session.start, session.end, session.shift_minutes) == (time(14, 50), time(16, 30), 0)


async def test_a_late_session_is_moved_to_another_day_at_the_hours_that_are_shown(
    make_app: MakeApp, open_store: OpenStore
) -> None:
    store = open_store()
    store.transact(SetHours(session="talks-26", start=time(14, 30), end=time(15, 45)))
    store.transact(RunLate(minutes=20, session="talks-26"))
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "1", "j", "e", "m", "ctrl+u", *"thu", "f2")
        session = main_of(app).state.sessions["talks-26"]
        assert (session.date, session.start, session.end) == (date(2025, 11, 27), time(14, 50), time(16, 5))


async def test_a_session_is_moved_cancelled_and_held_after_all(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "e", "m", "ctrl+u", *"2025-11-27", "f2")
        row_id = schedule_of(app).cursor_id
        assert main_of(app).state.sessions[row_id].date.isoformat() == "2025-11-27"
        await press(pilot, "e", "x", *"No quorum", "enter")
        session = main_of(app).state.sessions[row_id]
        assert (session.status, session.status_reason) == ("cancelled", "No quorum")
        await press(pilot, "e", "h")
        assert "It was cancelled: restore it first." in screen_lines(app)[-1]
        await press(pilot, "r", "y")
        assert main_of(app).state.sessions[row_id].status != "cancelled"


async def test_items_and_points_are_added_changed_placed_and_withdrawn(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "plus", "i", *"Railways", "tab", "f", "tab", "space", "j", "space", "enter", "f2")
        item = main_of(app).state.agenda_items[agenda_of(app).cursor_id]
        assert (item.title, item.number, len(item.lead_parties)) == ("Railways", "5", 1)
        await press(pilot, "plus", "p", *"Gauge", "f2", "plus", "p", *"Cost", "f2", "e", "m", "left", "enter")
        assert [point.title for point in main_of(app).state.points_of(item.id)] == ["Cost", "Gauge"]
        await press(pilot, "e", "x", *"Settled", "enter")
        assert [point.title for point in main_of(app).state.points_of(item.id)] == ["Gauge"]
        await press(pilot, "u")
        assert len(main_of(app).state.points_of(item.id)) == 2


async def test_people_are_changed_withdrawn_and_put_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "P", "plus", "p", *"A. Khan", "f2", "j", "enter", "tab", *"Dr", "f2")
        (person,) = main_of(app).state.people.values()
        assert person.label == "Dr A. Khan"
        await press(pilot, "x", *"Left", "enter")
        assert main_of(app).state.people[person.id].withdrawn
        assert "withdrawn" in screen_text(app)
        await press(pilot, "x", "y")
        assert not main_of(app).state.people[person.id].withdrawn


async def test_closing_lists_what_is_undecided_until_nothing_is(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    for item in ("offshore", "mining", "psm"):
        store.transact(SetStatus(item=item, status="deferred", target="next"))
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "M", "c")
        assert "Undecided: 1." in screen_text(app)
        await press(pilot, "enter")
        assert agenda_of(app).cursor_id == "insulin"
        assert main_of(app).state.meeting.status != "closed"
        await press(pilot, "s", "d", "tab", "right", "enter", "M", "c", "y")
        assert main_of(app).state.meeting.status == "closed"
        await press(pilot, "M", "x")
        assert "The meeting is closed: reopen it first." in screen_lines(app)[-1]
        await press(pilot, "o", *"A point was forgotten", "enter")
        assert main_of(app).state.meeting.status == "in_progress"


Revised = Callable[[Path], Programme]


@pytest.fixture
def revised() -> Revised:
    """Return a reader of a programme file whose first point has another title, and that knows one path only."""

    def read(path: Path) -> Programme:
        if path.name not in ("revised.toml", "other.toml"):
            raise TrackerError(f"{path} isn't there.", "Name a programme file.")
        programme = shipped_programme()
        if path.name == "other.toml":
            return msgspec.structs.replace(programme, meeting=msgspec.structs.replace(programme.meeting, id="other"))
        first, *rest = programme.talking_points
        changed = msgspec.structs.replace(first, title="Another title")
        return msgspec.structs.replace(programme, talking_points=(changed, *rest))

    return read


async def test_a_revised_programme_is_shown_before_it_is_taken_in(
    open_store: OpenStore, clock: FrozenClock, revised: Revised
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(read_programme=revised))
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "j", "space", "M", "f", *"/none.toml", "enter")
        assert "/none.toml isn't there. Name a programme file." in screen_text(app)
        await press(pilot, "ctrl+u", *"/revised.toml", "enter")
        assert "Another title" in screen_text(app)
        assert main_of(app).state.talking_points["offshore.1"].title != "Another title"
        await press(pilot, "G", "enter", "y")
        point = main_of(app).state.talking_points["offshore.1"]
        assert (point.title, point.done) == ("Another title", True)
        await press(pilot, "M", "f", "ctrl+u", *"/revised.toml", "enter")
        assert "The file changes nothing." in screen_lines(app)[-1]


@pytest.mark.parametrize("size", [(40, 15), (59, 30), (120, 40)], ids=str)
async def test_a_preview_tells_what_is_to_come_and_how_to_apply_it_at_any_size(
    open_store: OpenStore, clock: FrozenClock, revised: Revised, size: tuple[int, int]
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(read_programme=revised))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "M", "f", *"/revised.toml", "enter")
        shown = screen_words(app)
        assert "Not applied yet: 1 change" in shown
        assert "Will be changed: 1" in shown
        assert "change point 1.1" in shown
        assert "Enter applies all Esc changes nothing" in shown
        await press(pilot, "enter", "n")
        assert "Not applied yet" in screen_text(app)
        await press(pilot, "escape")
        assert app.screen is main_of(app)
        assert main_of(app).state.talking_points["offshore.1"].title != "Another title"


async def test_a_programme_that_cannot_be_taken_in_is_refused_in_the_form(
    open_store: OpenStore, clock: FrozenClock, revised: Revised
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(read_programme=revised))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "M", "f", *"/other.toml", "enter", *"more")
        assert isinstance(app.screen, Form)
        assert app.screen.values == {"file": "/other.tomlmore"}
        assert "It is the programme of the meeting other" in screen_words(app)


async def test_a_preview_is_shown_anew_where_someone_was_faster(
    open_store: OpenStore, clock: FrozenClock, revised: Revised
) -> None:
    boris = open_store("boris", 1002)
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(read_programme=revised))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "M", "f", *"/revised.toml", "enter")
        boris.transact(EditPoint(point="offshore.1", title="A third title"))
        await press(pilot, "enter", "y")
        assert "Not applied yet" in screen_text(app)
        assert 'from "A third title"' in screen_words(app)
        await press(pilot, "enter", "y")
        assert main_of(app).state.talking_points["offshore.1"].title == "Another title"


async def test_the_next_session_is_opened_from_what_is_left(
    open_store: OpenStore, clock: FrozenClock, revised: Revised, tmp_path: Path
) -> None:
    app = TrackerApp(open_store(), clock, Settings(), own=UserContext(read_programme=revised))
    folder = tmp_path / "next"
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "j", "space", "M", "n", *str(folder), "tab", *"igc-2026", "tab", "tab")
        await press(pilot, *"2026-11-24", "tab", *"2026-11-26", "f2")
        assert "Made in" in screen_lines(app)[-1]
        assert main_of(app).state.meeting.next_meeting == "igc-2026"
    assert (folder / "meeting.json").is_file()


async def test_no_file_can_be_named_where_the_app_was_given_no_reader(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "M", "f")
        assert "No file can be named here." in screen_lines(app)[-1]


async def test_what_a_source_says_of_a_fact_stands_beside_what_was_planned(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        for standing, value in (("p", "10:00"), ("r", "10:20")):
            await press(pilot, "plus", "f", *"start", "tab", standing, "tab", *value, "tab", "tab", *"Minutes", "f2")
        facts = main_of(app).state.facts_about("offshore")
        assert [(fact.standing, fact.value, fact.source) for fact in facts] == [
            ("planned", "10:00", "Minutes"),
            ("reported", "10:20", "Minutes"),
        ]
        assert "differs" in screen_text(app)
