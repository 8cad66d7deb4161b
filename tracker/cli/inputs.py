"""What the verbs take in: text, also from standard input, words of the domain, days, and ids and numbers."""

import sys
from collections.abc import Iterable
from datetime import date, time
from typing import Final

import click

from tracker.domain.labels import row_label
from tracker.domain.lookup import Found, find_row, nearest_ids
from tracker.domain.rules import in_words
from tracker.domain.state import State
from tracker.errors import RefusedError, TrackerError, UnknownIdError

LONGEST_NAME = 100
"""No id is as long, so what is cut off here stays unknown; only its complaint gets short."""

NONE: Final = "none"
"""What stands for nothing where a value is to be taken away."""

_MOST_INPUT = 1024 * 1024


class Word(click.Choice[str]):
    """One of the words of a ``Literal`` of the domain, in any case, with ``-`` or ``_`` between its parts."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; an empty one stands for nothing said, which nobody types."""
        super().__init__([_typed(word) for word in words if word])

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as the domain writes it."""
        return super().convert(_typed(value[:LONGEST_NAME]), param, ctx).replace("-", "_")


def day_given(text: str) -> date:
    """Return a day from how ISO 8601 writes it: ``2025-11-26``.

    Raises:
        click.BadParameter: it is none.
    """
    try:
        if len(text) == len("2025-11-26"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text[:LONGEST_NAME]!r} is not a day such as 2025-11-26.")


def hour_given(text: str) -> time | None:
    """Return an hour from how ISO 8601 writes it: ``09:30``; none for the word ``none``.

    Raises:
        click.BadParameter: it is neither.
    """
    if text.casefold() == NONE:
        return None
    try:
        if len(text) == len("09:30"):
            return time.fromisoformat(text)
    except ValueError:
        pass
    raise click.BadParameter(f"{text[:LONGEST_NAME]!r} is not an hour such as 09:30, nor {NONE}.")


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
