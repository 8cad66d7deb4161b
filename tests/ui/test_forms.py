"""Forms: filled by the keyboard alone, they keep what was typed when a save is refused, and when the line drops."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import main_of, press, schedule_of, screen_lines, screen_text, screen_words, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import (
    AddAction,
    Attend,
    CancelSession,
    EditAction,
    EditItem,
    EditPoint,
    EditSession,
    SetDisposition,
    SetStatus,
    Tick,
)
from tracker.domain.model.snapshot import SaveStatus
from tracker.personal.remembered import take_first_run
from tracker.personal.settings import Settings
from tracker.store.meeting_store import MeetingStore
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext
from tracker.ui.dialogs.chooser import Chooser
from tracker.ui.dialogs.form import Form
from tracker.ui.widgets.line_input import LineInput
from tracker.ui.widgets.select import SelectField

MakeAppWithDrafts = Callable[..., TrackerApp]


@pytest.fixture
def make_with_drafts(open_store: OpenStore, clock: FrozenClock, tmp_path: Path) -> MakeAppWithDrafts:
    """Return a function that makes an app whose person has a state folder, and knows the program already."""
    take_first_run(tmp_path / "state")

    def make(store: MeetingStore | None = None) -> TrackerApp:
        return TrackerApp(store or open_store(), clock, Settings(), own=UserContext(state_folder=tmp_path / "state"))

    return make


async def test_a_form_is_walked_through_with_enter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "s", "w", *"Too early", "enter")
        item = main_of(app).state.agenda_items["offshore"]
        assert (item.status, item.status_reason) == ("withdrawn", "Too early")
        assert len(app.screen_stack) == 1


async def test_a_refusal_keeps_what_was_typed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", *"Send it", "tab", "O", "tab", "tab", *"31 June", "f2")
        assert isinstance(app.screen, Form)
        assert "Due: '31 June' is no date: there is no such day. Write it as 28 Nov," in screen_text(app)
        assert app.screen.values["text"] == "Send it"
        assert app.screen.values["due"] == "31 June"
        assert not main_of(app).state.action_items
        await press(pilot, "ctrl+u", *"31 May", "f2")
        (action,) = main_of(app).state.action_items.values()
        assert action.due is not None
        assert action.due.isoformat() == "2026-05-31"
        assert "Added A1 on 1, due Sun 31 May 2026" in screen_lines(app)[-1]


async def test_an_empty_form_is_refused_in_words(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "f2")
        assert "The text of the note is missing." in screen_text(app)
        assert isinstance(app.screen, Form)
        await press(pilot, "escape")
        assert not main_of(app).state.notes


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("keys", ["n", "d", "a"])
async def test_forms_fit(make_app: MakeApp, size: tuple[int, int], keys: str) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        shown = screen_text(app)
        assert "F2 saves" in shown
        for field in app.screen.query("#label"):
            assert field.region.right <= size[0]
        last = max(control.region.bottom for control in app.screen.query(SelectField))
        assert last < size[1]


async def test_a_dropped_line_loses_nothing_that_was_typed(make_with_drafts: MakeAppWithDrafts) -> None:
    app = make_with_drafts()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"Half a sen", "enter", *"and more")
        await settle(pilot)
    # The program was ended in the middle of the form: nothing was saved, and nothing asked it to keep anything.
    again = make_with_drafts()
    async with again.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        assert "Your draft from before. F6 drops it." in screen_text(again)
        assert again.screen.query_one(TextArea).text == "Half a sen\nand more"
        await press(pilot, "f2")
        (note,) = main_of(again).state.notes.values()
        assert note.text == "Half a sen\nand more"
        await press(pilot, "n")
        assert again.screen.query_one(TextArea).text == ""


async def test_leaving_a_form_keeps_the_draft_and_dropping_it_does_not(make_with_drafts: MakeAppWithDrafts) -> None:
    app = make_with_drafts()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"Hm", "escape", "n")
        assert app.screen.query_one(TextArea).text == "Hm"
        await press(pilot, "f6", "f6")
        assert "Drop what was typed?" in screen_text(app)
        await press(pilot, "y")
        assert app.screen.query_one(TextArea).text == ""
        await press(pilot, "escape", "n")
        assert app.screen.query_one(TextArea).text == ""
        await press(pilot, "escape", "down", "n")
        assert app.screen.query_one(TextArea).text == ""


async def test_what_was_dropped_comes_back_with_the_same_key(make_with_drafts: MakeAppWithDrafts) -> None:
    app = make_with_drafts()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", *"An hour of minutes", "f6", "y")
        assert "default for its kind" in screen_text(app)
        await press(pilot, "f6")
        assert app.screen.query_one(TextArea).text == "An hour of minutes"
        await press(pilot, "escape", "n")
        assert app.screen.query_one(TextArea).text == "An hour of minutes"


async def test_what_was_typed_and_taken_out_again_is_no_draft(make_with_drafts: MakeAppWithDrafts) -> None:
    app = make_with_drafts()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", *"ab", "backspace", "backspace", "escape", "n")
        assert "Your draft" not in screen_text(app)
        assert app.screen.query_one(TextArea).text == ""


async def test_an_old_draft_takes_nothing_back_that_others_changed_since(
    make_with_drafts: MakeAppWithDrafts, open_store: OpenStore
) -> None:
    app = make_with_drafts()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "e", "e", *" and steel", "escape")
        session_id = schedule_of(app).cursor_id
        title = main_of(app).state.sessions[session_id].title
        open_store("boris", 1002).transact(EditSession(session=session_id, room="Hall B"))
        await main_of(app).look_for_changes()
        await press(pilot, "e", "e", "f2")
        session = main_of(app).state.sessions[session_id]
        assert (session.title, session.room) == (f"{title} and steel", "Hall B")


async def test_someone_elses_change_is_told_and_the_second_save_is_meant(
    make_app: MakeApp, open_store: OpenStore
) -> None:
    app, boris = make_app(), open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "w", *"Too early")
        boris.transact(SetStatus(item="offshore", status="skipped"))
        await press(pilot, "f2")
        assert isinstance(app.screen, Form)
        assert "boris changed offshore since you last saw it" in screen_text(app)
        assert app.screen.values == {"reason": "Too early"}
        await press(pilot, "f2")
        assert main_of(app).state.agenda_items["offshore"].status == "withdrawn"


async def test_what_is_not_allowed_says_why(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "s", "w", *"No", "enter", "s", "t")
        assert isinstance(app.screen, Chooser)
        assert "Agenda item 1 is withdrawn: it can only be put back." in screen_lines(app)[-1]
        assert main_of(app).state.agenda_items["offshore"].status == "withdrawn"
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1


async def test_closing_with_open_points_asks_and_a_decision_item_needs_a_disposition(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "G", "k", "s", "c")
        assert main_of(app).agenda.cursor_id == "psm"
        await press(pilot, "f2")
        assert "can't be closed without an outcome" in screen_words(app)
        await press(pilot, "a", "f2")
        assert "can't be closed yet: 3.1" in screen_words(app)
        assert main_of(app).state.agenda_items["psm"].status == "planned"
        await press(pilot, "right", "enter", "enter")
        item = main_of(app).state.agenda_items["psm"]
        assert (item.status, item.disposition) == ("closed", "agreed")
        await press(pilot, "u")
        assert main_of(app).state.agenda_items["psm"].status == "planned"


@pytest.mark.parametrize("size", [(40, 15), (59, 30), (80, 24)], ids=str)
async def test_deferring_asks_why_and_where_to_in_one_form(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s", "d", *"Not ready", "enter", "enter")
        assert "Deferred to: choose a later session, or the next meeting." in screen_words(app)
        assert main_of(app).state.agenda_items["offshore"].status == "planned"
        await press(pilot, "space")
        assert "the next meeting" in screen_text(app)
        await press(pilot, "enter", "enter")
        item = main_of(app).state.agenda_items["offshore"]
        assert (item.status, item.carried_to, item.status_reason) == ("deferred", "next", "Not ready")


async def test_a_session_that_is_over_says_so_and_cannot_be_chosen(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    store.transact(CancelSession(session="talks-26", reason="No quorum"))
    app = make_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "d", "tab", "space", "down")
        assert "It was cancelled." in screen_lines(app)[-1]
        await press(pilot, "enter", "escape", *["right"] * 3)
        assert isinstance(app.screen, Form)
        assert app.screen.values["target"] not in ("", "talks-26")


async def test_both_sides_agree_and_one_takes_it_back_with_a_reason(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", *"Yes", "f2", "d", "f3", "1", "enter", "enter", "d", "f3", "2", "f2")
        decision = main_of(app).state.decisions["d1"]
        assert (decision.status, decision.agreed_sides) == ("agreed", ("pk", "ru"))
        await press(pilot, "d", "f3", "1")
        assert isinstance(app.screen, Form)
        await press(pilot, "f2")
        assert "eason for taking the agreement with D1 back" in screen_words(app)
        await press(pilot, *"New facts", "f2")
        decision = main_of(app).state.decisions["d1"]
        assert (decision.status, decision.agreed_sides, decision.status_reason) == ("proposed", ("ru",), "New facts")


async def test_a_form_takes_no_control_characters(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        area = app.screen.query_one(TextArea)
        area.insert("a\x1b[31m\u202eb\x07\n[/x] c")
        await press(pilot, "f2")
        (note,) = main_of(app).state.notes.values()
        assert note.text == "a[31mb\n[/x] c"


async def test_view_only_refuses_before_it_asks(make_app: MakeApp, open_store: OpenStore, tmp_path: Path) -> None:
    open_store().transact(Tick(points=("psm.1",), done=True))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        main = main_of(app)
        assert main.snapshot is not None
        main.snapshot = main.snapshot._replace(standing=SaveStatus.VIEW_ONLY)
        await press(pilot, "n")
        assert len(app.screen_stack) == 1
        assert "view only" in screen_lines(app)[-1]


async def test_someone_elses_mark_comes_while_the_attendance_is_open(make_app: MakeApp, open_store: OpenStore) -> None:
    app, boris = make_app(), open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "m", "j")
        before = screen_lines(app)
        boris.transact(Attend(session=main_of(app).schedule.cursor_id, attendees=("gazprom",), presence="absent"))
        await main_of(app).look_for_changes()
        await settle(pilot)
        assert "absent" in screen_text(app)
        assert [row for row in before if ">" in row[:8]] == [row for row in screen_lines(app) if ">" in row[:8]]


async def test_what_changed_under_an_open_menu_is_not_overwritten_unseen(
    make_app: MakeApp, open_store: OpenStore
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "e")
        open_store().transact(EditPoint(point="offshore.1", title="From the shell"))
        await main_of(app).look_for_changes()
        # The form is filled with what stood there when the menu was opened.
        await press(pilot, "e", *" and here", "f2")
        assert "You changed offshore.1 elsewhere" in " ".join(screen_text(app).split())
        assert "Save again to put yours in its place." in " ".join(screen_text(app).split())
        assert main_of(app).state.talking_points["offshore.1"].title == "From the shell"
        await press(pilot, "f2")
        assert main_of(app).state.talking_points["offshore.1"].title.endswith(" and here")


async def test_ones_own_changes_in_quick_succession_are_no_conflict(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "space", "space", "space", "e", "e", *" now", "f2", "u", "U")
        await settle(pilot)
        point = main_of(app).state.talking_points["offshore.1"]
        assert (point.done, point.title[-4:]) == (True, " now")


async def test_a_draft_of_what_was_changed_since_says_so(
    make_with_drafts: MakeAppWithDrafts, open_store: OpenStore
) -> None:
    app = make_with_drafts()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "e", "e", *" mine", "escape")
        open_store("boris", 1002).transact(EditPoint(point="offshore.1", title="Theirs"))
        await main_of(app).look_for_changes()
        await press(pilot, "e", "e")
        assert "Your draft from before. F6 drops it. Changed since you typed it: Title." in screen_text(app)
        await press(pilot, "f6", "y")
        assert app.screen.query_one(LineInput).value == "Theirs"


@pytest.mark.parametrize(
    ("keys", "said", "field"),
    [
        (("1", "e", "h", *"9:00", "enter", *"25:00", "f2"), "Until: '25:00'", "end"),
        (("1", "e", "m", *["backspace"] * 20, "f2"), "Day: the day is missing.", "date"),
        (("e", "e", *["tab"] * 5, "f7", "backspace", "f2"), "Description: nothing is written here.", "annotation"),
        (("a", *"Send it", "f2"), "An action item needs an owner. Name the party", "owner_party"),
        (("plus", "s", *"Lunch", "tab", *["backspace"] * 20, *"30 Dec", "f2"), "is outside the meeting", "date"),
    ],
)
async def test_a_refusal_names_the_field_as_the_form_does_and_goes_there(
    make_app: MakeApp, keys: tuple[str, ...], said: str, field: str
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys)
        shown = screen_text(app)
        assert said in shown
        assert not {"annotation", "start:", "end:", "owner_party", "owner party"} & set(shown.split())
        assert app.focused is not None
        assert app.focused.name == field


async def test_history_calls_fields_as_their_forms_do(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    store.transact(AddAction(about="psm", text="Send it", owner_party="ogdc"))
    store.transact(EditAction(action="a1", owner_party="gazprom"))
    store.transact(SetDisposition(item="mining", disposition="noted"))
    store.transact(EditItem(item="mining", annotation="Of copper."))
    app = make_app(store)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "H")
        shown = screen_words(app)
        for told in ("A1: party from OGDC to Gazprom", ": outcome from none to noted", ": description from"):
            assert told in shown
        assert not {"owner", "disposition", "annotation"} & set(shown.casefold().split())
