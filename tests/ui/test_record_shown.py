"""What the shell writes into the record is on the screen: status, decisions, actions, notes, attendance."""

import re
from datetime import date, time

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, detail_of, main_of, press, screen_text, settle
from tracker.domain.edits import (
    AddAction,
    AddDecision,
    AddFactValue,
    AddNote,
    AnyEdit,
    Attend,
    RunLate,
    SetHours,
    SetStatus,
    StartSession,
    Tick,
)


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
            "A1 open, due Thu 20 Nov 2025 overdue OGDC: Send the survey.",
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


async def test_days_and_hours_are_in_one_style_on_every_screen(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    for edit in (
        SetHours(session="talks-26", start=time(14, 30), end=time(15, 45)),
        RunLate(minutes=20, session="talks-26"),
        AddDecision(item="offshore", text="Restart."),
        AddAction(about="offshore", text="Send it.", owner_party="ogdc", due=date(2026, 1, 20)),
        AddFactValue(about="offshore", fact="Cost", standing="planned", value="1", source="X", as_of=date(2024, 2, 29)),
        Tick(points=("offshore.1",), done=True),
    ):
        store.transact(edit)
    app = make_app(store)
    seen = ""
    # The panels; what opens over them; and the forms in which a day or an hour stands already.
    for keys in ("2", "A", "H", "o", "sd", "1em", "2a_A1", "Me"):
        async with app.run_test(size=(200, 60)) as pilot:
            await press(pilot, *keys.replace("_A1", ""), *(("f3", "enter", "e") if "_" in keys else ()))
            shown = screen_text(app)
            assert not re.search(r"\d{4}-\d\d|\d\d:\d\d:\d\d", shown), f"{keys}:\n{shown}"
            seen += shown
        app = make_app(open_store())
    for printed in ("due Tue 20 Jan 2026", "X, Thu 29 Feb 2024", "14:50-16:05", "26 Nov 10:42", "20 Jan 2026"):
        assert printed in seen
