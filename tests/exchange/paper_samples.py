"""Meetings with something for the papers to tell, and the papers of them."""

from datetime import UTC, datetime
from typing import Any

from tests.support.record import done, rich_state
from tracker.domain.edits import AddNote, Attend, SetStatus, Tick
from tracker.domain.model.programme import Visibility
from tracker.domain.model.state import State
from tracker.exchange.exporting import exported
from tracker.exchange.registry import ExportRequest

AS_OF = datetime(2026, 3, 28, 16, 0, tzinfo=UTC)


ENDINGS = {"markdown": "md", "html": "html", "text": "txt"}


def state_of_the_day() -> State:
    """Return the rich meeting after a day of work."""
    return done(
        rich_state(),
        Tick(points=("track.1",), done=True),
        AddNote(about="track", text="The committee agreed\non the gauge.", kind="minute", status="final"),
        SetStatus(item="fares", status="deferred", target="next"),
        Attend(session="morning", attendees=("port", "ram"), presence="present"),
    )


def written(name: str, part: str, state: State, **changes: Any) -> str:
    return exported(name, state, ExportRequest(AS_OF, part)._replace(**changes))


ABOUT = ("small", "morning", "track", "track.2", "d1", "a1", "fares")
"""Something of each table about which notes can be written; nothing but a note is internal yet."""


def noted_everywhere() -> State:
    """Return the day's meeting with a note, a statement and minutes of either side, and open ones, about everything."""
    seen_by: tuple[tuple[str, Visibility], ...] = (
        ("", "public"),
        ("", "internal"),
        ("np", "internal"),
        ("de", "internal"),
    )
    notes = [
        AddNote(about=about, text=f"<{about} {kind} of {side or 'all'} {seen}>", kind=kind, side=side, visibility=seen)
        for about in ABOUT
        for kind in ("note", "statement", "minute")
        for side, seen in seen_by
    ]
    return done(state_of_the_day(), *notes)
