"""The meeting's front page, as everybody may read it."""

from collections.abc import Iterator

from textual.content import Content

from tracker.domain.model.programme import Meeting
from tracker.domain.words.formatting import full_day, in_words
from tracker.ui.rendering.lines import MUTED, line, safe, wrap

_NAME_WIDTH = 18


def front_page_lines(meeting: Meeting, why_not: str, width: int) -> list[Content]:
    """Return the lines of the front page, each at most ``width`` cells wide; last why the reader can't change it."""
    facts = (
        line((f"{'' if at else name:<{_NAME_WIDTH}}", MUTED), part)
        for name, value in _facts(meeting)
        if value
        for at, part in enumerate(wrap(safe(value), width - 2 - _NAME_WIDTH))
    )
    return [line(" ", part) for part in (*facts, Content(""), *wrap(safe(why_not), width - 2))]


def _facts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Yield what there is to say, in the order and by the names of the form in which it is changed."""
    for name in ("title", "short_title", "body", "number", "city", "country"):
        yield in_words(name).capitalize(), getattr(meeting, name)
    yield "First day", full_day(meeting.first_day)
    yield "Last day", full_day(meeting.last_day)
    for name in ("time_zone", "second_city", "second_time_zone"):
        yield in_words(name).capitalize(), getattr(meeting, name)
    yield "Sides", ", ".join(side.name for side in meeting.sides)
    yield "Status", f"{in_words(meeting.status)} ({meeting.status_reason})" if meeting.status_reason else meeting.status
    yield "Agenda", "released: numbers are frozen" if meeting.released else "not released yet"
    yield "Previous meeting", meeting.previous_meeting
    yield "Next meeting", meeting.next_meeting
