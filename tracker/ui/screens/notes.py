"""The key that writes notes and minutes about whatever the cursor is on."""

from tracker.domain.edits import RemoveNote
from tracker.domain.labels import label_of, quoted
from tracker.domain.record import Note
from tracker.errors import TrackerError
from tracker.ui.present.lines import line, safe
from tracker.ui.record_forms import changed_note, new_note, note_fields
from tracker.ui.screens.choices import Option
from tracker.ui.screens.steps import Steps

_NEW = "a new one"


class NoteSteps(Steps):
    """``n`` and what follows from it."""

    async def note(self) -> None:
        """Write a note, or change one that is there."""
        about = self.subject().id
        if not about:
            raise TrackerError("There is nothing here to write a note about.", "Go to a session or an item.")
        notes = {note.id: note for note in self.state.notes_about(about)}
        chosen: str | None = _NEW
        if notes:
            options = (
                Option(_NEW, "Write a new one", "n"),
                *(Option(note.id, _label(note)) for note in notes.values()),
            )
            chosen = await self.choose(f"Notes about {label_of(self.state, about)}", options)
        if chosen == _NEW:
            title = f"Note about {label_of(self.state, about)}"
            await self.fill(f"note:{about}", title, note_fields(None), lambda filled: new_note(about, filled))
        elif chosen in notes:
            await self._existing(notes[chosen])

    async def _existing(self, note: Note) -> None:
        final = "It is final: make it a draft again first." if note.status == "final" else ""
        options = (Option("edit", "Change it", "e"), Option("remove", "Take it away", "x", final))
        chosen = await self.choose(_label(note), options)
        if chosen == "edit":
            title = f"{note.kind.capitalize()} by {note.author}"
            await self.fill(f"edit:{note.id}", title, note_fields(note), lambda filled: changed_note(note, filled))
        elif chosen == "remove" and await self.agrees(line("Take away ", safe(quoted(note.text)), "?")):
            await self.attempt(RemoveNote(note=note.id))


def _label(note: Note) -> str:
    return f"{note.kind} by {note.author}, {note.status}: {quoted(note.text)}"
