"""``tracker note``: write something down about the meeting, a session, an agenda item or what lies below one."""

from typing import get_args

import click

from tracker.cli.changing import change
from tracker.cli.completing import ANYTHING, row_ids
from tracker.cli.inputs import Word, row_meant, text_given
from tracker.cli.run import Run, pass_run, verb
from tracker.domain.edits import AddNote
from tracker.domain.record import NoteKind


@verb(
    "tracker note psm 'The Russian side asked for the annexes.'\n"
    "tracker note psm.2 'Both sides will meet again in May.' --kind minute\ntracker note commission - < minutes.txt"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ANYTHING))
@click.argument("text")
@click.option("--kind", type=Word(get_args(NoteKind)), default="note", help="A note, a statement or a minute.")
@click.option("--public", is_flag=True, help="For both sides; statements and minutes are anyway.")
@pass_run
def note(run: Run, asked: str, text: str, kind: NoteKind, public: bool) -> None:
    """Write TEXT down about the meeting, a session, an agenda item, a point, a decision or an action; - reads it in.

    A note is internal unless it is --public.
    """
    words = text_given(text)
    tables = ("meeting", "sessions", "agenda_items", "talking_points", "decisions", "action_items")
    change(
        run,
        lambda state: AddNote(
            about=row_meant(state, asked, *tables), text=words, kind=kind, visibility="public" if public else ""
        ),
    )
