"""``tracker import``: what other programs wrote, taken into the meeting in one change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.exits import DONE, REFUSED
from tracker.cli.output import complain, progress, say, say_json, warn
from tracker.cli.param_types import LONGEST_NAME, raw_input, row_meant
from tracker.cli.run import Run, pass_run, verb, warn_of_receipt, warn_of_snapshot
from tracker.cli.verbs.completion import AGENDA, SESSIONS, row_ids
from tracker.exchange.registry import IMPORTS

if TYPE_CHECKING:
    from tracker.domain.model.state import State
    from tracker.exchange.importing import Defaults, LeftOut, Planned, Source

_ITEM = "Agenda item of what the file gives none for."
_OWNER = "Who owns actions and leads items that name nobody."
_SESSION = "Session that present+ and regrets+ are about."
_MOST_BYTES = 32 * 1024 * 1024
_MOST_LISTED = 50


@verb(
    "tracker export ics > programme.ics\ntracker import programme.ics\n"
    "tracker export csv > agenda.csv\ntracker import agenda.csv --owner gazprom --dry-run\n"
    "printf 'Topic: 3\\nThe annexes come in May.\\n' | tracker import - --format scribe --session talks-26"
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "format_name", type=click.Choice(tuple(IMPORTS)), help="Else the name and the text tell it.")
@click.option("--item", default="", metavar="ID", shell_complete=row_ids(*AGENDA), help=_ITEM)
@click.option("--owner", default="", metavar="PARTY", shell_complete=row_ids("parties"), help=_OWNER)
@click.option("--session", default="", metavar="ID", shell_complete=row_ids(*SESSIONS), help=_SESSION)
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@click.option("--json", "as_json", is_flag=True, help="Say what was taken and left out as one JSON object.")
@pass_run
def import_file(
    run: Run, /, file: Path, format_name: str | None, dry_run: bool, as_json: bool, item: str, owner: str, session: str
) -> int:
    """Take FILE in: a programme (toml), calendar (ics), schedule.json, agenda (csv) or a scribe's text (scribe).

    All of it is one change, which one undo takes back. What can't be taken is listed with its line and left out, the
    rest is taken; the exit code is 1 if nothing could be. What the meeting has already is brought up to date and
    never doubled.
    """
    from tracker.clock import SystemClock
    from tracker.domain.edits import Batch
    from tracker.exchange.importing import entries_of, format_of, planned
    from tracker.personal.identity import current_actor

    source = _read(file)
    with run.store() as store:
        snapshot = store.snapshot()
        defaults = _defaults(run, snapshot.state, item, owner, session)
        entries = list(entries_of(source, format_name or format_of(source), snapshot.state, defaults))
        plan = planned(progress(entries, "Reading"), snapshot.state, current_actor(), SystemClock().now())
        if plan.edits and not dry_run:
            # Whoever changed one of these rows meanwhile is not overruled.
            warn_of_receipt(store.transact(Batch(edits=plan.edits, seen=snapshot.state.seq)))
    warn_of_snapshot(snapshot, run.folder)
    _report(source.name, plan, dry_run=dry_run, as_json=as_json)
    is_fruitless = not (plan.taken or plan.unchanged) and any(left.whole for left in plan.left_out)
    return REFUSED if is_fruitless else DONE


def _read(path: Path) -> Source:
    from tracker.exchange.importing import Source
    from tracker.exchange.source_files import decoded, read_text
    from tracker.text import clean

    if str(path) == "-":
        name = "standard input"
        return Source(name, decoded(raw_input("it", _MOST_BYTES), name))
    return Source(clean(str(path)), read_text(path, _MOST_BYTES))


def _defaults(run: Run, state: State, item: str, owner: str, session: str) -> Defaults:
    from tracker.exchange.importing import Defaults

    return Defaults(
        item=row_meant(state, item[:LONGEST_NAME], "agenda_items") if item else "",
        owner=row_meant(state, owner[:LONGEST_NAME], "parties") if owner else "",
        session=row_meant(state, session[:LONGEST_NAME], "sessions") if session else "",
    )


def _report(name: str, plan: Planned, *, dry_run: bool, as_json: bool) -> None:
    """Say what became of a file: on standard output only where that was asked for."""
    if as_json:
        say_json(
            {
                "taken": plan.taken,
                "unchanged": plan.unchanged,
                "left_out": [
                    {"line": each.line, "title": each.title, "why": each.why, "whole": each.whole}
                    for each in plan.left_out
                ],
            }
        )
        return
    if dry_run:
        say(f"{plan.taken} would be taken, {plan.unchanged} are there already.")
    _complain_of(name, plan.left_out)


def _complain_of(name: str, left_out: Sequence[LeftOut]) -> None:
    for each in left_out[:_MOST_LISTED]:
        place = f"{name}, line {each.line}" if each.line else name
        warn(f"{place}: {each.title}: {each.why}" if each.title else f"{place}: {each.why}")
    if (more := len(left_out) - _MOST_LISTED) > 0:
        complain(f"{name}: {more} more could not be taken as they are.", "See all with --json.")
