"""What a revised programme would change, told as something that is still to come."""

from collections.abc import Iterator, Mapping

from tracker.domain.revision import Differences
from tracker.ui.dialogs.choices import ListRow
from tracker.ui.rendering.lines import line, safe

_TO_COME: Mapping[str, str] = {
    "added": "add",
    "cancelled": "cancel",
    "changed": "change",
    "moved": "move",
    "put": "put",
    "removed": "remove",
    "renumbered": "renumber",
    "set": "set",
    "withdrew": "withdraw",
}
"""Verbs by the form in which a change is told that was made."""


def count(found: Differences) -> int:
    """Return how many changes there would be."""
    return sum(map(len, found))


def preview_rows(found: Differences) -> Iterator[ListRow]:
    """Yield what would be added, changed and left out, each under its heading."""
    groups = {"Will be added": found.added, "Will be changed": found.changed, "Will be left out": found.removed}
    for heading, sentences in groups.items():
        if sentences:
            yield ListRow(heading, line(f"{heading}: {len(sentences)}"), is_heading=True)
            yield from (ListRow(f"{heading} {at}", safe(_to_come(words))) for at, words in enumerate(sentences))


def _to_come(words: str) -> str:
    """Return the sentence about a change that was made as one about a change to be made."""
    verb, blank, rest = words.partition(" ")
    return f"{_TO_COME.get(verb, verb)}{blank}{rest}"
