"""What counts is what this screen saw: one's own change on another screen is a conflict, one's own here is none."""

from pathlib import Path

import msgspec
import pytest

from tests.support.people import BORIS
from tests.support.store import opened
from tracker.domain.edits import AddPoint, AnyEdit, EditPoint, MovePoint, Tick
from tracker.errors import ConflictError


def titled(title: str, seen: int) -> AnyEdit:
    return EditPoint(point="psm.1", title=title, seen=seen)


def test_two_screens_of_one_person_do_not_overwrite_each_other(tmp_path: Path) -> None:
    here, there = opened(tmp_path), opened(tmp_path)
    here.transact(titled("From here", 0))
    with pytest.raises(ConflictError) as caught:
        there.transact(titled("From there", 0))
    assert caught.value.message == "You changed psm.1 elsewhere since you last saw it, so it was left as it is."
    assert there.snapshot().state.talking_points["psm.1"].title == "From here"
    there.transact(titled("From there", caught.value.newest))
    assert there.snapshot().state.talking_points["psm.1"].title == "From there"


def test_what_a_screen_did_itself_it_has_seen(tmp_path: Path) -> None:
    store = opened(tmp_path)
    for done in (True, False, True):
        # Keys faster than the disk: none of them has seen what became of the one before.
        store.transact(Tick(points=("psm.1",), done=done, seen=0))
    store.undo()
    store.transact(Tick(points=("psm.1",), done=True, seen=0))
    assert store.snapshot().state.talking_points["psm.1"].done


def test_an_undo_on_the_other_screen_is_a_change_too(tmp_path: Path) -> None:
    here, there = opened(tmp_path), opened(tmp_path)
    seen = here.transact(titled("First", 0)).snapshot.state.seq
    there.changed()
    there.undo()
    with pytest.raises(ConflictError, match=r"You changed psm\.1 elsewhere"):
        here.transact(titled("Second", seen))
    here.redo()
    assert here.snapshot().state.talking_points["psm.1"].title == "First"


def test_ones_own_change_does_not_hide_what_someone_else_did_before_it(tmp_path: Path) -> None:
    here, there = opened(tmp_path), opened(tmp_path, actor=BORIS)
    seen = here.transact(AddPoint(item="psm", title="Another")).snapshot.state.seq
    theirs = there.transact(titled("From there", seen)).snapshot.state.seq
    # Moving one point gives others new places, whoever changed them and whether that was seen or not.
    here.transact(MovePoint(point="psm.2", before="psm.1", seen=seen))
    here.transact(msgspec.structs.replace(titled("Seen", 0), seen=theirs))
    with pytest.raises(ConflictError) as caught:
        here.transact(titled("Typed before", seen))
    assert (caught.value.who, caught.value.newest) == ("boris", theirs)
    assert caught.value.message.startswith("boris changed psm.1 since")
