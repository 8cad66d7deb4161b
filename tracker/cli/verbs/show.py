"""``tracker show``: everything that is known of one row of the meeting."""

from datetime import date

import click

from tracker.cli.json_documents import Document, action_document, entry_document, plain, point_document
from tracker.cli.output import say, say_json
from tracker.cli.param_types import row_asked_for
from tracker.cli.read_verb import Reading, json_option
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.verbs.completion import ANYTHING, row_ids
from tracker.cli.verbs.related import actions_concerning, attendance_concerning, notes_of, rows_under
from tracker.cli.verbs.show_head import head_lines
from tracker.cli.verbs.show_record import record_lines
from tracker.domain.fact_comparison import FactComparison, compared_facts
from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.domain.search.lookup import Found

_NEWEST_ENTRIES = 5


@verb("tracker show psm\ntracker show 3.2\ntracker show psm.1 --json\ntracker show gazprom")
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ANYTHING))
@json_option
@pass_run
def show(run: Run, asked: str, as_json: bool) -> None:
    """Print everything about a session, an agenda item, a point, a party, a decision, an action or whatever else.

    What it is, where it stands, what was noted, decided and is to be done, who was there, and its newest changes.
    """
    with run.store() as store:
        snapshot = store.snapshot()
        found = row_asked_for(snapshot.state, asked)
        entries = store.history()
    reading = Reading(run, snapshot)
    state, today = reading.state, reading.today
    rows = rows_under(state, found.id)
    newest = [entry for entry in entries if any(change.id in rows for change in entry.changes)][:_NEWEST_ENTRIES]
    if as_json:
        say_json(_document(state, found, newest, today))
    else:
        say("\n".join((*head_lines(state, found), *record_lines(state, found.id, newest, today))))


def _document(state: State, found: Found, newest: list[Entry], today: date) -> Document:
    row_id = found.id
    return {
        "table": found.table,
        "number": state.number_of(row_id),
        "row": plain(state.tables[found.table][row_id]),
        "talking_points": [point_document(state, point) for point in state.points_of(row_id)],
        "sessions": [session.id for session in state.sessions_of(row_id)],
        "notes": [plain(note) for note in notes_of(state, row_id)],
        "decisions": [plain(decision) for decision in state.decisions_of(row_id)],
        "actions": [action_document(action, today) for action in actions_concerning(state, row_id)],
        "attendance": [plain(mark) for mark in attendance_concerning(state, row_id)],
        "facts_compared": [_comparison(fact) for fact in compared_facts(state, row_id)],
        "history": [entry_document(entry) for entry in newest],
    }


def _comparison(fact: FactComparison) -> Document:
    return {
        "fact": fact.fact,
        "differs": fact.differs,
        "planned": plain(fact.planned),
        "reported": plain(fact.reported),
        "official": plain(fact.official),
    }
