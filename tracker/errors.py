"""Everything that the tracker can tell a person when something can't be done.

Each error is one clear sentence (``message``) and, where there is one, the way out (``hint``). The command line prints
both and leaves with exit code 1; the screen shows them in a notice. No other exception is meant to reach a person.
"""


class TrackerError(Exception):
    """Something a person can be told: what is wrong, where, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence and the way out, both plain text."""
        super().__init__(message)
        self.message = message
        """One sentence that names the file or the id and the place."""
        self.hint = hint
        """One sentence that says the way out; empty when the message says it already."""

    def __str__(self) -> str:
        """Return the message and, on a line of its own, the hint."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class BadFileError(TrackerError):
    """A file that can't be taken in; carries every fault that could be found at once."""

    def __init__(self, path: str, faults: tuple[str, ...], hint: str = "") -> None:
        """Keep the faults (each one sentence with its place) of the file at ``path``."""
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join((f"{path}: {count}", *(f"  {fault}" for fault in faults))), hint)
        self.path = path
        """The file as the person named it."""
        self.faults = faults
        """One sentence a fault, in the order of the file."""


class UnknownIdError(TrackerError):
    """An id or number that the meeting doesn't have; carries the nearest ones it has."""

    def __init__(self, asked: str, suggestions: tuple[str, ...]) -> None:
        """Keep what was asked for and what may have been meant."""
        hint = f"Did you mean {' or '.join(suggestions)}?" if suggestions else "See them with: tracker status"
        super().__init__(f"This meeting has nothing with the id {asked!r}.", hint)
        self.asked = asked
        """The id or number as it was typed."""
        self.suggestions = suggestions
        """Known ids nearest to it, the nearest first; may be empty."""


class RefusedError(TrackerError):
    """A change that the rules of the meeting don't allow now."""

    def __init__(self, message: str, hint: str = "", *, field: str = "", in_field: str = "") -> None:
        """Keep the sentence, the way out, and what a form needs to say the same by the label of a field."""
        super().__init__(message, hint)
        self.field = field
        """Name of the field that it is about, as the edit has it; empty where it is about none alone."""
        self.in_field = in_field
        """The sentence as it goes on from the label of the field; empty where none goes before it."""

    def under(self, label: str) -> str:
        """Return the sentence and the way out as a form says them that calls the field ``label``."""
        is_named = not self.in_field or label.casefold() in self.message.casefold()
        return " ".join((self.message if is_named else f"{label}: {self.in_field}", self.hint)).strip()


class ConflictError(TrackerError):
    """Someone else changed the same thing since it was last seen; nothing was changed.

    The person decides: the same edit with ``seen`` set to ``newest`` goes through.
    """

    def __init__(self, row_id: str, who: str, newest: int, message: str) -> None:
        """Keep which row it was, who was before, and the sequence number that was not yet seen."""
        super().__init__(message, "Look at it again, and do it once more if you still mean it.")
        self.row_id = row_id
        """Id of the row that both changed."""
        self.who = who
        """Name of the person whose change came first."""
        self.newest = newest
        """Sequence number of that change."""


class StoreError(TrackerError):
    """The meeting folder can't be read or written; nothing was lost and the change was not made."""


class BusyError(StoreError):
    """The lock was held by someone else for longer than the wait."""


class ViewOnlyError(StoreError):
    """The meeting can be read but not written by this person or this program."""


class DamagedError(StoreError):
    """A file of the meeting folder is damaged and could not be mended by itself."""
