"""Reader of the scribe's text of W3C meetings: topics, actions, resolutions, presence and regrets."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from tracker.domain.edits import AddDecision, AddNote, Attend, OneEdit
from tracker.domain.model.record import Presence
from tracker.domain.model.state import State
from tracker.domain.words.formatting import Calendar
from tracker.domain.words.time_parsing import read_day
from tracker.errors import RefusedError
from tracker.exchange.ics.todos import new_action
from tracker.exchange.importing import Defaults, Entry, lines_of, refused
from tracker.exchange.row_lookup import (
    DECISIONS_BY_WORDS,
    NOTES_BY_WORDS,
    item_called,
    known_by,
    owner_called,
    party_called,
    person_called,
    session_called,
    session_on,
)
from tracker.text import BODY_LIMIT, clean, clean_lines

_STAMP = re.compile(r"^\s*(?:\[?\d{1,2}:\d\d(?::\d\d)?(?:Z|\])?\s+)?(?:<[^<>]{1,60}>\s+)?")
"""What a chat log puts before a line: an hour and who said it."""

_COMMAND = re.compile(
    r"(topic|agenda\+?|action(?: item)?|resolution|resolved|session|date)\s*:\s*(.*)|(present|regrets)\s*\+:?\s*(.*)",
    re.IGNORECASE,
)
# Each blank is looked at once: a line of blanks must not take the square of its length.
_ACTION = re.compile(r"(?P<who>.{1,80}?)(?<!\s)\s++(?:to|will)\s++(?P<what>.+)")
_DUE = re.compile(r"(?<!\s)\s++[-–—]++\s*+due\s++(.{1,40})$")
_PRESENCES: Mapping[str, Presence] = {"present": "present", "regrets": "excused"}


class Place(NamedTuple):
    """Where in the meeting a line of the text is."""

    item: str = ""
    """Id of the agenda item of the topic, or what the person said; empty where neither is known."""
    session: str = ""
    is_elsewhere: bool = False
    """The topic is none of this meeting, so what is said under it belongs nowhere."""


def entries(text: str, state: State, defaults: Defaults) -> Iterator[Entry]:
    """Yield what is said line by line; lines without a command make one minute for each topic."""
    place = Place(defaults.item, defaults.session or _only_session(state))
    said = _Said()
    for number, raw in enumerate(lines_of(text), start=1):
        line = clean(_STAMP.sub("", raw, count=1))
        command = _COMMAND.fullmatch(line)
        if not command:
            for part in said.take(number, line) if line else ():
                yield _minute(part, place)
            continue
        word, words = (command[1] or command[3]).lower(), command[2] or command[4] or ""
        if word in ("topic", "agenda", "agenda+", "session", "date"):
            if part := said.taken():
                yield _minute(part, place)
            place = _moved(state, place, word, words)
            if not (place.session if word in ("session", "date") else place.item):
                yield refused(number, line, _NOT_FOUND[word.rstrip("+")])
            continue
        yield _said(number, line, word, words, place, defaults)
    if part := said.taken():
        yield _minute(part, place)


_NOT_FOUND = {
    "topic": "no agenda item has this number, id or title; what follows belongs to none",
    "agenda": "no agenda item has this number, id or title; what follows belongs to none",
    "session": "no session has this id or title",
    "date": "there isn't exactly one session on this day; name it with --session",
}


def _moved(state: State, place: Place, word: str, words: str) -> Place:
    """Return the place after a line that says which topic or session comes next."""
    if word == "session":
        return place._replace(session=session_called(state, words))
    if word == "date":
        day = _day(state, words)
        return place._replace(session=(day and session_on(state, day)) or place.session)
    number, _, title = words.partition(" ")
    item = item_called(state, words) or item_called(state, title) or item_called(state, number)
    return place._replace(item=item, is_elsewhere=not item)


def _said(line: int, shown: str, word: str, words: str, place: Place, defaults: Defaults) -> Entry:
    """Return the entry of an action, a resolution, or who is there."""

    def edits(state: State) -> Iterator[OneEdit]:
        if word in _PRESENCES:
            yield from _attending(state, place.session, words, _PRESENCES[word])
            return
        if not place.item:
            raise RefusedError("it stands under no topic of this agenda; name its item with --item")
        if word.startswith("reso"):
            yield from _decision(state, place.item, words)
        else:
            yield from _action(state, place.item, words, defaults)

    return Entry(line, shown, edits)


def _decision(state: State, item: str, words: str) -> Iterator[OneEdit]:
    text = clean_lines(words)
    if not known_by(state, DECISIONS_BY_WORDS, (item, text)):
        yield AddDecision(item=item, text=text)


def _action(state: State, item: str, words: str, defaults: Defaults) -> Iterator[OneEdit]:
    match = _ACTION.fullmatch(words)
    if not match:
        raise RefusedError("write it as ACTION: who to what - due 2025-12-31")
    said = _DUE.search(match["what"])
    what = match["what"][: said.start()] if said else match["what"]
    due = read_day(said[1]).on(_calendar(state), is_due=True) if said else None
    owner = owner_called(state, match["who"], defaults.owner)
    is_named = person_called(state, match["who"]) or party_called(state, match["who"])
    # Who it was stays in the text where another party stands in for them.
    text = what if is_named else f"{match['who']} to {what}"
    yield from new_action(state, item, text, owner, due=due)


def _attending(state: State, session: str, words: str, presence: Presence) -> Iterator[OneEdit]:
    if not session:
        raise RefusedError("it isn't said which session it is; write Session: ID above it, or use --session")
    names = [name for part in re.split(r"[,;]", words) if (name := clean(part))]
    found = [person_called(state, name) or party_called(state, name) for name in names]
    if unknown := [name for name, attendee in zip(names, found, strict=True) if not attendee]:
        raise RefusedError(f"no person or party is called {' or '.join(unknown)}; add them to the meeting first")
    marks = state.attendance_of(session)
    new = tuple(each for each in found if each not in marks or marks[each].presence != presence)
    if new:
        yield Attend(session=session, attendees=new, presence=presence)


class _Said:
    """The lines of a topic that no command took, in as many parts as it takes to keep all of them."""

    def __init__(self) -> None:
        self._part: list[tuple[int, str]] = []
        self._size = 0

    def take(self, number: int, line: str) -> Iterator[list[tuple[int, str]]]:
        """Take a line; yield the parts before it, if no more fits into one note."""
        for piece in _pieces(line):
            if self._part and self._size + 1 + len(piece) > BODY_LIMIT:
                yield self.taken()
            self._size += len(piece) + bool(self._part)
            self._part.append((number, piece))

    def taken(self) -> list[tuple[int, str]]:
        """Return what was said since the part before, and begin anew."""
        part, self._part, self._size = self._part, [], 0
        return part


def _pieces(line: str) -> Iterator[str]:
    """Yield a line in pieces, broken between words where there are any, that each fit into a note."""
    while len(line) > BODY_LIMIT:
        end = line.rfind(" ", 0, BODY_LIMIT + 1)
        end = end if end > 0 else BODY_LIMIT
        yield line[:end]
        line = line[end:].lstrip()
    yield line


def _minute(said: list[tuple[int, str]], place: Place) -> Entry:
    """Return the entry of one minute; it stays internal until someone makes it public."""
    first, title = said[0]
    text = clean_lines("\n".join(line for _, line in said))

    def edits(state: State) -> Iterator[OneEdit]:
        about = place.item or ("" if place.is_elsewhere else place.session)
        if not about:
            raise RefusedError("it stands under no topic or session of this meeting")
        if not known_by(state, NOTES_BY_WORDS, (about, text)):
            yield AddNote(about=about, text=text, kind="minute", visibility="internal")

    return Entry(first, title, edits)


def _only_session(state: State) -> str:
    sessions = [session.id for session in state.schedule if session.status != "cancelled"]
    return sessions[0] if len(sessions) == 1 else ""


def _day(state: State, text: str) -> date | None:
    """Return a day as people write one; None for anything else."""
    try:
        return read_day(text).on(_calendar(state))
    except RefusedError:
        return None


def _calendar(state: State) -> Calendar:
    """Return the days of the meeting; what was today to who wrote a text is another day to who takes it in."""
    return Calendar(state.meeting.first_day, state.meeting.last_day)
