"""``tracker history``, ``undo`` and ``redo``: who changed what, and taking one's own changes back."""

import click

from tracker.cli.json_documents import entry_document
from tracker.cli.output import say, say_json, say_table
from tracker.cli.param_types import row_asked_for
from tracker.cli.read_verb import Reading, json_option
from tracker.cli.run import Run, pass_run, verb, warn_of_receipt
from tracker.cli.verbs.completion import ANYTHING, row_ids
from tracker.cli.verbs.related import rows_under
from tracker.domain.model.snapshot import Receipt
from tracker.domain.words.formatting import moment_label
from tracker.domain.words.history_sentences import describe


@verb("tracker history\ntracker history psm.1\ntracker history psm --json")
@click.argument("asked", required=False, metavar="[ID]", shell_complete=row_ids(*ANYTHING))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the newest N changes.")
@json_option
@pass_run
def history(run: Run, asked: str | None, limit: int | None, as_json: bool) -> None:
    """Print who changed what and when, newest first; with ID only what concerns that and what lies under it."""
    with run.store() as store:
        snapshot = store.snapshot()
        entries = store.history(limit=limit if asked is None else None)
    state = Reading(run, snapshot).state
    if asked is not None:
        rows = rows_under(state, row_asked_for(state, asked).id)
        entries = tuple(entry for entry in entries if any(change.id in rows for change in entry.changes))
    entries = entries[:limit]
    if as_json:
        say_json({"entries": [entry_document(entry) for entry in entries]})
    else:
        cells = [(str(e.seq), moment_label(state.meeting, e.at), e.actor.name, describe(e, state)) for e in entries]
        say_table(("No.", "When", "Who", "What"), cells)


@verb("tracker check psm.1\ntracker undo\ntracker check psm.1\ntracker undo --anyway")
@click.option("--anyway", is_flag=True, help="Also if someone else changed the same thing since.")
@pass_run
def undo(run: Run, anyway: bool) -> None:
    """Take your own last change back."""
    with run.store() as store:
        _tell_outcome(store.undo(anyway=anyway))


@verb("tracker check psm.1\ntracker undo\ntracker redo\ntracker undo\ntracker redo --anyway")
@click.option("--anyway", is_flag=True, help="Also if someone else changed the same thing since.")
@pass_run
def redo(run: Run, anyway: bool) -> None:
    """Do again what you took back last."""
    with run.store() as store:
        _tell_outcome(store.redo(anyway=anyway))


def _tell_outcome(receipt: Receipt) -> None:
    warn_of_receipt(receipt)
    if receipt.entry:
        say(describe(receipt.entry, receipt.snapshot.state))
