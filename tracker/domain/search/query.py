"""The filter language that a person types after ``/``, and its parser.

Terms stand side by side and all of them must be met; ``-`` before one turns it round:

    word  "exact words"  is:open|done|overdue|changed  status:deferred  party:ogdc  owner:gazprom  @gazprom
    day:26  day:28.11.  day:fri  day:today  has:decision|note|action  due:<+7d  (also <= > >= =)

``matching.matches`` finds the rows.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, get_args

from tracker.domain.model.programme import ItemStatus, SessionStatus
from tracker.domain.model.record import ActionStatus, DecisionStatus, NoteStatus
from tracker.domain.search.folding import folded
from tracker.domain.words.formatting import MONTHS, Calendar
from tracker.errors import RefusedError, TrackerError
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
_PARTED_DAY = re.compile(
    rf"\b(day|due):([<>=]*\d\d?\.? (?:{'|'.join(MONTHS)})[a-z]*(?: \d{{4}})?)", re.IGNORECASE | re.ASCII
)
_DUE = re.compile(r"(<=|>=|<|>|=)?(.*)")


class Term(NamedTuple):
    """One condition."""

    key: str
    """``text`` for words, else one of ``KEYS``."""
    value: str
    """In small letters; for ``due`` and ``day`` the day as it was written, or for ``day`` one of the month."""
    negated: bool = False
    comparison: str = ""
    """For ``due``: one of < <= = >= >."""

    @property
    def names_day(self) -> bool:
        """Say whether it names a day, and not only one of the month."""
        return self.key == "due" or (self.key == "day" and not self.value.isdecimal())


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


def parse(text: str, calendar: Calendar | None = None) -> Query:
    """Return what ``text`` asks for. A quotation mark that isn't closed yet reaches to the end.

    With a calendar it is also seen to that each day that is named is there.

    Raises:
        TrackerError: a term can't be understood; names it and says what is allowed. Or there are too many.
    """
    words = clean(text)
    if too := too_long(words, LONGEST_QUERY):
        raise TrackerError(f"Search: {too}.", "Search for less.")
    if parted := _PARTED_DAY.search(words):
        raise TrackerError(f"{parted[0]} is two terms.", f'Write {parted[1]}:"{parted[2]}" in quotation marks.')
    terms = []
    for match in _TERM.finditer(words):
        minus, key, value = match.groups()
        if match[0] and (term := _term(match[0], bool(minus), (key or "").lower(), value or "")):
            terms.append(term)
            if calendar is not None and term.names_day:
                day_meant(term, calendar)
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
    if value.isdecimal() and 1 <= int(value[:9]) <= 31:
        return Term("day", str(int(value[:9])))
    return Term("day", _day_words(written, value, "day"))


def _due(written: str, value: str) -> Term:
    match = _DUE.fullmatch(value)
    comparison, day = match.groups() if match else ("", value)
    return Term("due", _day_words(written, day, "due"), comparison=comparison or "=")


def _day_words(written: str, words: str, key: str) -> str:
    """Return what was written for a day, which it is as a word such as ``today`` only on a day.

    Raises:
        TrackerError: it is no day.
    """
    # A filter without a day needs none of it.
    from tracker.domain.words.time_parsing import UnreadableError, read_day

    try:
        read_day(words)
    except UnreadableError as error:
        raise TrackerError(f"{written} is no filter.", f"After {key}: write {_ALLOWED[key]}.") from error
    except RefusedError as error:
        raise TrackerError(
            f"{written} is no filter: {error.message}", f"{error.hint} A day with blanks stands in quotes."
        ) from error
    return words


def day_meant(term: Term, calendar: Calendar) -> date:
    """Return the day of a term that names one.

    Raises:
        RefusedError: in this meeting there is no such day.
    """
    from tracker.domain.words.time_parsing import read_day

    return read_day(term.value).on(calendar, is_due=term.key == "due")


_ALLOWED: Mapping[str, str] = {
    "is": "open, done, overdue or changed",
    "status": f"one of {', '.join(STATUSES)}",
    "party": "the id or the beginning of the name of a party",
    "owner": "the id or the beginning of the name of a party or a person",
    "day": "a day of the month such as 26, a date such as 28.11. or 2025-11-28, or fri, today or tomorrow",
    "has": "decision, note or action",
    "due": "a date such as 31.1.2026, today or +7d, with <, <=, =, >= or > before it",
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
