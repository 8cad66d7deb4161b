"""What a person filled into a form, read as what each field is to be."""

from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from tracker.domain.rules import in_words
from tracker.errors import RefusedError
from tracker.text import clean, clean_lines


class Filled(NamedTuple):
    """The values of a form by the names of its fields."""

    values: Mapping[str, str | tuple[str, ...]]

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

    def day(self, name: str) -> date | None:
        """Return a day; None where the field is empty.

        Raises:
            RefusedError: what stands there is no day.
        """
        words = self.line(name)
        try:
            return date.fromisoformat(words) if words else None
        except ValueError as error:
            raise RefusedError(f"{in_words(name)}: {words!r} is no day.", "Write it as 2026-01-31.") from error

    def hour(self, name: str) -> time | None:
        """Return an hour of the day; None where the field is empty.

        Raises:
            RefusedError: what stands there is no hour.
        """
        words = self.line(name)
        try:
            return time.fromisoformat(words.zfill(5)) if words else None
        except ValueError as error:
            raise RefusedError(f"{in_words(name)}: {words!r} is no hour.", "Write it as 09:30.") from error

    def number(self, name: str) -> int:
        """Return a whole number.

        Raises:
            RefusedError: what stands there is none.
        """
        words = self.line(name)
        try:
            return int(words)
        except ValueError as error:
            raise RefusedError(
                f"{in_words(name)}: {words!r} is no whole number.", "Write it as 15, or as -15."
            ) from error
