"""``tracker doctor``, ``backup`` and ``restore``: what keeps a meeting safe over the years."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.exits import DONE, REFUSED
from tracker.cli.output import say, say_json, warn
from tracker.cli.read_verb import json_option
from tracker.cli.run import Run, pass_run, verb
from tracker.clock import SystemClock

if TYPE_CHECKING:
    from tracker.store import Finding

_FILE = click.Path(path_type=Path)


@verb("tracker doctor\ntracker doctor --repair\ntracker doctor --json --db ~/igc")
@click.option("--repair", "wants_repair", is_flag=True, help="Mend what can be mended, then look again.")
@json_option
@pass_run
def doctor(run: Run, wants_repair: bool, as_json: bool) -> int:
    """Check the meeting folder, and say what is wrong and how to mend it; exit code 1 if there is a fault."""
    from tracker.store import Severity, examine

    done = _repaired(run.folder) if wants_repair else ()
    run.done = "The folder was mended" if done else ""
    findings = examine(run.folder)
    has_fault = any(finding.severity is Severity.FAULT for finding in findings)
    if as_json:
        found = [{"severity": f.severity.value, "what": f.what, "remedy": f.remedy} for f in findings]
        say_json({"fault": has_fault, "repaired": list(done), "findings": found})
    else:
        _tell(done, findings)
    return REFUSED if has_fault else DONE


@verb("tracker backup igc-26-november.backup")
@click.argument("file", type=_FILE)
@pass_run
def backup(run: Run, file: Path) -> None:
    """Write the whole meeting with its history to one new file."""
    from tracker.store import back_up

    back_up(run.folder, file, clock=SystemClock())


@verb(
    "tracker backup igc-26-november.backup\ntracker restore igc-26-november.backup\n"
    "tracker --db ~/copy restore igc-26-november.backup"
)
@click.argument("file", type=_FILE)
@click.option("--group", metavar="NAME", help="Share a folder that has to be made with this group of the system.")
@pass_run
def restore(run: Run, file: Path, group: str | None) -> None:
    """Put the meeting of a backup into the meeting folder; copies of what was there stay beside it."""
    from tracker.personal.identity import current_actor
    from tracker.store import restore as put_back

    restored = put_back(file, run.folder, actor=current_actor(), clock=SystemClock(), group=group)
    run.done = "The backup was restored"
    for sentence in restored.told:
        warn(sentence)
    for name in restored.kept:
        say(f"What was there before is kept as {run.folder / name}")


def _repaired(folder: Path) -> tuple[str, ...]:
    """Mend the folder and return what was done, one sentence each."""
    from tracker.personal.identity import current_actor
    from tracker.store import repair

    return repair(folder, actor=current_actor(), clock=SystemClock())


def _tell(done: Sequence[str], findings: "Sequence[Finding]") -> None:
    for sentence in done:
        say(f"mended   {sentence}")
    for finding in findings:
        say(f"{finding.severity.value.ljust(7)}  {finding.what}")
        if finding.remedy:
            say(f"         {finding.remedy}")
