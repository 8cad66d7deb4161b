"""What the verbs take in: text, also from standard input, words of the domain, days, and ids and numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import click

from tracker.domain.model.state import State
from tracker.domain.search.lookup import Found, find_row, nearest_ids
from tracker.domain.words.formatting import in_words
from tracker.domain.words.labels import row_label
from tracker.errors import RefusedError, TrackerError, UnknownIdError

if TYPE_CHECKING:
    from tracker.domain.words.formatting import Calendar
    from tracker.domain.words.time_parsing import DayWords, Hours

LONGEST_NAME = 100
"""No id is as long, so what is cut off here stays unknown; only its complaint gets short."""

NONE: Final = "none"
"""What stands for nothing where a value is to be taken away."""

_MOST_INPUT = 1024 * 1024
Read = TypeVar("Read")


class Word(click.Choice[str]):
    """One of the words of a ``Literal`` of the domain, in any case, with ``-`` or ``_`` between its parts."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; an empty one stands for nothing said, which nobody types."""
        super().__init__([_typed(word) for word in words if word])

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as the domain writes it."""
        return super().convert(_typed(value[:LONGEST_NAME]), param, ctx).replace("-", "_")


class GivenDay(NamedTuple):
    """A day as it was given. Which one it is hangs on the meeting."""

    words: DayWords
    parameter: click.Parameter | None
    context: click.Context | None

    def on(self, calendar: Calendar | None, *, is_due: bool = False) -> date:
        """Return the day that is meant, or by which something ``is_due``; without a calendar it needs its year.

        Raises:
            click.BadParameter: it can't be told, or there is no such day.
        """
        try:
            return self.words.on(calendar, is_due=is_due)
        except RefusedError as error:
            raise click.BadParameter(_sentences(error), self.context, self.parameter) from error


def day_given(context: click.Context, parameter: click.Parameter, text: str | None) -> GivenDay | None:
    """Return a day as it was given; None for none. It is the callback of what takes a day.

    Raises:
        click.BadParameter: it is no day.
    """
    from tracker.domain.words.time_parsing import read_day

    return None if text is None else GivenDay(_read(read_day, text, parameter, context), parameter, context)


def day_or_none_given(context: click.Context, parameter: click.Parameter, text: str) -> GivenDay | None:
    """Return a day as ``day_given()`` does; None for the word ``none``.

    Raises:
        click.BadParameter: it is neither.
    """
    return None if text.casefold() == NONE else day_given(context, parameter, text)


def hour_given(text: str) -> time | None:
    """Return an hour of the day; None for the word ``none``.

    Raises:
        click.BadParameter: it is neither.
    """
    from tracker.domain.words.time_parsing import read_hour

    return None if text.casefold() == NONE else _read(read_hour, text)


def hours_given(text: str) -> Hours:
    """Return from when to when, or only from when; no hours at all for the word ``none``.

    Raises:
        click.BadParameter: it can't be told.
    """
    from tracker.domain.words.time_parsing import Hours, read_hour, read_hours

    if text.casefold() == NONE:
        return Hours(None, None)
    try:
        return read_hours(text)
    except RefusedError:
        return Hours(_read(read_hour, text), None)


def minutes_given(text: str) -> int:
    """Return a length of time in minutes; fewer than 0 for backwards.

    Raises:
        click.BadParameter: it is none.
    """
    from tracker.domain.words.time_parsing import read_minutes

    return _read(read_minutes, text)


def _read(
    read: Callable[[str], Read], text: str, param: click.Parameter | None = None, ctx: click.Context | None = None
) -> Read:
    try:
        return read(text)
    except RefusedError as error:
        raise click.BadParameter(_sentences(error), ctx, param) from error


def _sentences(error: TrackerError) -> str:
    return f"{error.message} {error.hint}".strip()


def text_given(text: str) -> str:
    """Return a text as it was given, or for ``-`` what standard input holds.

    Raises:
        TrackerError: standard input holds too much.
    """
    return standard_input("text") if text == "-" else text


def standard_input(what: str) -> str:
    """Return all that standard input holds.

    Raises:
        TrackerError: it is more than 1 MiB of ``what``.
    """
    return raw_input(what, _MOST_INPUT).decode("utf-8", "replace")


def raw_input(what: str, most_bytes: int) -> bytes:
    """Return all that standard input holds, as it is.

    Raises:
        TrackerError: it is more than ``most_bytes`` of ``what``.
    """
    content = sys.stdin.buffer.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TrackerError(
            f"Standard input holds more than {most_bytes // 1024**2} MiB of {what}.", "Give less at once."
        )
    return content


def row_asked_for(state: State, asked: str) -> Found:
    """Return the row that ``asked`` names by its id or number; the meeting too.

    Raises:
        UnknownIdError: nothing is called so; it suggests the nearest.
    """
    asked = asked[:LONGEST_NAME]
    if asked.strip().casefold() == state.meeting.id:
        return Found("meeting", state.meeting.id)
    return find_row(state, asked)


def row_meant(state: State, asked: str, *tables: str) -> str:
    """Return the id of the row of one of ``tables`` that ``asked`` names by its id or number.

    Raises:
        UnknownIdError: nothing is called so; it suggests the nearest of ``tables``.
        RefusedError: it is something else.
    """
    try:
        found = row_asked_for(state, asked)
    except UnknownIdError as error:
        raise UnknownIdError(error.asked, nearest_ids(state, error.asked.strip().casefold(), tables)) from error
    if found.table not in tables:
        label, wanted = row_label(state, found.table, found.id), " or ".join(map(_kind, tables))
        raise RefusedError(f"{asked!r} is {label}, and this takes {wanted}.")
    return found.id


_KINDS = {"people": "a person", "parties": "a party", "meeting": "the meeting", "agenda_items": "an agenda item"}


def _kind(table: str) -> str:
    """Return what a row of a table is called, with its article."""
    name = in_words(table).removesuffix("s")
    return _KINDS.get(table) or f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _typed(word: str) -> str:
    return word.lower().replace("_", "-")
