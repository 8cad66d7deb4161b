"""The main screen: schedule, agenda and detail, and everything that the keys do."""

from collections.abc import Callable

from textual import on

from tracker.ui.main.collaboration import TogetherScreen
from tracker.ui.main.dispatch import CommandingScreen
from tracker.ui.main.follow_clock import FollowingScreen
from tracker.ui.main.selection import SelectingScreen
from tracker.ui.terminal.driver import repaint
from tracker.ui.widgets.rows import RowPanel


class MainScreen(SelectingScreen, TogetherScreen, CommandingScreen, FollowingScreen):
    """What the keys do beside moving."""

    def runner(self, action: str) -> Callable[[], object]:
        """Return what the palette calls to run ``action`` here."""

        async def run() -> None:
            await self.run_action(action)

        return run

    @on(RowPanel.BoxClicked)
    def _tick_clicked(self, message: RowPanel.BoxClicked) -> None:
        """Tick the row that was clicked; one that is selected with all that is selected beside it."""
        if message.row_id not in self.selected or not self.tick_selected():
            self._tick_row(message.row_id)

    def action_tick(self) -> None:
        """Tick or untick the point under the cursor, or all points of the item."""
        if not self.tick_selected():
            self._tick_row(self.subject().id)

    def _tick_row(self, row_id: str) -> None:
        point = self.state.talking_points.get(row_id)
        points = (point,) if point else self.state.points_of(row_id)
        if points:
            self.tick_points(points, row_id)
        elif row_id in self.state.sessions:
            self.tell("Sessions are not ticked: go to the agenda with 2.")
        elif row_id:
            self.tell("This agenda item has no points to tick.")

    def action_undo(self) -> None:
        """Take this person's last change back."""
        self.undo()

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.redo()

    def action_help(self) -> None:
        """Open the help."""
        from tracker.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands, str(self.active_panel.name), self.glyphs))

    def action_history(self) -> None:
        """Open the history."""
        from tracker.ui.dialogs.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.store_worker, lambda: self.state, self.subject().id, self.glyphs))

    def action_command_palette(self) -> None:
        """Open the palette."""
        self.app.action_command_palette()

    def action_change_theme(self) -> None:
        """Choose a theme."""
        self.app.search_themes()

    def action_copy(self) -> None:
        """Send what the detail says to the terminal's clipboard, and show it for terminals that have none."""
        from tracker.ui.dialogs.copy_preview import PlainText

        text = self.detail.plain_text
        self.app.copy_to_clipboard(text)
        self.app.push_screen(PlainText(text))

    def action_repaint(self) -> None:
        """Paint everything anew, for a terminal that was disturbed."""
        repaint(self.app)

    def action_quit(self) -> None:
        """Leave; everything is saved already."""
        self.app.exit()
