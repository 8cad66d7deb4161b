"""What the terminal's own cursor can stand on; ``ui/pointing.py`` says what for."""

from textual.geometry import Offset
from textual.widget import Widget


class Pointed(Widget):
    """A widget that says on which of its cells the cursor stands while nothing is typed."""

    def pointed_at(self) -> Offset | None:
        """Return the cell, in sight or not; None leaves the cursor to another widget."""
        return None
