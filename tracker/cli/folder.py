"""``tracker where`` and ``tracker init``: which files are in use, and making a meeting folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from tracker import paths
from tracker.cli.output import say, say_json, say_table
from tracker.cli.run import Run, pass_run, shipped_programme, verb
from tracker.errors import StoreError

_JSON_VERSION = 1


class File(NamedTuple):
    """A file or folder that the tracker uses, there or not."""

    name: str
    """What it is for, as a key."""
    path: Path
    exists: bool


@verb("tracker where\ntracker where --json --db /srv/igc")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
@pass_run
def where(run: Run, as_json: bool) -> None:
    """Print the files in use, and whether they are there."""
    files = tuple(_files(run.folder))
    if as_json:
        say_json(
            {
                "version": _JSON_VERSION,
                "files": [{"id": file.name, "path": str(file.path), "exists": file.exists} for file in files],
            }
        )
        return
    cells = [(file.name.replace("_", " "), "there" if file.exists else "missing", str(file.path)) for file in files]
    say_table(("File", "Is", "Path"), cells)


@verb("tracker init\ntracker --db /srv/igc init --from programme.toml --group delegation")
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="FILE", help="A programme file (TOML).")
@click.option("--group", metavar="NAME", help="Share the folder with this group of the system.")
@pass_run
def init(run: Run, source: Path | None, group: str | None) -> None:
    """Make a meeting folder from a programme file, or from the programme that comes with the tracker."""
    from tracker.clock import SystemClock
    from tracker.exchange.programme_toml import read_programme
    from tracker.identity import current_actor
    from tracker.store.session import MeetingStore

    folder = run.folder
    if any(file.exists for file in _meeting_files(folder)):
        raise StoreError(f"There is a meeting in {folder} already.", "Choose another folder with --db DIR.")
    programme = read_programme(source) if source else shipped_programme()
    MeetingStore.open(
        folder, actor=current_actor(), clock=SystemClock(), programme=lambda: programme, create=True, group=group
    ).close()
    say(f"Made the meeting {programme.meeting.title!r} in {folder}")


def _files(folder: Path) -> Iterator[File]:
    yield _file("meeting_folder", folder)
    yield from _meeting_files(folder)
    yield _file("settings", paths.settings_file())
    yield _file("programme", paths.shipped_programme())


def _meeting_files(folder: Path) -> Iterator[File]:
    from tracker.store.folder import BACKUP, JOURNAL, LOCK, STATE

    for name, file in (("meeting", STATE), ("backup", BACKUP), ("journal", JOURNAL), ("lock", LOCK)):
        yield _file(name, folder / file)


def _file(name: str, path: Path) -> File:
    # A link that leads nowhere is there, too: it would be refused.
    return File(name, path, os.path.lexists(path))
