"""Programme sheet, to be printed: day by day, with the hours of both zones."""

from collections.abc import Iterator

from tracker.domain.model.state import State
from tracker.domain.words.formatting import day_words, days_words, full_day, hours_in_two_zones
from tracker.domain.words.labels import name_of
from tracker.exchange.papers.blocks import Block, Bullets, Heading, Paper, Paragraph, Table, paper
from tracker.exchange.registry import ExportRequest


def programme_sheet(state: State, request: ExportRequest) -> Paper:
    """Return the programme of all days."""
    title = f"Programme: {state.meeting.title}"
    return paper(state, title, request.as_of, (Heading(1, title), *_blocks(state)))


def _blocks(state: State) -> Iterator[Block]:
    meeting = state.meeting
    yield Paragraph(f"{meeting.city}, {meeting.country}; {days_words(meeting.first_day, meeting.last_day)}")
    hours = (meeting.city, meeting.second_city) if meeting.second_time_zone else (meeting.city,)
    for number, day in enumerate(sorted({*state.days, *(session.date for session in state.schedule)}), start=1):
        yield Heading(2, f"Day {number}: {full_day(day)}")
        rows = []
        for session in state.schedule:
            if session.date == day:
                items = "; ".join(f"{item.number} {item.title}" for item in state.items_of(session.id))
                parties = ", ".join(name_of(state, party) for party in session.parties)
                cancelled = "CANCELLED: " if session.status == "cancelled" else ""
                times = hours_in_two_zones(state.meeting, session)[: len(hours)]
                rows.append((*times, cancelled + session.title, session.room, items, parties))
        if rows:
            yield Table((*hours, "Session", "Room", "Takes up", "Parties"), tuple(rows))
        else:
            yield Paragraph("No session.")
    yield Heading(2, "Agenda")
    yield Bullets(tuple(f"{item.number}. {item.title}" for item in state.agenda))
    yield Paragraph(f"{day_words(meeting.first_day)} is the first day; hours that aren't set are all day.")
