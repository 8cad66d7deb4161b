"""Outputs that others rely on, byte for byte: helps, ``--json``, exports, and the files of one scripted meeting.

``pytest tests/cli/test_frozen.py --snapshot-update`` writes them anew: look at what changed, for they may only gain.
"""

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import MORNING, READING
from tests.cli.record import fill
from tests.support.program import ROOT
from tests.support.samples import SMALL_MORNING
from tracker.cli.main import tracker
from tracker.clock import FrozenClock
from tracker.exchange.registry import EXPORTS

FROZEN = Path(__file__).parent / "frozen"
_EXPORTS = [(name, part) for name, known in EXPORTS.items() for part in known.parts or ("",)]
_OF_THIS_RUN = re.compile(r"/[^\s\"',]*/test_[^\s\"',/]*")
"""The test's own folder, which differs from run to run."""
_FILE_SYSTEM = re.compile(r"file system \(\w+\)")
_DIGITS_OF_RUNNING_TIME = re.compile(r"(\d\.\d{6})\d{3,}")
"""With ``--now`` the clock goes on from there, by some microseconds until it is read."""


def _verbs(command: click.Command, context: click.Context, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _verbs(inner, click.Context(inner, parent=context, info_name=name), (*words, name))


HELPS = list(_verbs(tracker, click.Context(tracker, info_name="tracker"), ()))


def _hold(name: str, text: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = FROZEN / name
    text = _OF_THIS_RUN.sub("FOLDER", text.replace(str(tmp_path), "FOLDER").replace(str(ROOT), "SOURCE"))
    text = _FILE_SYSTEM.sub("file system (ANY)", _DIGITS_OF_RUNNING_TIME.sub(r"\1", text))
    if request.config.getoption("update_snapshots", default=False):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def nothing_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every moment and every number that is drawn be the same in each run."""
    drawn = count(1)
    monkeypatch.setattr("tracker.clock.SystemClock", lambda: FrozenClock(SMALL_MORNING))
    monkeypatch.setattr(os, "urandom", lambda size: next(drawn).to_bytes(size, "big"))


@pytest.fixture
def day(folder: Path, run: Invoke) -> Path:
    """Return the folder of a meeting with something of everything on record, some of it taken back or moved."""
    fill(folder, run)
    for line in (
        ("check", "track"),
        ("uncheck", "1.1"),
        ("undo",),
        ("note", "n1", "Metre gauge is not an option."),
        ("action", "done", "A2", "Counted"),
        ("late", "20"),
        ("session", "add", "Closing", "--type", "plenary", "--day", "2026-03-29", "--room", "Hall"),
        ("item", "add", "Visas", "--purpose", "for-discussion", "--lead", "port"),
        ("set", "3", "deferred", "--target", "next"),
        ("meeting", "release"),
        ("withdraw", "2A.1", "--reason", "Settled by letter"),
    ):
        done = run(*line)
        assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_help(
    words: tuple[str, ...], run: Invoke, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _hold(f"help/{'-'.join(words) or 'tracker'}.txt", run(*words, "--help").stdout, tmp_path, request)


def test_json_of_every_reading_verb(day: Path, run: Invoke, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for line in READING:
        printed = run(*line, "--json", *MORNING).stdout
        _hold(f"json/{'-'.join(line).replace('.', '_')}.json", printed, tmp_path, request)


def test_every_export(day: Path, run: Invoke, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for audience in ("public", "own"):
        for name, part in _EXPORTS:
            arguments = ("export", name, *(("--part", part) if part else ()), "--for", audience)
            _hold(f"export/{audience}-{name}-{part or 'whole'}.txt", run(*arguments).stdout, tmp_path, request)


@pytest.mark.parametrize("file", ["journal.jsonl", "meeting.json"])
def test_file_on_disk(file: str, day: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _hold(f"folder/{file}", (day / file).read_text(encoding="utf-8"), tmp_path, request)


def test_nothing_frozen_is_left_over() -> None:
    helps = {f"help/{'-'.join(words) or 'tracker'}.txt" for words in HELPS}
    reading = {f"json/{'-'.join(line).replace('.', '_')}.json" for line in READING}
    exports = {f"export/{who}-{name}-{part or 'whole'}.txt" for who in ("public", "own") for name, part in _EXPORTS}
    known = helps | reading | exports | {"folder/journal.jsonl", "folder/meeting.json"}
    assert {str(file.relative_to(FROZEN)) for file in FROZEN.rglob("*.*")} == known
