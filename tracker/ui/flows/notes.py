"""The key that writes notes and minutes about whatever the cursor is on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tracker.domain.edits import RemoveNote
from tracker.domain.model.record import Note
from tracker.domain.words.labels import label_of, quoted
from tracker.errors import RefusedError, TrackerError
from tracker.glyphs import Glyphs
from tracker.ui.dialogs.choices import ListRow
from tracker.ui.dialogs.list_dialog import ListScreen
from tracker.ui.flows.context import FlowContext
from tracker.ui.forms.record_forms import changed_note, new_note, note_fields
from tracker.ui.rendering.lines import line, safe

_TAKE_AWAY = "take away:"


class NotesList(ListScreen):
    """The notes about a row."""

    KEYS: ClassVar = "Enter changes  x takes away  Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "take_away", "Take away")]

    def __init__(self, about: str, notes: Sequence[Note], at: str, glyphs: Glyphs) -> None:
        """List ``notes`` about what is called ``about``, with the cursor on the row ``at``."""
        rows = [ListRow(note.id, safe(_label(note))) for note in notes]
        super().__init__("notes", "", line("Notes about ", safe(about)), rows, glyphs, at=at)

    def action_take_away(self) -> None:
        """Give the note under the cursor with what is to be done with it."""
        self.dismiss(f"{_TAKE_AWAY}{self.panel.cursor_id}")


class NoteSteps(FlowContext):
    """``n`` and what follows from it."""

    async def note(self) -> None:
        """Write a note, or go on with one that is there."""
        about = self.subject().id
        if not about:
            raise TrackerError("There is nothing here to write a note about.", "Go to a session or an item.")
        count = len(self.state.notes_about(about))
        others = f"earlier ({count})" if count else ""
        title = f"Note about {label_of(self.state, about)}"
        fields = note_fields(None)
        if await self.fill(f"note:{about}", title, fields, lambda f: new_note(about, f), others=others) is None:
            await self._go_on(about)

    async def _go_on(self, about: str) -> None:
        """List the notes that are there, to change them and to take them away."""
        at = ""
        while notes := self.state.notes_about(about):
            self.seen = self.state.seq
            chosen = await self.open(NotesList(label_of(self.state, about), notes, at, self.glyphs))
            if chosen is None:
                return
            at = chosen.removeprefix(_TAKE_AWAY)
            if at not in self.state.notes:
                continue
            note = self.state.notes[at]
            if chosen.startswith(_TAKE_AWAY):
                await self._take_away(note)
            else:
                await self._change(note)

    async def _change(self, note: Note) -> None:
        title = f"{note.kind.capitalize()} by {note.author}"
        await self.fill(f"edit:{note.id}", title, note_fields(note), lambda filled: changed_note(note, filled))

    async def _take_away(self, note: Note) -> None:
        if note.status == "final":
            raise RefusedError(f"Note {note.id} is final, so it stays.", "Make it a draft again first.")
        if await self.agrees(line("Take away ", safe(quoted(note.text)), "?")):
            await self.attempt(RemoveNote(note=note.id))


def _label(note: Note) -> str:
    return f"{note.kind} by {note.author}, {note.status}: {quoted(note.text)}"
