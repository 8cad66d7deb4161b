"""The filter language: what a person types after ``/``, and the rows that it means.

Terms stand side by side and all of them must be met; ``-`` before one turns it round:

    word  "exact words"  is:open|done|overdue|changed  status:deferred  party:ogdc  owner:gazprom  @gazprom
    day:26  day:2025-11-26  day:today  has:decision|note|action  due:<2026-01-01  (also <= > >= =)

``matching.matches`` finds the rows.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, get_args

from tracker.domain.folding import folded
from tracker.domain.programme import ItemStatus, SessionStatus
from tracker.domain.record import ActionStatus, DecisionStatus, NoteStatus
from tracker.errors import TrackerError
from tracker.text import clean, too_long

IS_WORDS = ("open", "done", "overdue", "changed")
HAS_WORDS = ("decision", "note", "action")
STATUSES = tuple(
    dict.fromkeys(
        word
        for words in (ItemStatus, SessionStatus, ActionStatus, DecisionStatus, NoteStatus)
        for word in get_args(words)
    )
)
"""Every status that a row can have but the meeting itself."""
KEYS = ("is", "status", "party", "owner", "day", "has", "due")
LONGEST_QUERY = 500
"""Most characters of a query that are read."""

_TERM = re.compile(r'(-?)(?:([A-Za-z]+):)?("[^"]*"?|\S+)?')
_DUE = re.compile(r"(<=|>=|<|>|=)?(.*)")


class Term(NamedTuple):
    """One condition."""

    key: str
    """``text`` for words, else one of ``KEYS``."""
    value: str
    """In small letters; for ``due`` the date, for ``day`` a date, a number or ``today``."""
    negated: bool = False
    comparison: str = ""
    """For ``due``: one of < <= = >= >."""


class Query(NamedTuple):
    """What a person typed, understood."""

    terms: tuple[Term, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether it asks for nothing, so that everything is shown."""
        return not self.terms

    @property
    def words(self) -> tuple[str, ...]:
        """What is looked for in texts, folded: the places of it are hits."""
        return tuple(folded(term.value) for term in self.terms if term.key == "text" and not term.negated)


def parse(text: str) -> Query:
    """Return what ``text`` asks for. A quotation mark that isn't closed yet reaches to the end.

    Raises:
        TrackerError: a term can't be understood; names it and says what is allowed. Or there are too many.
    """
    words = clean(text)
    if too := too_long(words, LONGEST_QUERY):
        raise TrackerError(f"Search: {too}.", "Search for less.")
    terms = []
    for match in _TERM.finditer(words):
        minus, key, value = match.groups()
        if match[0] and (term := _term(match[0], bool(minus), (key or "").lower(), value or "")):
            terms.append(term)
    return Query(tuple(terms))


def _term(written: str, negated: bool, key: str, value: str) -> Term | None:
    """Return one term; None for one of which nothing is typed yet, such as a lone minus."""
    words = value.strip('"').casefold()
    if not key:
        if value.startswith("@"):
            return Term("owner", words[1:], negated) if words[1:] else None
        # What is nothing but marks would be found everywhere.
        return Term("text", words, negated) if folded(words) else None
    if key not in _READERS:
        raise TrackerError(
            f"{written} is no filter: {key}: is not one of {', '.join(f'{known}:' for known in KEYS)}.",
            f'To look for the words themselves, write "{written.replace(chr(34), "")}" in quotation marks.',
        )
    if not folded(words):
        raise TrackerError(f"{written} is not finished.", f"Write {_ALLOWED[key]} after it.")
    return _READERS[key](written, words)._replace(negated=negated)


def _one_of(key: str, allowed: tuple[str, ...]) -> Callable[[str, str], Term]:
    """Return a reader of terms whose value is one of a few words."""

    def read(written: str, value: str) -> Term:
        word = value.replace(" ", "_").replace("-", "_")
        if word not in allowed:
            begun = [each for each in allowed if each.startswith(word)]
            may_be = " or ".join(begun) or _ALLOWED[key]
            raise TrackerError(f"{written} is no filter.", f"After {key}: write {may_be}.")
        return Term(key, word)

    return read


def _name(key: str) -> Callable[[str, str], Term]:
    """Return a reader of terms whose value is part of a name."""
    return lambda written, value: Term(key, value)


def _day(written: str, value: str) -> Term:
    if value == "today" or (value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= 31):
        return Term("day", value)
    return Term("day", _date(written, value, "day").isoformat())


def _due(written: str, value: str) -> Term:
    match = _DUE.fullmatch(value)
    comparison, day = match.groups() if match else ("", value)
    words = day if day == "today" else _date(written, day, "due").isoformat()
    return Term("due", words, comparison=comparison or "=")


def _date(written: str, value: str, key: str) -> date:
    try:
        if len(value) == len("2026-01-01"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise TrackerError(f"{written} is no filter.", f"After {key}: write {_ALLOWED[key]}.")


_ALLOWED: Mapping[str, str] = {
    "is": "open, done, overdue or changed",
    "status": f"one of {', '.join(STATUSES)}",
    "party": "the id or the beginning of the name of a party",
    "owner": "the id or the beginning of the name of a party or a person",
    "day": "a day of the month such as 26, a date such as 2025-11-26, or today",
    "has": "decision, note or action",
    "due": "a date such as 2026-01-01, with <, <=, = , >= or > before it, or today",
}

_READERS: Mapping[str, Callable[[str, str], Term]] = {
    "is": _one_of("is", IS_WORDS),
    "status": _one_of("status", STATUSES),
    "party": _name("party"),
    "owner": _name("owner"),
    "day": _day,
    "has": _one_of("has", HAS_WORDS),
    "due": _due,
}
