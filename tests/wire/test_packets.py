"""Packets in a real terminal: two screens side by side, one gets its keys in packets and the other one by one."""

import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from tinydb import TinyDB

from tests.support.keys import (
    BACKSPACE,
    DOWN,
    END,
    ESCAPE_WITH_KITTY,
    F2,
    F6,
    HOME,
    LEFT,
    PAGE_DOWN,
    PAGE_UP,
    PALETTE,
    RIGHT,
    UP,
    click,
    pasted,
    sent,
)
from tests.support.packets import OPENINGS, SIZES
from tests.support.program import ROOT, TRACKER
from tests.support.pty_session import TerminalSession
from tests.support.screen import MOMENT, READY, without_times
from tests.support.vt import Terminal

_KEYS = (
    *"\r\r  \t",
    BACKSPACE,
    PALETTE,
    ESCAPE_WITH_KITTY,
    ESCAPE_WITH_KITTY,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    RIGHT,
    LEFT,
)
_KEYS += (F2, F2, F6, pasted("some\ntext"))
_SIGNS = "asdfghjklwertyuiopzxcvbnmASDFGHJKLWERTYUIOPZXCVBNM1234567890/?+-:"
"""All but ``q``, after which there is nothing to compare."""


_WITHOUT_WHAT_TIME_CHANGES = """
from textual.command import CommandPalette
from tracker.__main__ import main
from tracker.ui.main.panels import WiredScreen
WiredScreen.tell = lambda *_, **__: None
CommandPalette._NO_MATCHES_COUNTDOWN = 3600
main()
"""
"""The program, but for what comes or goes after a time, not after a key: notices, that the palette finds nothing."""


class Pair(NamedTuple):
    """Two screens, each of a meeting of its own."""

    at_once: TerminalSession
    one_by_one: TerminalSession


@pytest.fixture
def pair(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Pair]:
    with ExitStack() as stack:
        # Both folders have names of the same length, and what is exported lies within them.
        for name in ("at_once", "in_turn"):
            (tmp_path / name).mkdir()
        sessions = [stack.enter_context(begin(tmp_path / name, request.param)) for name in ("at_once", "in_turn")]
        for session in sessions:
            session.wait_for(READY, quiet=0.5)
        yield Pair(*sessions)


def begin(folder: Path, size: tuple[int, int]) -> TerminalSession:
    (folder / "home").mkdir()
    command = (sys.executable, "-c", _WITHOUT_WHAT_TIME_CHANGES, "--db", str(folder / "meeting"), "--now", MOMENT)
    # An editor would take what comes one by one; in a packet the program has read it before. This one leaves at once.
    env = {"PYTHONPATH": str(ROOT), "EDITOR": "true"}
    return TerminalSession(command, folder / "home", size=size, cwd=folder, env=env)


def a_packet(chance: random.Random, size: tuple[int, int]) -> list[str]:
    """Return two to six keys, clicks and pastes."""
    packet: list[str] = []
    while len(packet) < chance.randint(2, 6):
        kind = chance.random()
        if kind < 0.3:
            packet += [click(chance.randint(1, size[0]), chance.randint(1, size[1]))] * chance.choice((1, 2))
        else:
            packet.append(chance.choice(_KEYS if kind < 0.7 else _SIGNS))
    return packet[:6]


def assert_same_after(pair: Pair, opening: list[str], packet: list[str]) -> None:
    """Send the keys in one packet and one by one, and wait until both screens show the same."""
    pair.at_once.send("".join((*opening, *packet)))
    for key in (*opening, *packet):
        pair.one_by_one.send(key)
        # Where that was too soon, two keys came as a packet, which is no harm.
        pair.one_by_one.until_quiet(0.15)

    def same(terminal: Terminal) -> bool:
        pair.one_by_one.read()
        texts = [without_times(each.text) for each in (terminal, pair.one_by_one.terminal)]
        return texts[0] == texts[1].replace("in_turn", "at_once")

    try:
        pair.at_once.wait_for(same, quiet=0.15)
    except AssertionError as error:
        raise AssertionError(f"{opening} {packet}: {error}\nexpected:\n{pair.one_by_one.terminal.text}") from error


def assert_same_kept(folder: Path) -> None:
    """Check that both meetings hold the same, but for when it was written."""
    kept = [kept_in(folder / name / "meeting") for name in ("at_once", "in_turn")]
    assert kept[0] == kept[1]


def kept_in(meeting: Path) -> dict[str, list[dict[str, object]]]:
    """Return the rows of each table without their times; empty where nothing was ever changed."""
    if not (meeting / "meeting.json").exists():
        return {}
    with TinyDB(meeting / "meeting.json", access_mode="r") as database:
        tables = {table: list(database.table(table)) for table in database.tables() if not table.startswith("_")}
    return {
        table: [{field: value for field, value in row.items() if not field.endswith("_at")} for row in rows]
        for table, rows in tables.items()
    }


def come_to_the_same(pair: Pair, size: tuple[int, int], count: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        opening = [sent(key) for key in chance.choice(OPENINGS)]
        assert_same_after(pair, opening, a_packet(chance, size))
        assert_same_after(pair, [], [ESCAPE_WITH_KITTY] * 4)


@pytest.mark.parametrize("pair", [(80, 24)], indirect=True)
def test_packets(pair: Pair, tmp_path: Path) -> None:
    come_to_the_same(pair, (80, 24), 8, seed=14)


@pytest.mark.parametrize("pair", [(80, 17)], indirect=True)
def test_a_click_on_a_word_of_the_keys_comes_before_the_next_click(pair: Pair) -> None:
    word = click(14, 17)
    assert_same_after(pair, ["M"], [click(73, 13), "\x7f", word, word])


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("pair", "size"), [(size, size) for size in SIZES], indirect=["pair"], ids=str)
def test_very_many_packets(pair: Pair, size: tuple[int, int], tmp_path: Path) -> None:
    come_to_the_same(pair, size, 40, seed=sum(size))
    assert_same_kept(tmp_path)


@pytest.mark.parametrize("keys", ["\r\r", "\r \r", "  j", "xJd"])
def test_two_keys_at_the_first_start(tmp_path: Path, keys: str) -> None:
    command = (*TRACKER, "--db", str(tmp_path / "meeting"))
    with TerminalSession(command, tmp_path, first_run=True) as running:
        running.wait_for("shows this again")
        running.press(keys, until=lambda terminal: "Introduction" not in terminal.text and "? help" in terminal.text)
        running.send("q" if "J" not in keys else "\x1bq")
        assert running.wait_exit() == 0


def test_keys_before_the_first_screen(tmp_path: Path) -> None:
    command = (*TRACKER, "--db", str(tmp_path / "meeting"))
    with TerminalSession(command, tmp_path, first_run=True) as running:
        running.send("\r\rnHello\x1bOQq")
        assert running.wait_exit() == 0
    with TinyDB(tmp_path / "meeting" / "meeting.json", access_mode="r") as database:
        assert [row["text"] for row in database.table("notes")] == ["Hello"]
