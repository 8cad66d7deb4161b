"""``tracker set``: an agenda item moves on in its life."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

import click

from tracker.cli.param_types import NONE, Word, row_meant, text_given
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import AGENDA, SESSIONS, row_ids
from tracker.domain.edits import AnyEdit, Batch, SetDisposition, SetStatus
from tracker.domain.model.programme import Disposition, ItemStatus
from tracker.domain.model.state import State
from tracker.domain.rules.rules import NEXT_MEETING, Need, status_needs, status_refusal
from tracker.errors import RefusedError

_OPTIONS: Mapping[Need, str] = {
    "disposition": "--disposition, such as agreed, noted or not-agreed",
    "reason": "--reason TEXT",
    "target": "--target SESSION or --target next",
    "force": "--force, which closes it although points are open",
}


@verb(
    "tracker set psm taken-up\ntracker set 3 closed --disposition agreed --force\n"
    "tracker set psm closed --disposition noted         # corrects the disposition\n"
    "tracker set psm taken-up --reason 'New figures'    # reopens it\n"
    "tracker set psm deferred --target next"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*AGENDA))
@click.argument("status", type=Word(get_args(ItemStatus)), metavar="STATUS")
@click.option("--disposition", type=Word((*get_args(Disposition), NONE)), help="What came of it.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is reopened, withdrawn or put back.")
@click.option("--target", metavar="ID|next", default="", help="The session to defer it to, or the next meeting.")
@click.option(
    "--session", metavar="ID", default="", shell_complete=row_ids(*SESSIONS), help="Where it is taken up or skipped."
)
@click.option("--force", is_flag=True, help="Close it although talking points are open.")
@pass_run
def set(  # noqa: A001 - the verb's name
    run: Run,
    /,
    asked: str,
    status: ItemStatus,
    disposition: Disposition | Literal["none"] | None,
    reason: str,
    force: bool,
    **sessions: str,
) -> None:
    """Set the status of an agenda item.

    STATUS is planned, taken-up, closed, skipped, deferred or withdrawn. Taking an item up closes the one that is taken
    up in the same session; taking up one that is closed reopens it. The status that it has may be named again, where
    only the disposition changes; none takes that away.
    """
    why = text_given(reason)
    missing: list[Need] = []

    def intent(state: State) -> AnyEdit:
        item = row_meant(state, asked, "agenda_items")
        where: dict[str, Any] = {name: _session(state, sessions[name]) for name in ("target", "session")}
        came = "" if disposition is None or disposition == NONE else disposition
        at = run.clock_for(state.meeting).now()
        edit = SetStatus(item=item, status=status, disposition=came, reason=why, force=force, as_of=at, **where)
        missing.extend(_missing(state, edit))
        if disposition == NONE:
            return Batch(edits=(edit, SetDisposition(item=item, disposition="")))
        return edit

    try:
        change(run, intent)
    except RefusedError as error:
        way_out = " and ".join(_OPTIONS[need] for need in missing)
        raise RefusedError(error.message, f"Give {way_out}." if missing else error.hint) from error


def _session(state: State, asked: str) -> str:
    """Return the id of a session; what isn't one to look up stays."""
    return asked if asked in ("", NEXT_MEETING) else row_meant(state, asked, "sessions")


def _missing(state: State, edit: SetStatus) -> list[Need]:
    """Return what would have to be given as well; nothing where the status isn't allowed at all now."""
    item = state.agenda_items[edit.item]
    if status_refusal(state, item, edit.status):
        return []
    needs = status_needs(state, item, edit.status)
    return [need for need in get_args(Need) if need in needs and not getattr(edit, need)]
