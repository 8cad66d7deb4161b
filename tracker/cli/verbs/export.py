"""``tracker export``: the programme and the record in the formats that others read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import click

from tracker.cli.output import say_exact
from tracker.cli.param_types import day_given
from tracker.cli.read_verb import read_meeting
from tracker.cli.run import Run, pass_run, verb
from tracker.errors import TrackerError
from tracker.exchange.registry import EXPORTS, OF_A_DAY, Audience


def _help() -> str:
    """Return the verb's help: all formats, and the parts of those that have any, as the registry lists them."""
    by_parts: dict[tuple[str, ...], list[str]] = {}
    for name, known in EXPORTS.items():
        if known.parts:
            by_parts.setdefault(known.parts, []).append(name)
    # Those of one format first, for the papers share theirs.
    (first, [name]), *others = sorted(by_parts.items(), key=lambda group: len(group[1]))
    said = "".join(f"; of {_listed(names)} {_listed(parts)}" for parts, names in others)
    return (
        f"Write the meeting as FORMAT: {_listed(tuple(EXPORTS), 'or')}.\n\n"
        f"Parts of {name} are {_listed(first)}{said}. The first is the usual one. Without --output it is printed."
    )


def _listed(words: Sequence[str], last: str = "and") -> str:
    *others, end = (f"{word} (of a day)" if word in OF_A_DAY else word for word in words)
    return f"{', '.join(others)} {last} {end}" if others else end


@verb(
    "tracker export ics > programme.ics\n"
    "tracker export ics --part actions --output actions.ics\n"
    "tracker export html --output minutes.html\n"
    "tracker export csv --part decisions\n"
    "tracker export json --for own --output igc.json"
)
@click.argument("format_name", metavar="FORMAT", type=click.Choice(tuple(EXPORTS)))
@click.option("--part", default="", metavar="PART", help="ics: programme, actions, minutes; csv: agenda, actions, ...")
@click.option(
    "--for",
    "audience",
    type=click.Choice(get_args(Audience)),
    default="joint",
    help="Who reads it; internal points and notes leave only with own.",
)
@click.option("--side", default="", metavar="ID", help="The side whose own it is, with --for own.")
@click.option("--day", callback=day_given, metavar="DAY", help="The day of an evening brief.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write there, never over a file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_run
def export(
    run: Run, /, format_name: str, audience: Audience, side: str, output: Path | None, force: bool, **asked: Any
) -> None:
    """Write the meeting in one of the formats."""
    from tracker.exchange.exporting import exported
    from tracker.exchange.registry import ExportRequest
    from tracker.exchange.target_files import write_target

    reading = read_meeting(run)
    state = reading.state
    if side and side not in (sides := [each.id for each in state.meeting.sides]):
        raise TrackerError(f"{side!r} is no side of this meeting.", f"Its sides are {' and '.join(sides)}.")
    own_side = side if audience == "own" else ""
    day = asked["day"].on(run.calendar(state.meeting)) if asked["day"] else None
    request = ExportRequest(reading.now, audience=audience, side=own_side, part=asked["part"], day=day)
    text = exported(format_name, state, request)
    if output is None:
        say_exact(text)
    else:
        write_target(output, text.encode(), force=force)


export.help = _help()
