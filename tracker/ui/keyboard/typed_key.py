"""A key as it was typed."""

from textual import events

from tracker.text import is_kept


class TypedKey(events.Key):
    """A key that knows what else it stands for, and whose character is put into a text if a text may hold it.

    Textual takes for printable what Python does: not the joiners of Urdu, nor a blank that keeps words together.
    """

    def __init__(self, key: str, character: str | None, *, base: str = "", typed: "events.Key | None" = None) -> None:
        """Make a key.

        Args:
            key: its name, as Textual has it.
            character: what it types.
            base: what the same key types on a keyboard with Latin letters, where the terminal says so.
            typed: the key that was typed, where this is another one that is taken in its place.
        """
        super().__init__(key, character)
        self.base = base
        self.typed = typed

    @classmethod
    def of(cls, key: events.Key) -> "TypedKey":
        """Return a key as it was typed, whatever it was taken for."""
        if isinstance(key, cls):
            return cls.of(key.typed) if key.typed is not None else key
        return cls(key.key, key.character)

    @property
    def is_printable(self) -> bool:
        """Whether a text may hold what it types."""
        return self.character is not None and is_kept(self.character)


TypedKey.handler_name = events.Key.handler_name
