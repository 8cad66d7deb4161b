"""Checks of the commands that write the record."""

from textual.pilot import Pilot

from tests.ui.key_checks.registering import checks
from tests.ui.reading import main_of, press, screen_lines, screen_text
from tracker.ui.app import TrackerApp


@checks("status")
async def _status(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, "t")
    item = main_of(app).state.agenda_items["offshore"]
    assert item.status == "taken_up"
    assert "taken up 0/5" in screen_text(app)


@checks("note")
async def _note(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", key, *"Hm", "f2")
    (note,) = main_of(app).state.notes_about("offshore.1")
    assert (note.text, note.author, note.kind, note.status) == ("Hm", "anna", "note", "draft")
    assert "note by anna" in screen_text(app)


@checks("decision")
async def _decision(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "j", key, *"Yes", "tab", *"Da", "f2")
    (decision,) = main_of(app).state.decisions_of("offshore")
    assert [(text.side, text.text, text.agreed) for text in decision.texts] == [
        ("pk", "Yes", False),
        ("ru", "Da", False),
    ]
    assert "Added D1 on 1" in screen_lines(app)[-1]


@checks("action")
async def _action(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, key, *"Send it", "tab", "O", "f2")
    (action,) = main_of(app).state.actions_of("offshore")
    assert (action.text, action.owner_party) == ("Send it", "ogdc")


@checks("attendance")
async def _attendance(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "1", key, "p", "e")
    session = main_of(app).schedule.cursor_id
    marks = main_of(app).state.attendance_of(session)
    assert sorted(mark.presence for mark in marks.values()) == ["excused", "present"]
    await press(pilot, key)
    assert len(app.screen_stack) == 1


@checks("outcomes")
async def _outcomes(app: TrackerApp, pilot: Pilot[None], key: str) -> None:
    await press(pilot, "G", "d", *"Yes", "f2", "a", *"Send it", "tab", "O", "f2", "g", key)
    assert 'D1 draft: "Yes"' in screen_text(app)
    assert 'A1 open: "Send it"' in screen_text(app)
    await press(pilot, "j", "enter")
    assert main_of(app).agenda.cursor_id == "insulin"
    await press(pilot, key, key)
    assert len(app.screen_stack) == 1
