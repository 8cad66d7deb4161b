"""A text that is too long is refused with the number that is too much, whichever edit brings it; nothing is cut."""

from collections.abc import Iterator
from typing import NamedTuple, get_args, get_type_hints

import msgspec
import pytest

from tests.domain.edit_samples import SAMPLES
from tests.domain.record_strategies import NAMING
from tests.support.record import done, rich_state
from tests.support.samples import small_state
from tracker.domain.edits import (
    AddNote,
    AnyEdit,
    Batch,
    CancelAction,
    EditAction,
    EditItem,
    ReopenAction,
)
from tracker.domain.search.query import parse
from tracker.errors import RefusedError, TrackerError
from tracker.text import BODY_LIMIT, TITLE_LIMIT

LINE, BODY = "ж" * (TITLE_LIMIT + 1), "line\n" * 4000 + "x" * 312
NO_TEXT = {"id", "carried_from", "previous_meeting", "next_meeting", *NAMING}
"""Fields that name a row or another meeting."""
MULTILINE = {"text", "description", "annotation", "taken", "own_words"}
SHOWN_AS = {"annotation": "Description", "designation": "Office", "taken": "Text", "own_words": "Text"}


class Long(NamedTuple):
    """Some edits of which one text of the last is a little too long."""

    edits: tuple[AnyEdit, ...]
    field: str


def _texts_of(edit: AnyEdit) -> Iterator[tuple[str, object]]:
    """Yield the fields of an edit that hold texts, each with one that is a little too long."""
    for name, hint in get_type_hints(type(edit)).items():
        text = BODY if name in MULTILINE else LINE
        if name == "own_words":
            yield name, {"np": text}
        elif str in (hint, *get_args(hint)) and name not in NO_TEXT:
            yield name, text


def _too_long() -> Iterator[Long]:
    """Yield every kind of edit with each of its texts too long; where the reason counts only at times, it counts."""
    found = {}
    for sample in SAMPLES:
        *before, edit = sample.edits
        for name, text in _texts_of(edit):
            if getattr(edit, name) or (type(edit), name) not in found:
                found[type(edit), name] = Long((*before, msgspec.structs.replace(edit, **{name: text})), name)
    yield from found.values()


@pytest.mark.parametrize("long", _too_long(), ids=lambda long: f"{type(long.edits[-1]).__name__}.{long.field}")
def test_a_text_that_is_too_long_is_refused(long: Long) -> None:
    *before, edit = long.edits
    state = done(rich_state(), *before)
    for one in (edit, Batch(edits=(edit,))):  # type: ignore[arg-type]
        with pytest.raises(RefusedError) as caught:
            done(state, one)
        many = (
            "312 characters too many: at most 20,000"
            if long.field in MULTILINE
            else "1 character too many: at most 500"
        )
        field = SHOWN_AS.get(long.field, long.field.replace("_", " ").capitalize())
        assert str(caught.value) == f"{field}: {many}.\nShorten it or split it."


def test_the_longest_texts_are_kept_whole() -> None:
    body, line = ("x" * 99 + "\n") * 199 + "y" * 100, "z" * TITLE_LIMIT
    assert len(body) == BODY_LIMIT
    state = done(small_state(), AddNote(about="track", text=f"\n{body}\n\n"), EditItem(item="track", title=line))
    assert state.notes["n1"].text == body
    assert state.agenda_items["track"].title == line


def test_reasons_that_were_too_long_once_keep_nobody_from_changing_something_else() -> None:
    state = done(rich_state(), CancelAction(action="a1", reason="Because"), ReopenAction(action="a1", reason="Again"))
    done(state, EditAction(action="a1", text="Other words"))


def test_a_search_that_is_too_long_is_refused() -> None:
    assert parse("x" * 500).terms
    with pytest.raises(TrackerError, match="100 characters too many: at most 500"):
        parse("x" * 600)
