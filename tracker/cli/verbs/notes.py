"""``tracker note``: write something down about the meeting, or change what was written or take it away."""

from typing import Any, NamedTuple, get_args

import click
from msgspec import UNSET

from tracker.cli.param_types import NONE, Word, row_meant, text_given
from tracker.cli.run import Run, pass_run, verb
from tracker.cli.transact import change
from tracker.cli.verbs.completion import ANYTHING, row_ids
from tracker.domain.edits import AddNote, AnyEdit, EditNote, RemoveNote
from tracker.domain.model.programme import Visibility
from tracker.domain.model.record import NoteKind, NoteStatus
from tracker.domain.model.state import State
from tracker.errors import RefusedError

_TABLES = ("meeting", "sessions", "agenda_items", "talking_points", "decisions", "action_items", "notes")


class _Said(NamedTuple):
    """What the person gave; None is what they left out."""

    text: str | None
    kind: NoteKind | None
    visibility: Visibility | None
    side: str | None
    status: NoteStatus | None
    remove: bool


@verb(
    "tracker note psm 'The Russian side asked for the annexes.'\n"
    "tracker note psm.2 'Both sides will meet again in May.' --kind minute\n"
    "echo 'Opened at ten.' | tracker note commission -\n"
    "tracker note n2 'Both sides will meet in June.'  # changes a note\n"
    "tracker note n2 --status final --public\ntracker note n3 --remove"
)
@click.argument("asked", metavar="ID", shell_complete=row_ids(*ANYTHING))
@click.argument("text", required=False)
@click.option("--kind", type=Word(get_args(NoteKind)), help="A note (if left out), a statement or a minute.")
@click.option("--public", "visibility", flag_value="public", help="For both sides; statements and minutes are anyway.")
@click.option("--internal", "visibility", flag_value="internal", help="For the own side; notes are anyway.")
@click.option("--side", metavar="SIDE|none", help="The side whose own it is.")
@click.option("--status", type=Word(get_args(NoteStatus)), help="A draft (if left out), or final: then it stays.")
@click.option("--remove", is_flag=True, help="Take the note away.")
@pass_run
def note(run: Run, /, asked: str, text: str | None, **given: Any) -> None:
    """Write TEXT down about the meeting, a session, an agenda item, a point, a decision or an action; - reads it in.

    With the ID of a note, TEXT is what it says from now on, and may be left out where only something else changes. A
    note is internal unless it is --public. `tracker show ID` prints the notes on something with their ids.
    """
    said = _Said(text=None if text is None else text_given(text), **given)
    if said.remove and said != _NOTHING_SAID._replace(remove=True):
        raise click.UsageError("--remove stands alone.")
    if said == _NOTHING_SAID:
        raise click.UsageError("Missing argument 'TEXT'.")

    def intent(state: State) -> AnyEdit:
        row_id = row_meant(state, asked, *_TABLES)
        return _edit(row_id, said) if row_id in state.notes else _new(row_id, said)

    change(run, intent)


_NOTHING_SAID = _Said(None, None, None, None, None, False)


def _new(about: str, said: _Said) -> AddNote:
    if said.text is None:
        raise RefusedError("A new note needs its text.", "To change a note, name it by its id, such as n3.")
    return AddNote(
        about=about,
        text=said.text,
        kind=said.kind or "note",
        visibility=said.visibility or "",
        side=_side(said.side or ""),
        status=said.status or "draft",
    )


def _edit(note_id: str, said: _Said) -> AnyEdit:
    if said.remove:
        return RemoveNote(note=note_id)
    return EditNote(
        note=note_id,
        text=UNSET if said.text is None else said.text,
        kind=said.kind or UNSET,
        visibility=said.visibility or UNSET,
        side=UNSET if said.side is None else _side(said.side),
        status=said.status or UNSET,
    )


def _side(asked: str) -> str:
    return "" if asked.casefold() == NONE else asked.casefold()
