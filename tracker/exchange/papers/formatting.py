"""Words that several papers share: moments, days, hours in two zones, how things stand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.domain.model.programme import Session
from tracker.domain.model.state import State
from tracker.domain.timeline import held_hours, local_time
from tracker.domain.words.formatting import day_words, hour_words, hours_label, short_day, times_between
from tracker.exchange.papers.blocks import Banner, Block, Paper

NOT_RECORDED = "not recorded"


def moment_words(state: State, moment: datetime) -> str:
    """Return a moment in the meeting's zone: ``26 Nov 2025, 10:42 (Asia/Karachi)``."""
    local = local_time(state.meeting, moment)
    return f"{day_words(local.date())}, {hour_words(local)} ({state.meeting.time_zone})"


def days_words(state: State) -> str:
    """Return the days of the meeting."""
    first, last = state.meeting.first_day, state.meeting.last_day
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def hours_in_two_zones(state: State, session: Session) -> tuple[str, str]:
    """Return the hours as they are held, in the meeting's zone and in the second one; empty where there is none."""
    meeting = state.meeting
    here = hours_label(meeting, session)
    if not meeting.second_time_zone:
        return here, ""
    start, end = held_hours(meeting, session)
    if start is None:
        return here, here
    zone = ZoneInfo(meeting.second_time_zone)
    start, end = start.astimezone(zone), end.astimezone(zone) if end else None
    another_day = "" if start.date() == session.date else f" ({short_day(start.date())})"
    return here, times_between(start, end) + another_day


def paper(state: State, title: str, as_of: datetime, blocks: tuple[Block, ...]) -> Paper:
    """Return a paper that says on top, until the meeting is closed, that it is a draft, and of which moment it is."""
    is_draft = state.meeting.status != "closed"
    words = f"DRAFT, as of {moment_words(state, as_of)}. Not agreed by the sides."
    final = f"Final, as of {moment_words(state, as_of)}."
    return Paper(title, is_draft, (blocks[0], Banner(words if is_draft else final), *blocks[1:]))
