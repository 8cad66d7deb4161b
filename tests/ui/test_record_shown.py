"""What the shell writes into the record is on the screen: status, decisions, actions, notes, attendance."""

from datetime import date

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, detail_of, main_of, press, screen_text, settle
from tracker.domain.edits import AddAction, AddDecision, AddNote, AnyEdit, Attend, SetStatus, StartSession


@pytest.mark.parametrize(
    ("edit", "row_id", "words"),
    [
        (SetStatus(item="psm", status="taken_up"), "psm", "taken up"),
        (SetStatus(item="psm", status="withdrawn", reason="not ready"), "psm", "withdrawn: not ready"),
        (AddDecision(item="psm", text="Restart in stages.", agreed=("pk",)), "psm", "D1 "),
        (
            AddDecision(item="psm", text="Restart in stages.", agreed=("pk",)),
            "psm",
            "Pakistan (agrees) Restart in stages.",
        ),
        (AddDecision(item="psm", text="Restart in stages.", agreed=("pk",)), "psm", "Russia (open) Restart in stages."),
        (
            AddAction(about="psm", text="Send the survey.", owner_party="ogdc", due=date(2025, 11, 20)),
            "psm",
            "A1 open, due Thu 20 Nov overdue OGDC: Send the survey.",
        ),
        (AddNote(about="psm", text="First line\nsecond line"), "psm", "note by anna, 26 Nov 10:42, draft, internal"),
        (AddNote(about="psm", text="First line\nsecond line"), "psm", "second line"),
        (AddNote(about="psm.1", text="On the point"), "psm.1", "On the point"),
        (AddNote(about="psm", text=f"{'word ' * 3999}end"), "psm", "word end"),
        (AddDecision(item="psm", text=f"{'слово ' * 3300}конец"), "psm", "слово конец"),
        (Attend(session="talks-26", attendees=("government-ru",), presence="excused"), "talks-26", "excused "),
        (StartSession(session="talks-26"), "talks-26", "in progress"),
        (AddNote(about="psm", text="[/x] [@click=app.quit]no[/]"), "psm", "[/x] [@click=app.quit]no[/]"),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_it_is_in_the_detail(
    edit: AnyEdit, row_id: str, words: str, make_app: MakeApp, open_store: OpenStore
) -> None:
    store = open_store()
    store.transact(edit)
    app = make_app(store)
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        main_of(app).action_reveal(row_id)
        await settle(pilot)
        assert words in " ".join(detail_of(app).plain_text.split())


async def test_an_items_status_is_in_its_row_and_comes_in_from_elsewhere(
    make_app: MakeApp, open_store: OpenStore
) -> None:
    app = make_app()
    boris = open_store("boris", 1002)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "taken up" not in screen_text(app)
        boris.transact(SetStatus(item="mining", status="taken_up"))
        await main_of(app).look_for_changes()
        await settle(pilot)
        assert "taken up 0/4" in screen_text(app)
        assert agenda_of(app).cursor_id == "offshore"


async def test_the_history_tells_who_did_what_when(make_app: MakeApp, open_store: OpenStore) -> None:
    open_store("boris", 1002).transact(AddNote(about="psm", text="Kept."))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "space", "H")
        text = screen_text(app)
        assert "boris" in text
        assert "anna  ticked point 1.1" in text
        await press(pilot, "tab")
        text = screen_text(app)
        assert "boris" not in text
        assert "anna  ticked point 1.1" in text
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
