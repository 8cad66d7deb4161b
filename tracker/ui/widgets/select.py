"""A field of a form that takes some of given words: arrows or letters turn them over, Space opens the list."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from tracker.glyphs import Glyphs
from tracker.text import clean
from tracker.ui.keyboard.typed_key import TypedKey
from tracker.ui.pointing import Pointed
from tracker.ui.rendering.lines import CURSOR, MUTED, fit, line, safe
from tracker.ui.widgets.painting import strip_of


class SelectField(Pointed, can_focus=True):
    """One of some values, or several of them, by their labels."""

    DEFAULT_CSS = """
    SelectField { height: 1; width: 1fr; background: $background; color: $foreground; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "The one before"),
        Binding("right", "turn(1)", "The next one"),
        Binding("space", "open", "All of them"),
    ]

    class Opened(Message):
        """The list of all values is wanted."""

        def __init__(self, pick: "SelectField") -> None:
            """Tell whose."""
            super().__init__()
            self.pick = pick

    class Changed(Message):
        """Another value was chosen."""

    def __init__(
        self,
        name: str,
        labels: Mapping[str, str],
        chosen: tuple[str, ...],
        glyphs: Glyphs,
        *,
        several: bool,
        refused: Mapping[str, str] = MappingProxyType({}),
        hint: str = "",
    ) -> None:
        """Offer values.

        Args:
            name: of the field.
            labels: by value; may be people's text.
            chosen: the values to begin with.
            glyphs: signs to draw with.
            several: whether there may be several of them.
            refused: why a value can't be chosen now, by value.
            hint: what stands there while nothing is chosen.
        """
        super().__init__(name=name)
        self.labels = labels
        self.refused = refused
        """Why a value can't be chosen now."""
        self._hint = hint or "none"
        self.chosen = chosen
        """The values that are chosen; exactly one unless there may be several."""
        self.several = several
        self._glyphs = glyphs

    def pointed_at(self) -> Offset | None:
        """Return the beginning of what is chosen."""
        return Offset(0, 0)

    def choose(self, values: tuple[str, ...]) -> None:
        """Choose other values."""
        if values != self.chosen:
            self.chosen = values
            self.post_message(self.Changed())
            self.refresh()

    def action_turn(self, step: int) -> None:
        """Choose the next value or the one before."""
        values = self._values()
        if values and not self.several:
            at = values.index(self.chosen[0]) if self.chosen and self.chosen[0] in values else -1
            self.choose((values[(at + step) % len(values)],))

    def action_open(self) -> None:
        """Ask for the list of all values."""
        self.post_message(self.Opened(self))

    def on_key(self, event: Key) -> None:
        """Go to the next value that begins with a letter."""
        typed = event.typed if isinstance(event, TypedKey) else None
        # A label may well be in the letters of the keyboard.
        if not self.several and any(self._turn_to(key.character) for key in (typed, event) if key is not None):
            event.stop()

    def _turn_to(self, character: str | None) -> bool:
        """Choose the next value that begins with a letter, if there is one."""
        letter = clean(character or "").casefold()
        if not letter:
            return False
        values = self._values()
        at = values.index(self.chosen[0]) + 1 if self.chosen and self.chosen[0] in values else 0
        for value in (*values[at:], *values[:at]):
            if self.labels[value].casefold().startswith(letter):
                self.choose((value,))
                return True
        return False

    def _values(self) -> list[str]:
        """Return what can be chosen."""
        return [value for value in self.labels if value not in self.refused]

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that they don't any more."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw what is chosen, between the signs of the arrows that change it."""
        words = ", ".join(self.labels.get(value, value) for value in self.chosen)
        shown = safe(words) if words else line((self._hint, MUTED))
        if self.has_focus:
            shown = line((shown.plain, CURSOR), (" Space: choose" if self.several else " < > or Space", MUTED))
        return strip_of(self, fit(shown, self.size.width, self._glyphs), self.size.width)
