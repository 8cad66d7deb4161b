"""What the commands that ask are written with: each family of them is loaded with its first key, not at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.state import State
    from tracker.ui.screens.commanding import CommandingScreen


class Steps:
    """What one command asks, one after the other: the words of the main screen, at hand."""

    def __init__(self, main: CommandingScreen) -> None:
        """Ask over ``main``, about the meeting that it shows."""
        self.main = main
        self.desk, self.clock, self.glyphs = main.desk, main.clock, main.glyphs
        self.subject, self.item_meant = main.subject, main.item_meant
        self.choose, self.agrees, self.fill, self.attempt = main.choose, main.agrees, main.fill, main.attempt
        self.tell, self.tell_error = main.tell, main.tell_error
        self.app, self.open = main.app, main.app.push_screen_wait

    @property
    def state(self) -> State:
        """The newest state that is known."""
        return self.main.state
