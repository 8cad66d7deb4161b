"""What the detail panel says about a session, an agenda item or a talking point."""

from collections.abc import Iterable, Iterator
from datetime import date

from textual.content import Content

from tracker.domain.model.programme import AgendaItem, Figure, Party, Session, TalkingPoint
from tracker.domain.model.state import State
from tracker.domain.rules.rules import box_of, item_progress
from tracker.domain.search.lookup import Found
from tracker.domain.words.formatting import full_day, held_day, screen_day, short_hours_label
from tracker.glyphs import Glyphs
from tracker.ui.rendering.lines import ACCENT, MUTED, STRONG, amount_bar, fit, line, safe, tick_bar, with_hits, wrap
from tracker.ui.rendering.record import (
    SetBy,
    facts_about,
    notes_about,
    record_of_item,
    record_of_session,
    status_of_item,
)
from tracker.ui.rendering.rows import box, ticked_by

_PURPOSES = {
    "for_decision": "for decision",
    "for_discussion": "for discussion",
    "for_information": "for information",
    "for_signature": "for signature",
}
_BAR_WIDTH = 12
_SHORTEST_BAR = 6
_FIGURE_GAPS = 4
"""Blanks before a label, and on both sides of an amount."""


class Brief:
    """Builds the lines of one subject, numbering the sources that it cites in the order of their use."""

    def __init__(
        self,
        state: State,
        width: int,
        glyphs: Glyphs,
        today: date,
        words: tuple[str, ...] = (),
        set_by: SetBy | None = None,
    ) -> None:
        """Build for ``width`` cells.

        Args:
            state: the meeting.
            width: cells.
            glyphs: signs to draw with.
            today: the day in the meeting's zone by which something is overdue.
            words: what is looked for, folded.
            set_by: who gave the subject the status that it has; None where that isn't known.
        """
        self._set_by = set_by
        self._words = words
        self._state = state
        self._today = today
        self._width = width
        self._glyphs = glyphs
        self._cited: dict[str, int] = {}

    def lines(self, subject: Found) -> list[Content]:
        """Return all lines about ``subject``, each at most as wide as the panel."""
        table, row_id = subject
        if table == "sessions" and row_id in self._state.sessions:
            parts = self._session(self._state.sessions[row_id])
        elif table == "agenda_items" and row_id in self._state.agenda_items:
            parts = self._item(self._state.agenda_items[row_id])
        elif table == "talking_points" and row_id in self._state.talking_points:
            parts = self._point(self._state.talking_points[row_id])
        else:
            return []
        return [*parts, *self._sources()]

    def _session(self, session: Session) -> Iterator[Content]:
        yield from self._wrapped(safe(session.title, STRONG))
        meeting, room = self._state.meeting, f", {session.room}" if session.room else ""
        day = screen_day(meeting, held_day(meeting, session))
        yield from self._wrapped(line(f"{day}, {short_hours_label(meeting, session)}", safe(room)))
        if session.description:
            yield from self._wrapped(line(safe(session.description), self._cite(session.references)))
        yield from self._paragraphs(record_of_session(self._state, session, self._set_by))
        yield from self._parties("Parties", session.parties)
        if not session.agenda_items:
            yield line(("Takes up no agenda item.", MUTED))
            return
        yield line(("Takes up", MUTED))
        for item_id in session.agenda_items:
            if item := self._state.agenda_items.get(item_id):
                progress = item_progress(self._state, item_id)
                head = line(box(progress.box), f" {item.number} ")
                yield from self._wrapped(line(head, safe(item.title), (f" {progress.label}", MUTED)), "      ")

    def _item(self, item: AgendaItem) -> Iterator[Content]:
        progress = item_progress(self._state, item.id)
        yield from self._wrapped(line(f"{item.number} ", safe(item.title, STRONG)))
        ticks = tick_bar(progress, _BAR_WIDTH, self._glyphs)
        yield line(ticks, f" {progress.label} ", (_PURPOSES[item.purpose], MUTED))
        if status := status_of_item(self._state, item, self._set_by):
            yield from self._wrapped(status)
        yield from self._paragraphs(record_of_item(self._state, item.id, self._today))
        yield from self._about_item(item)

    def _point(self, point: TalkingPoint) -> Iterator[Content]:
        item = self._state.agenda_items[point.item]
        sign = box(box_of(point.done))
        number = f" {item.number}.{point.number} "
        yield from self._wrapped(line(sign, number, safe(point.title, STRONG), self._cite(point.references)), "    ")
        # One line whether it is ticked or not, so that a tick moves nothing below it.
        ticked = ticked_by(self._state, point, with_time=True)
        yield line(("Ticked by ", MUTED), ticked) if point.done else line(("Not ticked", MUTED))
        yield from self._paragraphs(notes_about(self._state, point.id))
        yield from self._paragraphs(facts_about(self._state, point.id))
        yield from self._wrapped(line((f"{item.number} ", MUTED), safe(item.title, MUTED)))
        if status := status_of_item(self._state, item):
            yield from self._wrapped(status)
        yield from self._about_item(item)

    def _about_item(self, item: AgendaItem) -> Iterator[Content]:
        yield from self._wrapped(line(safe(item.annotation), self._cite(item.references)))
        for figure in item.figures:
            yield from self._figure(figure)
        yield from self._parties("Lead", item.lead_parties)
        yield from self._parties("Also", item.other_parties)
        for fact in item.facts:
            yield from self._wrapped(line(f"{self._glyphs.dot} ", safe(fact.text), self._cite(fact.references)), "  ")
        sessions = self._state.sessions_of(item.id)
        if sessions:
            names = [
                line(f"{screen_day(self._state.meeting, session.date)} ", safe(session.title)) for session in sessions
            ]
            yield from self._wrapped(line(("In ", MUTED), *_joined(names, "; ")), "   ")

    def _figure(self, figure: Figure) -> Iterator[Content]:
        yield from self._wrapped(line(safe(figure.title, MUTED), self._cite(figure.references)))
        if not figure.values:
            return
        amounts = [f"{safe(figure.unit).plain} {value.amount:,.1f}" for value in figure.values]
        amount_width = max(len(amount) for amount in amounts)
        label_width = max(safe(value.label).cell_length for value in figure.values)
        label_width = min(label_width, self._width - amount_width - _SHORTEST_BAR - _FIGURE_GAPS)
        bar_width = max(1, self._width - label_width - amount_width - _FIGURE_GAPS)
        largest = max(value.amount for value in figure.values)
        for value, amount in zip(figure.values, amounts, strict=True):
            label = fit(with_hits(safe(value.label), self._words), label_width, self._glyphs)
            picture = amount_bar(value.amount, largest, bar_width, self._glyphs)
            yield line("  ", label, f" {amount:>{amount_width}} ", picture)

    def _parties(self, heading: str, party_ids: Iterable[str]) -> Iterator[Content]:
        parties = [self._state.parties[party_id] for party_id in party_ids if party_id in self._state.parties]
        if parties:
            named = _joined([self._party(party) for party in parties], ", ")
            yield from self._wrapped(line((f"{heading} ", MUTED), *named), "     ")

    def _party(self, party: Party) -> Content:
        sides = {side.id: side.name for side in self._state.meeting.sides}
        side = sides.get(party.side)
        return line(safe(party.label), (f" ({safe(side).plain})", MUTED)) if side else safe(party.label)

    def _cite(self, reference_ids: Iterable[str]) -> Content:
        numbers = [self._cited.setdefault(reference_id, len(self._cited) + 1) for reference_id in reference_ids]
        return line(("".join(f" [{number}]" for number in numbers), ACCENT))

    def _sources(self) -> Iterator[Content]:
        for reference_id, number in self._cited.items():
            if reference := self._state.references.get(reference_id):
                published = f", {full_day(reference.published)}" if reference.published else ""
                yield from self._wrapped(
                    line((f"[{number}] ", ACCENT), safe(f"{reference.publisher}: {reference.title}{published}", MUTED)),
                    "    ",
                )

    def _paragraphs(self, paragraphs: Iterable[tuple[Content, str]]) -> Iterator[Content]:
        for content, indent in paragraphs:
            yield from self._wrapped(content, indent)

    def _wrapped(self, content: Content, indent: str = "") -> list[Content]:
        return wrap(with_hits(content, self._words), self._width, indent)


def detail_title(state: State, subject: Found) -> Content:
    """Return the title of the detail panel for ``subject``."""
    table, row_id = subject
    if table == "sessions" and row_id in state.sessions:
        return line("Session")
    number = state.number_of(row_id)
    return line(f"Item {number}" if table == "agenda_items" else f"Point {number}") if number else line("Detail")


def _joined(parts: list[Content], separator: str) -> Iterator[Content]:
    for index, part in enumerate(parts):
        if index:
            yield line(separator)
        yield part
