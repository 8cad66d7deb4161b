"""``tracker export``: the programme and the record in the formats that others read."""

import errno
import os
import secrets
import stat
from pathlib import Path
from typing import Any, get_args

import click

from tracker.cli.inputs import day_given
from tracker.cli.output import say_exact
from tracker.cli.run import Run, pass_run, verb, warn_of_snapshot
from tracker.errors import TrackerError
from tracker.exchange.request import Audience

# The formats' own module loads the domain; a test holds that this list is the same.
FORMAT_NAMES = ("ics", "markdown", "html", "text", "csv", "json", "toml", "schedule-json")

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@verb(
    "tracker export ics > programme.ics\n"
    "tracker export ics --part actions --output actions.ics\n"
    "tracker export html --output minutes.html\n"
    "tracker export csv --part decisions\n"
    "tracker export json --for own --output igc.json"
)
@click.argument("format_name", metavar="FORMAT", type=click.Choice(FORMAT_NAMES))
@click.option("--part", default="", metavar="PART", help="ics: programme, actions, minutes; csv: agenda, actions, ...")
@click.option(
    "--for",
    "audience",
    type=click.Choice(get_args(Audience)),
    default="joint",
    help="Who reads it; internal points and notes leave only with own.",
)
@click.option("--side", default="", metavar="ID", help="The side whose own it is, with --for own.")
@click.option("--day", type=day_given, metavar="YYYY-MM-DD", help="The day of an evening brief.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write there, never over a file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_run
def export(
    run: Run, /, format_name: str, audience: Audience, side: str, output: Path | None, force: bool, **asked: Any
) -> None:
    """Write the meeting as FORMAT: ics, markdown, html, text, csv, json, toml or schedule-json.

    Parts of ics are programme, actions and minutes; of csv agenda, actions, decisions and attendance; of markdown, html
    and text minutes, brief (of a day) and programme. The first is the usual one. Without --output it is printed.
    """
    from tracker.exchange.formats import exported
    from tracker.exchange.request import ExportRequest

    with run.store() as store:
        snapshot = store.snapshot()
    state = snapshot.state
    warn_of_snapshot(snapshot, run.folder)
    if side and side not in (sides := [each.id for each in state.meeting.sides]):
        raise TrackerError(f"{side!r} is no side of this meeting.", f"Its sides are {' and '.join(sides)}.")
    own_side = side if audience == "own" else ""
    request = ExportRequest(
        run.clock_for(state.meeting).now(), audience=audience, side=own_side, part=asked["part"], day=asked["day"]
    )
    text = exported(format_name, state, request)
    if output is None:
        say_exact(text)
    else:
        _write(output, text.encode(), force)


def _write(path: Path, content: bytes, force: bool) -> None:
    """Put ``content`` in the place of a file in one step; never through a link, and not over a file unless forced.

    Raises:
        TrackerError: it can't be written there; what was there stays.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        _refuse_other_than_files(path, force)
        with open(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666), "wb"
        ) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                _put_in_place(new, path, force)
            except BaseException:
                new.unlink(missing_ok=True)
                raise
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise _is_there(path) from error
        raise TrackerError(
            f"{path} can't be written: {error.strerror}.", "Choose another place with --output."
        ) from error


def _put_in_place(new: Path, path: Path, force: bool) -> None:
    """Give a finished file its name; a link instead of a rename never takes the place of a file that came meanwhile."""
    if force:
        os.replace(new, path)
    else:
        os.link(new, path, follow_symlinks=False)
        os.unlink(new)


def _refuse_other_than_files(path: Path, force: bool) -> None:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise TrackerError(f"{path} is no regular file, so nothing is written there.", "Name another file.")
    if not force:
        raise _is_there(path)


def _is_there(path: Path) -> TrackerError:
    return TrackerError(f"{path} is there already.", "Name another file, or write over it with --force.")
