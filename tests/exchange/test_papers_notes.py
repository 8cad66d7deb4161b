"""Notes in the papers: one side's own protocol has all that the side may read, a joint one minutes and statements."""

import re
from typing import Any

import pytest

from tests.exchange.paper_samples import ABOUT, ENDINGS, noted_everywhere, state_of_the_day, written
from tests.support.record import done
from tracker.domain.edits import AddNote, AddPoint, EditItem, Tick
from tracker.domain.model.state import State


def found(text: str) -> set[str]:
    """Return which of the notes an export has, whatever its format does to the signs around them."""
    plain = " ".join(text.replace("\\", "").replace("&lt;", "<").replace("&gt;", ">").split())
    return {note.text for note in noted_everywhere().notes.values() if note.text.startswith("<") and note.text in plain}


def wanted(*endings: str, kinds: tuple[str, ...] = ("note", "statement", "minute")) -> set[str]:
    return {f"<{about} {kind} of {ending}>" for about in ABOUT for kind in kinds for ending in endings}


@pytest.mark.parametrize("name", ENDINGS)
def test_the_own_minutes_have_every_note_that_the_side_may_read(name: str) -> None:
    ours = ("all public", "all internal", "np internal")
    assert found(written(name, "minutes", noted_everywhere(), audience="own", side="np")) == wanted(*ours)
    every = written(name, "minutes", noted_everywhere(), audience="own")
    assert found(every) == wanted(*ours, "de internal")


@pytest.mark.parametrize("name", ENDINGS)
def test_joint_minutes_have_public_minutes_and_statements_alone(name: str) -> None:
    text = written(name, "minutes", noted_everywhere())
    assert found(text) == wanted("all public", kinds=("statement", "minute"))
    assert "internal" not in text
    assert found(written(name, "minutes", noted_everywhere(), audience="press")) == set()


def test_each_note_stands_below_what_it_is_about_and_says_that_it_is_internal() -> None:
    lines = written("text", "minutes", noted_everywhere(), audience="own", side="np").splitlines()
    expected = {
        "small": ("Held: Kathmandu", "Note by anna, internal (draft): "),
        "morning": ("Sessions", "Note on Morning session, Sat 28 Mar by anna, internal (draft): "),
        "track": ("1. The track", "Note by anna, internal (draft): "),
        "track.2": ("1. The track", "Note on 1.2 by anna, internal (draft): "),
        "d1": ("Decision D1", "Note by anna, internal (draft): "),
        "a1": ("Who does what", "Note on A1 by anna, internal (draft): "),
    }
    for about, (below, label) in expected.items():
        heading = next(place for place, line in enumerate(lines) if line.startswith(below))
        words = " ".join(" ".join(lines[heading:]).split())
        assert f"{label}<{about} note of all internal>" in words
    assert "Minute, internal to Nepal (draft): <track minute of np internal>" in " ".join(" ".join(lines).split())


def hidden_things() -> State:
    edits: list[Any] = [
        AddPoint(item="track", title="What we would settle for", visibility="internal"),
        Tick(points=("track.3",), done=True),
        EditItem(item="fares", visibility="internal"),
        AddNote(about="track.3", text="Not below ten."),
    ]
    return done(state_of_the_day(), *edits)


@pytest.mark.parametrize("name", ENDINGS)
def test_internal_items_and_points_are_marked_and_their_notes_are_there(name: str) -> None:
    text = written(name, "minutes", hidden_things(), audience="own", side="np").replace("\\", "")
    assert "What we would settle for, internal" in text
    assert f"{hidden_things().agenda_items['fares'].title}, internal" in text
    assert "Not below ten." in text
    assert "settle" not in written(name, "minutes", hidden_things())
    brief = written(name, "brief", hidden_things(), audience="own", side="np").replace("\\", "")
    assert re.search(r"note on point 1\.3 .* by\s+anna,\s+internal,\s+draft:\s+Not\s+below\s+ten\.", brief, re.DOTALL)
    assert "What we would settle for, internal (anna)" in brief
