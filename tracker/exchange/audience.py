"""Visibility of an export: the state without what its audience must not read, and a check of the finished text."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from tracker.domain.model.programme import Row
from tracker.domain.model.state import State
from tracker.domain.rules.visibility import is_visible
from tracker.errors import TrackerError
from tracker.exchange.registry import ExportRequest

SHORTEST_LEAK = 12
"""Letters and digits from which on an internal text is looked for: a shorter one is found in anything."""

_PUBLISHED_DECISIONS = frozenset(("agreed", "signed"))
_TEXTS = ("title", "text", "annotation", "value", "name")
_ESCAPED_BREAK = re.compile(r"\\[nN]|\r?\n ")
"""A line break within iCalendar text, and a line that is folded."""


def visible_state(state: State, request: ExportRequest) -> State:
    """Return the state without the rows that the audience must not read; nothing left names one of them.

    An own paper of a side leaves nothing out but the internal notes of the other; one of no side leaves nothing out. A
    paper for the press also leaves out what isn't final: draft notes, decisions that aren't agreed, and action items.
    """
    if request.audience == "own" and not request.side:
        return state
    tables = {
        table: {row.id: row for row in rows.values() if _may_leave(state, table, row, request)}
        for table, rows in state.tables.items()
    }
    shown = tables["agenda_items"]
    tables["sessions"] = {
        session.id: _without(session, tuple(item for item in session.agenda_items if item in shown))
        for session in state.sessions.values()
    }
    return State(tables, state.seq)


def refuse_leaks(text: str, state: State, request: ExportRequest) -> None:
    """Look through what is about to be written for anything that must not leave.

    Raises:
        TrackerError: a text of a row that the audience must not read is in it; it names the row, not the text.
    """
    allowed = visible_state(state, request)
    if allowed is state:
        return
    open_texts = {_letters(words) for _, words in _texts(allowed)}
    open_ids = {row_id for rows in allowed.tables.values() for row_id in rows}
    internal: dict[str, str] = {}
    for row_id, words in _texts(state):
        letters = _letters(words)
        if row_id not in open_ids and len(letters) >= SHORTEST_LEAK and letters not in open_texts:
            internal.setdefault(letters, row_id)
    if leak := _first_in(_letters(text), internal):
        raise TrackerError(
            f"What is internal about {internal[leak]} would leave with this export, so nothing was written.",
            "It was repeated in a public text: change that, or export for your own side with --for own.",
        )


def _first_in(written: str, texts: Iterable[str]) -> str:
    """Return which of ``texts`` stands first in what is written; empty if none does.

    It goes through what is written once, however many texts there are: looking for each of ten thousand would take
    minutes.
    """
    by_start: dict[str, list[str]] = {}
    for each in sorted(texts):
        alike = by_start.setdefault(each[:SHORTEST_LEAK], [])
        # What begins with another stands nowhere where that one doesn't. So of those that are left, only the nearest
        # in their order can stand at a place.
        if not alike or not each.startswith(alike[-1]):
            alike.append(each)
    longest = {start: max(map(len, alike)) for start, alike in by_start.items()}
    for at in range(len(written) - SHORTEST_LEAK + 1):
        start = written[at : at + SHORTEST_LEAK]
        if start in by_start:
            alike = by_start[start]
            nearest = alike[max(0, bisect_right(alike, written[at : at + longest[start]]) - 1)]
            if written.startswith(nearest, at):
                return nearest
    return ""


def _may_leave(state: State, table: str, row: Row, request: ExportRequest) -> bool:
    if not is_visible(state, row.id, request.side if request.audience == "own" else ""):
        return False
    if request.audience != "press":
        return True
    status = getattr(row, "status", "")
    if table == "notes":
        return bool(status == "final")
    return table != "action_items" and (table != "decisions" or status in _PUBLISHED_DECISIONS)


def _without(session: Row, agenda_items: tuple[str, ...]) -> Row:
    return msgspec.structs.replace(session, agenda_items=agenda_items)


def _texts(state: State) -> Iterator[tuple[str, str]]:
    """Yield the texts of all rows with the id of their row."""
    for rows in state.tables.values():
        for row in rows.values():
            for name in _TEXTS:
                if isinstance(words := getattr(row, name, ""), str) and words:
                    yield row.id, words
            yield from ((row.id, side.text) for side in getattr(row, "texts", ()))


def _letters(text: str) -> str:
    """Return the letters and digits of a text alone: escaping and folding of any format leave them as they are."""
    plain = _ESCAPED_BREAK.sub("", html.unescape(text))
    return "".join(character for character in plain.casefold() if character.isalnum())
