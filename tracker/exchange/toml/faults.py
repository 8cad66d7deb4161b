"""The faults of one file, gathered while it is read, so that its author learns of all of them at once."""

from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

from tracker.errors import BadFileError
from tracker.exchange.toml.places import Path, lines_of, nearest_line, words_for
from tracker.text import shortened

MOST_FAULTS = 100
"""After this many faults reading stops: nobody mends more at one go."""

_MOST_COMPARED = 300
_MOST_LISTED = 12
_SHOWN_CHARACTERS = 60
_SENTENCE_CHARACTERS = 2000


class Faults:
    """Gathers the faults of one file."""

    def __init__(self, name: str, text: str, tables: Mapping[str, Any]) -> None:
        """Start with none; ``text`` is valid TOML and ``tables`` what it says."""
        self._name = name
        self._text = text
        self._tables = tables
        self._found: list[tuple[int, str]] = []

    def add(self, path: Path, sentence: str) -> None:
        """Note a fault at ``path``; ``sentence`` says what is wrong and what to do.

        Raises:
            BadFileError: that was fault number ``MOST_FAULTS``.
        """
        line = nearest_line(self._lines, path)
        # Cleaned here, once for all: a sentence quotes what the file says, and nobody knows what that is.
        self._found.append((line or 0, shortened(f"{self.place(path)}: {sentence}", _SENTENCE_CHARACTERS)))
        if len(self._found) == MOST_FAULTS:
            self._found.append((len(self._text) + 2, f"reading stopped after {MOST_FAULTS} faults: mend these first"))
            self.raise_any()

    def place(self, path: Path) -> str:
        """Return where ``path`` is, for a person: ``line 84, agenda item "psm", point "psm.2"``."""
        line = nearest_line(self._lines, path)
        words = words_for(path, self._tables)
        return ", ".join(filter(None, (f"line {line}" if line else "the file", words)))

    def raise_any(self) -> None:
        """Go on if there is no fault.

        Raises:
            BadFileError: there is at least one; they stand in the order of the file.
        """
        if self._found:
            raise BadFileError(self._name, tuple(fault for _, fault in sorted(self._found, key=lambda found: found[0])))

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        return lines_of(self._text)


def shown(value: str) -> str:
    """Return a text from the file as a sentence quotes it: safe, in quotes, shortened."""
    return f'"{shortened(value, _SHOWN_CHARACTERS)}"'


def choice(wrong: str, known: Collection[str]) -> str:
    """Return the way out where ``wrong`` is none of ``known``: the nearest of them, else which there are."""
    # difflib is slow to load, and a good file never needs it.
    from difflib import get_close_matches

    # Comparing with each of ten thousand ids would take longer than reading the file.
    candidates = [name for name in known if abs(len(name) - len(wrong)) <= 4][:_MOST_COMPARED]
    near = get_close_matches(wrong[:_SHOWN_CHARACTERS].casefold(), candidates, n=1, cutoff=0.5)
    if near:
        return f"did you mean {shown(near[0])}?"
    if not known:
        return "there are none in this file yet"
    more = f" and {len(known) - _MOST_LISTED} more" if len(known) > _MOST_LISTED else ""
    return f"known are {', '.join(islice(known, _MOST_LISTED))}{more}"
