"""The lower side of a frame with buttons: a click on one presses its key."""

from collections.abc import Mapping
from typing import NamedTuple

from textual import events

from tracker.glyphs import Glyphs
from tracker.ui.commands import key_label
from tracker.ui.rendering.lines import STRONG, line
from tracker.ui.widgets.lines import LinesWidget, press


class Place(NamedTuple):
    """Where a button stands."""

    begin: int
    end: int
    key: str


class Buttons(LinesWidget):
    """One line."""

    _places: tuple[Place, ...] = ()

    def show_buttons(self, words: Mapping[str, str], width: int, glyphs: Glyphs) -> None:
        """Show a button for each key, with the word for what it does, in a line of ``width`` cells."""
        shown, places = line(glyphs.bottom_left, glyphs.horizontal), []
        for key, word in words.items():
            button = line("[ ", (word, STRONG), f" {key_label(key)} ]")
            shown = line(shown, " ", button, " ")
            end = shown.cell_length - 1
            places.append(Place(end - button.cell_length, end, key))
        self._places = tuple(places)
        rest = glyphs.horizontal * max(0, width - shown.cell_length - 1)
        self.show([line(shown, rest, glyphs.bottom_right)])

    def on_click(self, event: events.Click) -> None:
        """Press the key of the button that was clicked."""
        for place in self._places:
            if place.begin <= event.x < place.end:
                press(self, place.key)
