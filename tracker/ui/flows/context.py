"""What the commands that ask are written with: each family of them is loaded with its first key, not at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.edits import AnyEdit
    from tracker.domain.model.state import State
    from tracker.ui.dialogs.field import Field
    from tracker.ui.main.dialogs import EditOf
    from tracker.ui.main.dispatch import CommandingScreen


class FlowContext:
    """What one command asks, one after the other: the words of the main screen, at hand."""

    def __init__(self, main: CommandingScreen) -> None:
        """Ask over ``main``, about the meeting that it shows."""
        self.main = main
        self.store_worker, self.clock, self.glyphs = main.store_worker, main.clock, main.glyphs
        self.subject, self.item_meant = main.subject, main.item_meant
        self.choose, self.agrees = main.choose, main.agrees
        self.tell, self.tell_error = main.tell, main.tell_error
        self.app, self.open = main.app, main.app.push_screen_wait
        self.seen = main.state.seq
        """Up to which change the person has seen the meeting: what they choose and fill in is meant for that."""

    async def fill(
        self, name: str, title: str, fields: tuple[Field, ...], edit_of: EditOf, *, others: str = ""
    ) -> bool | None:
        """Have a form filled in and make the edit of it; see ``AskingScreen.fill()``."""
        return await self.main.fill(name, title, fields, edit_of, self.seen, others=others)

    async def attempt(self, edit: AnyEdit) -> bool:
        """Make an edit; see ``AskingScreen.attempt()``."""
        return await self.main.attempt(edit, self.seen)

    @property
    def state(self) -> State:
        """The newest state that is known."""
        return self.main.state
