"""What the meeting has already in the same words and the same place: from the words to the row, without a search."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from tracker.domain.model.state import State
from tracker.domain.search.indexes import Index, Rows


def known_by(state: State, index: Index, words: Hashable) -> str:
    """Return the id of the row that has these words, the oldest where several have; empty for none."""
    found: Mapping[Hashable, str] = state.index(index)
    return found.get(words, "")


def _by_words(name: str, table: str, words_of: Callable[[Any], Iterable[Hashable]], *fields: str) -> Index:
    def grown(made: Mapping[Hashable, str], rows: Rows, row_id: str) -> Mapping[Hashable, str]:
        return {**made, **{words: row_id for words in words_of(rows[row_id]) if words not in made}}

    def build(rows: Rows) -> Mapping[Hashable, str]:
        found: dict[Hashable, str] = {}
        for row in rows.values():
            for words in words_of(row):
                found.setdefault(words, row.id)
        return found

    return Index(name, table, frozenset(fields), build, grown)


ITEMS_BY_TITLE = _by_words("items by title", "agenda_items", lambda item: (item.title.casefold(),), "title")
POINTS_BY_TITLE = _by_words(
    "points by title",
    "talking_points",
    lambda point: () if point.withdrawn else ((point.item, point.title.casefold()),),
    *("item", "title", "withdrawn"),
)
NOTES_BY_WORDS = _by_words("notes by words", "notes", lambda note: ((note.about, note.text),), "about", "text")
DECISIONS_BY_WORDS = _by_words(
    "decisions by words",
    "decisions",
    lambda decision: ((decision.item, side.text) for side in decision.texts),
    *("item", "texts"),
)
ACTIONS_BY_WORDS = _by_words(
    "actions by words", "action_items", lambda action: ((action.item, action.text),), "item", "text"
)
