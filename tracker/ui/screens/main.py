"""The main screen: schedule, agenda and detail, the status on top, the keys below."""

from collections.abc import Callable, Sequence
from datetime import datetime

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from tracker.clock import Clock
from tracker.domain.lookup import Found, find_row
from tracker.domain.reminders import reminders_due
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import State
from tracker.domain.timeline import now_and_next
from tracker.settings import Settings
from tracker.ui.commands import Command
from tracker.ui.desk import Desk
from tracker.ui.panels.agenda import AgendaPanel
from tracker.ui.panels.detail import DetailPanel
from tracker.ui.panels.frame import FramePanel
from tracker.ui.panels.lines import LinesWidget
from tracker.ui.panels.rows import RowPanel
from tracker.ui.panels.schedule import SchedulePanel
from tracker.ui.present.glyphs import ASCII, Glyphs
from tracker.ui.present.status import keys_line, meeting_line, notice_line, now_line
from tracker.ui.screens.changing import ChangingScreen
from tracker.ui.screens.help import HelpScreen
from tracker.ui.screens.plain import PlainText
from tracker.ui.terminal.driver import repaint

POLL_SECONDS = 1.0
"""How often the screen looks for others' changes and for the next minute."""


class MainScreen(ChangingScreen, inherit_bindings=False):
    """Wires the panels to the snapshot, and the commands to the panels."""

    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (40, "-narrow"), (60, "-medium"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-too-short"), (10, "-short"), (18, "-tall")]  # noqa: RUF012

    def __init__(
        self, desk: Desk, clock: Clock, commands: Sequence[Command], glyphs: Glyphs, choices: Settings
    ) -> None:
        """Show the meeting behind ``desk`` at the time of ``clock``, as this user chose."""
        super().__init__(desk, clock)
        self._choices = choices
        self.commands = tuple(commands)
        self._glyphs = glyphs
        self._status = LinesWidget("status")
        self._keys = LinesWidget("keys")
        self._too_small = LinesWidget("too-small")
        self._schedule = SchedulePanel(glyphs)
        self._agenda = AgendaPanel(glyphs)
        self._detail = DetailPanel(glyphs)
        self._panels: tuple[FramePanel, ...] = (self._schedule, self._agenda, self._detail)
        self._notice: tuple[str, bool] | None = None
        self._minute = clock.now().replace(second=0, microsecond=0)
        for command in self.commands:
            for key in command.keys:
                self._bindings.bind(key, command.action, command.title, show=False)

    def compose(self) -> ComposeResult:
        """Lay the panels out; the style sheet says how."""
        yield self._status
        yield Container(*self._panels, id="panels")
        yield self._too_small
        yield self._keys

    def on_mount(self) -> None:
        """Show the meeting and begin to look for changes."""
        self.take(self.desk.store.snapshot())
        self._activate(self._agenda)
        self._agenda.move_to(0)
        first_on = next(iter(now_and_next(self.state, self.clock.now()).now), None)
        if first_on and (index := self._schedule.index_of(first_on.id)) is not None:
            self._schedule.move_to(index, quietly=True)
        if self.snapshot is not None and self.snapshot.notice:
            self.tell(self.snapshot.notice)
        self.set_interval(POLL_SECONDS, self._on_poll)

    @property
    def state(self) -> State:
        """The newest state that is known."""
        if self.snapshot is None:
            self.snapshot = self.desk.store.snapshot()
        return self.snapshot.state

    @property
    def active_panel(self) -> FramePanel:
        """The panel that takes the keys."""
        return next((panel for panel in self._panels if panel.is_active), self._agenda)

    def runner(self, action: str) -> Callable[[], object]:
        """Return what the palette calls to run ``action`` here."""

        async def run() -> None:
            await self.run_action(action)

        return run

    def tell(self, message: str, *, is_error: bool = False) -> None:
        """Show ``message`` in place of the keys until the next key."""
        self._notice = (message, is_error)
        self._show_keys()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Give a new snapshot to every panel."""
        self._schedule.show_snapshot(snapshot, self.clock.now())
        self._agenda.show_snapshot(snapshot, self.pending)
        self._detail.show(snapshot.state, self._detail.subject)
        self._show_status()

    def watch_pending(self) -> None:
        """Show what is being saved."""
        if self.snapshot is not None:
            self._agenda.show_snapshot(self.snapshot, self.pending)
            self._show_status()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        self._show_status()
        self._show_keys()
        size = f"{event.size.width}x{event.size.height}"
        self._too_small.show([Content(f"Too small: {size}."), Content("tracker needs 40x10.")])

    def on_key(self, event: events.Key) -> None:
        """Let a notice go once it can have been read."""
        self._clear_notice()

    @on(RowPanel.Selected)
    def _show_selected(self, message: RowPanel.Selected) -> None:
        if message.row_id:
            self._detail.show(self.state, find_row(self.state, message.row_id))

    @on(RowPanel.BoxClicked)
    def _tick_clicked(self) -> None:
        self.action_tick()

    @on(FramePanel.Pressed)
    def _activate_pressed(self, message: FramePanel.Pressed) -> None:
        self._clear_notice()
        self._activate(message.panel)

    def action_panel(self, name: str) -> None:
        """Go to the panel ``name``."""
        self._activate(next(panel for panel in self._panels if panel.name == name))

    def action_panel_step(self, step: int) -> None:
        """Go to the next panel or the one before."""
        here = self._panels.index(self.active_panel)
        self._activate(self._panels[(here + step) % len(self._panels)])

    def action_move(self, step: int) -> None:
        """Move the cursor, or scroll the detail."""
        panel = self.active_panel
        if isinstance(panel, RowPanel):
            panel.move_to(panel.cursor + step)
        else:
            panel.scroll_to_top(panel.top + step)

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self.action_move(step * max(1, self.active_panel.page - 1))

    def action_move_to_end(self, direction: int) -> None:
        """Go to the first or the last row."""
        self.action_move(direction * self.active_panel.line_count)

    def action_fold(self) -> None:
        """Fold an item, or go from a point to its item."""
        if self.active_panel is self._agenda:
            self._agenda.fold()

    def action_unfold(self) -> None:
        """Unfold an item, or go to its first point."""
        if self.active_panel is self._agenda:
            self._agenda.unfold()

    def action_fold_all(self) -> None:
        """Fold or unfold the whole agenda."""
        self._agenda.fold_all()

    def action_open(self) -> None:
        """Go from a session to its first item, from an item to its first session."""
        subject = self._detail.subject if self.active_panel is self._detail else self._under_cursor()
        if subject.table == "sessions":
            items = self.state.sessions[subject.id].agenda_items
            if items:
                self.action_reveal(items[0])
            else:
                self.tell("This session takes up no agenda item.")
        elif subject.table:
            point = self.state.talking_points.get(subject.id)
            sessions = self.state.sessions_of(point.item if point else subject.id)
            if sessions:
                self.action_reveal(sessions[0].id)
            else:
                self.tell("No session takes up this item.")

    def action_reveal(self, row_id: str) -> None:
        """Go to a session, an item or a point, wherever it is shown."""
        if find_row(self.state, row_id).table == "sessions":
            self._activate(self._schedule)
            self._schedule.move_to_id(row_id)
        else:
            self._activate(self._agenda)
            self._agenda.reveal(row_id)

    def action_tick(self) -> None:
        """Tick or untick the point under the cursor, or all points of the item."""
        if self.active_panel is self._schedule:
            return
        row_id = self._detail.subject.id if self.active_panel is self._detail else self._agenda.cursor_id
        point = self.state.talking_points.get(row_id)
        self.tick_points((point,) if point else self.state.points_of(row_id), row_id)

    def action_undo(self) -> None:
        """Take this person's last change back."""
        self.undo()

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.redo()

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(self.commands, str(self.active_panel.name), self._glyphs))

    def action_command_palette(self) -> None:
        """Open the palette."""
        self.app.action_command_palette()

    def action_change_theme(self) -> None:
        """Choose a theme."""
        self.app.search_themes()

    def action_repaint(self) -> None:
        """Paint everything anew, for a terminal that was disturbed."""
        repaint(self.app)

    def action_copy(self) -> None:
        """Send what the detail says to the terminal's clipboard, and show it for terminals that have none."""
        text = self._detail.plain_text
        self.app.copy_to_clipboard(text)
        self.app.push_screen(PlainText(text))

    def action_quit(self) -> None:
        """Leave; everything is saved already."""
        self.app.exit()

    def _under_cursor(self) -> Found:
        panel = self.active_panel
        if not isinstance(panel, RowPanel) or not panel.cursor_id:
            return Found("", "")
        return find_row(self.state, panel.cursor_id)

    def _activate(self, panel: FramePanel) -> None:
        for other in self._panels:
            other.is_active = other is panel
        self._show_keys()

    def _show_status(self) -> None:
        if self.snapshot is None or not self.size.width:
            return
        now, width = self.clock.now(), self.size.width
        first = meeting_line(self.snapshot, now, bool(self.pending), width, self._glyphs)
        self._status.show([first, now_line(self.snapshot.state, now, width, self._glyphs)])

    def _show_keys(self) -> None:
        width = self.size.width
        if self._notice is not None:
            self._keys.show([notice_line(*self._notice, width, self._glyphs)])
            return
        can_change = self.snapshot is None or self.snapshot.can_change
        ascii_only = self._glyphs is ASCII
        panel = str(self.active_panel.name)
        self._keys.show([keys_line(self.commands, panel, can_change, width, self._glyphs, ascii_only=ascii_only)])

    def _clear_notice(self) -> None:
        if self._notice is not None:
            self._notice = None
            self._show_keys()

    async def _on_poll(self) -> None:
        """Look for others' changes; once a minute, let the clocks go on."""
        minute = self.clock.now().replace(second=0, microsecond=0)
        if minute != self._minute and self.snapshot is not None:
            self._schedule.show_snapshot(self.snapshot, self.clock.now())
            self._show_status()
            self._remind(self._minute, minute)
        self._minute = minute
        await self.look_for_changes()

    def _remind(self, after: datetime, until: datetime) -> None:
        """Tell of the sessions that start soon, and ring once."""
        for reminder in reminders_due(self.state, self._choices.reminders, after, until):
            start = f"{reminder.session.start:%H:%M}"
            self.tell(f"In {reminder.minutes} min, at {start}: {reminder.session.title}")
            if self._choices.bell:
                self.app.bell()
