"""Records that somebody who can write the folder made and sealed anew: told or refused in words, never a fault."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke
from tests.support.people import ANNA, BORIS
from tests.support.record import rich_state
from tests.support.store import frozen
from tracker.domain.edits import AnyEdit, Attend, EditItem, SetStatus, Tick
from tracker.domain.model.history import Actor
from tracker.store.format.encoding import seal
from tracker.store.io.folder import JOURNAL, LOCK, STATE
from tracker.store.meeting_store import MeetingStore

Body = dict[str, Any]
_EDITS: tuple[AnyEdit, ...] = (
    Tick(points=("track.1",), done=True),
    SetStatus(item="track", status="taken_up", session="morning"),
    Attend(session="morning", attendees=("port",), presence="excused"),
    EditItem(item="fares", title="Other"),
)
VERBS = (
    *(("status",), ("history",), ("history", "--json"), ("show", "track"), ("find", "", "--json"), ("now",)),
    *(("export", "markdown"), ("export", "json"), ("doctor",), ("seal",), ("check", "track.2"), ("undo",)),
)


def put(*path: str | int, value: object) -> Callable[[Body], None]:
    """Return what puts a value where ``path`` leads in a record."""

    def forge(body: Body) -> None:
        for part in path[:-1]:
            body = body[part]  # type: ignore[index]
        body[path[-1]] = value  # type: ignore[index]

    return forge


MOMENTS = ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2026-03-28T10:00:00")
FORGED: tuple[tuple[int, Callable[[Body], None]], ...] = (
    *(
        (number, put("seq", value=value))
        for number in (0, 4)
        for value in ("x", ["x"], {"x": 1}, None, True, 2**70, -1)
    ),
    *((number, put("v", value=value)) for number in (0, 4) for value in ("x", None, 1.5)),
    *((4, put(name, value=None)) for name in ("prev", "op", "at", "edit", "actor", "changes")),
    *(
        (4, put("at", value=at))
        for at in ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2026-03-28T10:00:00")
    ),
    *((number, put("changes", 0, "table", value="adopt")) for number in (0, 1, 4)),
    *((number, put("changes", 0, "before", value={})) for number in (1, 2, 3, 4)),
    *((number, put("changes", 0, "before", value={"x": 1})) for number in (1, 2, 3, 4)),
    *((number, put("changes", 0, "after", value=None)) for number in (1, 2, 3, 4)),
    (4, put("changes", 0, value={"table": "agenda_items", "id": "track", "before": {"title": "x"}, "after": None})),
    (4, put("actor", "name", value="\x1b[6n[/x]")),
)


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    folder = tmp_path / "meeting"
    with_edits = opened(folder, ANNA)
    for edit in _EDITS:
        with_edits.transact(edit)
    return folder


def opened(folder: Path, actor: Actor) -> MeetingStore:
    return MeetingStore.open(folder, actor=actor, clock=frozen(), programme=rich_state, create=True)


def reseal(folder: Path, number: int, forge: Callable[[Body], None]) -> None:
    """Change a record of the journal, and make all checksums from there on anew."""
    bodies = [json.loads(line) for line in (folder / JOURNAL).read_bytes().splitlines()]
    forge(bodies[number])
    lines, digest = [], ""
    for place, body in enumerate(bodies):
        del body["sum"]
        if place > number:
            body["prev"] = digest
        line, digest = seal(body)
        lines.append(line)
    (folder / JOURNAL).write_bytes(b"".join(lines))


@pytest.mark.parametrize("without", [(), (LOCK,), (LOCK, STATE, f"{STATE}.bak")], ids=len)
@pytest.mark.parametrize("forged", FORGED, ids=range(len(FORGED)))
def test_no_forged_record_is_a_fault(
    forged: tuple[int, Callable[[Body], None]], without: tuple[str, ...], meeting: Path, run: Invoke
) -> None:
    reseal(meeting, *forged)
    for name in without:
        (meeting / name).unlink(missing_ok=True)
    for verb in VERBS:
        result = run("--db", str(meeting), *verb)
        assert result.exit_code in (0, 1), (verb, result.output)
        assert "\x1b" not in result.output


@pytest.mark.parametrize("number", [4])
@pytest.mark.parametrize("forge", [forge for number, forge in FORGED if number == 4], ids=lambda _: "")
def test_no_forged_record_stops_an_open_screen(number: int, forge: Callable[[Body], None], meeting: Path) -> None:
    """What is known stays, and is whole: no point is left without its item."""
    whole = (meeting / JOURNAL).read_bytes()
    (meeting / JOURNAL).write_bytes(b"".join(whole.splitlines(keepends=True)[:number]))
    for name in (LOCK, STATE, f"{STATE}.bak"):
        (meeting / name).unlink(missing_ok=True)
    screen = opened(meeting, BORIS)
    (meeting / JOURNAL).write_bytes(whole)
    reseal(meeting, number, forge)
    (meeting / LOCK).unlink(missing_ok=True)
    screen.changed()
    state = screen.snapshot().state
    assert all(state.number_of(point) for point in state.talking_points)
    screen.history()


def test_the_store_of_these_tests_reads_what_they_forge(meeting: Path) -> None:
    reseal(meeting, 4, put("changes", 0, "after", "title", value="Forged"))
    (meeting / LOCK).unlink()
    (meeting / STATE).unlink()
    assert opened(meeting, BORIS).snapshot().state.agenda_items["fares"].title == "Forged"
