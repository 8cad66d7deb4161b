"""``tracker where`` and ``tracker init``: which files are in use, and making a meeting folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tracker.cli.output import say, say_json, say_table
from tracker.cli.read_verb import json_option
from tracker.cli.run import Run, pass_run, shipped_programme, verb
from tracker.domain.words.formatting import in_words
from tracker.errors import BadFileError, StoreError, TrackerError
from tracker.personal import paths
from tracker.text import clean

if TYPE_CHECKING:
    from tracker.domain.model.programme import Programme
    from tracker.domain.model.state import State

_MOST_BYTES = 32 * 1024 * 1024
_SOURCE = "A programme file (TOML), or a whole record (JSON)."


class File(NamedTuple):
    """A file or folder that the tracker uses, there or not."""

    name: str
    """What it is for, as a key."""
    path: Path
    exists: bool


@verb("tracker where\ntracker where --json --db ~/igc")
@json_option
@pass_run
def where(run: Run, as_json: bool) -> None:
    """Print the files in use, and whether they are there."""
    files = tuple(_files(run.folder))
    if as_json:
        say_json(
            {
                "files": [{"id": file.name, "path": str(file.path), "exists": file.exists} for file in files],
            }
        )
        return
    cells = [(in_words(file.name), "there" if file.exists else "missing", str(file.path)) for file in files]
    say_table(("File", "Is", "Path"), cells)


@verb(
    "tracker init\n"
    "tracker export toml > programme.toml\n"
    'tracker --db ~/shared init --from programme.toml --group "$(id -gn)"\n'
    "tracker export json --for own > igc.json\ntracker --db ~/copy init --from igc.json"
)
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="FILE", help=_SOURCE)
@click.option("--group", metavar="NAME", help="Share the folder with this group of the system.")
@pass_run
def init(run: Run, source: Path | None, group: str | None) -> None:
    """Make a meeting folder from a programme file, a whole record, or the programme that comes with the tracker."""
    from tracker.clock import SystemClock
    from tracker.personal.identity import current_actor
    from tracker.store import MeetingStore, has_meeting

    folder = run.folder
    if has_meeting(folder):
        raise StoreError(f"There is a meeting in {folder} already.", "Choose another folder with --db DIR.")
    start = _read(source) if source else shipped_programme()
    MeetingStore.open(
        folder, actor=current_actor(), clock=SystemClock(), programme=lambda: start, create=True, group=group
    ).close()
    run.done = f"The meeting was made in {folder}"
    say(f"Made the meeting {start.meeting.title!r} in {folder}")


def _read(path: Path) -> Programme | State:
    """Return what a file holds: a programme as TOML, or a whole record as JSON."""
    from tracker.exchange import whole_json
    from tracker.exchange.source_files import read_text
    from tracker.exchange.toml.reader import read_programme

    text = read_text(path, _MOST_BYTES)
    # A programme has a lower limit of its own.
    if not text.lstrip().startswith("{"):
        return read_programme(path)
    try:
        return whole_json.read(text)
    except TrackerError as error:
        raise BadFileError(clean(str(path)), (error.message,), error.hint) from None


def _files(folder: Path) -> Iterator[File]:
    yield _file("meeting_folder", folder)
    yield from _meeting_files(folder)
    if settings := paths.settings_file():
        yield _file("settings", settings)
    yield _file("programme", paths.shipped_programme())


def _meeting_files(folder: Path) -> Iterator[File]:
    from tracker.store import BACKUP, JOURNAL, LOCK, STATE

    for name, file in (("meeting", STATE), ("backup", BACKUP), ("journal", JOURNAL), ("lock", LOCK)):
        yield _file(name, folder / file)


def _file(name: str, path: Path) -> File:
    # A link that leads nowhere is there, too: it would be refused.
    return File(name, path, os.path.lexists(path))
