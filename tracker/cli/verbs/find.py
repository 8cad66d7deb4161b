"""``tracker find``: the rows that a query means, in the language of the filter on the screen."""

import click

from tracker.cli.json_documents import Document, plain
from tracker.cli.output import say_json, say_table
from tracker.cli.param_types import LONGEST_NAME, text_given
from tracker.cli.read_verb import Reading, json_option
from tracker.cli.run import Run, pass_run, verb
from tracker.domain.model.state import State
from tracker.domain.search.matching import SEARCHED, Viewpoint, matches
from tracker.domain.search.query import parse
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import calendar_of
from tracker.domain.words.labels import quoted, row_label

_UNTITLED = frozenset(("decisions", "action_items", "notes"))
"""Tables whose rows have no title, only words."""


# A term that is turned round begins like an option.
@verb(
    "tracker find steel is:open\ntracker find status:deferred party:ogdc -word\n"
    "tracker find 'due:<2026-01-01' --json\ntracker find '\"exact words\"'",
    ignore_unknown_options=True,
)
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@json_option
@pass_run
def find(run: Run, query: tuple[str, ...], as_json: bool) -> None:
    """Print the sessions, agenda items, points, decisions, actions and whatever else QUERY means.

    Terms stand side by side, and all must be met; - before one turns it round. Words are looked for everywhere.
    is:open, done, overdue or changed; status:, party:, owner: (or @) with a name; day:26 or day:fri; has:decision, note
    or action; due:<31.1.2026. A lone - reads the query from standard input.
    """
    for term in query:
        if term.startswith("--"):
            raise click.NoSuchOption(term[:LONGEST_NAME], ctx=click.get_current_context())
    words = text_given(" ".join(query))
    with run.store() as store:
        snapshot, name = store.snapshot(), store.actor.name
    reading = Reading(run, snapshot)
    state, now = reading.state, reading.now
    asked = parse(words, calendar_of(state.meeting, now))
    found = matches(state, asked, Viewpoint(local_time(state.meeting, now).date(), name=name))
    hits = [(table, row_id) for table in SEARCHED for row_id in _in_order(state, table) if row_id in found]
    if as_json:
        documents = [_document(state, table, row_id) for table, row_id in hits]
        say_json({"query": words, "found": documents})
    else:
        say_table(("Id", "What"), [(row_id, _label(state, table, row_id)) for table, row_id in hits], words=asked.words)


def _in_order(state: State, table: str) -> tuple[str, ...]:
    """Return the ids of a table's rows in the order in which they are shown."""
    if table == "sessions":
        return tuple(session.id for session in state.schedule)
    if table == "agenda_items":
        return tuple(item.id for item in state.agenda)
    return tuple(state.tables[table])


def _label(state: State, table: str, row_id: str) -> str:
    """Return how a sentence calls a row and, where it has no title, what it says."""
    label = row_label(state, table, row_id)
    if table not in _UNTITLED:
        return label
    row = state.decisions.get(row_id)
    texts = (text.text for text in row.texts) if row else (getattr(state.tables[table][row_id], "text", ""),)
    words = next(filter(None, texts), "")
    return f"{label}: {quoted(words)}" if words else label


def _document(state: State, table: str, row_id: str) -> Document:
    return {
        "table": table,
        "id": row_id,
        "number": state.number_of(row_id),
        "label": _label(state, table, row_id),
        "row": plain(state.tables[table][row_id]),
    }
