"""Meeting folders with something odd in one of their files, under right checksums: what anybody can write by hand."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.people import ANNA
from tests.support.record import rich_state
from tests.support.shims import Unsynced
from tests.support.store import frozen
from tracker.domain.edits import AddItem, AddNote, AddPoint, Tick
from tracker.store.config import StoreConfig
from tracker.store.format.encoding import encode, seal
from tracker.store.format.state_file import NO_SUM, START, sum_of
from tracker.store.meeting_store import MeetingStore

_DEEP: Any = []
for _ in range(700):
    _DEEP = [_DEEP]

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2_000_000_000,
    2**53 - 1,
    2**63,
    10**30,
    1e300,
    "",
    "x",
    "\x1b[2J\u202e",
    "x" * 3000,
    "../../etc/passwd",
    "Foo/Bar",
    "America",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2025-11-25T10:00:00",
    "10:00:00+05:00",
    [],
    [[]],
    [None],
    ["x", "x"],
    {},
    {"id": "x"},
    _DEEP,
)
"""What is put in the place of something."""


def make(folder: Path) -> None:
    """Make a meeting with something in every table, a few changes, and a journal that was kept."""
    config = StoreConfig(calls=Unsynced(), journal_limit=9_000, journal_files=0)
    store = MeetingStore.open(folder, actor=ANNA, clock=frozen(), programme=rich_state, create=True, config=config)
    item, point = next(iter(rich_state().agenda_items)), next(iter(rich_state().talking_points))
    for number in range(6):
        store.transact(Tick(points=(point,), done=number % 2 == 0))
        store.transact(AddNote(about=item, text=f"Note {number}"))
    parties = tuple(rich_state().parties)[:1]
    store.transact(AddItem(title="New", purpose="for_discussion", annotation="More.", lead_parties=parties))
    added = next(row for row in store.snapshot().state.agenda if row.title == "New")
    store.transact(AddPoint(item=added.id, title="First"))
    store.close()
    assert list(folder.glob("journal-*"))


def mutate(folder: Path, dice: random.Random) -> str:
    """Change one thing in one file of the folder, make the checksums right again, and return which file it was."""
    path = dice.choice(sorted(path for path in folder.iterdir() if path.is_file()))
    if path.name == "lock":
        path.write_bytes(_lock(path.read_bytes(), dice))
    elif path.name.startswith("journal"):
        path.write_bytes(_journal(path.read_bytes(), dice))
    else:
        path.write_bytes(_state(path.read_bytes(), dice))
    if dice.random() < 0.3:
        _hurt(dice.choice(sorted(path for path in folder.iterdir() if path.is_file())), dice)
    return path.name


def _lock(raw: bytes, dice: random.Random) -> bytes:
    places = [raw[:1024], raw[1024:]]
    which = dice.randrange(2)
    if places[which].strip():
        body = json.loads(places[which])
        del body["sum"]
        places[which] = seal(_changed(body, dice))[0].rjust(1024)
    return b"".join(places)


def _journal(raw: bytes, dice: random.Random) -> bytes:
    bodies = [json.loads(line) for line in raw.splitlines()]
    at, chained = dice.randrange(len(bodies)), dice.random() < 0.7
    bodies[at] = _changed(bodies[at], dice)
    lines, before = [], None
    for number, body in enumerate(bodies):
        body.pop("sum", None)
        if number > at and chained and before:
            body["prev"] = before
        line, before = seal(body)
        lines.append(line)
    return b"".join(lines)


def _state(raw: bytes, dice: random.Random) -> bytes:
    tables = json.loads(raw)
    about = tables.pop("_meta")
    if dice.random() < 0.2:
        about["1"] = _changed(about["1"], dice)
    else:
        tables = _changed(tables, dice)
    meta = about["1"] if isinstance(about.get("1"), dict) else {}
    meta.pop("sum", None)
    head = encode({"sum": NO_SUM.decode(), **meta})
    rest = head[len('{"sum":"') + len(NO_SUM) :] + b"}," + encode(tables)[1:] + b"\n"
    return START + sum_of(rest) + rest


def _changed(whole: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Return a copy of plain data in which one thing is otherwise."""
    whole = json.loads(json.dumps(whole))
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            places.append((value, key))
            if isinstance(part, dict | list):
                walk(part)

    walk(whole)
    if not places:
        return whole
    holder, key = dice.choice(places)
    act: Callable[[], None] = dice.choice(
        (
            lambda: holder.__setitem__(key, dice.choice(ODD)),
            lambda: holder.__setitem__(key, dice.choice(ODD)),
            lambda: holder.__setitem__(key, dice.choice(places)[0]),
            lambda: holder.__delitem__(key),
            lambda: holder.__setitem__("zzz", dice.choice(ODD)) if isinstance(holder, dict) else holder.append("zzz"),
        )
    )
    kept = json.dumps(whole)
    try:
        act()
        json.dumps(whole)
    except (ValueError, RecursionError):
        return dict(json.loads(kept))
    return whole


def _hurt(path: Path, dice: random.Random) -> None:
    """Turn a bit, cut the file short, or empty it."""
    raw = bytearray(path.read_bytes())
    if not raw:
        return
    at, how = dice.randrange(len(raw)), dice.randrange(3)
    if how == 0:
        raw[at] ^= 1 << dice.randrange(8)
    path.write_bytes(bytes(raw if how == 0 else raw[:at] if how == 1 else b""))
