"""What a person filled into a form, read as what each field is to be."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from tracker.domain.words.formatting import Calendar, field_words
from tracker.domain.words.time_parsing import DAY_EXAMPLE, Hours, read_day, read_hour, read_hours, read_minutes
from tracker.errors import RefusedError
from tracker.text import clean, clean_lines

_WHOLE = re.compile(r"[+-]?\d{1,9}")
Value = TypeVar("Value")


class FormValues(NamedTuple):
    """The values of a form by the names of its fields."""

    values: Mapping[str, str | tuple[str, ...]]
    labels: Mapping[str, str] = {}
    """What the form calls its fields, by their names."""
    calendar: Calendar | None = None
    """By what a day is understood that is written without its year; None where each needs its own."""

    def body(self, name: str) -> str:
        """Return a text of several lines, clean."""
        return clean_lines(str(self.values[name]))

    def line(self, name: str) -> str:
        """Return a text of one line, clean."""
        return clean(str(self.values[name]))

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the ids that were chosen."""
        value = self.values[name]
        return value if isinstance(value, tuple) else (value,) if value else ()

    def day(self, name: str, *, is_due: bool = False) -> date | None:
        """Return a day, or one by which something ``is_due``; None where the field is empty.

        Raises:
            RefusedError: what stands there is no day.
        """
        if not self.line(name):
            return None
        return self._read(name, lambda words: read_day(words).on(self.calendar, is_due=is_due))

    def required_day(self, name: str) -> date:
        """Return a day.

        Raises:
            RefusedError: what stands there is none, or nothing is.
        """
        day = self.day(name)
        if day is None:
            missing = f"{self.label(name)}: the day is missing."
            raise RefusedError(missing, f"Write it as {DAY_EXAMPLE}.", field=name)
        return day

    def hours(self, start: str, end: str) -> Hours:
        """Return from when to when, of two fields; the first may hold both. Nothing in them is all day.

        Raises:
            RefusedError: what stands there is no hour.
        """
        if not self.line(start):
            return Hours(None, self._read(end, read_hour) if self.line(end) else None)
        if self.line(end):
            return Hours(self._read(start, read_hour), self._read(end, read_hour))
        try:
            return read_hours(self.line(start))
        except RefusedError:
            return Hours(self._read(start, read_hour), None)

    def minutes(self, name: str) -> int:
        """Return a length of time in minutes; fewer than 0 for backwards.

        Raises:
            RefusedError: what stands there is none.
        """
        return self._read(name, read_minutes)

    def number(self, name: str) -> int:
        """Return a whole number.

        Raises:
            RefusedError: what stands there is none.
        """
        words = self.line(name)
        if not _WHOLE.fullmatch(words):
            odd = f"{self.label(name)}: {words!r} is not a whole number."
            raise RefusedError(odd, "Write it as 15.", field=name)
        return int(words)

    def label(self, name: str) -> str:
        """Return what a refusal calls a field: as the form does."""
        return self.labels.get(name) or field_words(name).capitalize()

    def _read(self, name: str, read: Callable[[str], Value]) -> Value:
        """Return what a field holds, as ``read`` reads it; a refusal names the field."""
        try:
            return read(self.line(name))
        except RefusedError as error:
            raise RefusedError(f"{self.label(name)}: {error.message}", error.hint, field=name) from error
